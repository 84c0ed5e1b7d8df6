//! Names of fields and columns, in Chinese and English -> what they hold.

use super::{Draft, ReadNote};
use crate::corpus::{dates, front, html};
use crate::protocol::{ArticleMeta, Rights};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The text.
    Body,
    /// The text, where there is no other.
    Summary,
    /// Title.
    Title,
    /// Date.
    Date,
    /// Newspaper, site or publisher.
    Source,
    /// Authors.
    Author,
    /// Editors.
    Reviewer,
    /// Places it speaks of.
    Place,
    /// Its address in the web.
    Url,
    /// Its id.
    Id,
    /// Tag of its language.
    Language,
    /// Column or category.
    Kind,
    /// The time it speaks of.
    Period,
    /// A remark.
    Note,
    /// How much of it may be published.
    Rights,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 15] = [
        Self::Body,
        Self::Summary,
        Self::Title,
        Self::Date,
        Self::Source,
        Self::Author,
        Self::Reviewer,
        Self::Place,
        Self::Url,
        Self::Id,
        Self::Language,
        Self::Kind,
        Self::Period,
        Self::Note,
        Self::Rights,
    ];

    /// Its name: the first of those by which it is known.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(field, _)| *field == self).and_then(|(_, names)| names.first()).copied().unwrap_or_default()
    }
}

/// What fields or columns hold, where the reader says so in place of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldMap(Vec<(String, Option<Field>)>);

impl FieldMap {
    /// Reads `title=栏目名` (the column holds titles) and `-=栏目名` (it is not used), any number of them. What a
    /// field is called in Chinese or English is understood; columns without names are called by number.
    ///
    /// # Errors
    /// With the part that was not understood.
    pub fn parse<'s>(said: impl IntoIterator<Item = &'s str>) -> Result<Self, String> {
        let mut map = Self::default();
        for part in said {
            let (what, name) = part.split_once('=').ok_or_else(|| part.to_owned())?;
            let held = match what.trim() {
                "-" | "" => None,
                what => Some(field(what).ok_or_else(|| part.to_owned())?.0),
            };
            let name = one_line(name);
            map.0.retain(|(other, _)| *other != name);
            map.0.push((name, held));
        }
        Ok(map)
    }

    /// Whether the reader has said anything of a name.
    pub(super) fn names(&self, name: &str) -> bool {
        self.said(name).is_some()
    }

    fn said(&self, name: &str) -> Option<&(String, Option<Field>)> {
        // Hardly ever is anything said: then no name is looked at.
        let name = (!self.0.is_empty()).then(|| one_line(name))?;
        self.0.iter().find(|(other, _)| *other == name)
    }

    /// What a name holds, and how it ranks among names of the same.
    pub(super) fn of(&self, name: &str) -> Option<(Field, usize)> {
        match self.said(name) {
            Some((_, held)) => held.map(|field| (field, 0)),
            None => field(name).map(|(field, rank)| (field, rank + 1)),
        }
    }
}

/// Names of fields, those first that win where several are there.
const NAMES: [(Field, &[&str]); 15] = [
    (
        Field::Body,
        &[
            "body",
            "正文",
            "content",
            "内容",
            "內容",
            "全文",
            "text",
            "fulltext",
            "文本",
            "正文内容",
            "文章内容",
            "新闻内容",
            "文章正文",
            "新闻正文",
            "articlebody",
            "contenthtml",
            "contenttext",
            "maintext",
            "bodytext",
            "html",
            "article",
        ],
    ),
    (Field::Summary, &["summary", "摘要", "description", "简介", "導言", "导语", "abstract", "excerpt", "概要"]),
    (
        Field::Title,
        &[
            "title",
            "标题",
            "標題",
            "题名",
            "題名",
            "题目",
            "題目",
            "文章标题",
            "新闻标题",
            "篇名",
            "headline",
            "subject",
            "name",
        ],
    ),
    (
        Field::Date,
        &[
            "date",
            "日期",
            "pubdate",
            "发布时间",
            "發布時間",
            "發佈時間",
            "发布日期",
            "發布日期",
            "发表时间",
            "发表日期",
            "发稿时间",
            "出版日期",
            "时间",
            "時間",
            "published",
            "publishdate",
            "publisheddate",
            "publishtime",
            "publishedat",
            "datepublished",
            "publicationdate",
            "pubtime",
            "posttime",
            "postdate",
            "datetime",
            "createdat",
            "createtime",
            "time",
            "年份",
            "year",
        ],
    ),
    (
        Field::Source,
        &[
            "source",
            "来源",
            "來源",
            "媒体",
            "媒體",
            "文章来源",
            "信息来源",
            "新闻来源",
            "报纸",
            "报刊",
            "刊名",
            "出处",
            "媒体名称",
            "发布机构",
            "media",
            "newspaper",
            "publisher",
            "sitename",
            "site",
            "website",
            "journal",
            "origin",
        ],
    ),
    (Field::Author, &["author", "authors", "作者", "记者", "記者", "撰文", "creator", "byline", "writer"]),
    (Field::Reviewer, &["reviewer", "reviewers", "审核", "責任編輯", "责任编辑", "编辑", "責編", "责编", "editor"]),
    (
        Field::Place,
        &[
            "place",
            "places",
            "region",
            "地区",
            "地區",
            "地点",
            "地點",
            "地域",
            "省份",
            "城市",
            "所属地区",
            "location",
            "area",
            "province",
            "city",
        ],
    ),
    (
        Field::Url,
        &[
            "url",
            "链接",
            "鏈接",
            "連結",
            "网址",
            "網址",
            "link",
            "原文链接",
            "文章链接",
            "href",
            "permalink",
            "externalurl",
            "地址",
        ],
    ),
    (Field::Id, &["id", "编号", "編號", "guid", "uid", "docid", "articleid", "newsid"]),
    (Field::Language, &["language", "lang", "语言", "語言"]),
    (
        Field::Kind,
        &["kind", "column", "栏目", "欄目", "类别", "類別", "分类", "分類", "category", "channel", "section", "频道"],
    ),
    (Field::Period, &["period"]),
    (Field::Note, &["note", "备注", "備註"]),
    (Field::Rights, &["rights", "刊载权限", "刊載權限"]),
];

/// A name as it is written in one line.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a name says its field holds, and how it ranks among names of the same.
pub(super) fn field(name: &str) -> Option<(Field, usize)> {
    let name = key(name);
    NAMES.iter().find_map(|(field, names)| Some((*field, names.iter().position(|known| *known == name)?)))
}

/// A name for comparing: `Publish_Date`, `标题（必填）`, ` "正文" `.
fn key(name: &str) -> String {
    let name = name.split(['（', '(', '[', '【']).next().unwrap_or_default();
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// A record's values under their names -> an article, or nothing when it has neither title nor text.
pub(super) fn draft<N: AsRef<str>>(values: impl Iterator<Item = (N, Vec<String>)>, map: &FieldMap) -> Option<Draft> {
    let mut fields: Vec<(Field, usize, Vec<String>)> = Vec::new();
    for (name, values) in values {
        if let Some((field, rank)) = map.of(name.as_ref())
            && values.iter().any(|value| !value.trim().is_empty())
        {
            fields.push((field, rank, values));
        }
    }
    fields.sort_by_key(|(field, rank, _)| (*field, *rank));
    let mut meta = ArticleMeta::default();
    let (mut body, mut done, mut notes) = (String::new(), None, Vec::new());
    for (field, _, values) in fields {
        // The first name of a field that has something wins.
        if done == Some(field) {
            continue;
        }
        done = Some(field);
        let one = || {
            values
                .iter()
                .find(|value| !value.trim().is_empty())
                .map(|value| value.trim().to_owned())
                .unwrap_or_default()
        };
        let many = || values.iter().flat_map(|value| front::names(value)).collect::<Vec<_>>();
        match field {
            Field::Body => body = text(&values.join("\n")),
            Field::Summary if body.is_empty() => body = text(&values.join("\n")),
            Field::Summary => {}
            Field::Title => meta.title = text(&one()).replace('\n', " "),
            Field::Date => meta.date = dates::iso(&one()).unwrap_or_else(one),
            Field::Source => meta.source = text(&one()),
            Field::Author => meta.authors = many(),
            Field::Reviewer => meta.reviewers = many(),
            Field::Place => meta.places = many(),
            Field::Url => meta.url = one(),
            Field::Id => meta.id = one(),
            Field::Language => meta.language = one(),
            Field::Kind => meta.kind = one(),
            Field::Period => meta.period = one(),
            Field::Note => meta.note = values.join("\n"),
            Field::Rights => {
                notes.extend(ReadNote::of_rights(&one()));
                meta.rights = Rights::parse(&one()).unwrap_or(Rights::Metadata);
            }
        }
    }
    let has_any = !body.trim().is_empty() || !meta.title.is_empty();
    has_any.then(|| Draft { notes, ..Draft::new(meta, body) })
}

/// A field's text: HTML in it becomes text.
fn text(value: &str) -> String {
    if html::is_markup(value) { html::to_text(value) } else { super::line_ends(value.trim().to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_both_languages() {
        for (name, expected) in [
            ("标题", Some(Field::Title)),
            (" Title ", Some(Field::Title)),
            ("Publish_Date", Some(Field::Date)),
            ("发布时间（北京）", Some(Field::Date)),
            ("content_html", Some(Field::Body)),
            ("媒体", Some(Field::Source)),
            ("序号", None),
            ("", None),
        ] {
            assert_eq!(field(name).map(|(field, _)| field), expected, "{name}");
        }
    }
}

//! What the lines around an article say of it: `来源：新华网　作者：张三　2024年5月6日 08:00`.

use crate::corpus::{dates, front};
use crate::protocol::ArticleMeta;

/// What a key announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Source,
    Author,
    Reviewer,
    Date,
    /// What is not kept, but ends a value.
    Other,
}

/// Keys in the order in which they are looked for: longer ones first where one begins another.
const KEYS: [(&str, Key); 52] = [
    ("信息来源", Key::Source),
    ("文章来源", Key::Source),
    ("新闻来源", Key::Source),
    ("稿件来源", Key::Source),
    ("内容来源", Key::Source),
    ("消息来源", Key::Source),
    ("本文来源", Key::Source),
    ("數據來源", Key::Other),
    ("数据来源", Key::Other),
    ("图片来源", Key::Other),
    ("來源", Key::Source),
    ("来源", Key::Source),
    ("来自", Key::Source),
    ("稿源", Key::Source),
    ("出处", Key::Source),
    ("责任编辑", Key::Reviewer),
    ("責任編輯", Key::Reviewer),
    ("值班编辑", Key::Reviewer),
    ("网络编辑", Key::Reviewer),
    ("责编", Key::Reviewer),
    ("编辑", Key::Reviewer),
    ("編輯", Key::Reviewer),
    ("审核", Key::Reviewer),
    ("初审", Key::Reviewer),
    ("复审", Key::Reviewer),
    ("终审", Key::Reviewer),
    ("一审", Key::Reviewer),
    ("二审", Key::Reviewer),
    ("三审", Key::Reviewer),
    ("校对", Key::Reviewer),
    ("作者", Key::Author),
    ("撰文", Key::Author),
    ("采写", Key::Author),
    ("记者", Key::Author),
    ("記者", Key::Author),
    ("通讯员", Key::Author),
    ("发布时间", Key::Date),
    ("发布日期", Key::Date),
    ("發佈時間", Key::Date),
    ("發布日期", Key::Date),
    ("发表时间", Key::Date),
    ("发稿时间", Key::Date),
    ("成文日期", Key::Other),
    ("更新时间", Key::Date),
    ("时间", Key::Date),
    ("日期", Key::Date),
    ("字号", Key::Other),
    ("字体", Key::Other),
    ("浏览", Key::Other),
    ("阅读", Key::Other),
    ("点击", Key::Other),
    ("分享", Key::Other),
];

/// A key with its colon at the beginning of a text: what it is, and what follows.
fn key_at(text: &str) -> Option<(Key, &str)> {
    let (key, rest) = KEYS.iter().find_map(|(name, key)| Some((*key, text.strip_prefix(name)?)))?;
    let rest = rest.trim_start_matches([' ', '\u{3000}']);
    let after = rest.strip_prefix(['：', ':', '︰']).or_else(|| {
        // `记者 张三`, `编辑 | 李四`, `来源/新华网`
        rest.strip_prefix(['|', '丨', '/', '／']).filter(|_| key != Key::Date)
    })?;
    Some((key, after.trim_start()))
}

/// Takes what a line says, where nothing is known yet. `next` is the line after it, for a key whose value stands
/// on a line of its own. The date is returned, and whether a key announced it.
pub(super) fn take(meta: &mut ArticleMeta, line: &str, next: Option<&str>) -> Option<(String, bool)> {
    let mut date = None;
    let mut rest = line;
    while !rest.is_empty() {
        let begins = rest.len() == line.len() || {
            let before = line.strip_suffix(rest).and_then(|before| before.chars().next_back());
            before.is_none_or(|c| !is_han(c) || matches!(c, '本' | '报' | '社' | '网' | '日' | '年'))
        };
        if begins && let Some((key, value)) = key_at(rest) {
            let value = until_key(value);
            let value = match next {
                Some(next) if value.trim().is_empty() && next.chars().count() <= 24 && key_at(next).is_none() => next,
                _ => value,
            };
            match key {
                Key::Source if meta.source.is_empty() => meta.source = source(value),
                Key::Author if meta.authors.is_empty() => meta.authors = people(value),
                Key::Reviewer => {
                    for name in people(value) {
                        if !meta.reviewers.contains(&name) {
                            meta.reviewers.push(name);
                        }
                    }
                }
                Key::Date => date = date.or_else(|| Some((dates::find(value)?, true))),
                _ => {}
            }
            // A date may stand behind a source without a key of its own: the rest is looked through again.
        }
        let mut chars = rest.chars();
        chars.next();
        rest = chars.as_str();
    }
    date.or_else(|| Some((dates::find(line)?, false)))
}

/// The text before the next key.
fn until_key(text: &str) -> &str {
    let mut at = text.char_indices().skip(1);
    let end = at.find(|(at, c)| {
        matches!(c, '|' | '丨' | '【' | '[' | '）' | ')' | '】' | ']')
            || text.get(*at..).is_some_and(|rest| key_at(rest).is_some())
    });
    text.get(..end.map_or(text.len(), |(at, _)| at)).unwrap_or(text)
}

/// A source's name: up to a blank or a date.
fn source(value: &str) -> String {
    let value =
        value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '《' | '》' | '“' | '”' | '：' | ':' | '-'));
    let mut out = String::new();
    for word in value.split(|c: char| c.is_whitespace() || matches!(c, '，' | '。' | '；' | '、')) {
        let has_year = word.chars().count() > 3 && word.chars().take(4).all(|c| c.is_ascii_digit());
        // Latin names are several words.
        let are_latin = word.is_ascii() && out.is_ascii();
        if has_year || !(out.is_empty() || are_latin) {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let out = out.trim_matches(|c: char| matches!(c, '》' | '《' | '(' | '（')).to_owned();
    if out.chars().count() > 30 { String::new() } else { out }
}

/// Names of people in a value: separated by blanks and marks, as long as they look like names.
pub(super) fn people(value: &str) -> Vec<String> {
    let mut names = Vec::new();
    for word in
        value.split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／' | '|'))
    {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '·');
        let title = ["本报记者", "本网记者", "记者", "通讯员", "作者", "文"]
            .into_iter()
            .find_map(|title| word.strip_prefix(title));
        let word = title.filter(|rest| rest.chars().count() != 1).unwrap_or(word);
        // Numbers by which houses know their people: `李曦_NN2587`.
        let word = match word.split_once('_') {
            Some((name, number)) if number.is_ascii() => name,
            _ => word,
        };
        if word.is_empty() {
            continue;
        }
        let n = word.chars().count();
        // What they are, and numbers for names.
        if n <= 8
            && ["记者", "通讯员", "编辑", "特约撰稿"].iter().any(|title| word.ends_with(title))
            && n > 2
            && names.is_empty()
            && value.contains(' ')
            || word.is_ascii() && word.contains(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let is_name = n <= 12 && (n >= 2 || names.is_empty()) && !word.starts_with(|c: char| c.is_ascii_digit());
        if !is_name || names.len() == 8 {
            break;
        }
        names.push(word.to_owned());
    }
    names
}

fn is_han(c: char) -> bool {
    matches!(c, '一'..='\u{9fff}')
}

/// Whether a line says only where an article is from, not what it says: short, with a date or a key, and no sentence.
pub(super) fn is_byline(line: &str) -> bool {
    let n = line.chars().count();
    if n > 100 || line.contains(['。', '！', '？']) {
        return false;
    }
    let text = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if key_at(text).is_some_and(|(key, _)| key != Key::Other || n < 30) {
        return true;
    }
    let Some(_) = dates::find(line) else { return false };
    // A date that is nearly all there is, or beside keys.
    let other = line.chars().filter(|c| is_han(*c) && !matches!(c, '年' | '月' | '日' | '时' | '分')).count();
    other <= 12
        || ["来源", "来源", "作者", "编辑", "浏览", "字号", "阅读", "打印", "分享"].iter().any(|key| line.contains(key))
}

/// The name that stands beside the date where no key says what it is: `中国网 2024-05-06 10:37`.
pub(super) fn bare_source(line: &str) -> Option<String> {
    dates::find(line)?;
    if line.chars().count() > 48 || KEYS.iter().any(|(key, _)| line.contains(key)) {
        return None;
    }
    let is_name = |word: &str| {
        let n = word.chars().count();
        (2..=12).contains(&n) && word.chars().filter(|c| is_han(*c)).count() * 2 > n && !is_word(word)
    };
    // A date that follows without a blank ends the name.
    let words: Vec<&str> = line
        .split(|c: char| {
            c.is_whitespace() || c.is_ascii_digit() || matches!(c, '|' | '｜' | '·' | ':' | '-' | '/' | '.')
        })
        .filter(|word| is_name(word))
        .collect();
    match words.as_slice() {
        [name] => Some((*name).to_owned()),
        _ => None,
    }
}

/// Words beside dates that name nothing.
fn is_word(word: &str) -> bool {
    [
        "原创", "转载", "评论", "收藏", "举报", "打印", "关注", "星期", "上午", "下午", "北京", "发布", "更新", "首发",
        "推荐", "跟贴", "参与", "字体",
    ]
    .iter()
    .any(|other| word.contains(other))
}

/// Takes credits at the end of a line off: `……。（责任编辑：张三）`.
pub(super) fn cut_credit<'l>(meta: &mut ArticleMeta, line: &'l str) -> &'l str {
    let trimmed = line.trim_end();
    // An offer behind the last sentence: `……。返回首页，查看更多`.
    if let Some((at, mark)) = trimmed.char_indices().rfind(|(_, c)| matches!(c, '。' | '！' | '？' | '”')) {
        let rest = trimmed.get(at + mark.len_utf8()..).unwrap_or_default();
        let offers = ["查看更多", "阅读原文", "查看原文", "阅读全文", "返回首页", "展开全文"];
        if rest.chars().count() <= 16 && offers.iter().any(|offer| rest.contains(offer)) {
            return trimmed.get(..at + mark.len_utf8()).unwrap_or(line);
        }
    }
    let Some(inner) = trimmed.strip_suffix(['）', ')', '】', ']', '］']) else { return line };
    let Some((at, open)) = inner.char_indices().rfind(|(_, c)| matches!(c, '（' | '(' | '【' | '[' | '［')) else {
        return line;
    };
    let credit = inner.get(at + open.len_utf8()..).unwrap_or_default();
    let says =
        key_at(credit.trim_start()).is_some_and(|(key, _)| matches!(key, Key::Reviewer | Key::Source | Key::Author));
    if !says || credit.chars().count() > 40 || credit.contains('。') {
        return line;
    }
    take(meta, credit, None);
    line.get(..at).unwrap_or(line).trim_end()
}

/// Takes a value that a page names as its author: people, not the name of a site or an account.
pub(super) fn author(meta: &mut ArticleMeta, value: &str) {
    const NOBODY: [&str; 8] = ["admin", "name", "author", "editor", "null", "undefined", "none", "anonymous"];
    if meta.authors.is_empty()
        && !value.contains("://")
        && !NOBODY.contains(&value.to_lowercase().as_str())
        && value.chars().count() <= 60
    {
        meta.authors = front::names(value).iter().flat_map(|name| people(name)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_read() {
        let check = |line: &str, date: Option<&str>, source: &str, authors: &[&str], reviewers: &[&str]| {
            let mut meta = ArticleMeta::default();
            let found = take(&mut meta, line, None);
            assert_eq!(found.map(|(date, _)| date).as_deref(), date, "{line}");
            assert_eq!(meta.source, source, "{line}");
            assert_eq!(
                (meta.authors, meta.reviewers),
                (
                    authors.iter().map(ToString::to_string).collect(),
                    reviewers.iter().map(ToString::to_string).collect::<Vec<_>>()
                ),
                "{line}"
            );
        };
        check("来源：央视网 更新时间：2026年01月20日 19:30", Some("2026-01-20"), "央视网", &[], &[]);
        check("2019-09-26 12:11来源：证券时报网作者：李在山", Some("2019-09-26"), "证券时报网", &["李在山"], &[]);
        check(
            "发布时间：2024-05-06 信息来源：市发展改革委 字号：[大 中 小] 浏览次数：12",
            Some("2024-05-06"),
            "市发展改革委",
            &[],
            &[],
        );
        check("本文来源：新华社 责任编辑：李曦", None, "新华社", &[], &["李曦"]);
        check("作者：本报记者 张三 李四", None, "", &["张三", "李四"], &[]);
        check("图片来源：视觉中国", None, "", &[], &[]);
        check("来源：《吉林日报》 2024.05.06", Some("2024-05-06"), "吉林日报", &[], &[]);
        let mut meta = ArticleMeta::default();
        assert_eq!(cut_credit(&mut meta, "事情就是这样。返回某站，查看更多"), "事情就是这样。");
        take(&mut meta, "来源：", Some("新华网"));
        assert_eq!(meta.source, "新华网");
        assert_eq!(cut_credit(&mut meta, "很好。（责任编辑：王五）"), "很好。");
        assert_eq!((meta.reviewers.join("、").as_str(), cut_credit(&mut meta, "很好（图）")), ("王五", "很好（图）"));
        assert!(
            is_byline("2024年5月6日 08:00")
                && is_byline("来源：新华网")
                && !is_byline("2024年5月6日，全市召开重点项目推进会议部署")
        );
    }
}

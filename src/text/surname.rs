//! Surnames in a text: they are read otherwise than the same characters elsewhere (单, 任, 朴), or are written alike in
//! Simplified and Traditional where other words are not (范, 于, 余).

use super::{Lexicon, segment::Token, variant};

/// When a character that stands by itself is a surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Nearly always.
    Name,
    /// It is a word, too: before a title, or between a title and a given name.
    Word,
    /// It is a common word before titles as well: before what persons alone are called.
    Common,
}

/// A surname.
struct Surname {
    name: char,
    reading: &'static str,
    /// Whether it is written so in Traditional, too, where the character otherwise becomes another.
    stays: bool,
    used: Use,
}

const fn surname(name: char, reading: &'static str, stays: bool, used: Use) -> Surname {
    Surname { name, reading, stays, used }
}

const SURNAMES: [Surname; 23] = [
    surname('范', "fàn", true, Use::Name),
    surname('岳', "yuè", true, Use::Name),
    surname('朴', "piáo", true, Use::Name),
    surname('郁', "yù", true, Use::Name),
    surname('翟', "zhái", false, Use::Name),
    surname('葛', "gě", false, Use::Name),
    surname('卜', "bǔ", false, Use::Name),
    surname('缪', "miào", false, Use::Name),
    surname('于', "yú", true, Use::Word),
    surname('余', "yú", true, Use::Word),
    surname('游', "yóu", true, Use::Word),
    surname('涂', "tú", true, Use::Word),
    surname('单', "shàn", false, Use::Word),
    surname('曾', "zēng", false, Use::Word),
    surname('解', "xiè", false, Use::Word),
    surname('仇', "qiú", false, Use::Word),
    surname('查', "zhā", false, Use::Word),
    surname('盖', "gě", false, Use::Common),
    surname('华', "huà", false, Use::Word),
    surname('燕', "yān", false, Use::Word),
    surname('后', "hòu", true, Use::Common),
    surname('任', "rén", false, Use::Common),
    surname('区', "ōu", false, Use::Common),
];

/// Names that the dictionary cuts apart or that its tag does not tell from other words: how their first characters are
/// read, and those that stay as they are in Traditional.
const NAMES: [(&str, &[&str], &str); 25] = [
    ("尉迟", &["yù", "chí"], ""),
    ("万俟", &["mò", "qí"], "万俟"),
    ("令狐", &["líng", "hú"], ""),
    ("澹台", &["tán", "tái"], ""),
    ("吕后", &["lǚ", "hòu"], "后"),
    ("于谦", &["yú"], "于"),
    ("于成龙", &["yú"], "于"),
    ("余秋雨", &["yú"], "余"),
    ("朴槿惠", &["piáo"], "朴"),
    ("查良镛", &["zhā"], ""),
    ("查慎行", &["zhā"], ""),
    ("查继佐", &["zhā"], ""),
    ("解晓东", &["xiè"], ""),
    ("解缙", &["xiè"], ""),
    ("仇英", &["qiú"], ""),
    ("仇士良", &["qiú"], ""),
    ("单田芳", &["shàn"], ""),
    ("单霁翔", &["shàn"], ""),
    ("曾巩", &["zēng"], ""),
    ("华国锋", &["huà"], ""),
    ("华罗庚", &["huà"], ""),
    ("华君武", &["huà"], ""),
    ("华蘅芳", &["huà"], ""),
    ("任正非", &["rén"], ""),
    ("任弼时", &["rén"], ""),
];

/// What the dictionary takes for persons and is none.
const NO_NAMES: [&str; 12] = [
    "任天堂",
    "单身汉",
    "单一化",
    "单项赛",
    "曾用名",
    "曾述及",
    "解释权",
    "解深密",
    "郁金香",
    "余姚人",
    "游春图",
    "仇未报",
];

/// What persons are called, whatever they do.
const PERSONS: &str = " 先生 女士 小姐 太太 夫人 同志 教授 副教授 老师 医生 博士 律师 师傅 大夫 院士 研究员 奶奶 爷爷 大爷 大妈 大姐 大哥 阿姨 氏 某 某某 ";
/// What they are called by their office.
const OFFICES: &str = " 书记 副书记 总书记 市长 副市长 省长 副省长 县长 副县长 区长 镇长 乡长 村长 部长 副部长 局长 副局长 厅长 副厅长 处长 科长 主任 副主任 主席 副主席 总理 总统 秘书长 董事长 总经理 经理 总裁 院长 副院长 校长 副校长 所长 站长 厂长 队长 会长 理事长 主编 记者 编辑 委员 代表 法官 检察官 警官 将军 司令 政委 教练 导演 工程师 总工程师 厨师 ";
/// What persons do in reports.
const DOES: &str = " 说 表示 介绍 指出 认为 告诉 坦言 称 回忆 强调 透露 解释 感慨 笑 道 率队 出席 主持 会见 ";
/// Short words before a person.
const BEFORE: &str = " 和 与 及 对 向 由 请 跟 给 找 问 见 叫 老 小 姓 位 名 是 ";

/// Whether a text has a character of a surname that stays in Traditional.
pub(super) fn may_stay(text: &str) -> bool {
    text.chars().any(|c| c == '俟' || SURNAMES.iter().any(|surname| surname.stays && surname.name == c))
}

impl Lexicon {
    /// The characters of surnames that are read or written otherwise than elsewhere: where each stands, how it is read,
    /// and whether it stays as it is in Traditional. `tokens` are the words of the text.
    pub fn surnames(&self, text: &str, tokens: &[Token]) -> Vec<(u32, &'static str, bool)> {
        let mut found = Vec::new();
        let words: Vec<String> = tokens.iter().map(|token| variant::simplify(token.span.of(text)).text).collect();
        for (i, (token, word)) in tokens.iter().zip(&words).enumerate() {
            let Some(first) = word.chars().next().filter(|c| *c >= '\u{4e00}') else { continue };
            let start = token.span.start;
            let ahead = || words.iter().skip(i).take(3).map(String::as_str).collect::<String>();
            let is_here = |name: &str| name.starts_with(first) && ahead().starts_with(name);
            if let Some((_, readings, stays)) = NAMES.iter().find(|(name, ..)| is_here(name)) {
                let places = text.get(start as usize..).unwrap_or_default().char_indices().zip(*readings);
                found.extend(places.map(|((at, c), reading)| (start + at as u32, *reading, stays.contains(c))));
            } else if let Some(surname) = SURNAMES.iter().find(|surname| surname.name == first)
                && self.is_surname(surname, tokens, &words, i)
            {
                found.push((start, surname.reading, surname.stays));
            }
        }
        found.dedup_by_key(|(at, ..)| *at);
        found
    }

    /// Whether the word at `i`, which begins with a surname's character, is that surname or a name that begins with it.
    fn is_surname(&self, surname: &Surname, tokens: &[Token], words: &[String], i: usize) -> bool {
        let tag = |i: usize| tokens.get(i).map_or("", |token| token.tag.name());
        let word = |i: usize| words.get(i).map_or("", String::as_str);
        let one_of = |i: usize, list: &str| !word(i).is_empty() && list.contains(&format!(" {} ", word(i)));
        let given: String = word(i).chars().skip(1).collect();
        if !given.is_empty() {
            // A name of three characters, of which those behind the first are a given name or no word.
            let is_plain = surname.used == Use::Name || !self.jieba.has_word(&given) || self.tag_of(&given) == "nr";
            let is_foreign = matches!(surname.name, '查' | '盖' | '华' | '区' | '燕' | '后');
            // What was told to be a name by what stands around it is one.
            if tag(i) == "nr" && !self.jieba.has_word(word(i)) {
                return !given.contains('·');
            }
            return matches!(tag(i), "nr" | "nrfg" | "nrt")
                && given.chars().count() == 2
                && is_plain
                && !is_foreign
                && !NO_NAMES.contains(&word(i));
        }
        let before = i.checked_sub(1);
        let is_short = |i: usize| word(i).chars().nth(1).is_none();
        let is_mark = |i: usize| !word(i).starts_with(char::is_alphanumeric);
        let is_titled = |i: usize| one_of(i, PERSONS) || one_of(i, OFFICES);
        // At the edge of a clause, or behind a word that persons follow.
        let is_free = before.is_none_or(|before| is_mark(before) || one_of(before, BEFORE));
        let follows_title = before.is_some_and(is_titled);
        // Characters of a given name, each cut by itself, and then no more of such.
        let is_given = |i: usize| {
            is_short(i)
                && word(i).starts_with(char::is_alphabetic)
                && matches!(
                    tag(i),
                    "" | "a"
                        | "ag"
                        | "b"
                        | "g"
                        | "j"
                        | "n"
                        | "ng"
                        | "nr"
                        | "ns"
                        | "nz"
                        | "tg"
                        | "vg"
                        | "x"
                        | "z"
                        | "zg"
                )
        };
        let n_given = (i + 1..i + 3).take_while(|i| is_given(*i)).count();
        let then = i + 1 + n_given;
        let is_named =
            n_given > 0 && (is_mark(then) || one_of(then, DOES) || one_of(then, PERSONS) || one_of(then, OFFICES));
        match surname.used {
            Use::Name => {
                let is_apart =
                    before.is_none_or(|before| is_mark(before) || !is_short(before) || one_of(before, BEFORE));
                let is_alone = before.is_none_or(is_mark) && is_mark(i + 1);
                is_apart && (is_titled(i + 1) || n_given > 0 || is_alone || !is_mark(i + 1) && tag(i + 1) != "m")
            }
            Use::Word => is_free && (is_titled(i + 1) || is_named && one_of(then, DOES)) || follows_title && is_named,
            Use::Common => {
                is_free && one_of(i + 1, PERSONS) || follows_title && is_named && !matches!(surname.name, '后' | '盖')
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Lexicon;

    fn read(text: &str) -> String {
        let lexicon = Lexicon::embedded();
        let found = lexicon.surnames(text, &lexicon.tokens(text));
        found.iter().map(|(_, reading, _)| *reading).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn surnames_are_read_as_such_before_titles_and_given_names() {
        for (text, reading) in [
            ("任先生和单教授、解女士、仇老师说", "rén shàn xiè qiú"),
            ("查先生、区先生、华先生、盖女士到场", "zhā ōu huà gě"),
            ("朴槿惠与朴先生", "piáo piáo"),
            ("曾主任说，记者曾强介绍", "zēng zēng"),
            ("尉迟恭、万俟卨", "yù chí mò qí"),
            ("任正非与单雄信、曾国荃", "rén shàn zēng"),
            ("书记任小明、记者单丽华介绍", "rén shàn"),
            ("單女士", "shàn"),
        ] {
            assert_eq!(read(text), reading, "{text}");
        }
    }

    #[test]
    fn other_words_are_no_surnames() {
        for text in [
            "他任书记期间曾主持会议",
            "区书记、区主任，担任教师",
            "单身汉、单一化、曾用名、任天堂、解释权",
            "查明原因，盖好房子，中华先生",
            "会后主席说，饭后先生休息",
            "生于教授家庭，位于市长公馆",
            "规范、失范行为、10余年、余下",
            "记者于今日、市长于海上",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
    }

    #[test]
    fn surnames_stay_in_traditional() {
        for (from, to) in [
            ("范先生和于先生、余女士来了", "范先生和于先生、余女士來了"),
            ("范围、规范与范仲淹", "範圍、規範與范仲淹"),
            ("吕后、皇后在后面", "呂后、皇后在後面"),
            ("于谦位于北京，关于他", "于謙位於北京，關於他"),
            ("岳飞、岳市长登五岳", "岳飛、岳市長登五嶽"),
            ("姜子牙、沈从文、谷教授、钟南山、叶剑英", "姜子牙、沈從文、谷教授、鍾南山、葉劍英"),
            ("沈阳的谷歌和稻谷、生姜", "瀋陽的谷歌和稻穀、生薑"),
            ("记者于海、书记范明、余秋雨", "記者于海、書記范明、余秋雨"),
            ("10余年、其余，等于零", "10餘年、其餘，等於零"),
        ] {
            assert_eq!(Lexicon::embedded().traditional(from).text, to);
        }
    }
}

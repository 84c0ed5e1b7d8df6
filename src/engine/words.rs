//! The words of an article for the reader: part of speech and reading.

use crate::protocol::{Lang, WordView};
use crate::text::Lexicon;

/// The words of a text: they cover it without gaps. Parts of speech are said in the language.
pub(super) fn cut(lexicon: &Lexicon, body: &str, lang: Lang) -> Vec<WordView> {
    let tokens = lexicon.tokens(body);
    let near = |i: Option<usize>| i.and_then(|i| tokens.get(i)).map_or("", |token| token.tag.name());
    let surnames = lexicon.surnames(body, &tokens);
    let words = tokens.iter().enumerate().map(|(i, token)| {
        let word = token.span.of(body);
        let (before, behind) = (near(i.checked_sub(1)), near(Some(i + 1)));
        let particle = particle(word, before, behind).map(str::to_owned);
        let mut pinyin = particle.unwrap_or_else(|| pinyin(lexicon, word, token.tag.name()));
        let from = surnames.partition_point(|(at, ..)| *at < token.span.start);
        let within = surnames.get(from..).unwrap_or_default();
        // The syllables of a word with a surname are those of its characters.
        for (at, reading, _) in within.iter().take_while(|(at, ..)| *at < token.span.end) {
            let n = word.get(..(at - token.span.start) as usize).map_or(0, |before| before.chars().count());
            let mut syllables: Vec<&str> = pinyin.split(' ').collect();
            if let Some(syllable) = syllables.get_mut(n) {
                *syllable = reading;
            }
            pinyin = syllables.join(" ");
        }
        let (kind, name) = class(token.tag.name());
        WordView { span: token.span, kind: kind.to_owned(), class: name[lang.index()].to_owned(), pinyin }
    });
    words.collect()
}

/// The reading of a word's Han characters; digits and letters need none.
fn pinyin(lexicon: &Lexicon, word: &str, tag: &str) -> String {
    let is_read = |c: char| c.is_alphabetic() && !c.is_ascii();
    let read: String = word.chars().filter(|c| is_read(*c)).collect();
    if read.is_empty() { read } else { lexicon.pinyin_as(&read, tag) }
}

/// How 得, 地 and 为 are read between words of these parts of speech: as particles behind verbs and adjectives, before
/// verbs; 为 as a verb behind one and before a number.
fn particle(word: &str, before: &str, behind: &str) -> Option<&'static str> {
    let is_verb = |tag: &str| tag.starts_with(['v', 'a']);
    match word {
        "得" if is_verb(before) => Some("de"),
        "得" if before.starts_with(['r', 'n']) && behind.starts_with('v') => Some("děi"),
        "地" if before.starts_with(['a', 'd', 'i', 'l', 'v', 'z', 'o']) && behind.starts_with(['v', 'd', 'p', 'a']) => {
            Some("de")
        }
        "为" | "為" if before.starts_with('v') || behind.starts_with('m') => Some("wéi"),
        _ => None,
    }
}

/// A part of speech by its jieba tag: what its mark in the text is like, and its name.
fn class(tag: &str) -> (&'static str, [&'static str; 3]) {
    match tag {
        "a" | "ag" => ("adjective", ["形容词", "形容詞", "adjective"]),
        "ad" => ("adjective", ["副形词", "副形詞", "adjective as adverb"]),
        "an" => ("adjective", ["名形词", "名形詞", "adjective as noun"]),
        "b" => ("other", ["区别词", "區別詞", "attributive"]),
        "c" => ("other", ["连词", "連詞", "conjunction"]),
        "d" | "df" | "dg" => ("other", ["副词", "副詞", "adverb"]),
        "e" => ("other", ["叹词", "嘆詞", "interjection"]),
        "eng" => ("other", ["外文", "外文", "in Latin letters"]),
        "f" => ("other", ["方位词", "方位詞", "locality"]),
        "g" => ("other", ["语素", "語素", "morpheme"]),
        "h" => ("other", ["前缀", "前綴", "prefix"]),
        "i" => ("other", ["成语", "成語", "idiom"]),
        "j" => ("other", ["简称", "簡稱", "abbreviation"]),
        "k" => ("other", ["后缀", "後綴", "suffix"]),
        "l" => ("other", ["习用语", "習用語", "set phrase"]),
        "m" | "mg" => ("number", ["数词", "數詞", "numeral"]),
        "mq" => ("number", ["数量词", "數量詞", "numeral with measure"]),
        "n" | "ng" => ("noun", ["名词", "名詞", "noun"]),
        "nr" | "nrfg" | "nrt" => ("noun", ["人名", "人名", "person’s name"]),
        "ns" => ("noun", ["地名", "地名", "place name"]),
        "nt" => ("noun", ["机构名", "機構名", "organisation"]),
        "nz" => ("noun", ["专名", "專名", "proper name"]),
        "o" => ("other", ["拟声词", "擬聲詞", "sound word"]),
        "p" => ("other", ["介词", "介詞", "preposition"]),
        "q" => ("number", ["量词", "量詞", "measure word"]),
        "r" | "rg" | "rr" | "rz" => ("other", ["代词", "代詞", "pronoun"]),
        "s" => ("other", ["处所词", "處所詞", "place word"]),
        "t" | "tg" => ("other", ["时间词", "時間詞", "time word"]),
        "u" | "ud" | "ug" | "uj" | "ul" | "uv" | "uz" => ("other", ["助词", "助詞", "particle"]),
        "v" | "vd" | "vg" | "vi" | "vq" => ("verb", ["动词", "動詞", "verb"]),
        "vn" => ("verb", ["名动词", "名動詞", "verb as noun"]),
        "y" | "yg" => ("other", ["语气词", "語氣詞", "modal particle"]),
        "z" | "zg" => ("other", ["状态词", "狀態詞", "descriptive"]),
        // Marks and what has no part of speech.
        "" | "x" | "w" => ("", [""; 3]),
        _ => ("other", [""; 3]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_are_read_by_their_neighbours() {
        let lexicon = Lexicon::embedded();
        let read = |text: &str| {
            let words = cut(lexicon, text, Lang::Hans);
            words
                .iter()
                .map(|word| word.pinyin.clone())
                .filter(|pinyin| !pinyin.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(read("跑得快"), "pǎo de kuài");
        assert_eq!(read("积极地推动"), "jī jí de tuī dòng");
        assert_eq!(read("为人民服务"), "wèi rén mín fú wù");
        assert_eq!(read("面积为三平方公里"), "miàn jī wéi sān píng fāng gōng lǐ");
        assert_eq!(read("任先生的妈妈"), "rén xiān sheng de mā ma");
        assert_eq!(read("万俟卨与尉迟恭"), "mò qí xiè yǔ yù chí gōng");
        assert_eq!(read("单教授说他任书记"), "shàn jiào shòu shuō tā rèn shū jì");
        assert_eq!(read("2024年，GDP为3.5亿元"), "nián wéi yì yuán");
    }

    #[test]
    fn parts_of_speech_are_said_in_the_language() {
        let class = |lang| {
            let words = cut(Lexicon::embedded(), "辽源发展。", lang);
            words.iter().map(|word| format!("{} {}", word.kind, word.class)).collect::<Vec<_>>()
        };
        assert_eq!(class(Lang::Hans), ["noun 地名", "verb 名动词", " "]);
        assert_eq!(class(Lang::Hant), ["noun 地名", "verb 名動詞", " "]);
        assert_eq!(class(Lang::En), ["noun place name", "verb verb as noun", " "]);
    }
}

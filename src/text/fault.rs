//! What makes no sense in a user's dictionary, line by line.

use rustc_hash::FxHashMap;

use super::{Tag, UserEntry};

/// Characters of the longest word.
const LONGEST: usize = 64;

/// What is wrong with a line. The first three make it void; the others are said, and the dictionary is read all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// There are marks alone in the word.
    Marks,
    /// A single character is forbidden: it is what remains when nothing else may be cut.
    Single,
    /// The word is longer than any.
    Long,
    /// The word is said again in the line of this number, which counts.
    Repeated(usize),
    /// The line of this number says the opposite of the word, and counts.
    Contradicted(usize),
    /// What stands behind the word is no part of speech.
    NoTag,
}

impl UserEntry {
    /// Why it is void.
    pub(super) fn void(&self) -> Option<LineFault> {
        let word = self.word();
        if !word.chars().any(char::is_alphanumeric) {
            Some(LineFault::Marks)
        } else if word.chars().nth(LONGEST).is_some() {
            Some(LineFault::Long)
        } else {
            let is_single = word.chars().nth(1).is_none();
            (is_single && matches!(self, Self::Forbid(_))).then_some(LineFault::Single)
        }
    }
}

/// What is wrong with the lines of a dictionary: numbers of lines, from nought, and faults, in their order.
pub fn line_faults<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<(usize, LineFault)> {
    let entries = lines.into_iter().enumerate().filter_map(|(n, line)| Some((n, UserEntry::parse(line)?)));
    let entries: Vec<(usize, UserEntry, Option<LineFault>)> =
        entries.map(|(n, entry)| (n, entry.void(), entry)).map(|(n, void, entry)| (n, entry, void)).collect();
    let sound = || entries.iter().filter(|(_, _, void)| void.is_none());
    let last: FxHashMap<&str, (usize, &UserEntry)> = sound().map(|(n, entry, _)| (entry.word(), (*n, entry))).collect();
    let fault = |(n, entry, void): &(usize, UserEntry, Option<LineFault>)| {
        let later = last.get(entry.word()).filter(|(at, _)| at > n).map(|(at, other)| {
            let is_same = matches!(entry, UserEntry::Add(..)) == matches!(other, UserEntry::Add(..));
            if is_same { LineFault::Repeated(*at) } else { LineFault::Contradicted(*at) }
        });
        let no_tag = matches!(entry, UserEntry::Add(_, Some(tag)) if Tag::named(tag) == Tag::default());
        Some((*n, void.or(later).or(no_tag.then_some(LineFault::NoTag))?))
    };
    entries.iter().filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::UserDictionary;

    #[test]
    fn what_makes_no_sense_is_named_and_the_rest_applies() {
        let long = "长".repeat(200);
        let list =
            format!("# 我的词\n零碳高地 nz\n，。！\n-的\n{long}\n氢能走廊\n\n-氢能走廊\n零碳高地\n人工 智能\n-\n冷");
        assert_eq!(
            line_faults(list.lines()),
            [
                (1, LineFault::Repeated(8)),
                (2, LineFault::Marks),
                (3, LineFault::Single),
                (4, LineFault::Long),
                (5, LineFault::Contradicted(7)),
                (9, LineFault::NoTag),
                (10, LineFault::Marks),
            ]
        );
        let own = UserDictionary::parse(&list);
        let words: Vec<&str> = own.words.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(words, ["零碳高地", "人工", "冷"]);
        assert_eq!(own.forbidden, ["氢能走廊"]);
        assert_eq!(line_faults("云计算 5 n\n互联网+\n6\nC++ n\n-20万".lines()), []);
    }
}

//! Words of the user's own.
//!
//! A dictionary is a text of lines. Each holds one word and, after a blank, its part of speech where that is
//! known: `吉地吉药 nz`. `-` before a word forbids it: it is never cut out whole. `#` begins a comment, at
//! the start of a line or behind a blank. Lines of jieba's dictionaries (`云计算 5 n`) are taken as they are;
//! their frequency is not needed, for it is chosen so that the word wins. Words in letters may have blanks:
//! `New York ns`. A tab ends the word whatever follows.

use rustc_hash::FxHashMap;

use super::Tag;

/// One line of a user's dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserEntry {
    /// A word to keep whole, and its part of speech where one was given.
    Add(String, Option<String>),
    /// A word that must not be cut out whole.
    Forbid(String),
}

impl UserEntry {
    /// Reads one line; nothing where it is empty or a comment.
    pub fn parse(line: &str) -> Option<Self> {
        let line = line.trim_start_matches('\u{feff}').trim_start();
        let comment = line.char_indices().scan(' ', |before, (at, c)| {
            let starts = c == '#' && before.is_whitespace();
            *before = c;
            Some(starts.then_some(at))
        });
        let line = line.get(..comment.flatten().next().unwrap_or(line.len()))?.trim_start();
        if let Some(line) = line.strip_prefix(['-', '－', '−']).map(str::trim_start).filter(|line| !line.is_empty())
        {
            return Some(Self::Forbid(split(line).0));
        }
        let (word, rest) = split(line);
        let tag = rest.split_whitespace().find(|part| part.parse::<f64>().is_err());
        (!word.is_empty()).then(|| Self::Add(word, tag.map(str::to_owned)))
    }

    /// The word it is about.
    pub fn word(&self) -> &str {
        match self {
            Self::Add(word, _) | Self::Forbid(word) => word,
        }
    }

    /// The line that says this.
    pub fn line(&self) -> String {
        match self {
            // Behind a word with blanks a tab, so that its last part is not taken for a part of speech.
            Self::Add(word, tag) if word.contains(' ') => format!("{word}\t{}", tag.as_deref().unwrap_or_default()),
            Self::Add(word, None) => word.clone(),
            Self::Add(word, Some(tag)) => format!("{word} {tag}"),
            Self::Forbid(word) if word.contains(' ') => format!("-{word}\t"),
            Self::Forbid(word) => format!("-{word}"),
        }
    }
}

/// The word a line starts with, and the rest. A blank between letters is a part of the word where what follows
/// is neither a number nor a part of speech.
fn split(line: &str) -> (String, &str) {
    if let Some((word, rest)) = line.split_once('\t') {
        return (word.split_whitespace().collect::<Vec<_>>().join(" "), rest);
    }
    let mut parts = line.split_whitespace().peekable();
    let mut word = parts.next().unwrap_or_default().to_owned();
    let mut rest = line.get(word.len()..).unwrap_or_default();
    while let Some(part) = parts.next() {
        let is_tag = |part: &str| Tag::named(part) != Tag::default();
        // A number is a frequency, unless the name goes on: iPhone 15 Pro.
        let goes_on =
            parts.peek().is_some_and(|next| !is_tag(next) && next.starts_with(|c: char| c.is_ascii_alphabetic()));
        let is_said = part.parse::<f64>().is_ok() && !goes_on || is_tag(part);
        let is_latin = word.ends_with(|c: char| c.is_ascii_alphanumeric())
            && part.starts_with(|c: char| c.is_ascii_alphanumeric());
        if is_said || !is_latin {
            break;
        }
        word.push(' ');
        word.push_str(part);
        rest = rest.split_once(part).map_or("", |(_, rest)| rest);
    }
    (word, rest)
}

/// Words to add and words to forbid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserDictionary {
    /// Words, with a part of speech where one was given.
    pub words: Vec<(String, Option<String>)>,
    /// Words that must not be cut out whole.
    pub forbidden: Vec<String>,
}

impl UserDictionary {
    /// Reads a list. What is said last of a word counts.
    pub fn parse(list: &str) -> Self {
        Self::of_lines(list.lines())
    }

    /// Reads lines kept apart, as a pack keeps them. Lines that are void ([`LineFault`](super::LineFault)) say nothing.
    pub fn of_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let entries: Vec<UserEntry> =
            lines.into_iter().filter_map(UserEntry::parse).filter(|entry| entry.void().is_none()).collect();
        let last: FxHashMap<&str, usize> = entries.iter().enumerate().map(|(i, entry)| (entry.word(), i)).collect();
        let mut own = Self::default();
        for (_, entry) in entries.iter().enumerate().filter(|(i, entry)| last.get(entry.word()) == Some(i)) {
            match entry.clone() {
                UserEntry::Add(word, tag) => own.words.push((word, tag)),
                UserEntry::Forbid(word) => own.forbidden.push(word),
            }
        }
        own
    }

    /// Adds or forbids one word; what was said of it before is forgotten.
    pub fn set(&mut self, entry: UserEntry) {
        self.remove(entry.word());
        match entry {
            UserEntry::Add(word, tag) => self.words.push((word, tag)),
            UserEntry::Forbid(word) => self.forbidden.push(word),
        }
    }

    /// Forgets what was said of a word.
    pub fn remove(&mut self, word: &str) {
        self.words.retain(|(known, _)| known != word);
        self.forbidden.retain(|known| known != word);
    }

    /// Everything it says, words to add first.
    pub fn entries(&self) -> impl Iterator<Item = UserEntry> + '_ {
        let words = self.words.iter().map(|(word, tag)| UserEntry::Add(word.clone(), tag.clone()));
        words.chain(self.forbidden.iter().cloned().map(UserEntry::Forbid))
    }

    /// Its lines, as a pack keeps them and [`parse`](Self::parse) reads them.
    pub fn lines(&self) -> Vec<String> {
        self.entries().map(|entry| entry.line()).collect()
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.forbidden.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_tags_and_what_is_forbidden() {
        let own = UserDictionary::parse(
            "\u{feff}# 甲\n吉地吉药 nz\n皇家围场1619 5 nz  # 品牌\n\n零碳高地\r\n-开展\n- 工作\nC# n\n云计算 5\n",
        );
        let words: Vec<_> = own.words.iter().map(|(word, tag)| (word.as_str(), tag.as_deref())).collect();
        assert_eq!(
            words,
            [
                ("吉地吉药", Some("nz")),
                ("皇家围场1619", Some("nz")),
                ("零碳高地", None),
                ("C#", Some("n")),
                ("云计算", None)
            ]
        );
        assert_eq!(own.forbidden, ["开展", "工作"]);
        let own = UserDictionary::parse("iPhone 15 Pro\n－发展\niPhone 15 n");
        assert_eq!(own.words, [("iPhone 15 Pro".to_owned(), None), ("iPhone".to_owned(), Some("n".to_owned()))]);
        assert_eq!(own.forbidden, ["发展"]);
    }

    #[test]
    fn words_in_letters_may_have_blanks() {
        let read = |line: &str| match UserEntry::parse(line) {
            Some(UserEntry::Add(word, tag)) => (word, tag.unwrap_or_default()),
            other => panic!("{other:?}"),
        };
        let pair = |word: &str, tag: &str| (word.to_owned(), tag.to_owned());
        assert_eq!(read("New York"), pair("New York", ""));
        assert_eq!(read("New  York City 5 ns # 城"), pair("New York City", "ns"));
        assert_eq!(read("Plan b\t"), pair("Plan b", ""));
        assert_eq!(read("云计算\t5\tn"), pair("云计算", "n"));
        assert_eq!(read("吉地吉药 品牌"), pair("吉地吉药", "品牌"));
        assert_eq!(UserEntry::parse("-New York"), Some(UserEntry::Forbid("New York".into())));
        for line in ["New York ns", "Plan b\t", "-Plan b\t", "New York"] {
            let entry = UserEntry::parse(line).expect(line);
            assert_eq!(UserEntry::parse(&entry.line()), Some(entry), "{line}");
        }
    }

    #[test]
    fn the_last_word_counts_and_lines_lead_back() {
        let mut own = UserDictionary::parse("开展\n-开展\n-工作\n工作 vn");
        assert_eq!(own.lines(), ["工作 vn", "-开展"]);
        assert_eq!(UserDictionary::of_lines(own.lines().iter().map(String::as_str)), own);
        own.remove("工作");
        own.remove("开展");
        assert!(own.is_empty() && own.entries().next().is_none());
        assert_eq!(UserEntry::parse("-"), Some(UserEntry::Add("-".into(), None)));
        assert_eq!(UserEntry::parse("  # 词"), None);
    }
}

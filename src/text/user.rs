//! Words of the user's own.

/// Words to add and words to forbid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserDictionary {
    /// Words, with a part of speech where one was given.
    pub words: Vec<(String, Option<String>)>,
    /// Words that must not be cut out whole.
    pub forbidden: Vec<String>,
}

impl UserDictionary {
    /// Reads a list: one word a line, after blanks its part of speech (and jieba's frequency,
    /// which is not needed and ignored); `-word` forbids a word, `#` begins a comment.
    pub fn parse(list: &str) -> Self {
        let mut own = Self::default();
        for line in list.lines() {
            let line = line.trim_start_matches('\u{feff}').trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(word) = line.strip_prefix('-').filter(|word| !word.is_empty()) {
                own.forbidden.push(word.trim().to_owned());
                continue;
            }
            let mut parts = line.split_whitespace();
            let Some(word) = parts.next() else { continue };
            let tag = parts.find(|part| part.parse::<f64>().is_err());
            own.words.push((word.to_owned(), tag.map(str::to_owned)));
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_tags_and_what_is_forbidden() {
        let own = UserDictionary::parse("# 甲\n吉地吉药 nz\n皇家围场1619 5 nz\n\n零碳高地\n-开展\n");
        let words: Vec<_> = own.words.iter().map(|(word, tag)| (word.as_str(), tag.as_deref())).collect();
        assert_eq!(words, [("吉地吉药", Some("nz")), ("皇家围场1619", Some("nz")), ("零碳高地", None)]);
        assert_eq!(own.forbidden, ["开展"]);
    }
}

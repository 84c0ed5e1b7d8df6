//! Languages of the interface.

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Chinese, Simplified.
    #[default]
    Hans,
    /// Chinese, Traditional.
    Hant,
    /// English.
    En,
}

impl Lang {
    /// All languages, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Hans, Self::Hant, Self::En];

    /// BCP 47 tag, as in URLs and in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Hans => "zh-Hans",
            Self::Hant => "zh-Hant",
            Self::En => "en",
        }
    }

    /// The name shown in the switch, in the language itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Hans => "简体",
            Self::Hant => "繁體",
            Self::En => "English",
        }
    }

    /// The language a BCP 47 tag asks for; `None` when it is neither Chinese nor English.
    pub fn parse(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        match parts.next()? {
            "en" => Some(Self::En),
            "zh" => {
                let traditional = parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
                Some(if traditional { Self::Hant } else { Self::Hans })
            }
            _ => None,
        }
    }

    /// The language at a position of [`Lang::ALL`]; the first for any other.
    pub fn at(index: u8) -> Self {
        Self::ALL.get(usize::from(index)).copied().unwrap_or_default()
    }

    /// Position in arrays of names (zh-Hans, zh-Hant, English).
    pub fn index(self) -> usize {
        self as usize
    }

    /// "12 篇" / "12 articles".
    pub fn n_articles(self, n: u32) -> String {
        match self {
            Self::En => format!("{} {}", grouped(n), if n == 1 { "article" } else { "articles" }),
            _ => format!("{} 篇", grouped(n)),
        }
    }

    /// "12 句" / "12 sentences".
    pub fn n_sentences(self, n: u32) -> String {
        match self {
            Self::En => format!("{} {}", grouped(n), if n == 1 { "sentence" } else { "sentences" }),
            _ => format!("{} 句", grouped(n)),
        }
    }

    /// "28 句 / 11 篇".
    pub fn evidence(self, sentences: u32, articles: u32) -> String {
        format!("{} / {}", self.n_sentences(sentences), self.n_articles(articles))
    }

    /// The name in this language; the first one where it is missing.
    pub fn pick(self, names: &[String; 3]) -> &str {
        let name = &names[self.index()];
        if name.is_empty() { &names[0] } else { name }
    }
}

/// A count with thousands separators.
pub fn grouped(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn tags_are_understood() {
        for (tag, lang) in [
            ("zh", Some(Lang::Hans)),
            ("zh-CN", Some(Lang::Hans)),
            ("zh-Hant-TW", Some(Lang::Hant)),
            ("zh_HK", Some(Lang::Hant)),
            ("en-GB", Some(Lang::En)),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(Lang::parse(tag), lang, "{tag}");
        }
        for lang in Lang::ALL {
            assert_eq!(Lang::parse(lang.tag()), Some(lang));
        }
    }
}

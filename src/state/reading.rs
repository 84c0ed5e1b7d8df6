//! Ways of reading the articles that a search leaves, as the address names them. What each asks of the engine is
//! read by the worker, so that the page knows names alone.

use super::View;

/// What a way of reading may ask, by its names in the address.
pub const ASKS: [&str; 16] = [
    // The sides of a comparison: `id:` and an article's id, `field:value`, a time, or a query.
    "a", "b", // Order, measure or unit; counts or shares, lines or sentences.
    "as", "by",
    // Only lines with this word so many words before or after: `l1:` or `r2:` and the word.
    "beside", // Only words that hold this.
    "holds",  // Fewest times.
    "min",    // Only lines near this word.
    "near",
    // What is read in place of the query: `w:` and words in a row, `m:` and a mark's key, or a query.
    "node",   // Only articles of this period.
    "period", // The other articles, in place of those the search leaves (`1`).
    "rest",   // Words on either side that are company.
    "span",   // Words left out, in place of the usual ones.
    "stop",   // Parts of speech.
    "tag",    // Terms of a trend, separated by commas.
    "terms",  // Only terms of this theme.
    "topic",
];

/// A way of reading (`read`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Every place in its context.
    Kwic,
    /// Where in which article.
    Spread,
    /// Over time.
    Trend,
    /// A word's company.
    Collocates,
    /// Words that tell these articles from the others.
    Keyness,
    /// The most frequent words.
    Words,
    /// Two sides beside each other.
    Compare,
    /// What was kept, with notes.
    Notes,
    /// What is near an article: reprints, follow-ups, names in common. Shown under the article.
    Story,
    /// How the corpus was made and how all is counted.
    Method,
}

impl Reading {
    /// Those that are offered, in the order shown.
    pub const ALL: [Self; 8] = [
        Self::Kwic,
        Self::Spread,
        Self::Trend,
        Self::Collocates,
        Self::Keyness,
        Self::Words,
        Self::Compare,
        Self::Notes,
    ];

    /// The name in addresses, which is that of the command.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kwic => "kwic",
            Self::Spread => "spread",
            Self::Trend => "trend",
            Self::Collocates => "collocates",
            Self::Keyness => "keyness",
            Self::Words => "words",
            Self::Compare => "compare",
            Self::Notes => "notes",
            Self::Story => "story",
            Self::Method => "method",
        }
    }

    /// The reading of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Story, Self::Method]).find(|reading| reading.name() == name)
    }

    /// Whether it reads places of a query, so that there has to be one.
    pub fn needs_query(self) -> bool {
        matches!(self, Self::Kwic | Self::Spread | Self::Collocates)
    }
}

impl View {
    /// What the way of reading asks by a name.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.asks.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The same view with something else asked; nothing takes it away.
    #[must_use]
    pub fn asking(&self, name: &str, value: &str) -> Self {
        self.with(|view| {
            view.asks.retain(|(other, _)| other != name);
            if !value.is_empty() {
                view.asks.push((name.to_owned(), value.to_owned()));
                crate::order::sort(&mut view.asks);
            }
        })
    }

    /// Another way of reading the same articles; `None` goes back to them.
    #[must_use]
    pub fn reading(&self, read: Option<Reading>) -> Self {
        self.with(|view| {
            view.read = read;
            view.asks.retain(|(name, _)| match name.as_str() {
                "node" => read.is_some_and(Reading::needs_query),
                "terms" => read == Some(Reading::Trend),
                _ => false,
            });
        })
    }

    /// Two articles beside each other.
    #[must_use]
    pub fn comparing(&self, one: &str, other: &str) -> Self {
        self.closed().reading(Some(Reading::Compare)).asking("a", one).asking("b", other)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn addresses_say_what_is_read() {
        let view = View::parse("?q=%E6%B0%A2%E8%83%BD&read=kwic&by=r1&near=%E9%A1%B9%E7%9B%AE&by=l1");
        assert_eq!(View::parse(&view.format()), view);
        assert_eq!((view.asked("by"), view.asked("near"), view.asked("node")), (Some("l1"), Some("项目"), None));
        // Another reading starts from its own usual order; what is read stays where there has to be something.
        let lines = view.asking("node", "w:绿色 转型");
        assert_eq!(lines.reading(Some(Reading::Trend)).asks, []);
        assert_eq!(lines.reading(Some(Reading::Collocates)).asks, [("node".to_owned(), "w:绿色 转型".to_owned())]);
        assert_eq!(view.asking("by", "").asking("near", "").asks, []);
        let two = view.comparing("id:a", "place:吉林");
        assert_eq!(View::parse(&two.format()), two);
        for reading in Reading::ALL {
            assert_eq!(Reading::parse(reading.name()), Some(reading));
        }
    }
}

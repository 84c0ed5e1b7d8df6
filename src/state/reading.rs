//! Ways of reading the articles that a search leaves, as the address says them.

use crate::protocol::{
    AnalysisAsk, CollocatesAsk, ConcordanceAsk, DispersionAsk, Keep, KeyOrder, KeynessAsk, LineOrder, Measure, Node,
    Scope, TrendAsk, Unit, Window, WordOrder, WordsAsk,
};

use super::View;

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
}

impl Reading {
    /// All, in the order shown.
    pub const ALL: [Self; 6] = [Self::Kwic, Self::Spread, Self::Trend, Self::Collocates, Self::Keyness, Self::Words];

    /// The name in addresses, which is that of the command.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kwic => "kwic",
            Self::Spread => "spread",
            Self::Trend => "trend",
            Self::Collocates => "collocates",
            Self::Keyness => "keyness",
            Self::Words => "words",
        }
    }

    /// The reading of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reading| reading.name() == name)
    }

    /// Whether it reads places of a query, so that there has to be one.
    pub fn needs_query(self) -> bool {
        matches!(self, Self::Kwic | Self::Spread | Self::Collocates)
    }

    /// Orders offered (`by`), the usual one first.
    pub fn orders(self) -> &'static [&'static str] {
        match self {
            Self::Kwic => &["date", "l1", "l2", "r1", "r2", "source", "article"],
            Self::Trend => &["month", "day", "week", "year"],
            Self::Collocates => &["ll", "logdice", "mi", "t", "count"],
            Self::Keyness => &["ll", "ratio"],
            Self::Words => &["count", "articles", "even", "uneven", "2", "3"],
            Self::Spread => &[],
        }
    }
}

/// What a `node` in an address means: `w:甲 乙` are words in a row, `m:` and a key the sentences behind a mark,
/// anything else is a query.
fn node_of(text: Option<&str>) -> Node {
    let Some(text) = text else { return Node::Query };
    if let Some(words) = text.strip_prefix("w:") {
        return Node::Words(words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect());
    }
    text.strip_prefix("m:").map_or_else(|| Node::Text(text.to_owned()), |key| Node::Mark(key.to_owned()))
}

/// The `node` of an address that means this: what [`node_of`] reads.
fn node_text(node: &Node) -> Option<String> {
    match node {
        Node::Query => None,
        Node::Text(text) => Some(text.clone()),
        Node::Words(words) => Some(format!("w:{}", words.join(" "))),
        Node::Mark(key) => Some(format!("m:{key}")),
    }
}

/// Fewest times a neighbour has to be there to be told.
const FEWEST: u32 = 2;

/// What a view asks, with so many rows; `None` where it reads nothing.
pub fn question(view: &View, rows: u32) -> Option<AnalysisAsk> {
    let scope = Scope { query: view.query(0, 0), period: view.period.clone(), rest: view.rest, ..Scope::default() };
    let node = node_of(view.node.as_deref());
    let by = view.by.as_deref().unwrap_or_default();
    Some(match view.read? {
        Reading::Kwic => {
            let word = |n: i8| (1..=3).map(|k| LineOrder::Word(n * k)).collect::<Vec<_>>();
            let order = match by {
                "l1" => word(-1),
                "r1" => word(1),
                "l2" => vec![LineOrder::Word(-2), LineOrder::Word(-1)],
                "r2" => vec![LineOrder::Word(2), LineOrder::Word(1)],
                "source" => vec![LineOrder::Source],
                "article" => vec![LineOrder::Article],
                _ => Vec::new(),
            };
            let group = order.first().copied().filter(|order| matches!(order, LineOrder::Word(_)));
            let keep = view.near.iter().map(|near| Keep::Near(near.clone(), Window::default())).collect();
            AnalysisAsk::Concordance(ConcordanceAsk {
                order,
                group,
                keep,
                limit: rows,
                width: 40,
                ..ConcordanceAsk::of(scope, node)
            })
        }
        Reading::Spread => AnalysisAsk::Dispersion(DispersionAsk { scope, node, limit: rows }),
        Reading::Trend => {
            let terms = view.terms.as_deref().unwrap_or_default();
            let terms = terms.split(['，', ',', '、']).map(str::trim).filter(|term| !term.is_empty());
            AnalysisAsk::Trend(TrendAsk {
                scope,
                terms: terms.map(str::to_owned).collect(),
                unit: Unit::parse(by).unwrap_or_default(),
            })
        }
        Reading::Collocates => AnalysisAsk::Collocates(CollocatesAsk {
            scope,
            node,
            min: FEWEST,
            order: Measure::parse(by).unwrap_or_default(),
            limit: rows,
            ..CollocatesAsk::default()
        }),
        Reading::Keyness => {
            let order = if by == "ratio" { KeyOrder::Ratio } else { KeyOrder::Likelihood };
            AnalysisAsk::Keyness(KeynessAsk { scope, min: FEWEST, order, limit: rows, ..KeynessAsk::default() })
        }
        Reading::Words => {
            let (length, order) = match by {
                "articles" => (1, WordOrder::Articles),
                "even" => (1, WordOrder::Even),
                "uneven" => (1, WordOrder::Uneven),
                "2" => (2, WordOrder::Count),
                "3" => (3, WordOrder::Count),
                _ => (1, WordOrder::Count),
            };
            AnalysisAsk::Words(WordsAsk { scope, length, min: FEWEST, order, limit: rows, ..WordsAsk::default() })
        }
    })
}

impl View {
    /// The lines of something in place of the query.
    #[must_use]
    pub fn lines_of(&self, node: &Node) -> Self {
        self.with(|view| {
            view.read = Some(Reading::Kwic);
            view.node = node_text(node);
            (view.by, view.near, view.terms) = (None, None, None);
        })
    }

    /// The lines of what is read now near a word.
    #[must_use]
    pub fn lines_near(&self, word: &str) -> Self {
        self.with(|view| {
            view.read = Some(Reading::Kwic);
            view.near = Some(word.to_owned());
            view.by = None;
        })
    }

    /// Another way of reading the same articles; `None` goes back to them.
    #[must_use]
    pub fn reading(&self, read: Option<Reading>) -> Self {
        self.with(|view| {
            view.read = read;
            (view.by, view.near, view.period, view.rest) = (None, None, None, false);
            if read.is_none_or(|read| !read.needs_query()) {
                view.node = None;
            }
            if read != Some(Reading::Trend) {
                view.terms = None;
            }
        })
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn addresses_say_what_is_read() {
        let view = View::parse("?q=%E6%B0%A2%E8%83%BD&read=kwic&by=r1&near=%E9%A1%B9%E7%9B%AE");
        assert_eq!(View::parse(&view.format()), view);
        let Some(AnalysisAsk::Concordance(ask)) = question(&view, 50) else { panic!("no concordance") };
        assert_eq!(ask.order, [LineOrder::Word(1), LineOrder::Word(2), LineOrder::Word(3)]);
        assert_eq!(ask.group, Some(LineOrder::Word(1)));
        assert_eq!(ask.keep, [Keep::Near("项目".into(), Window::default())]);
        let lines = view.lines_of(&Node::Words(vec!["绿色".into(), "转型".into()]));
        let Some(AnalysisAsk::Concordance(ask)) = question(&lines, 50) else { panic!("no concordance") };
        assert_eq!(ask.node, Node::Words(vec!["绿色".into(), "转型".into()]));
        assert_eq!(question(&View::default(), 50), None);
        for node in [
            Node::Query,
            Node::Text("风电 OR 光伏".into()),
            Node::Words(vec!["绿色".into(), "转型".into()]),
            Node::Mark("theme.green".into()),
        ] {
            assert_eq!(node_of(node_text(&node).as_deref()), node);
        }
        // Another reading starts from its own usual order.
        let trend = view.reading(Some(Reading::Trend));
        assert_eq!((trend.by, trend.near), (None, None));
        for reading in Reading::ALL {
            assert_eq!(Reading::parse(reading.name()), Some(reading));
        }
    }
}

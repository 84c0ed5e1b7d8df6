//! What an address asks.

use crate::engine::language;
use crate::protocol::{
    AnalysisAsk, CollocatesAsk, CompareAsk, ConcordanceAsk, DispersionAsk, Field, Filter, Keep, KeyOrder, KeynessAsk,
    Lang, LineOrder, Measure, Node, Scope, Stop, StoryAsk, TrendAsk, Unit, Window, WordOrder, WordsAsk,
};
use crate::state::{Reading, View};

/// Orders offered (`by`), the usual one first.
pub(super) fn orders(reading: Reading) -> &'static [&'static str] {
    match reading {
        Reading::Kwic => &["date", "l1", "l2", "r1", "r2", "source", "article"],
        Reading::Trend => &["month", "day", "week", "year"],
        Reading::Collocates => &["ll", "logdice", "mi", "t", "count"],
        Reading::Keyness => &["ll", "ratio"],
        Reading::Words => &["count", "articles", "even", "uneven", "2", "3"],
        Reading::Spread | Reading::Compare | Reading::Notes | Reading::Story | Reading::Method => &[],
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
fn node_text(node: &Node) -> String {
    match node {
        Node::Query => String::new(),
        Node::Text(text) => text.clone(),
        Node::Words(words) => format!("w:{}", words.join(" ")),
        Node::Mark(key) => format!("m:{key}"),
    }
}

/// Fewest times a neighbour has to be there to be told.
const FEWEST: u32 = 2;

/// The lines of something in place of the query, in the same articles.
pub(super) fn lines_of(view: &View, node: &Node) -> View {
    view.with(|view| {
        view.read = Some(Reading::Kwic);
        view.asks.retain(|(name, _)| matches!(name.as_str(), "a" | "period" | "rest"));
    })
    .asking("node", &node_text(node))
}

/// The lines of what is read now near a word.
pub(super) fn lines_near(view: &View, word: &str) -> View {
    view.with(|view| {
        view.read = Some(Reading::Kwic);
        view.asks.retain(|(name, _)| matches!(name.as_str(), "a" | "period" | "rest" | "node" | "span"));
    })
    .asking("near", word)
}

/// The articles of a side: `id:` and an article's id, `field:value`, a time (`2024`, `2023..2024-06`), or a query.
/// Nothing is what the search leaves.
pub(super) fn scope(view: &View, side: &str) -> Scope {
    let mut query = view.query(0, 0);
    if let Some(id) = side.strip_prefix("id:") {
        query = crate::protocol::Query::default();
        return Scope { query, article: Some(id.to_owned()), ..Scope::default() };
    }
    let field = side.split_once(':').and_then(|(name, value)| Some((Field::parse(name)?, value)));
    if let Some((field, value)) = field {
        // One field widens itself: the side stands in place of what was chosen of it.
        query.filters.retain(|filter| filter.field != field);
        query.filters.push(Filter { field, value: value.to_owned(), out: false });
    } else if let Some((from, to)) = time(side) {
        (query.from, query.to) = (from, to);
    } else if !side.is_empty() {
        side.clone_into(&mut query.text);
    }
    Scope { query, ..Scope::default() }
}

/// From when to when; `None` for what is no time.
fn time(side: &str) -> Option<(Option<String>, Option<String>)> {
    let is_date = |text: &str| {
        let mut parts = text.split('-');
        let is_number = |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
        parts.next().is_some_and(|year| is_number(year, 4)) && parts.all(|part| is_number(part, 2))
    };
    let (from, to) = side.split_once("..").unwrap_or((side, side));
    let part = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let is_time = !side.is_empty() && side != ".." && [from, to].iter().all(|text| text.is_empty() || is_date(text));
    is_time.then(|| (part(from), part(to)))
}

/// Both sides of a comparison; without a second one it is the rest of the first.
pub(super) fn sides(view: &View) -> [Scope; 2] {
    let [a, b] = ["a", "b"].map(|name| view.asked(name).unwrap_or_default());
    let first = scope(view, a);
    let second = if b.is_empty() { Scope { rest: true, ..first.clone() } } else { scope(view, b) };
    [first, second]
}

/// The views that read one side of a comparison each.
pub(super) fn side_views(view: &View) -> [View; 2] {
    let [a, b] = ["a", "b"].map(|name| view.asked(name).unwrap_or_default());
    let second = if b.is_empty() { view.asking("rest", "1") } else { view.asking("a", b) };
    [view.asking("a", a), second]
}

fn window(view: &View) -> Window {
    let Some(span) = view.asked("span") else { return Window::default() };
    let mut sides = span.split(['-', ',', '，', '、', ' ']).filter_map(|n| n.trim().parse::<u8>().ok());
    let left = sides.next().unwrap_or(Window::default().left).min(50);
    Window { left, right: sides.next().unwrap_or(left).min(50), across: false }
}

/// Words between blanks or commas; a single stroke leaves nothing out.
fn stop(view: &View) -> Stop {
    let list = view.asked("stop").map(|text| {
        text.split(|c: char| c.is_whitespace() || ",，、".contains(c))
            .filter(|word| !word.is_empty() && *word != "-")
            .map(str::to_owned)
            .collect()
    });
    Stop { words: list, numbers: false }
}

/// What a view asks, with so many rows; `None` where it reads nothing.
pub fn question(view: &View, rows: u32, lang: Lang) -> Option<AnalysisAsk> {
    let asked = |name| view.asked(name).unwrap_or_default();
    let here = || Scope {
        period: view.asked("period").map(str::to_owned),
        rest: asked("rest") == "1",
        ..scope(view, asked("a"))
    };
    let node = node_of(view.asked("node"));
    // In a single article or in a side that is a query, the query itself is what is looked for.
    let node = if node == Node::Query && !asked("a").is_empty() && !view.q.trim().is_empty() {
        Node::Text(view.q.trim().to_owned())
    } else {
        node
    };
    let by = asked("by");
    let min = asked("min").parse().unwrap_or(FEWEST);
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
            let keep = view.asked("near").map(|near| Keep::Near(near.to_owned(), window(view))).into_iter().collect();
            let lines = ConcordanceAsk::of(here(), node);
            AnalysisAsk::Concordance(ConcordanceAsk { order, group, keep, limit: rows, ..lines })
        }
        Reading::Spread => AnalysisAsk::Dispersion(DispersionAsk { scope: here(), node, limit: rows }),
        Reading::Trend => {
            let terms = asked("terms").split(['，', ',', '、']).map(str::trim).filter(|term| !term.is_empty());
            let terms = terms.map(str::to_owned).collect();
            AnalysisAsk::Trend(TrendAsk { scope: here(), terms, unit: Unit::parse(by).unwrap_or_default() })
        }
        Reading::Collocates => AnalysisAsk::Collocates(CollocatesAsk {
            scope: here(),
            node,
            window: window(view),
            min,
            stop: stop(view),
            order: Measure::parse(by).unwrap_or_default(),
            limit: rows,
            ..CollocatesAsk::default()
        }),
        Reading::Keyness => {
            let order = if by == "ratio" { KeyOrder::Ratio } else { KeyOrder::Likelihood };
            let against = view.asked("b").map(|side| scope(view, side));
            let ask = KeynessAsk { scope: here(), against, min, stop: stop(view), order, ..KeynessAsk::default() };
            AnalysisAsk::Keyness(KeynessAsk { limit: rows, ..ask })
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
            let (tag, holds) = (asked("tag").to_owned(), asked("holds").to_owned());
            let ask = WordsAsk { scope: here(), length, min, order, tag, holds, ..WordsAsk::default() };
            AnalysisAsk::Words(WordsAsk { stop: stop(view), limit: rows, ..ask })
        }
        // Without a first side nothing is held beside anything.
        Reading::Compare if asked("a").is_empty() && !view.is_narrowed() => return None,
        Reading::Compare => {
            AnalysisAsk::Compare(CompareAsk { sides: sides(view), lang: lang.index() as u8, limit: rows.min(50) })
        }
        Reading::Story => AnalysisAsk::Story(StoryAsk { article: view.article.clone()?, limit: 20 }),
        Reading::Notes | Reading::Method => return None,
    })
}

/// The text of a query that is looked for, where there is one: filters and dates are none.
pub(super) fn topic(view: &View) -> Option<String> {
    let text = view.q.trim();
    (!language::parse(text).0.clauses.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str) -> View {
        View::parse(address)
    }

    #[test]
    fn addresses_say_what_is_asked() {
        let view = of("?q=%E6%B0%A2%E8%83%BD&read=kwic&by=r1&near=%E9%A1%B9%E7%9B%AE&span=3");
        let Some(AnalysisAsk::Concordance(ask)) = question(&view, 50, Lang::Hans) else { panic!("no concordance") };
        assert_eq!(ask.order, [LineOrder::Word(1), LineOrder::Word(2), LineOrder::Word(3)]);
        assert_eq!(ask.group, Some(LineOrder::Word(1)));
        assert_eq!(ask.keep, [Keep::Near("项目".into(), Window { left: 3, right: 3, across: false })]);
        let words = Node::Words(vec!["绿色".into(), "转型".into()]);
        let Some(AnalysisAsk::Concordance(ask)) = question(&lines_of(&view, &words), 50, Lang::Hans) else { panic!() };
        assert_eq!((ask.node, ask.keep), (words.clone(), Vec::new()));
        assert_eq!(question(&View::default(), 50, Lang::Hans), None);
        for node in [Node::Query, Node::Text("风电 OR 光伏".into()), words, Node::Mark("theme.green".into())] {
            assert_eq!(node_of(Some(node_text(&node)).as_deref().filter(|text| !text.is_empty())), node);
        }
    }

    #[test]
    fn sides_are_articles_fields_times_and_queries() {
        let view = of("?q=%E6%B0%A2%E8%83%BD&place=A&source=S&read=compare");
        let one = scope(&view, "id:x-1");
        assert_eq!((one.article.as_deref(), one.query.text.as_str()), (Some("x-1"), ""));
        let place = scope(&view, "place:B");
        assert_eq!(place.query.filters.iter().map(|filter| filter.value.as_str()).collect::<Vec<_>>(), ["S", "B"]);
        let years = scope(&view, "2023..2024-06");
        assert_eq!((years.query.from.as_deref(), years.query.to.as_deref()), (Some("2023"), Some("2024-06")));
        assert_eq!(scope(&view, "2024").query.to.as_deref(), Some("2024"));
        assert_eq!(scope(&view, "绿电").query.text, "绿电");
        // Without a second side the first stands against all others.
        assert!(sides(&view.asking("a", "place:B"))[1].rest);
        let [first, second] = side_views(&view.asking("a", "place:B").asking("b", "place:C"));
        assert_eq!((first.asked("a"), second.asked("a")), (Some("place:B"), Some("place:C")));
    }

    #[test]
    fn windows_and_words_left_out_are_read() {
        let view = of("?q=x&read=collocates&span=2-7&stop=%E7%9A%84%EF%BC%8C%E4%BA%86&min=4");
        let Some(AnalysisAsk::Collocates(ask)) = question(&view, 9, Lang::Hans) else { panic!() };
        assert_eq!((ask.window.left, ask.window.right, ask.min), (2, 7, 4));
        assert_eq!(ask.stop.words, Some(vec!["的".to_owned(), "了".to_owned()]));
        let Some(AnalysisAsk::Collocates(ask)) = question(&view.asking("stop", "-"), 9, Lang::Hans) else { panic!() };
        assert_eq!(ask.stop.words, Some(Vec::new()));
    }
}

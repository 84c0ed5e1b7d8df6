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
        Reading::Kwic => &["date", "oldest", "l1", "l2", "l3", "r1", "r2", "r3", "source", "article"],
        Reading::Trend => &["fit", "day", "week", "month", "year"],
        Reading::Collocates => &["ll", "logdice", "mi", "t", "count"],
        Reading::Keyness => &["ll", "ratio"],
        Reading::Words => &["count", "articles", "even", "uneven", "2", "3", "new"],
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

/// `l1` to `l3` and `r1` to `r3`: so many words before or after.
pub(super) fn neighbour(name: &str) -> Option<i8> {
    let (side, n) = name.split_at_checked(1)?;
    let n = n.parse::<i8>().ok().filter(|n| (1..=3).contains(n))?;
    match side {
        "l" => Some(-n),
        "r" => Some(n),
        _ => None,
    }
}

/// The word that stands beside (`beside`): where, and which.
pub(super) fn beside(view: &View) -> Option<(i8, &str)> {
    let (name, word) = view.asked("beside")?.split_once(':')?;
    Some((neighbour(name)?, word))
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

/// The articles of a side: `id:` and an article's id, `field:value`, a time (`2024`, `2023..2024-06`), the address of a
/// view from its `?`, or a query. Nothing is what the search leaves.
pub(super) fn scope(view: &View, side: &str) -> Scope {
    let mut query = view.query(0, 0);
    if let Some(id) = side.strip_prefix("id:") {
        query = crate::protocol::Query::default();
        return Scope { query, article: Some(id.to_owned()), ..Scope::default() };
    }
    if side.starts_with('?') {
        return Scope { query: View::parse(side).query(0, 0), ..Scope::default() };
    }
    let field = side.split_once(':').and_then(|(name, value)| Some((Field::parse(name)?, value)));
    if let Some((field, value)) = field {
        // One field widens itself: the side stands in place of what was chosen of it.
        query.filters.retain(|filter| filter.field != field);
        if field == Field::Year {
            (query.from, query.to) = (None, None);
        }
        query.filters.push(Filter { field, value: value.to_owned(), out: false });
    } else if let Some((from, to)) = time(side) {
        query.filters.retain(|filter| filter.field != Field::Year);
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

/// The same articles, whatever they say.
pub(super) fn without_query(view: &View) -> View {
    view.with(|view| view.q.clear())
}

fn window(view: &View) -> Window {
    let Some(span) = view.asked("span") else { return Window::default() };
    let mut sides = span.split(['-', ',', '，', '、', ' ']).filter_map(|n| n.trim().parse::<u8>().ok());
    let left = sides.next().unwrap_or(Window::default().left).min(50);
    Window { left, right: sides.next().unwrap_or(left).min(50), across: false }
}

/// Words between blanks or commas; a single stroke leaves nothing out. `+` and `-` before words change the usual list
/// in place of making another.
fn stop(view: &View) -> Stop {
    let words = view.asked("stop").map(|text| {
        let given = stop_words(text);
        let is_change = |word: &&str| word.len() > 1 && word.starts_with(['+', '-']);
        if !given.iter().any(is_change) {
            return given.into_iter().filter(|word| *word != "-").map(str::to_owned).collect();
        }
        let mut list = crate::engine::analysis::stop_words();
        for word in given {
            match word.split_at_checked(1) {
                Some(("-", word)) => list.retain(|other| other != word),
                Some(("+", word)) => list.push(word.to_owned()),
                _ => list.push(word.to_owned()),
            }
        }
        list
    });
    Stop { words, numbers: false }
}

/// The words of a list as it is typed.
pub(super) fn stop_words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || ",，、".contains(c)).filter(|word| !word.is_empty()).collect()
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
            let order = match (neighbour(by), by) {
                // Then by the others of that side, from the nearest.
                (Some(at), _) => {
                    let others = (1..=3).map(|n| n * at.signum()).filter(|other| *other != at);
                    std::iter::once(at).chain(others).map(LineOrder::Word).collect()
                }
                (_, "source") => vec![LineOrder::Source],
                (_, "oldest") => vec![LineOrder::Date],
                (_, "article") => vec![LineOrder::Article],
                _ => Vec::new(),
            };
            let group = order.first().copied().filter(|order| matches!(order, LineOrder::Word(_) | LineOrder::Source));
            let near = view.asked("near").map(|near| Keep::Near(near.to_owned(), window(view)));
            let beside = beside(view).map(|(at, word)| Keep::At(at, word.to_owned()));
            let keep = near.into_iter().chain(beside).collect();
            let lines = ConcordanceAsk::of(here(), node);
            let sentence = asked("as") == "sentence";
            let width = if sentence { 0 } else { lines.width };
            AnalysisAsk::Concordance(ConcordanceAsk { order, group, keep, limit: rows, sentence, width, ..lines })
        }
        Reading::Spread => AnalysisAsk::Dispersion(DispersionAsk { scope: here(), node, limit: rows }),
        Reading::Trend => {
            let terms = asked("terms").split(['，', ',', '、']).map(str::trim).filter(|term| !term.is_empty());
            let terms: Vec<String> = terms.map(str::to_owned).collect();
            // Terms stand in place of the query: among the articles that have it, its own share would be the whole.
            let free = (!terms.is_empty()).then(|| without_query(view));
            let free = free.as_ref().unwrap_or(view);
            let scope = Scope { period: view.asked("period").map(str::to_owned), ..scope(free, asked("a")) };
            AnalysisAsk::Trend(TrendAsk {
                scope: Scope { rest: asked("rest") == "1", ..scope },
                terms,
                unit: Unit::parse(by),
            })
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
            let theme = asked("topic").to_owned();
            let ask = WordsAsk { scope: here(), length, min, order, tag, theme, holds, ..WordsAsk::default() };
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
    fn lists_of_words_left_out_are_changed_in_place() {
        let of = |stop: &str| {
            let view = View::default().asking("read", "").asking("stop", stop);
            let view = view.with(|view| view.read = Some(Reading::Words));
            let Some(AnalysisAsk::Words(ask)) = question(&view, 9, Lang::Hans) else { panic!() };
            ask.stop.words
        };
        let usual = crate::engine::analysis::stop_words();
        assert!(usual.iter().any(|word| word == "的"));
        let changed = of("-的 +发展，建设").unwrap();
        assert_eq!(changed.len(), usual.len() + 1);
        assert!(!changed.iter().any(|word| word == "的") && changed.ends_with(&["发展".into(), "建设".into()]));
        assert_eq!(of("的 了"), Some(vec!["的".into(), "了".into()]));
    }

    #[test]
    fn sides_may_be_views_and_lines_whole_sentences() {
        let view = of("?q=%E6%B0%A2%E8%83%BD&place=A&read=kwic&as=sentence&by=l3&beside=r2:%E9%A1%B9%E7%9B%AE");
        let side = scope(&view, "?q=%E9%A3%8E%E7%94%B5&source=S&read=trend");
        assert_eq!((side.query.text.as_str(), side.query.filters.len()), ("风电", 1));
        let Some(AnalysisAsk::Concordance(ask)) = question(&view, 50, Lang::Hans) else { panic!() };
        assert_eq!(ask.order, [-3, -1, -2].map(LineOrder::Word));
        assert_eq!((ask.keep, ask.sentence, ask.width), (vec![Keep::At(2, "项目".into())], true, 0));
        for name in ["", "l", "l0", "r4", "x1", "1", "早1"] {
            assert_eq!(neighbour(name), None, "{name}");
        }
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

//! Every count is the length of a list that can be opened, and the same everywhere.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::super::Engine;
use crate::corpus::{Article, BuildOptions, NoteTaker, build, read_file};
use crate::protocol::{
    Analysis, AnalysisAsk, AnalysisView, Change, Collocates, CollocatesAsk, CompareAsk, Comparison, Concordance,
    ConcordanceAsk, Dispersion, DispersionAsk, Field, Filter, Keep, Keyness, KeynessAsk, Lang, Level, LineOrder,
    Measure, Node, Query, Scope, Stop, StoryAsk, Trend, TrendAsk, Unit, Window, WordOrder, Words, WordsAsk, encode,
};
use crate::text::{Lexicon, fold};
use crate::theme::Themes;

/// A question of each kind, for those who use up a pack.
pub(in super::super) fn one_of_each() -> Vec<AnalysisAsk> {
    let scope = || scope("源");
    let lines = ConcordanceAsk {
        order: vec![LineOrder::Word(1), LineOrder::Key],
        group: Some(LineOrder::Word(-1)),
        ..ConcordanceAsk::of(scope(), Node::Query)
    };
    let article = |id: &str| Scope { article: Some(id.into()), ..Scope::default() };
    vec![
        AnalysisAsk::Concordance(lines),
        AnalysisAsk::Dispersion(DispersionAsk { scope: scope(), node: Node::Query, limit: 9 }),
        AnalysisAsk::Trend(TrendAsk {
            scope: Scope::default(),
            terms: vec!["源+氢".into(), "theme:green".into()],
            unit: Some(Unit::Day),
        }),
        AnalysisAsk::Words(WordsAsk { limit: 50, ..WordsAsk::default() }),
        AnalysisAsk::Words(WordsAsk { length: 2, limit: 50, ..WordsAsk::default() }),
        AnalysisAsk::Collocates(CollocatesAsk { scope: scope(), limit: 50, ..CollocatesAsk::default() }),
        AnalysisAsk::Keyness(KeynessAsk { scope: scope(), level: Level::All, limit: 50, ..KeynessAsk::default() }),
        AnalysisAsk::Compare(CompareAsk { sides: [article("a0"), article("a1")], lang: 0, limit: 50 }),
        AnalysisAsk::Story(StoryAsk { article: "a0".into(), limit: 9 }),
    ]
}

fn scope(text: &str) -> Scope {
    Scope { query: Query { text: text.to_owned(), ..Query::default() }, ..Scope::default() }
}

/// An answer of one kind.
macro_rules! ask {
    ($name:ident, $ask:ty, $kind:ident, $view:ty) => {
        fn $name(engine: &Engine, ask: &$ask) -> $view {
            match engine.analyse(&AnalysisAsk::$kind(ask.clone()), None).view {
                AnalysisView::$kind(view) => view,
                other => panic!("{other:?}"),
            }
        }
    };
}
ask!(concordance, ConcordanceAsk, Concordance, Concordance);
ask!(dispersion, DispersionAsk, Dispersion, Dispersion);
ask!(trend, TrendAsk, Trend, Trend);
ask!(words, WordsAsk, Words, Words);
ask!(collocates, CollocatesAsk, Collocates, Collocates);
ask!(keyness, KeynessAsk, Keyness, Keyness);
ask!(compare, CompareAsk, Compare, Comparison);

fn pack(articles: Vec<Article>) -> Engine {
    let themes = Themes::built_in().unwrap();
    let mut notes = NoteTaker::new(&themes);
    Engine::open(build(articles, Lexicon::embedded(), &BuildOptions::default(), &mut notes, &mut |_| {})).unwrap()
}

fn article(id: &str, date: &str, source: &str, title: &str, body: &str) -> Article {
    let mut article = Article::default();
    article.meta.id = id.into();
    article.meta.date = date.into();
    article.meta.source = source.into();
    article.meta.title = title.into();
    article.body = body.into();
    article
}

/// A thing that is random and always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % below.max(1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

const PARTS: [&str; 30] = [
    "发展",
    "氢能",
    "綠色",
    "绿色",
    "转型",
    "辽源",
    "遼源",
    "的",
    "经济",
    "产业",
    "，",
    "。",
    "！",
    "在",
    "2024年",
    "20%",
    "GDP",
    "gdp",
    "ＧＤＰ",
    "高质量",
    "装备制造",
    "梅花鹿",
    "𠮷林",
    "\n",
    "“一带一路”",
    "、",
    "人民",
    "哈哈哈",
    "20万千瓦",
    " ",
];

/// Articles of random words, some without a date, one empty, some alike.
fn made_up() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut dice = Dice(11);
        let dates =
            ["2023-01-05", "2023-01-31", "2023-02", "2024", "", "2024-02-29", "2024-12-30", "2025-01-01", "2022-07-09"];
        let mut articles = vec![article("empty", "2023-03-03", "甲报", "", "")];
        for i in 0..60 {
            let length = 5 + dice.roll(120);
            let body: String = (0..length).map(|_| dice.pick(&PARTS)).collect();
            let title: String = (0..dice.roll(4)).map(|_| dice.pick(&PARTS)).filter(|part| *part != "\n").collect();
            articles.push(article(
                &format!("a{i}"),
                dice.pick(&dates),
                dice.pick(&["甲报", "乙报", ""]),
                &title,
                &body,
            ));
        }
        pack(articles)
    })
}

/// The articles that come with Wenlan.
fn bundled() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let read = |path: &std::path::PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            read_file(&name, &std::fs::read(path).unwrap(), Lexicon::embedded()).unwrap().articles
        };
        pack(files.iter().filter(|path| path.extension().is_some_and(|end| end == "md")).flat_map(read).collect())
    })
}

/// A query of pieces of the corpus, with the signs of the language.
fn query(engine: &Engine, dice: &mut Dice) -> Query {
    let corpus = engine.corpus();
    let mut text = String::new();
    for i in 0..=dice.roll(3) {
        let doc = dice.roll(corpus.n_articles() as usize) as u32;
        let chars: Vec<char> = if dice.roll(4) == 0 { corpus.title(doc) } else { corpus.body(doc) }.chars().collect();
        let from = dice.roll(chars.len());
        let piece: String = chars.iter().skip(from).take(1 + dice.roll(5)).filter(|c| **c != '\n').collect();
        let sign = match dice.roll(10) {
            0 if i > 0 => " OR ",
            1 if i > 0 => " -",
            _ => " ",
        };
        text.push_str(sign);
        let (before, after) = [("“", "”"), ("", "*"), ("", "")][dice.roll(8).min(2)];
        text.extend([before, &piece, after]);
    }
    text.push_str(dice.pick(&[
        "",
        "",
        "",
        "",
        " year:2024",
        " source:甲报",
        " -source:乙报",
        " 2023..2024",
        " before:2024-06",
        " theme:green",
    ]));
    let mut query = Query { text, ..Query::default() };
    if dice.roll(6) == 0 {
        query.filters.push(Filter { field: Field::Source, value: "甲报".into(), out: dice.roll(2) == 0 });
    }
    if dice.roll(8) == 0 {
        query.from = Some("2023-01-31".into());
    }
    query
}

#[test]
fn five_hundred_queries_have_the_same_counts_everywhere() {
    let mut n_places = 0;
    for (engine, seed) in [(made_up(), 1), (bundled(), 2)] {
        let mut dice = Dice(seed);
        for round in 0..250 {
            let query = query(engine, &mut dice);
            let found = engine.explore(&query);
            let scope = Scope { query: query.clone(), ..Scope::default() };
            let lines = concordance(engine, &ConcordanceAsk::of(scope.clone(), Node::Query));
            let spread = dispersion(engine, &DispersionAsk { scope: scope.clone(), node: Node::Query, limit: 1000 });
            let unit = Unit::ALL[round % 4];
            let ask = TrendAsk { scope, terms: Vec::new(), unit: Some(unit) };
            let time = trend(engine, &ask);
            let series = &time.series[0];
            n_places += found.n_occurrences;
            assert_eq!(lines.total, found.n_occurrences, "{query:?}");
            assert_eq!(series.n, found.n_occurrences, "{query:?}");
            assert_eq!(spread.total, found.n_occurrences, "{query:?}");
            assert_eq!(series.n_articles, found.total, "{query:?}");
            if found.n_occurrences > 0 {
                assert_eq!(lines.n_articles, found.total, "{query:?}");
                assert_eq!(spread.articles.iter().map(|row| row.n).sum::<u32>(), found.n_occurrences);
            }
            let mut inside = 0;
            for (period, point) in time.periods.iter().zip(&series.points) {
                assert_eq!(point.is_none(), period.of_articles == 0);
                let Some(point) = point else { continue };
                inside += point.n;
                if point.n > 0 {
                    let opened = concordance(engine, &ask.opens(series, period));
                    assert_eq!((opened.total, opened.n_articles), (point.n, point.n_articles), "{query:?} {period:?}");
                }
            }
            assert!(inside <= series.n);
            let of: u32 = time.periods.iter().map(|period| period.of_articles).sum();
            assert_eq!(of + time.n_undated, lines.of_articles);
        }
    }
    assert!(n_places > 1000, "{n_places}");
}

#[test]
fn rows_open_as_many_lines_as_they_count() {
    for engine in [made_up(), bundled()] {
        for length in 1..=4 {
            let ask = WordsAsk {
                scope: scope("-没有这样的"),
                length,
                min: 2,
                limit: 60,
                order: if length == 1 { WordOrder::Uneven } else { WordOrder::Count },
                stop: Stop { words: Some(Vec::new()), numbers: true },
                ..WordsAsk::default()
            };
            let list = words(engine, &ask);
            assert!(list.total > 0);
            for row in &list.rows {
                let opened = concordance(engine, &ask.opens(row));
                assert_eq!((opened.total, opened.n_articles), (row.n, row.n_articles), "{row:?}");
                let spread = dispersion(
                    engine,
                    &DispersionAsk { scope: ask.scope.clone(), node: Node::Words(row.words.clone()), limit: 0 },
                );
                assert!((spread.dp.unwrap() - row.dp).abs() < 1e-9, "{row:?} {spread:?}");
            }
        }
        for (text, window) in [
            ("发展", Window::default()),
            ("辽源 OR 绿色", Window { left: 2, right: 3, across: true }),
            ("源", Window { left: 0, right: 9, across: false }),
            ("的", Window { left: 9, right: 9, across: true }),
        ] {
            let ask = CollocatesAsk {
                scope: scope(text),
                window,
                min: 1,
                limit: 1000,
                stop: Stop { words: Some(Vec::new()), numbers: true },
                order: Measure::Count,
                ..CollocatesAsk::default()
            };
            let company = collocates(engine, &ask);
            for row in company.rows.iter().take(25) {
                let opened = concordance(engine, &ask.opens(row));
                assert_eq!((opened.total, opened.n_articles), (row.n, row.n_articles), "{text} {row:?}");
                assert_eq!(row.n, row.n_left + row.n_right);
                for line in &opened.lines {
                    let (right, span) = line.near.unwrap();
                    let near = span.of(if right { &line.right } else { &line.left });
                    assert_eq!(fold(near).text, fold(&row.word).text, "{line:?}");
                }
            }
            assert!(company.rows.iter().map(|row| row.n).sum::<u32>() <= company.of_window);
        }
        let ask = KeynessAsk { scope: scope("绿色"), min: 1, level: Level::All, limit: 40, ..KeynessAsk::default() };
        let keys = keyness(engine, &ask);
        for row in keys.more.iter().chain(&keys.less) {
            let opened = ask.opens(row).map(|ask| concordance(engine, &ask));
            assert_eq!(opened.each_ref().map(|lines| lines.total), row.n, "{row:?}");
            assert_eq!(opened.map(|lines| lines.n_articles), row.n_articles, "{row:?}");
        }
    }
}

#[test]
fn lines_stand_where_they_say() {
    for engine in [made_up(), bundled()] {
        for text in ["源", "发展", "绿色 转型", "氢* OR 的", "哈哈", "\"。\""] {
            let ask = ConcordanceAsk {
                order: vec![LineOrder::Word(1), LineOrder::Word(-1)],
                group: Some(LineOrder::Word(1)),
                limit: 1000,
                width: 13,
                ..ConcordanceAsk::of(scope(text), Node::Query)
            };
            let all = concordance(engine, &ask);
            for line in &all.lines {
                let doc = engine.corpus().find(&line.article).unwrap();
                let of = if line.in_title { engine.corpus().title(doc) } else { engine.corpus().body(doc) };
                let whole = of.replace(['\n', '\t'], " ");
                let (before, rest) = whole.split_at(line.span.start as usize);
                let (key, after) = rest.split_at(line.span.len());
                assert!(before.ends_with(&line.left) && after.starts_with(&line.right), "{line:?}");
                assert_eq!((key, before.chars().count()), (line.key.as_str(), line.chars.0 as usize));
                assert!(line.left.chars().count() <= 13 && line.right.chars().count() <= 13);
                assert!(line.left_words.iter().all(|word| !word.of(&line.left).is_empty()));
                assert!(line.right_words.iter().all(|word| !word.of(&line.right).is_empty()));
            }
            // Pages make up the whole.
            let pages = (0..all.total.min(1000)).step_by(7);
            let page = |offset| concordance(engine, &ConcordanceAsk { offset, limit: 7, ..ask.clone() }).lines;
            assert!(pages.flat_map(page).take(40).zip(&all.lines).all(|(a, b)| a == *b));
            // Groups make up the whole, and open.
            let inside = all.groups.iter().map(|group| group.n).sum::<u32>();
            assert!(inside == all.total || (inside < all.total && all.n_groups as usize > all.groups.len()));
            for group in all.groups.iter().take(150) {
                let opened = concordance(engine, &ask.opens(group));
                assert_eq!((opened.total, opened.n_articles), (group.n, group.n_articles), "{text} {group:?}");
            }
            let keyed = ConcordanceAsk { group: Some(LineOrder::Key), ..ask.clone() };
            for group in &concordance(engine, &keyed).groups {
                assert_eq!(concordance(engine, &keyed.opens(group)).total, group.n, "{text} {group:?}");
            }
        }
    }
}

fn small() -> Engine {
    pack(vec![
        article("a", "2024-05-06", "甲报", "", "人民喜欢和平。人民热爱和平。\n和平属于人民。"),
        article("b", "2024-07-08", "乙报", "和平", "我们热爱人民，我们热爱生活。"),
    ])
}

/// The windows of a few sentences, counted by hand.
#[test]
fn company_is_counted_by_hand() {
    let engine = small();
    let stop = Stop { words: Some(Vec::new()), numbers: true };
    let ask = CollocatesAsk {
        scope: scope("人民"),
        window: Window { left: 2, right: 2, across: false },
        min: 1,
        stop: stop.clone(),
        limit: 99,
        ..CollocatesAsk::default()
    };
    let company = collocates(&engine, &ask);
    // 人民|喜欢|和平 人民|热爱|和平 和平|属于|人民; 和平; 我们|热爱|人民 我们|热爱|生活
    assert_eq!((company.n_nodes, company.n_articles, company.of_words), (4, 2, 12));
    // Two each in the first article; in the second two before and two after the comma.
    assert_eq!(company.of_window, 10);
    let row = |word: &str| {
        company.rows.iter().find(|row| row.word == word).map(|row| (row.n, row.n_left, row.n_right, row.of))
    };
    assert_eq!(row("喜欢"), Some((1, 0, 1, 1)));
    // 热爱 after one place, before another and after it: 3 of 3, against 10 * 3 / 12 = 2.5 by chance.
    assert_eq!(row("热爱"), Some((3, 1, 2, 3)));
    // 生活 is three words off; 和平 stands 3 of 4 times in windows, as often as by chance would be 3.33.
    assert_eq!((row("生活"), row("和平")), (None, None));
    let loved = company.rows.iter().find(|row| row.word == "热爱").unwrap();
    assert!((loved.mi - (3.0_f64 / 2.5).log2()).abs() < 1e-9);
    assert!((loved.log_dice - (14.0 + (6.0_f64 / 7.0).log2())).abs() < 1e-9);
    let across = collocates(&engine, &CollocatesAsk { window: Window { left: 9, right: 9, across: true }, ..ask });
    // All words but the title's and, between two places, each once.
    assert_eq!(across.of_window, 11);
}

#[test]
fn queries_with_nothing_to_say_say_so() {
    let engine = small();
    for text in ["", "龘龘龘", "source:丙报", "-人民"] {
        for ask in [
            AnalysisAsk::Concordance(ConcordanceAsk::of(scope(text), Node::Query)),
            AnalysisAsk::Collocates(CollocatesAsk { scope: scope(text), ..CollocatesAsk::default() }),
            AnalysisAsk::Trend(TrendAsk { scope: scope(text), terms: vec!["龘龘".into()], unit: Some(Unit::Week) }),
        ] {
            let Analysis { remarks, method, .. } = engine.analyse(&ask, None);
            assert!(!remarks.is_empty(), "{text} {ask:?}");
            assert!(remarks.iter().chain([&method]).all(|said| said.iter().all(|text| !text.is_empty())));
        }
    }
    // By all means something is said of words that were sought in vain as a whole.
    let cut = engine.analyse(&AnalysisAsk::Concordance(ConcordanceAsk::of(scope("热爱属于"), Node::Query)), None);
    assert_eq!(cut.remarks.len(), 1, "{cut:?}");
}

#[test]
fn terms_join_and_gaps_stay_gaps() {
    let engine = small();
    let terms = vec!["人民+和平".into(), "热爱".into(), "theme:green".into()];
    let time = trend(&engine, &TrendAsk { scope: Scope::default(), terms, unit: Some(Unit::Month) });
    let names: Vec<&str> = time.periods.iter().map(|period| period.name.as_str()).collect();
    assert_eq!(names, ["2024-05", "2024-06", "2024-07"]);
    let points = |i: usize| {
        time.series[i].points.iter().map(|point| point.map(|point| (point.n, point.n_articles))).collect::<Vec<_>>()
    };
    assert_eq!(points(0), [Some((6, 1)), None, Some((2, 1))]);
    assert_eq!(points(1), [Some((1, 1)), None, Some((2, 1))]);
    assert_eq!(time.series[2].node, Node::Mark("theme.green".into()));
    assert_eq!(time.periods[0].of_words, 9);
}

#[test]
fn a_trend_without_a_unit_takes_one_that_shows_something() {
    let unit = |dates: &[&str]| {
        let articles = (0..).zip(dates).map(|(i, date)| article(&format!("a{i}"), date, "", "题", "热爱。"));
        let engine = pack(articles.collect());
        let time = engine.analyse(&AnalysisAsk::Trend(TrendAsk { scope: scope("热爱"), ..TrendAsk::default() }), None);
        assert!(time.remarks.is_empty(), "{:?}", time.remarks);
        let AnalysisView::Trend(time) = time.view else { panic!() };
        time.unit
    };
    assert_eq!(unit(&["2024-05-01", "2024-05-04"]), Unit::Day);
    assert_eq!(unit(&["2024-05-01", "2024-07-20"]), Unit::Week);
    assert_eq!(unit(&["2024-05-01", "2025-05-04"]), Unit::Month);
    assert_eq!(unit(&["2013-05-01", "2024-05-04"]), Unit::Year);
    // Where days are not known, what is known.
    assert_eq!(unit(&["2024-05", "2024-06"]), Unit::Month);
    assert_eq!(unit(&["2024", "2025"]), Unit::Year);
}

#[test]
fn rows_of_words_are_all_that_stand_often_enough() {
    let mut n_rows = 0;
    for (engine, text) in [(made_up(), ""), (bundled(), ""), (bundled(), "氢能"), (made_up(), "源")] {
        let table = engine.table();
        let docs = engine.docs(&scope(text), &mut Vec::new());
        for length in 2..=4u8 {
            // Counted one by one, without any care for speed.
            let mut all: std::collections::BTreeMap<Vec<String>, (u32, Vec<u32>)> = std::collections::BTreeMap::new();
            for &doc in &docs {
                let [(from, _), (_, to)] = table.parts(doc);
                for first in from..to {
                    let row = (first..first + u32::from(length)).map(|piece| {
                        let is_cut = piece >= to || (piece > first && table.opens(piece));
                        table.word(piece).filter(|_| !is_cut).map(|word| table.shown(&engine.corpus, word))
                    });
                    if let Some(row) = row.collect::<Option<Vec<String>>>() {
                        let (n, articles) = all.entry(row).or_default();
                        *n += 1;
                        if articles.last() != Some(&doc) {
                            articles.push(doc);
                        }
                    }
                }
            }
            for (min, order) in [(2, WordOrder::Count), (4, WordOrder::Articles)] {
                let stop = Stop { words: Some(Vec::new()), numbers: true };
                let ask =
                    WordsAsk { scope: scope(text), length, min, stop, order, limit: 9_000, ..WordsAsk::default() };
                let found = words(engine, &ask);
                let frequent = all.iter().filter(|(_, (n, _))| *n >= min);
                let mut expected: Vec<_> =
                    frequent.map(|(row, (n, articles))| (row.clone(), *n, articles.len() as u32)).collect();
                let mut rows: Vec<_> =
                    found.rows.iter().map(|row| (row.words.clone(), row.n, row.n_articles)).collect();
                assert_eq!(found.total as usize, expected.len());
                let key = |(_, n, articles): &(Vec<String>, u32, u32)| match order {
                    WordOrder::Articles => std::cmp::Reverse((*articles, *n)),
                    _ => std::cmp::Reverse((*n, 0)),
                };
                assert!(rows.is_sorted_by_key(key), "{rows:?}");
                expected.sort_by_key(key);
                // What is cut off at the end is no rarer than what is kept.
                expected.truncate(rows.len());
                n_rows += rows.len();
                if found.total as usize == rows.len() {
                    rows.sort();
                    expected.sort();
                    assert_eq!(rows, expected);
                } else {
                    assert_eq!(rows.iter().map(key).collect::<Vec<_>>(), expected.iter().map(key).collect::<Vec<_>>());
                }
            }
        }
    }
    assert!(n_rows > 1000, "{n_rows}");
}

#[test]
fn versions_are_laid_side_by_side() {
    let engine = pack(vec![
        article("old", "2023-01-01", "", "报告", "全市新增20万千瓦。去年工作回顾。明年继续努力。"),
        article("new", "2024-01-01", "", "报告", "全市新增30万千瓦。明年继续努力。加快发展旅游业。"),
    ]);
    let side = |id: &str| Scope { article: Some(id.into()), ..Scope::default() };
    let both = compare(&engine, &CompareAsk { sides: [side("old"), side("new")], lang: 0, limit: 20 });
    let changes: Vec<Change> = both.aligned.iter().map(|row| row.change).collect();
    assert_eq!(changes, [Change::Changed, Change::Removed, Change::Kept, Change::Added]);
    let parts: Vec<(Change, &str)> =
        both.aligned[0].parts.iter().map(|(change, text)| (*change, text.as_str())).collect();
    assert_eq!(
        parts,
        [(Change::Kept, "全市新增"), (Change::Removed, "20万"), (Change::Added, "30万"), (Change::Kept, "千瓦。")]
    );
    assert_eq!(both.aligned[3].chars, [None, Some((17, 25))]);
}

#[test]
fn words_are_chosen_by_kind_theme_and_part() {
    let engine = bundled();
    let lexicon = Lexicon::embedded();
    let tags = |word: &str| lexicon.tag_of(word);
    let list = |ask: WordsAsk| match engine.analyse(&AnalysisAsk::Words(ask), Some(&tags)).view {
        AnalysisView::Words(view) => view.rows,
        other => panic!("{other:?}"),
    };
    let all = WordsAsk { min: 3, limit: 1000, ..WordsAsk::default() };
    let places = list(WordsAsk { tag: "ns".into(), ..all.clone() });
    assert!(places.iter().any(|row| row.words == ["辽源"]) && places.iter().all(|row| row.tag.starts_with("ns")));
    let green = list(WordsAsk { theme: "green".into(), ..all.clone() });
    assert!(!green.is_empty() && green.len() < list(all.clone()).len());
    let (_, definition) = engine.notes.definition("green").unwrap();
    let terms: Vec<&str> = definition.all_terms().map(|term| term.split('^').next().unwrap().trim()).collect();
    assert!(green.iter().all(|row| terms.contains(&fold(&row.words[0]).text.as_str())), "{green:?}");
    let deer = list(WordsAsk { holds: "鹿".into(), ..all.clone() });
    assert!(!deer.is_empty() && deer.iter().all(|row| row.words[0].contains('鹿')));
    // Without a lexicon nothing is chosen by part of speech, and that is said.
    let ask = AnalysisAsk::Words(WordsAsk { tag: "ns".into(), ..all });
    assert_eq!(engine.analyse(&ask, None).remarks.len(), 1);
}

#[test]
fn a_story_has_reprints_and_follow_ups_by_date() {
    let said = "辽源市与一汽集团签约，中国天楹在当地建设风光储氢氨醇一体化项目，双方约定明年开工建设，投资方已经派出工作组进驻现场办公，当地有关部门同日公布了用地和电网接入的安排，施工便道也已修通。";
    let mut articles = vec![
        article("news", "2024-03-01", "甲报", "签约", said),
        article("again", "2024-03-02", "乙报", "签约了", said),
        article("later", "2024-09-01", "甲报", "开工", "一汽集团和中国天楹今天开工。"),
        article("other", "2024-04-01", "甲报", "天气", "今天下雨，出门请带伞。"),
    ];
    articles.rotate_left(2);
    let engine = pack(articles);
    let story = engine.analyse(&AnalysisAsk::Story(StoryAsk { article: "news".into(), limit: 9 }), None);
    let AnalysisView::Story(steps) = story.view else { panic!() };
    let told: Vec<_> = steps.iter().map(|step| (step.article.as_str(), step.is_self, step.is_reprint)).collect();
    assert_eq!(told, [("news", true, false), ("again", false, true), ("later", false, false)]);
    assert!(steps[2].shared.contains(&"一汽集团".to_owned()), "{steps:?}");
    let none = engine.analyse(&AnalysisAsk::Story(StoryAsk { article: "nowhere".into(), limit: 9 }), None);
    assert_eq!((none.view, none.remarks.len()), (AnalysisView::Story(Vec::new()), 1));
}

#[test]
fn sheets_have_a_cell_for_every_column() {
    let engine = bundled();
    for ask in one_of_each() {
        let analysis = engine.analyse(&ask, Some(&|word| Lexicon::embedded().tag_of(word)));
        for lang in Lang::ALL {
            let sheet = super::sheet(&analysis, lang);
            assert!(sheet.head.iter().all(|(name, _)| !name.is_empty()), "{ask:?}");
            assert!(sheet.rows.iter().all(|(cells, _)| cells.len() == sheet.head.len()), "{ask:?}");
        }
        assert!(super::file(&analysis, Lang::En, &[]).contains("# method: "));
        let value: serde_json::Value = serde_json::from_str(&super::json(&analysis)).unwrap();
        assert!(value["method"].as_str().is_some_and(|text| !text.is_empty()));
    }
}

#[test]
fn answers_are_the_same_every_time() {
    let again = pack(bundled().corpus().articles());
    for ask in one_of_each() {
        assert_eq!(encode(&bundled().analyse(&ask, None)), encode(&again.analyse(&ask, None)), "{ask:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever is asked has an answer.
    #[test]
    fn anything_can_be_asked(
        text in "[人民发展源a-z*\"“”:|\\- 。+]{0,12}",
        word in "[发展源a ]{0,4}",
        numbers in prop::array::uniform6(prop_oneof![Just(0u32), Just(1), Just(7), Just(u32::MAX)]),
        window in (any::<u8>(), any::<u8>(), any::<bool>()),
        at in any::<i8>(),
        pick in 0usize..9,
    ) {
        let engine = made_up();
        let scope = Scope {
            period: (numbers[5] == 7).then(|| word.clone()),
            rest: numbers[4] == 1,
            article: (numbers[3] == 7).then(|| "a3".to_owned()),
            ..scope(&text)
        };
        let [offset, limit, width, min, ..] = numbers;
        let window = Window { left: window.0, right: window.1, across: window.2 };
        let order = vec![LineOrder::Word(at), LineOrder::Source, LineOrder::Date];
        let keep = vec![Keep::Near(word.clone(), window)];
        let nodes = [Node::Query, Node::Text(word.clone()), Node::Words(vec![word.clone(), word.clone()]), Node::Mark(text.clone())];
        let node = nodes[pick % 4].clone();
        let ask = match pick {
            0 => AnalysisAsk::Concordance(ConcordanceAsk { scope, node, order, offset, limit, width, sentence: min == 1, keep, group: Some(LineOrder::Article) }),
            1 => AnalysisAsk::Concordance(ConcordanceAsk { scope, node, offset, limit, width, keep: vec![Keep::At(at, word)], ..ConcordanceAsk::default() }),
            2 => AnalysisAsk::Dispersion(DispersionAsk { scope, node, limit }),
            3 => AnalysisAsk::Trend(TrendAsk { scope, terms: vec![word, text], unit: Unit::ALL.get(min as usize % 5).copied() }),
            4 => AnalysisAsk::Words(WordsAsk { scope, length: at.unsigned_abs(), min, offset, limit, holds: word.clone(), tag: word, ..WordsAsk::default() }),
            5 => AnalysisAsk::Collocates(CollocatesAsk { scope, node, window, min, offset, limit, ..CollocatesAsk::default() }),
            6 => AnalysisAsk::Keyness(KeynessAsk { against: Some(super::tests::scope(&word)), scope, min, limit, ..KeynessAsk::default() }),
            7 => AnalysisAsk::Compare(CompareAsk { sides: [scope.clone(), super::tests::scope(&word)], lang: 1, limit }),
            _ => AnalysisAsk::Story(StoryAsk { article: format!("a{min}"), limit }),
        };
        let _ = super::json(&engine.analyse(&ask, None));
    }
}

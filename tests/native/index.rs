//! Search against a plain scan, on random articles and queries.

use proptest::prelude::*;
use wenlan::corpus::{Article, BuildOptions, build};
use wenlan::engine::Engine;
use wenlan::index::{Class, GramBuilder, Grams, Index, Needle, Texts};
use wenlan::protocol::{ArticleMeta, Field, Filter, Note, Query, Tier};
use wenlan::text::{Lexicon, fold_char};

fn article(id: usize, title: &str, body: &str) -> Article {
    let meta = ArticleMeta {
        id: format!("a{id}"),
        title: title.into(),
        source: ["甲报", "乙报", ""][id % 3].into(),
        date: ["2024-01-05", "2023", "", "2024-02"][id % 4].into(),
        ..ArticleMeta::default()
    };
    Article { meta, body: body.into(), repairs: Vec::new() }
}

fn engine(texts: &[(String, String)]) -> Engine {
    let articles = texts.iter().enumerate().map(|(id, (title, body))| article(id, title, body)).collect();
    let pack = build(articles, Lexicon::embedded(), &BuildOptions::default(), &mut (), &mut |_| {});
    Engine::open(pack).unwrap()
}

/// Places that do not overlap, by the most plain way there is.
fn scan(text: &str, query: &str, same: impl Fn(char, char) -> bool) -> u32 {
    let (text, query): (Vec<char>, Vec<char>) = (text.chars().collect(), query.chars().collect());
    let (mut at, mut n) = (0, 0);
    while at + query.len() <= text.len() {
        if text[at..at + query.len()].iter().zip(&query).all(|(a, b)| same(*a, *b)) {
            n += 1;
            at += query.len();
        } else {
            at += 1;
        }
    }
    n
}

fn folded(a: char, b: char) -> bool {
    fold_char(a) == fold_char(b)
}

/// As typed, except that the width of punctuation does not count.
fn typed(a: char, b: char) -> bool {
    a == b || (folded(a, b) && !fold_char(a).is_alphanumeric())
}

fn texts() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(("[辽遼源发發展。 ]{0,6}", "[辽遼源发發展绿綠色AaＡ1１。，, \n𠮷𠮶]{0,60}"), 1..8)
}

fn all(text: &str) -> Query {
    Query { text: text.into(), limit: u32::MAX, ..Query::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_string_is_found_where_it_is(
        texts in texts(),
        random in "[辽遼源发發展绿綠色AaＡ1１。， 𠮷𠮶]{1,5}",
        (pick, from, len) in (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1usize..7),
    ) {
        let engine = engine(&texts);
        let corpus = engine.corpus();
        let (_, body) = pick.get(&texts);
        let chars: Vec<char> = body.chars().collect();
        let part: String = if chars.is_empty() { String::new() } else { chars.iter().skip(from.index(chars.len())).take(len).collect() };
        for query in [random, part].iter().filter(|query| !query.is_empty()) {
            let found = corpus.index().find(&Needle::new(query).unwrap());
            let mut expected = Vec::new();
            for doc in 0..corpus.n_articles() {
                let both = [corpus.title(doc), corpus.body(doc)];
                let n: u32 = both.iter().map(|text| scan(text, query, folded)).sum();
                // As typed at one of the places that are counted.
                let exact = both.iter().any(|text| scan(text, query, typed) > 0);
                if n > 0 {
                    expected.push((doc, n, exact));
                }
            }
            let places: Vec<(u32, u32)> = found.iter().map(|found| (found.doc, found.n)).collect();
            let expected_places: Vec<(u32, u32)> = expected.iter().map(|(doc, n, _)| (*doc, *n)).collect();
            prop_assert_eq!(places, expected_places, "{}", query);
            for (found, (_, _, exact)) in found.iter().zip(&expected) {
                // Where places overlap, only one of them is counted and compared.
                prop_assert!(!found.exact || *exact, "{} is not as typed", query);
            }
        }
    }

    #[test]
    fn words_joined_left_out_and_alternative_are_sets(
        texts in texts(),
        a in "[辽源发展绿色]{1,2}", b in "[辽源发展绿色]{1,2}", c in "[辽源发展绿色]{1,2}",
    ) {
        let engine = engine(&texts);
        let has = |doc: u32, word: &str| {
            let corpus = engine.corpus();
            scan(corpus.title(doc), word, folded) + scan(corpus.body(doc), word, folded) > 0
        };
        let ids = |fits: &dyn Fn(u32) -> bool| -> Vec<String> {
            let mut ids: Vec<String> =
                (0..engine.corpus().n_articles()).filter(|doc| fits(*doc)).map(|doc| engine.corpus().meta(doc).id).collect();
            ids.sort();
            ids
        };
        let found = |text: String| -> (Vec<String>, bool) {
            let found = engine.explore(&all(&text));
            assert_eq!(found.total as usize, found.hits.len());
            let some = found.hits.iter().any(|hit| hit.tier == Tier::Some);
            let mut ids: Vec<String> = found.hits.into_iter().map(|hit| hit.id).collect();
            ids.sort();
            (ids, some)
        };
        let both = ids(&|doc| has(doc, &a) && has(doc, &b));
        let (got, some) = found(format!("{a} {b}"));
        let occurs = |word: &str| !ids(&|doc| has(doc, word)).is_empty();
        if !both.is_empty() {
            prop_assert_eq!(got, both);
        } else if occurs(&a) && occurs(&b) {
            prop_assert!(some);
        }
        let either = ids(&|doc| has(doc, &a) || has(doc, &b));
        prop_assert_eq!(found(format!("{a} OR {b}")).0, either);
        let without = ids(&|doc| has(doc, &a) && !has(doc, &c));
        if !ids(&|doc| has(doc, &a)).is_empty() {
            prop_assert_eq!(found(format!("{a} -{c}")).0, without);
        }
        prop_assert_eq!(found(format!("-{c}")).0, ids(&|doc| !has(doc, &c)));
    }

    #[test]
    fn counts_are_lengths_of_lists(texts in texts(), text in "[辽源发展绿色遼 ]{0,5}", offset in 0u32..4, limit in 0u32..4) {
        let engine = engine(&texts);
        let found = engine.explore(&all(&text));
        prop_assert_eq!(found.total, found.hits.len() as u32);
        prop_assert_eq!(found.n_occurrences, found.hits.iter().map(|hit| hit.n).sum::<u32>());
        if !found.tiers.is_empty() {
            prop_assert_eq!(found.total, found.tiers.iter().map(|(_, n)| n).sum::<u32>());
        }
        prop_assert!(found.hits.is_sorted_by_key(|hit| hit.tier));
        let page = engine.explore(&Query { offset, limit, ..all(&text) });
        let expected: Vec<_> = found.hits.iter().skip(offset as usize).take(limit as usize).collect();
        prop_assert_eq!(page.hits.iter().collect::<Vec<_>>(), expected);
        for hit in &found.hits {
            let view = engine.article(&hit.id, &all(&text)).unwrap();
            prop_assert_eq!(view.marks.len() + hit.title_marks.len(), hit.n as usize);
            prop_assert_eq!(hit.ticks.len(), view.marks.len());
            for mark in &view.marks {
                prop_assert!(view.body.get(mark.start as usize..mark.end as usize).is_some_and(|text| !text.is_empty()));
            }
            for snippet in &hit.snippets {
                prop_assert_eq!(snippet.span.of(&view.body), &snippet.text);
                for mark in &snippet.marks {
                    prop_assert!(view.marks.contains(&mark.shift(snippet.span.start as usize)));
                }
            }
        }
        for facet in &found.facets {
            for value in &facet.values {
                let filter = Filter { field: facet.field, value: value.value.clone(), out: false };
                let kept = engine.explore(&Query { filters: vec![filter.clone()], ..all(&text) });
                prop_assert_eq!(kept.total, value.count, "{:?}", filter);
                let left = engine.explore(&Query { filters: vec![Filter { out: true, ..filter }], ..all(&text) });
                prop_assert_eq!(left.total, found.total - value.count);
                // A field's own filter changes none of its counts.
                let same = kept.facets.iter().find(|other| other.field == facet.field).unwrap();
                prop_assert_eq!(
                    same.values.iter().map(|value| (&value.value, value.count)).collect::<Vec<_>>(),
                    facet.values.iter().map(|value| (&value.value, value.count)).collect::<Vec<_>>()
                );
            }
        }
        let in_months: u32 = found.histogram.iter().map(|bin| bin.count).sum();
        prop_assert!(in_months <= found.total && found.histogram.iter().all(|bin| bin.count <= bin.of));
    }
}

fn small() -> Engine {
    let texts = [
        ("辽源打造氢能全产业链", "辽源市加快发展氢能，绿色转型取得新突破。增量配电网是基础。"),
        ("遼源的綠色路", "遼源市委書記說，要發展氫能。"),
        ("装备制造", "装备制造与绿色没有关系。这里说的是制造，另外还有很多别的内容，说了很久以后才提到发展。"),
        ("袜业", "袜业纺织，OpenAI 与 AI。"),
    ];
    engine(&texts.map(|(title, body)| (title.to_string(), body.to_string())))
}

#[test]
fn tiers_say_how_a_hit_matches() {
    let engine = small();
    let tiers = |text: &str| -> Vec<(String, &'static str)> {
        engine.explore(&all(text)).hits.into_iter().map(|hit| (hit.id, hit.tier.name())).collect()
    };
    let is = |text: &str, expected: &[(&str, &str)]| {
        let got = tiers(text);
        let got: Vec<(&str, &str)> = got.iter().map(|(id, tier)| (id.as_str(), *tier)).collect();
        assert_eq!(got, expected, "{text}");
    };
    is("辽源", &[("a0", "whole"), ("a1", "variant")]);
    is("遼源", &[("a1", "whole"), ("a0", "variant")]);
    is("氢能 发展", &[("a0", "near"), ("a1", "near")]);
    is("绿色 转型", &[("a0", "whole")]);
    is("绿色 发展", &[("a0", "near"), ("a1", "all"), ("a2", "all")]);
    is("氢能的发展", &[("a0", "near"), ("a1", "near")]);
    is("氢能鑫发展", &[("a0", "some"), ("a1", "some")]);
    is("鑫鑫", &[]);
    is("ai", &[("a3", "variant")]);
    is("AI", &[("a3", "whole")]);
    is("完全没有的字符串", &[("a2", "some")]);
    is("“氢能 发展”", &[]);
    is("书记", &[("a1", "variant")]);
}

#[test]
fn filters_and_dates_in_the_text_of_a_query() {
    let engine = small();
    let total = |text: &str| engine.explore(&all(text)).total;
    assert_eq!(total("source:甲报"), 2);
    assert_eq!(total("-来源：甲报"), 2);
    assert_eq!(total("year:2024"), 2);
    assert_eq!(total("2023..2024-01"), 2);
    assert_eq!(total("before:2024"), 1);
    assert_eq!(total("after:2023"), 2);
    assert_eq!(total("-before:2024"), 3);
    assert_eq!(total("-2023..2024-01"), 2);
    assert_eq!(total("source:甲报 OR source:乙报"), 3);
    assert_eq!(total("来源： 甲报"), 2);
    assert_eq!(total("辽源 source:乙"), 1);
    assert_eq!(total("source:没有"), 0);
    let found = engine.explore(&all("source:没有"));
    assert_eq!(found.notes.len(), 1);
    let chosen = Filter { field: Field::Source, value: "乙报".into(), out: false };
    let found = engine.explore(&Query { filters: vec![chosen], ..all("袜业") });
    assert_eq!(found.total, 0);
    let source = found.facets.iter().find(|facet| facet.field == Field::Source).unwrap();
    let value = source.values.iter().find(|value| value.value == "乙报").unwrap();
    assert_eq!((value.count, value.chosen), (0, Some(false)));
}

#[test]
fn prefixes_start_words_and_suggestions_complete_them() {
    let engine = small();
    assert_eq!(engine.explore(&all("制造*")).total, 1);
    assert_eq!(engine.explore(&all("备制*")).total, 0);
    let suggestions = engine.suggest("辽源 绿");
    assert_eq!(suggestions.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["辽源 绿色"]);
    assert_eq!(suggestions[0].n_articles, 3);
    assert!(engine.suggest("").is_empty());
}

#[test]
fn a_corpus_is_packed_again_with_the_same_bytes() {
    let engine = small();
    let corpus = engine.corpus();
    let again = build(corpus.articles(), Lexicon::embedded(), &BuildOptions::default(), &mut (), &mut |_| {});
    assert_eq!(again, corpus.to_bytes());
}

#[test]
fn what_asks_for_nothing_is_said() {
    let engine = small();
    let cases = [
        ("*", Note::Literal("*".into())),
        ("-", Note::Empty("-".into())),
        ("“”", Note::Empty("“”".into())),
        ("2025..2023", Note::Reversed("2025..2023".into(), "2023..2025".into())),
        ("““氢能””", Note::Nested("氢能".into())),
        ("after:2024-05 before:2024-02", Note::NoSuchDates),
        ("机构：没有", Note::UnknownValue("org".into(), "没有".into())),
        ("qingneng", Note::ByPinyin(vec!["氢能".into()])),
        ("氫能鑫", Note::DidYouMean(vec!["氢能".into()])),
    ];
    for (text, note) in cases {
        let found = engine.explore(&all(text));
        assert_eq!(found.notes, [note], "{text}");
    }
    assert_eq!(engine.explore(&all("2025..2023")).total, 3);
}

#[test]
fn spelling_finds_words_and_two_words_side_by_side() {
    let texts = [
        ("辽源新能源", "辽源新能源装备基地开工。旅游业也在发展。"),
        ("辽源", "辽源的旅游。liaoning 写在这里。"),
        ("新能源", "新能源汽车与能源结构。"),
    ];
    let engine = engine(&texts.map(|(title, body)| (title.to_string(), body.to_string())));
    let first = |typed: &str| engine.suggest(typed).first().map(|first| first.text.clone());
    assert_eq!(first("lyxny").as_deref(), Some("辽源新能源"));
    assert_eq!(first("liaoyuan").as_deref(), Some("辽源"));
    assert_eq!(first("旅游 xinnengy").as_deref(), Some("旅游 新能源"));
    assert!(engine.suggest("ly").iter().any(|s| s.text == "辽源" && s.n_articles == 2));
    // By what stands inside a word, after those that begin so.
    assert!(engine.suggest("源").iter().any(|s| s.text == "能源"));
    let found = engine.explore(&all("lyxny"));
    assert_eq!(found.hits.iter().map(|hit| (hit.id.as_str(), hit.tier)).collect::<Vec<_>>(), [("a0", Tier::Pinyin)]);
    assert_eq!(found.notes, [Note::ByPinyin(vec!["辽源新能源".into()])]);
    assert_eq!(found.hits[0].title_marks.len(), 1);
    // What is written so is no spelling.
    let found = engine.explore(&all("liaoning"));
    assert_eq!(found.hits.iter().map(|hit| hit.tier).collect::<Vec<_>>(), [Tier::Whole]);
    assert!(found.notes.is_empty());
    // Sound alone never brings a hit of what is typed in characters.
    let found = engine.explore(&all("辽原"));
    assert!(found.total == 0 && found.notes == [Note::DidYouMean(vec!["辽源".into()])]);
}

#[test]
fn a_string_over_two_sentences_is_marked_in_one_snippet() {
    let body = "各地都适用这个办法。同年，第一批试点公布了，第二批在后面。";
    let engine = engine(&[("办法".to_string(), body.to_string())]);
    let found = engine.explore(&all("适用这个办法。同年，第"));
    let snippets: Vec<(&str, usize)> =
        found.hits[0].snippets.iter().map(|snippet| (snippet.text.as_str(), snippet.marks.len())).collect();
    assert_eq!(snippets, [(body, 1)]);
}

#[test]
fn what_is_mistyped_is_said_where_parts_of_it_are_found() {
    let texts = [("高质量发展", "高质量发展是主题。"), ("发展", "发展要高，布置要细。")];
    let engine = engine(&texts.map(|(title, body)| (title.to_string(), body.to_string())));
    let found = engine.explore(&all("高置量发展"));
    assert!(found.hits.iter().all(|hit| hit.tier == Tier::Some), "{:?}", found.tiers);
    assert_eq!(found.notes, [Note::DidYouMean(vec!["高质量发展".into()])]);
    assert!(engine.explore(&all("高质量发展")).notes.is_empty());
}

#[test]
fn reprints_stand_under_the_best_and_counts_stay() {
    let body = "春天到了，河边的柳树开始发芽，孩子们放学以后常到堤上放风筝，老人们在亭子里下棋，\
                傍晚的时候渔船陆续靠岸，集市上卖的是刚打上来的鲫鱼和河虾，茶馆的灯一直亮到很晚，\
                外地来的客人都说这里的日子过得慢，其实每个人都有忙不完的事情。";
    let other = body.replace("鲫鱼", "鲤鱼");
    let article = |id: &str, source: &str, date: &str, body: &str| Article {
        meta: ArticleMeta {
            id: id.into(),
            title: "河边".into(),
            source: source.into(),
            date: date.into(),
            ..ArticleMeta::default()
        },
        body: body.into(),
        repairs: Vec::new(),
    };
    let articles = vec![
        article("first", "甲报", "2024-03-01", body),
        article("reprint", "乙报", "2024-03-03", &other),
        article("next-year", "乙报", "2025-03-03", &other),
        article(
            "unlike",
            "甲报",
            "2024-03-02",
            "风筝与柳树各有各的来历，这一篇只讲风筝的骨架怎样扎，纸怎样糊，线怎样绕，别的都不说。",
        ),
    ];
    let pack = build(articles, Lexicon::embedded(), &BuildOptions::default(), &mut (), &mut |_| {});
    let engine = Engine::open(pack).unwrap();
    for (text, n) in [("", 4), ("风筝", 4), ("鲤鱼", 2), ("甲报 OR 茶馆", 3)] {
        let found = engine.explore(&all(text));
        let loose = engine.explore(&Query { unfold: true, ..all(text) });
        assert_eq!((found.total, loose.total), (n, n), "{text}");
        assert_eq!((loose.n_folded, loose.hits.len() as u32), (0, n));
        assert_eq!(found.hits.len() as u32, n - found.n_folded);
        assert_eq!(found.hits.iter().map(|hit| hit.folded.len() as u32).sum::<u32>(), found.n_folded);
        assert_eq!((&found.facets, found.n_occurrences), (&loose.facets, loose.n_occurrences));
    }
    let found = engine.explore(&all("风筝"));
    assert_eq!(found.n_folded, 1);
    let best = found.hits.iter().find(|hit| !hit.folded.is_empty()).unwrap();
    let twin = &best.folded[0];
    let mut both = [best.id.as_str(), twin.id.as_str()];
    both.sort_unstable();
    assert_eq!(both, ["first", "reprint"]);
    assert!(!twin.source.is_empty() && !twin.date.is_empty() && twin.title == "河边");
    // Where only the reprint is left, it is shown itself.
    let only = Filter { field: Field::Source, value: "乙报".into(), out: false };
    let found = engine.explore(&Query { filters: vec![only], ..all("风筝") });
    assert_eq!((found.total, found.n_folded), (2, 0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// With so low a bound of what is frequent, strings of all lengths have postings of their own.
    #[test]
    fn longer_strings_with_postings_are_found_as_a_scan_finds_them(
        texts in prop::collection::vec(("[甲乙。]{0,5}", "[甲乙丙。]{0,60}"), 1..12),
        queries in prop::collection::vec("[甲乙丙。]{1,11}", 1..12),
        least in 1u32..4,
    ) {
        let (mut arena, mut grams) = (Texts::with_capacity(1, 1), GramBuilder::with_least(least));
        for (doc, (title, body)) in (0..).zip(&texts) {
            arena.push(title, body);
            grams.push(arena.units(doc), title.chars().count() + 1);
        }
        let (directory, postings) = grams.finish(&arena);
        let grams = Grams::open(&directory, postings.len()).unwrap();
        let index = Index { grams: &grams, postings: &postings, texts: &arena };
        for query in &queries {
            let found: Vec<(u32, u32, Class)> =
                index.find(&Needle::new(query).unwrap()).iter().map(|found| (found.doc, found.n, found.class)).collect();
            let mut expected = Vec::new();
            for (doc, (title, body)) in (0..).zip(&texts) {
                let (a, b) = (scan(title, query, folded), scan(body, query, folded));
                if a + b > 0 {
                    let lead: String = body.chars().take(99 + query.chars().count()).collect();
                    let class = if a > 0 { Class::Title } else if lead.contains(query.as_str()) { Class::Lead } else { Class::Body };
                    expected.push((doc, a + b, class));
                }
            }
            prop_assert_eq!(found, expected, "{} of {:?}", query, texts);
        }
    }
}

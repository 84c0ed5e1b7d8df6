//! Broken packs: a clear error or the same answers, never a panic.

use proptest::prelude::*;

use super::Engine;
use crate::corpus::pack::reseal;
use crate::corpus::{Article, BuildOptions, NoteTaker, build};
use crate::protocol::{ArticleMeta, Query};
use crate::text::Lexicon;
use crate::theme::Themes;

fn sample() -> Vec<u8> {
    let bodies =
        ["辽源发展氢能，绿色转型。建设增量配电网。", "遼源的綠色路\n发展装备制造集群，力争达到百亿级。", "袜业 AI。"];
    let articles = (0..).zip(bodies).map(|(i, body)| Article {
        meta: ArticleMeta {
            id: format!("a{i}"),
            title: body.chars().take(4).collect(),
            date: format!("2024-0{}", i + 1),
            ..Default::default()
        },
        body: body.into(),
        repairs: Vec::new(),
    });
    let themes = Themes::built_in().unwrap();
    build(articles.collect(), Lexicon::embedded(), &BuildOptions::default(), &mut NoteTaker::new(&themes), &mut |_| {})
}

/// Uses all of an engine.
fn use_up(engine: &Engine) -> String {
    use std::fmt::Write;
    let mut out = format!("{:?}", engine.info());
    for text in ["", "辽源", "绿色 发展", "源", "。", "氢*", "辽源怎样发展", "没有"] {
        let query = Query { text: text.into(), limit: 9, ..Query::default() };
        let _ = write!(out, "{:?}{:?}", engine.explore(&query), engine.suggest(text));
        for id in ["a0", "a1", "x"] {
            let _ = write!(out, "{:?}", engine.article(id, &query));
        }
    }
    for ask in super::analysis::one_of_each() {
        let _ = write!(out, "{:?}", engine.analyse(&ask, None));
    }
    let _ = write!(out, "{:?}", engine.corpus().articles());
    out
}

#[test]
fn a_thousand_corruptions_are_noticed() {
    let good = sample();
    let mut state = 7u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below
    };
    for round in 0..1000 {
        let mut bytes = good.clone();
        match round % 4 {
            0 => bytes.truncate(random(good.len())),
            1 => bytes[random(good.len())] ^= 1 << random(8),
            2 => bytes.insert(random(good.len()), random(256) as u8),
            _ => {
                let (from, to) = (random(good.len()), random(good.len()));
                bytes.copy_within(from..(from + 40).min(good.len()), to.min(good.len() - 40));
            }
        }
        if bytes != good {
            let error = Engine::open(bytes).unwrap_err().to_string();
            assert!(error.contains("pack"), "{error}");
        }
    }
}

#[test]
fn a_good_pack_answers_the_same_every_time() {
    let answers = use_up(&Engine::open(sample()).unwrap());
    assert_eq!(answers, use_up(&Engine::open(sample()).unwrap()));
    assert!(answers.contains("增量配电网"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    /// Made up with a right checksum: what lies deeper is read without panic too.
    #[test]
    fn forged_packs_do_not_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        static GOOD: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
        let mut bytes = GOOD.get_or_init(sample).clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        reseal(&mut bytes);
        if let Ok(engine) = Engine::open(bytes) {
            let _ = use_up(&engine);
        }
    }
}

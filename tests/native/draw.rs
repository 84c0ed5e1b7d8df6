//! Scenes of the sample bodies against committed dumps (`UPDATE=1` rewrites them), and what must
//! hold for the scene of any body.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use proptest::prelude::*;
use wenlan::draw::svg::{Frame, markup};
use wenlan::draw::{Item, Scene, font_size, layout, matrix, text_box};
use wenlan::protocol::{CalendarYear, FigureNote, FormBody, KeyRow, Lane, Link, Mark, Row, Rung, Tick, Tile, TreeNode};

mod sample;

// ── Snapshots ──

fn dump(scene: &Scene) -> String {
    let mut out = format!("scene {} x {}\n", scene.width, scene.height);
    // Writing to a string cannot fail.
    let _ = dump_items(&mut out, &scene.items, 0);
    out
}

fn dump_items(out: &mut String, items: &[Item], depth: usize) -> std::fmt::Result {
    for item in items {
        let pad = "  ".repeat(depth);
        match item {
            Item::Path { d, class, width } => writeln!(out, "{pad}path .{class} {width} {d}"),
            Item::Rect { x, y, w, h, class } => writeln!(out, "{pad}rect .{class} {x} {y} {w} {h}"),
            Item::Circle { x, y, r, class } => writeln!(out, "{pad}circle .{class} {x} {y} {r}"),
            Item::Text { x, y, text, class } => writeln!(out, "{pad}text .{class} {x} {y} {text}"),
            Item::Mark { mark: Mark { key, label, n, n_articles }, focus, items } => {
                writeln!(out, "{pad}mark {key} {label} n={n} of {n_articles} {focus:?}")?;
                dump_items(out, items, depth + 1)
            }
        }?;
    }
    Ok(())
}

#[test]
fn samples_draw_as_committed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/native/draw/scenes");
    let update = std::env::var_os("UPDATE").is_some();
    let mut differing = Vec::new();
    for (name, body) in sample::all() {
        let mut scenes: Vec<(u16, Scene)> =
            [328_u16, 640].map(|width| (width, layout(&body, width.into(), &sample::WORDS))).into();
        if let FormBody::Network { nodes, links } = &body {
            scenes.push((641, matrix(nodes, links, 640.0, &sample::WORDS)));
        }
        for (width, scene) in scenes {
            let scene = dump(&scene);
            let file =
                folder.join(if width == 641 { format!("{name}-matrix.txt") } else { format!("{name}-{width}.txt") });
            if update {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(&file, &scene).unwrap();
            } else if std::fs::read_to_string(&file).ok().as_ref() != Some(&scene) {
                differing.push(file);
            }
        }
    }
    assert!(differing.is_empty(), "not as committed (look, then run again with UPDATE=1): {differing:#?}");
}

// ── What holds for every scene ──

fn marks<'a>(items: &'a [Item], out: &mut Vec<(&'a Mark, [f32; 4])>) {
    for item in items {
        if let Item::Mark { mark, focus, items } = item {
            out.push((mark, *focus));
            marks(items, out);
        }
    }
}

fn flat<'a>(items: &'a [Item], out: &mut Vec<&'a Item>) {
    for item in items {
        match item {
            Item::Mark { items, .. } => flat(items, out),
            _ => out.push(item),
        }
    }
}

/// Numbers of a path in pairs, as M, L, C and Z give them.
fn points(d: &str) -> Vec<(f32, f32)> {
    let numbers: Vec<f32> = d
        .split(|c: char| c.is_ascii_alphabetic() || c == ' ')
        .filter(|s| !s.is_empty())
        .map(|s| s.parse().unwrap_or(f32::NAN))
        .collect();
    assert!(numbers.len().is_multiple_of(2), "{d}");
    numbers.chunks(2).map(|p| (p[0], p[1])).collect()
}

fn check(name: &str, scene: &Scene) {
    let inside = |what: &str, x: f32, y: f32| {
        assert!(x.is_finite() && (-1.0..=scene.width + 1.0).contains(&x), "{name}: {what} at x = {x}");
        assert!(
            y.is_finite() && (-1.0..=scene.height + 1.0).contains(&y),
            "{name}: {what} at y = {y} of {}",
            scene.height
        );
    };
    let corners = |what: &str, [x, y, w, h]: [f32; 4]| {
        inside(what, x, y);
        inside(what, x + w, y + h);
    };
    let mut items = Vec::new();
    flat(&scene.items, &mut items);
    let mut texts: Vec<([f32; 4], &str)> = Vec::new();
    for item in items {
        match item {
            Item::Path { d, .. } => points(d).into_iter().for_each(|(x, y)| inside(d, x, y)),
            Item::Rect { x, y, w, h, .. } => corners("rect", [*x, *y, *w, *h]),
            Item::Circle { x, y, r, .. } => corners("circle", [x - r, y - r, r * 2.0, r * 2.0]),
            Item::Text { x, y, text, class } => {
                assert!(font_size(class) >= 12.0, "{name}: {text} is too small");
                assert!(!text.trim().is_empty(), "{name}: a text without text");
                let place = text_box(*x, *y, text, class);
                corners(text, place);
                texts.push((place, text));
            }
            Item::Mark { .. } => {}
        }
    }
    for (i, ([ax, ay, aw, ah], a)) in texts.iter().enumerate() {
        for ([bx, by, bw, bh], b) in texts.iter().skip(i + 1) {
            let over = (ax + aw).min(bx + bw) - ax.max(*bx) > 1.0 && (ay + ah).min(by + bh) - ay.max(*by) > 1.0;
            assert!(!over, "{name} {}: {a} covers {b} near {ax} {ay}", scene.width);
        }
    }
    let mut all = Vec::new();
    marks(&scene.items, &mut all);
    for (mark, focus) in all {
        corners(&mark.label, focus);
        assert!(focus[2] > 0.0 && focus[3] > 0.0, "{name}: {} cannot be hit", mark.label);
    }
}

/// Every mark of a body, whatever it stands for.
fn given(body: &FormBody) -> Vec<&Mark> {
    match body {
        FormBody::Chain { stages, whole, layers, links } => {
            let nodes = stages.iter().chain(whole).chain(layers.iter().flatten());
            nodes.chain(links.iter().map(|l| &l.mark)).collect()
        }
        FormBody::Multiples { rows, .. } => {
            rows.iter().flat_map(|r| std::iter::once(&r.mark).chain(&r.cells)).collect()
        }
        FormBody::Treemap { groups } => groups.iter().flat_map(|(g, parts)| std::iter::once(g).chain(parts)).collect(),
        FormBody::Ladder { rungs } => {
            rungs.iter().flat_map(|r| std::iter::once(&r.mark).chain(r.claims.iter().map(|c| &c.0))).collect()
        }
        FormBody::Network { nodes, links } => nodes.iter().map(|n| &n.0).chain(links.iter().map(|l| &l.mark)).collect(),
        FormBody::Lanes { lanes, .. } => lanes
            .iter()
            .flat_map(|l| {
                let ticks = l.ticks.iter().map(|t| &t.mark);
                std::iter::once(&l.mark).chain(l.eras.iter().map(|e| &e.2)).chain(ticks)
            })
            .collect(),
        FormBody::Ego { centre, arms } => std::iter::once(centre).chain(arms).collect(),
        FormBody::Figures { figures } => figures.iter().map(|f| &f.mark).collect(),
        FormBody::Bars { bars } => bars.iter().collect(),
        FormBody::Tree { nodes } => nodes.iter().map(|n| &n.mark).collect(),
        FormBody::Keyness { rows, .. } => rows.iter().flat_map(|r| std::iter::once(&r.mark).chain(&r.sides)).collect(),
        FormBody::Calendar { years } => years.iter().flat_map(|y| &y.months).collect(),
        FormBody::Tiles { tiles } => tiles.iter().map(|t| &t.mark).collect(),
    }
}

fn check_body(name: &str, body: &FormBody, width: f32) {
    let scene = layout(body, width, &sample::WORDS);
    check(name, &scene);
    assert_eq!(scene, layout(body, width, &sample::WORDS), "{name}: not the same twice");
    let given = given(body);
    let mut drawn = Vec::new();
    marks(&scene.items, &mut drawn);
    for (mark, _) in drawn {
        assert!(given.contains(&mark), "{name}: {mark:?} is not in the data");
    }
    if given.iter().all(|m| m.n == 0) {
        assert!(scene.height.abs() < f32::EPSILON && scene.items.is_empty(), "{name}: nothing to draw");
    }
}

#[test]
fn samples_are_sound_at_every_width() {
    for (name, body) in sample::all() {
        for width in sample::WIDTHS {
            check_body(name, &body, width.into());
        }
    }
}

#[test]
fn samples_draw_all_their_marks() {
    for (name, body) in sample::all() {
        for width in sample::WIDTHS {
            let scene = layout(&body, width.into(), &sample::WORDS);
            let mut drawn = Vec::new();
            marks(&scene.items, &mut drawn);
            let drawn: BTreeSet<&str> = drawn.iter().map(|(m, _)| m.key.as_str()).collect();
            // The narrow table of a network lists pairs, and no more than a page of them.
            let table = matches!(body, FormBody::Network { .. }) && width < 560;
            for mark in given(&body).into_iter().filter(|m| m.n > 0 && !table) {
                assert!(drawn.contains(mark.key.as_str()), "{name} {width}: {} is not drawn", mark.key);
            }
        }
    }
}

/// Where the arrow keys lead from each mark of a picture, as its markup says.
fn arrows(scene: &Scene) -> Vec<Vec<usize>> {
    let frame = Frame { label: "", href: &|_| String::new(), note: &|_| String::new(), open: None };
    let svg = markup(scene, &frame);
    let said = svg.split("data-go=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
    said.map(|go| go.split(' ').skip(2).map(|index| index.parse().unwrap()).collect()).collect()
}

#[test]
fn arrow_keys_reach_every_mark_from_every_other() {
    for (name, body) in sample::all() {
        for width in sample::WIDTHS {
            let scene = layout(&body, width.into(), &sample::WORDS);
            let mut drawn = Vec::new();
            marks(&scene.items, &mut drawn);
            let arrows = arrows(&scene);
            assert_eq!(arrows.len(), drawn.iter().filter(|(mark, _)| mark.n > 0).count(), "{name} {width}");
            for start in 0..arrows.len() {
                let (mut seen, mut next) = (BTreeSet::from([start]), vec![start]);
                while let Some(at) = next.pop() {
                    next.extend(arrows[at].iter().copied().filter(|to| seen.insert(*to)));
                }
                assert_eq!(seen.len(), arrows.len(), "{name} {width}: not all are reached from mark {start}");
            }
        }
    }
}

#[test]
fn classes_are_those_of_the_style_sheet() {
    let css = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("style/figure.css")).unwrap();
    let mut used = BTreeSet::new();
    for (_, body) in sample::all() {
        for width in sample::WIDTHS {
            let scene = layout(&body, width.into(), &sample::WORDS);
            let mut items = Vec::new();
            flat(&scene.items, &mut items);
            for item in items {
                let (Item::Path { class, .. }
                | Item::Rect { class, .. }
                | Item::Circle { class, .. }
                | Item::Text { class, .. }) = item
                else {
                    continue;
                };
                used.extend(class.split(' ').filter(|c| !c.is_empty()));
            }
        }
    }
    let missing: Vec<_> =
        used.iter().filter(|c| !css.contains(&format!(".{c} ")) && !css.contains(&format!(".{c},"))).collect();
    assert!(missing.is_empty(), "not in style/figure.css: {missing:?}");
    assert!(!css.contains('#') && !css.contains("rgb"), "colours come from tokens");
}

// ── Any body ──

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[一-龥]{1,6}",
        1 => "[一-龥]{7,30}",
        1 => "[a-zA-Z0-9 ]{0,24}",
        1 => "\\PC{0,12}",
    ]
}

fn number() -> impl Strategy<Value = u32> {
    prop_oneof![2 => Just(0), 6 => 1..12_u32, 2 => 12..400_u32, 1 => 400..40_000_u32]
}

fn a_mark() -> impl Strategy<Value = Mark> {
    (label(), number(), "[a-z]{1,6}").prop_map(|(label, n, key)| Mark { key, label, n, n_articles: n.div_ceil(3) })
}

fn some(range: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Mark>> {
    prop::collection::vec(a_mark(), range)
}

fn a_link() -> impl Strategy<Value = Link> {
    ((0..5_u32, 0..8_u32), (0..5_u32, 0..8_u32), a_mark()).prop_map(|(from, to, mark)| Link { from, to, mark })
}

fn links() -> impl Strategy<Value = Vec<Link>> {
    prop::collection::vec(a_link(), 0..20)
}

fn date() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (1995..2026, 1..13, 1..29).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        2 => (1..13, 1..29).prop_map(|(m, d)| format!("2024-{m:02}-{d:02}")),
        1 => (1900..2026).prop_map(|y: i32| y.to_string()),
        1 => "\\PC{0,10}",
    ]
}

fn kind() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["org", "park", "project", "brand", "place", "industry"]).prop_map(str::to_owned)
}

fn status() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["target", "achieved", "other"]).prop_map(str::to_owned)
}

fn chain() -> impl Strategy<Value = FormBody> {
    (some(0..8), prop::option::of(a_mark()), prop::collection::vec(some(0..6), 0..6), links())
        .prop_map(|(stages, whole, layers, links)| FormBody::Chain { stages, whole, layers, links })
}

fn multiples() -> impl Strategy<Value = FormBody> {
    let row = (a_mark(), some(0..70)).prop_map(|(mark, cells)| Row { mark, cells });
    (
        prop::collection::vec("20[0-2][0-9](Q[1-4])?", 0..70),
        prop::collection::vec(0..9_u32, 0..70),
        prop::collection::vec(row, 0..9),
    )
        .prop_map(|(periods, of, rows)| FormBody::Multiples { periods, of, rows })
}

fn ladder() -> impl Strategy<Value = FormBody> {
    let rung = (a_mark(), any::<f64>(), prop::collection::vec((a_mark(), status()), 0..9))
        .prop_map(|(mark, value, claims)| Rung { mark, value, claims });
    prop::collection::vec(rung, 0..6).prop_map(|rungs| FormBody::Ladder { rungs })
}

fn network(kind: impl Strategy<Value = String>) -> impl Strategy<Value = FormBody> {
    (prop::collection::vec((a_mark(), kind), 0..40), links())
        .prop_map(|(nodes, links)| FormBody::Network { nodes, links })
}

fn lanes() -> impl Strategy<Value = FormBody> {
    let tick = (date(), a_mark()).prop_map(|(date, mark)| Tick { date, mark });
    let year = || prop_oneof![5 => 1850..2030, 1 => -3000..3000, 1 => any::<i32>()];
    let lane = (a_mark(), prop::collection::vec((year(), year(), a_mark()), 0..5), prop::collection::vec(tick, 0..40))
        .prop_map(|(mark, eras, ticks)| Lane { mark, eras, ticks });
    (prop::collection::vec(lane, 0..9), prop::option::of((year(), year())), prop::option::of((date(), date())))
        .prop_map(|(lanes, eras, dates)| FormBody::Lanes { lanes, eras, dates })
}

fn figures() -> impl Strategy<Value = FormBody> {
    let note =
        (label(), label(), label(), status(), a_mark()).prop_map(|(verbatim, qualifier, subject, status, mark)| {
            FigureNote { verbatim, value: 0.0, unit: String::new(), qualifier, subject, status, mark }
        });
    prop::collection::vec(note, 0..12).prop_map(|figures| FormBody::Figures { figures })
}

fn tree() -> impl Strategy<Value = FormBody> {
    let node = (a_mark(), prop::option::of(0..9_u32)).prop_map(|(mark, parent)| TreeNode { mark, parent });
    prop::collection::vec(node, 0..12).prop_map(|nodes| FormBody::Tree { nodes })
}

fn keyness() -> impl Strategy<Value = FormBody> {
    let row = (a_mark(), a_mark(), a_mark(), prop_oneof![5 => -90.0..90.0_f32, 1 => any::<f32>()])
        .prop_map(|(mark, a, b, score)| KeyRow { mark, sides: [a, b], score });
    (label(), label(), prop::collection::vec(row, 0..12)).prop_map(|(a, b, rows)| FormBody::Keyness {
        sides: [a, b],
        of: [9, 9],
        rows,
    })
}

fn calendar() -> impl Strategy<Value = FormBody> {
    let year = (date(), some(0..14), prop::collection::vec(0..5_u32, 0..14))
        .prop_map(|(year, months, of)| CalendarYear { year, months, of });
    prop::collection::vec(year, 0..9).prop_map(|years| FormBody::Calendar { years })
}

fn tiles() -> impl Strategy<Value = FormBody> {
    let tile =
        (a_mark(), 0..14_u8, 0..14_u8).prop_map(|(mark, column, row)| Tile { mark, short: String::new(), column, row });
    prop::collection::vec(tile, 0..40).prop_map(|tiles| FormBody::Tiles { tiles })
}

fn a_body() -> impl Strategy<Value = FormBody> {
    let treemap = prop::collection::vec((a_mark(), some(0..20)), 0..8).prop_map(|groups| FormBody::Treemap { groups });
    prop_oneof![
        chain(),
        multiples(),
        treemap,
        ladder(),
        network(kind()),
        network("[a-z]{3}"),
        lanes(),
        (a_mark(), some(0..14)).prop_map(|(centre, arms)| FormBody::Ego { centre, arms }),
        figures(),
        some(0..20).prop_map(|bars| FormBody::Bars { bars }),
        tree(),
        keyness(),
        calendar(),
        tiles(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body_is_drawn_inside_its_box(body in a_body(), width in prop::sample::select(vec![288.0_f32, 328.0, 400.0, 640.0, 1088.0, 777.0])) {
        check_body("random", &body, width);
        if let FormBody::Network { nodes, links } = &body {
            check("matrix", &matrix(nodes, links, width, &sample::WORDS));
        }
    }
}

#[test]
fn odd_widths_draw_something() {
    for width in [f32::NAN, -5.0, 0.0, f32::INFINITY] {
        check("odd width", &layout(&sample::treemap(), width, &sample::WORDS));
    }
}

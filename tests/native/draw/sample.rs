//! Made-up but plausible bodies of every form, for snapshots and for the gallery.

use wenlan::draw::Words;
use wenlan::protocol::{CalendarYear, FigureNote, FormBody, KeyRow, Lane, Link, Mark, Row, Rung, Tick, Tile, TreeNode};
use wenlan::theme::PROVINCES;

/// Words of the interface, in simplified Chinese.
pub(crate) const WORDS: Words = Words {
    sentence: "句",
    article: "篇",
    unwritten: "未写",
    eras: "年代（文中所写）",
    dates: "写到它的文章",
    more: "另",
    target: "目标",
    achieved: "已实现",
    neither: "未说明",
    place: "处",
    kinds: &[("org", "企业"), ("park", "园区"), ("project", "项目"), ("brand", "品牌"), ("industry", "产业")],
};

/// Widths that are drawn for.
pub(crate) const WIDTHS: [u16; 5] = [288, 328, 400, 640, 1088];

fn mark(label: &str, n: u32) -> Mark {
    Mark { key: format!("sample.{label}"), label: label.into(), n, n_articles: n.div_ceil(2) }
}

fn marks(list: &[(&str, u32)]) -> Vec<Mark> {
    list.iter().map(|(label, n)| mark(label, *n)).collect()
}

fn link(from: (u32, u32), to: (u32, u32), n: u32) -> Link {
    let key = format!("sample.{}.{}-{}.{}", from.0, from.1, to.0, to.1);
    Link { from, to, mark: Mark { key, label: String::new(), n, n_articles: n.div_ceil(2) } }
}

/// All samples by name.
pub(crate) fn all() -> Vec<(&'static str, FormBody)> {
    vec![
        ("chain", chain(1)),
        ("chain-many", chain(90)),
        ("chain-words", chain_of_words()),
        ("chain-stages", FormBody::Chain { stages: stages(1), whole: None, layers: vec![], links: vec![] }),
        ("multiples", multiples()),
        ("multiples-years", multiples_years()),
        ("treemap", treemap()),
        ("treemap-crowded", treemap_crowded()),
        ("ladder", ladder(1)),
        ("ladder-many", ladder(40)),
        ("lanes", lanes()),
        ("lanes-no-eras", lanes_without_eras()),
        ("ego", ego("西安矿")),
        ("ego-long", ego("中国天眼科普基地暨东北亚青少年研学中心")),
        ("network", network()),
        ("network-free", network_free()),
        ("figures", figures()),
        ("bars", bars()),
        ("tree", tree()),
        ("keyness", keyness()),
        ("calendar", calendar()),
        ("tiles", tiles()),
    ]
}

fn stages(times: u32) -> Vec<Mark> {
    marks(&[("制", 8 * times), ("储", 4 * times), ("输", 2 * times), ("用", 5 * times), ("研", 0)])
}

pub(crate) fn chain(times: u32) -> FormBody {
    let layers = [
        marks(&[("风", 9 * times), ("光", 7 * times), ("水", 2 * times), ("秸秆", 3 * times)]),
        marks(&[("绿电", 17 * times)]),
        marks(&[("氢", 19 * times)]),
        marks(&[("氨", 4 * times), ("醇", 3 * times)]),
    ];
    let links =
        [((0, 0), (1, 0), 6), ((0, 1), (1, 0), 5), ((0, 2), (1, 0), 2), ((0, 3), (2, 0), 1), ((1, 0), (2, 0), 6)];
    let more = [((2, 0), (3, 0), 4), ((2, 0), (3, 1), 2)];
    FormBody::Chain {
        stages: stages(times),
        whole: Some(mark("制储输用研", 4)),
        layers: layers.to_vec(),
        links: links.iter().chain(&more).map(|(a, b, n)| link(*a, *b, n * times)).collect(),
    }
}

fn chain_of_words() -> FormBody {
    let layers = vec![
        marks(&[("资源枯竭", 12), ("产业单一", 9), ("人口外流", 4)]),
        marks(&[("盘活闲置", 10), ("引进项目", 14), ("生态修复", 8)]),
        marks(&[("企业", 18), ("园区", 11), ("村集体", 3)]),
        marks(&[("增收", 9), ("就业", 7), ("减排", 5)]),
    ];
    let mut links = Vec::new();
    for layer in 0..3 {
        for (a, b, n) in [(0, 0, 4), (0, 1, 5), (1, 1, 4), (1, 2, 2), (2, 2, 3)] {
            links.push(link((layer, a), (layer + 1, b), n));
        }
    }
    FormBody::Chain {
        stages: marks(&[("问题", 25), ("措施", 32), ("主体", 32), ("成效", 21)]),
        whole: None,
        layers,
        links,
    }
}

fn multiples() -> FormBody {
    let of = [1, 0, 2, 3, 2, 3, 0, 4, 3, 3, 4, 4, 4, 4, 8, 3];
    let periods: Vec<String> = (0..16).map(|i| format!("{}Q{}", 2021 + i / 4, i % 4 + 1)).collect();
    let rows: [(&str, [u32; 16]); 6] = [
        ("绿电", [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 2, 3, 1]),
        ("氢能", [0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0]),
        ("新能源汽车", [0, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2]),
        ("增量配电网", [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 3, 1]),
        ("秸秆", [0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0]),
        ("零碳", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 2, 1]),
    ];
    FormBody::Multiples {
        rows: rows.iter().map(|(label, cells)| row(label, cells, &periods)).collect(),
        periods,
        of: of.to_vec(),
    }
}

fn row(label: &str, cells: &[u32], periods: &[String]) -> Row {
    let n: u32 = cells.iter().sum();
    Row {
        mark: Mark { n: n * 2, n_articles: n, ..mark(label, 0) },
        cells: cells
            .iter()
            .zip(periods)
            .map(|(n, p)| Mark { key: format!("sample.{label}.{p}"), label: p.clone(), n: n * 2, n_articles: *n })
            .collect(),
    }
}

fn multiples_years() -> FormBody {
    let periods: Vec<String> = (1985..2025).map(|y| y.to_string()).collect();
    let of: Vec<u32> = (0..40).map(|i| if i % 9 == 4 { 0 } else { 12 }).collect();
    let cells = |from: u32| of.iter().zip(from..).map(|(of, i)| (i * 7 + 3) % 5 * of / 12).collect::<Vec<u32>>();
    FormBody::Multiples {
        rows: vec![row("乡村旅游与红色文化研学", &cells(0), &periods), row("冰雪", &cells(3), &periods)],
        of,
        periods,
    }
}

pub(crate) fn treemap() -> FormBody {
    let groups = [
        (("装备制造", 52), vec![("汽车零部件", 27), ("高精铝加工", 16), ("轨道交通", 9)]),
        (("袜业纺织", 44), vec![("袜业", 28), ("纺织", 9), ("亲相见", 7)]),
        (("新能源", 36), vec![("氢能", 19), ("绿电", 17)]),
        (("梅花鹿", 28), vec![("养殖", 11), ("精深加工", 8), ("皇家围场1619", 6)]),
        (("医药健康", 19), vec![("中草药种植", 12), ("吉地吉药", 7)]),
        (("前瞻产业", 10), vec![("低空经济", 5), ("数字经济", 3), ("空天信息", 2)]),
    ];
    let groups = groups.iter().map(|((label, n), parts)| (mark(label, *n), marks(parts))).collect();
    FormBody::Treemap { groups }
}

fn treemap_crowded() -> FormBody {
    let parts: Vec<Mark> = (0..24).map(|i| mark(&format!("第{i}号高端装备零部件"), 60 / (i + 1))).collect();
    let n = parts.iter().map(|p| p.n).sum();
    let groups = vec![
        (mark("装备制造与新材料产业集群", n), parts),
        (mark("袜业", 9), vec![]),
        (mark("其他", 2), marks(&[("鹿茸", 1), ("菌菇", 1)])),
    ];
    FormBody::Treemap { groups }
}

fn ladder(times: u32) -> FormBody {
    let rung = |label: &str, value: f64, claims: &[(&str, u32, &str)]| Rung {
        mark: mark(label, claims.iter().map(|c| c.1 * times).sum()),
        value,
        claims: claims
            .iter()
            .map(|(subject, n, status)| {
                (
                    Mark { key: format!("sample.{label}.{subject}.{status}"), ..mark(subject, n * times) },
                    (*status).into(),
                )
            })
            .collect(),
    };
    FormBody::Ladder {
        rungs: vec![
            rung("万亿级", 1e12, &[("氢能新赛道", 4, "target")]),
            rung("千亿级", 1e11, &[("梅花鹿产业", 9, "target")]),
            rung(
                "百亿级",
                1e10,
                &[
                    ("装备制造", 7, "target"),
                    ("袜业纺织", 6, "target"),
                    ("袜业纺织", 2, "achieved"),
                    ("医药健康", 1, "other"),
                ],
            ),
            rung("十亿级", 1e9, &[("袜业", 2, "achieved"), ("高精铝加工", 1, "achieved")]),
        ],
    }
}

fn lane(name: &str, n: u32, eras: &[(i32, i32, &str)], days: &[&str]) -> Lane {
    Lane {
        mark: mark(name, n),
        eras: eras
            .iter()
            .map(|(a, b, label)| {
                (*a, *b, Mark { key: format!("sample.{name}.{a}"), label: (*label).into(), n: 1, n_articles: 1 })
            })
            .collect(),
        ticks: days
            .iter()
            .map(|d| Tick {
                date: (*d).into(),
                mark: Mark { key: format!("sample.{name}.{d}"), label: (*d).into(), n: 2, n_articles: 1 },
            })
            .collect(),
    }
}

fn lanes() -> FormBody {
    FormBody::Lanes {
        lanes: vec![
            lane(
                "西安矿",
                18,
                &[(1911, 1911, "1911"), (1996, 2004, "")],
                &[
                    "2021-08-10",
                    "2021-11-05",
                    "2022-05-18",
                    "2023-02-01",
                    "2023-08-19",
                    "2024-02-14",
                    "2024-08-06",
                    "2024-09-12",
                ],
            ),
            lane(
                "龙首山",
                13,
                &[],
                &["2021-11-20", "2022-11-11", "2023-05-01", "2023-11-09", "2024-05-16", "2024-08-06"],
            ),
            lane(
                "东辽河源头",
                12,
                &[],
                &["2021-08-02", "2022-05-06", "2022-11-01", "2023-02-11", "2023-11-12", "2024-08-07", "2024-11-03"],
            ),
            lane(
                "矿工纪念馆",
                10,
                &[(1964, 1964, "1964 建馆")],
                &["2021-11-20", "2023-02-14", "2023-08-21", "2024-05-16", "2024-08-06"],
            ),
            lane("中国天眼科普基地", 8, &[], &["2023-08-11", "2024-02-22", "2024-08-09", "2024-11-30"]),
            lane("东城采炭所", 7, &[(1932, 1945, "")], &["2022-05-12", "2024-02-02", "2024-08-06"]),
            lane("盟军战俘营", 6, &[(1944, 1945, "")], &["2022-11-11", "2023-11-11", "2024-08-06"]),
        ],
        eras: Some((1911, 2004)),
        dates: Some(("2021-01-04".into(), "2024-12-20".into())),
    }
}

fn lanes_without_eras() -> FormBody {
    FormBody::Lanes {
        lanes: vec![
            lane("龙首山", 13, &[], &["2024-03-01", "2024-03-02", "2024-03-03", "2024-05-16", "2024-08"]),
            lane("鴜鹭湖湿地公园与环湖自行车道", 1200, &[], &["2024-04-20", "2024-07-02"]),
        ],
        eras: None,
        dates: None,
    }
}

fn ego(name: &str) -> FormBody {
    let arms =
        [("煤炭历史文化", 9), ("矿工纪念馆", 6), ("东城采炭所", 5), ("辽矿", 4), ("龙首山", 3), ("盟军战俘营", 2)];
    FormBody::Ego { centre: mark(name, 18), arms: marks(&arms) }
}

fn nodes(list: &[(&str, &str, u32)]) -> Vec<(Mark, String)> {
    list.iter().map(|(label, kind, n)| (mark(label, *n), (*kind).to_owned())).collect()
}

fn network() -> FormBody {
    let list = [
        ("辽矿", "org", 9),
        ("中国天楹", "org", 12),
        ("一汽集团", "org", 6),
        ("中车集团", "org", 4),
        ("中国船舶", "org", 2),
        ("东阿阿胶", "org", 8),
        ("增量配电网产业园", "park", 15),
        ("氢基绿能产业园", "park", 13),
        ("风光储氢氨醇一体化", "project", 9),
        ("汽车与轨交双基地", "park", 12),
        ("梅花鹿养殖基地", "project", 8),
        ("皇家围场1619", "brand", 7),
        ("亲相见", "brand", 7),
        ("绿电", "industry", 17),
        ("氢能", "industry", 19),
        ("装备制造", "industry", 14),
        ("梅花鹿", "industry", 11),
        ("袜业纺织", "industry", 9),
    ];
    let links = [
        (0, 6, 7),
        (1, 7, 6),
        (1, 8, 5),
        (2, 9, 5),
        (3, 9, 3),
        (4, 9, 2),
        (5, 10, 4),
        (5, 11, 3),
        (6, 13, 8),
        (7, 14, 6),
        (8, 14, 4),
        (9, 15, 6),
        (10, 16, 4),
        (11, 16, 3),
        (12, 17, 7),
    ];
    FormBody::Network { nodes: nodes(&list), links: links.iter().map(|(a, b, n)| link((0, *a), (0, *b), *n)).collect() }
}

fn network_free() -> FormBody {
    let list: Vec<(String, u32)> = (0..22)
        .map(|i| {
            (
                [
                    "氢能",
                    "袜业",
                    "鹿茸",
                    "龙首山",
                    "西安矿",
                    "东丰县",
                    "白泉镇",
                    "辽河源",
                    "红石砬子",
                    "安石镇",
                    "鴜鹭湖",
                ][i % 11]
                    .to_owned()
                    + if i < 11 { "" } else { "二期" },
                (40 - i as u32) / 2,
            )
        })
        .collect();
    let nodes = list.iter().map(|(label, n)| (mark(label, *n), "theme".to_owned())).collect();
    let pairs = (1..22_u32).flat_map(|i| [(i, i / 2, i % 3 + 1), (i, (i * 5 + 2) % 22, i % 6 + 1)]);
    let links = pairs.filter(|(a, b, _)| a != b).map(|(a, b, n)| link((0, a), (0, b), n)).collect();
    FormBody::Network { nodes, links }
}

fn figures() -> FormBody {
    let note = |verbatim: &str, qualifier: &str, subject: &str, status: &str, n: u32| FigureNote {
        verbatim: verbatim.into(),
        value: 0.0,
        unit: String::new(),
        qualifier: qualifier.into(),
        subject: subject.into(),
        status: status.into(),
        mark: Mark { key: format!("sample.{verbatim}.{subject}"), ..mark(subject, n) },
    };
    FormBody::Figures {
        figures: vec![
            note("1000亿元", "力争", "装备制造产值", "target", 3),
            note("28万千瓦", "", "风电装机", "achieved", 1),
            note("超过12.6亿双", "超过", "棉袜年产量", "achieved", 2),
            note("50%", "约/占", "国内棉袜市场", "other", 1),
            note(
                "2030年前实现碳达峰并稳中有降的总目标",
                "确保",
                "单位地区生产总值二氧化碳排放以及全社会用能结构",
                "target",
                1,
            ),
            note("1.2万吨", "", "绿氢", "target", 1),
            note("3座", "", "加氢站", "target", 1),
        ],
    }
}

fn bars() -> FormBody {
    FormBody::Bars {
        bars: marks(&[
            ("非遗与民俗", 31),
            ("红色文化", 22),
            ("煤矿工业遗产与转型记忆", 18),
            ("冰雪", 6),
            ("露营", 1),
            ("康养", 0),
        ]),
    }
}

fn tree() -> FormBody {
    let list = [
        ("“5+2”特色产业体系", 12, None),
        ("优势产业", 9, Some(0)),
        ("新能源", 30, Some(1)),
        ("装备制造", 21, Some(1)),
        ("袜业纺织", 0, Some(1)),
        ("前瞻产业", 4, Some(0)),
        ("低空经济", 3, Some(5)),
        ("空天信息与数字经济", 1, Some(5)),
    ];
    let nodes = list.iter().map(|(label, n, parent)| TreeNode { mark: mark(label, *n), parent: *parent });
    FormBody::Tree { nodes: nodes.collect() }
}

fn keyness() -> FormBody {
    let row = |word: &str, a: u32, b: u32, score: f32| KeyRow {
        mark: mark(word, a + b),
        sides: [(a, "a"), (b, "b")].map(|(n, side)| mark(&format!("{word}.{side}"), n)),
        score,
    };
    let rows = vec![
        row("煤炭", 41, 6, -31.5),
        row("节能减排", 18, 4, -9.2),
        row("绿氢", 1, 1204, 44.0),
        row("零碳园区", 0, 12, 12.5),
        row("源网荷储一体化示范项目", 2, 9, 5.1),
    ];
    FormBody::Keyness {
        sides: ["2021-01-04—2023-05-30".into(), "2023-05-31—2024-12-28".into()], of: [310, 305], rows
    }
}

fn calendar() -> FormBody {
    let years = (2021..2025).map(|year| CalendarYear {
        year: year.to_string(),
        months: (1..=12).map(|month| mark(&format!("{year}-{month:02}"), (year * 7 + month * month) % 23)).collect(),
        of: (1..=12).map(|month| if year == 2021 && month < 4 { 0 } else { 30 }).collect(),
    });
    let mut years: Vec<CalendarYear> = years.collect();
    for mark in years.iter_mut().take(1).flat_map(|year| year.months.iter_mut().take(3)) {
        mark.n = 0;
    }
    FormBody::Calendar { years }
}

fn tiles() -> FormBody {
    let tile = |(i, (name, column, row)): (u32, &(&str, u8, u8))| Tile {
        mark: mark(name, if i.is_multiple_of(3) { 0 } else { i * i % 140 }),
        short: String::new(),
        column: *column,
        row: *row,
    };
    FormBody::Tiles { tiles: (0..).zip(&PROVINCES).map(tile).collect() }
}

//! Forms that compare: terms before and after the middle of the corpus, months, provinces.

use super::super::select::{Picker, shared};
use super::Theme;
use crate::protocol::{CalendarYear, FormBody, KeyRow, Thin, ThinIn, Tile};
use crate::theme::{FormSpec, PROVINCES};

/// Terms of each side at most.
const N_TERMS: usize = 8;
/// A term needs as many sentences, and this log-likelihood (p < 0.05), to be told.
const LEAST_SENTENCES: usize = 4;
const LEAST_SCORE: f64 = 3.84;
/// Months with articles, and provinces, that a form needs.
const LEAST_MONTHS: u32 = 4;
const LEAST_PROVINCES: u32 = 3;

/// Terms of the theme that its earlier or its later sentences say more often. The sides divide
/// where half of its sentences are passed, at the end of a day.
pub(super) fn keyness(theme: &Theme, spec: &FormSpec) -> (FormBody, Option<Thin>) {
    let picker = theme.picker;
    let mut dates: Vec<&str> = theme.all.iter().filter_map(|&sentence| picker.date_of(sentence)).collect();
    crate::order::sort(&mut dates);
    let least = spec.least.unwrap_or(1);
    let thin = |found: usize| {
        let body = FormBody::Keyness { sides: <[String; 2]>::default(), of: [0; 2], rows: Vec::new() };
        (body, Some(Thin { what: ThinIn::Terms, found: found as u32, least }))
    };
    let Some(middle) = dates.get((dates.len().saturating_sub(1)) / 2).copied() else { return thin(0) };
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return thin(0) };
    let Some(next) = dates.iter().find(|date| **date > middle) else { return thin(0) };
    let atoms = [format!("until.{middle}"), format!("after.{middle}")];
    let halves = atoms.clone().map(|atom| shared(&theme.all, &picker.sentences(&atom)));
    let of = [halves[0].len() as u32, halves[1].len() as u32];
    let prefix = format!("term.{}.", theme.definition.id);
    let mut rows: Vec<KeyRow> = Vec::new();
    for (word, list) in picker.notes.starting_with(picker.corpus.pack(), &prefix) {
        if list.len() < LEAST_SENTENCES || word.chars().count() < 2 {
            continue;
        }
        let lists = [shared(&halves[0], &list), shared(&halves[1], &list)];
        let n = [lists[0].len() as u32, lists[1].len() as u32];
        let score = log_likelihood(n, of);
        if ((n[0] + n[1]) as usize) < LEAST_SENTENCES || score < LEAST_SCORE {
            continue;
        }
        let key = |atom: &str| format!("theme.{}*{prefix}{word}*{atom}", theme.definition.id);
        // Sentences without a date are on neither side.
        let both = super::super::select::union(lists.clone());
        let earlier = f64::from(n[0]) * f64::from(of[1]) > f64::from(n[1]) * f64::from(of[0]);
        rows.push(KeyRow {
            mark: picker.mark_of(key("after."), word, &both),
            sides: [0, 1].map(|i| picker.mark_of(key(&atoms[i]), word, &lists[i])),
            score: if earlier { -score } else { score } as f32,
        });
    }
    crate::order::sort_by(&mut rows, |a, b| {
        b.score.abs().total_cmp(&a.score.abs()).then_with(|| a.mark.label.cmp(&b.mark.label))
    });
    let mut kept: Vec<KeyRow> = rows.iter().filter(|row| row.score < 0.0).take(N_TERMS).cloned().collect();
    kept.extend(rows.into_iter().filter(|row| row.score > 0.0).take(N_TERMS));
    if kept.len() < least as usize {
        return thin(kept.len());
    }
    let sides = [period(first, middle), period(next, last)];
    (FormBody::Keyness { sides, of, rows: kept }, None)
}

/// `2021—2023`, or months or days where the years do not tell the sides apart.
fn period(from: &str, to: &str) -> String {
    let short = |date: &str, len: usize| date.get(..len).unwrap_or(date).to_owned();
    let (from, to) = (short(from, 10), short(to, 10));
    if from == to { from } else { format!("{from}—{to}") }
}

/// Dunning's log-likelihood of a word said `n` times among `of` sentences on either side.
fn log_likelihood(n: [u32; 2], of: [u32; 2]) -> f64 {
    let (n, of) = (n.map(f64::from), of.map(f64::from));
    let rate = (n[0] + n[1]) / (of[0] + of[1]).max(1.0);
    let part = |i: usize| {
        let expected = of[i] * rate;
        if n[i] > 0.0 && expected > 0.0 { n[i] * (n[i] / expected).ln() } else { 0.0 }
    };
    2.0 * (part(0) + part(1))
}

/// The theme's sentences in each month of each year.
pub(super) fn calendar(theme: &Theme) -> (FormBody, Option<Thin>) {
    let picker = theme.picker;
    let mut of: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    for (doc, date) in (0..).zip(picker.dates()) {
        if let Some(month) = date.get(..7).filter(|_| picker.is_in(doc)) {
            *of.entry(month).or_default() += 1;
        }
    }
    if (of.len() as u32) < LEAST_MONTHS {
        let thin = Thin { what: ThinIn::Months, found: of.len() as u32, least: LEAST_MONTHS };
        return (FormBody::Calendar { years: Vec::new() }, Some(thin));
    }
    let mut dated: Vec<(&str, u32)> =
        theme.all.iter().filter_map(|&sentence| Some((picker.date_of(sentence)?.get(..7)?, sentence))).collect();
    crate::order::sort(&mut dated);
    let year_of = |month: &str| month.get(..4)?.parse::<u32>().ok();
    let (Some(first), Some(last)) =
        (of.keys().find_map(|month| year_of(month)), of.keys().rev().find_map(|month| year_of(month)))
    else {
        return (FormBody::Calendar { years: Vec::new() }, None);
    };
    // A stray date far off does not make a hundred empty rows.
    let years = (first.max(last.saturating_sub(29))..=last).map(|year| {
        let months = (1..=12).map(|month| format!("{year:04}-{month:02}"));
        let cells = months.clone().map(|month| {
            let from = dated.partition_point(|(at, _)| *at < month.as_str());
            let list: Vec<u32> = dated
                .get(from..)
                .unwrap_or_default()
                .iter()
                .take_while(|(at, _)| *at == month)
                .map(|(_, sentence)| *sentence)
                .collect();
            picker.mark_of(theme.key(&format!("month.{month}")), month, &list)
        });
        CalendarYear {
            year: format!("{year:04}"),
            months: cells.collect(),
            of: months.map(|month| of.get(month.as_str()).copied().unwrap_or_default()).collect(),
        }
    });
    (FormBody::Calendar { years: years.collect() }, None)
}

/// The theme's sentences that name a province or a place in it.
pub(super) fn tiles(theme: &Theme) -> (FormBody, Option<Thin>) {
    let tiles: Vec<Tile> = PROVINCES
        .iter()
        .map(|(name, column, row)| {
            let said = province(name);
            let label = theme.picker.name_of(&[name, said[0], said[1]]);
            let short = if label.is_ascii() { said[2] } else { "" };
            let mark = theme.mark(&format!("province.{name}"), label);
            Tile { mark, short: short.to_owned(), column: *column, row: *row }
        })
        .collect();
    let found = tiles.iter().filter(|tile| tile.mark.n > 0).count() as u32;
    if found < LEAST_PROVINCES {
        let thin = Thin { what: ThinIn::Provinces, found, least: LEAST_PROVINCES };
        return (FormBody::Tiles { tiles: Vec::new() }, Some(thin));
    }
    (FormBody::Tiles { tiles }, None)
}

/// A province in Traditional characters, in English, and in the letters of GB/T 2260.
pub(in crate::engine) fn province(name: &str) -> [&'static str; 3] {
    match name {
        "黑龙江" => ["黑龍江", "Heilongjiang", "HL"],
        "内蒙古" => ["內蒙古", "Inner Mongolia", "NM"],
        "吉林" => ["吉林", "Jilin", "JL"],
        "新疆" => ["新疆", "Xinjiang", "XJ"],
        "甘肃" => ["甘肅", "Gansu", "GS"],
        "宁夏" => ["寧夏", "Ningxia", "NX"],
        "北京" => ["北京", "Beijing", "BJ"],
        "天津" => ["天津", "Tianjin", "TJ"],
        "辽宁" => ["遼寧", "Liaoning", "LN"],
        "青海" => ["青海", "Qinghai", "QH"],
        "陕西" => ["陝西", "Shaanxi", "SN"],
        "山西" => ["山西", "Shanxi", "SX"],
        "河北" => ["河北", "Hebei", "HE"],
        "山东" => ["山東", "Shandong", "SD"],
        "西藏" => ["西藏", "Tibet", "XZ"],
        "四川" => ["四川", "Sichuan", "SC"],
        "重庆" => ["重慶", "Chongqing", "CQ"],
        "河南" => ["河南", "Henan", "HA"],
        "安徽" => ["安徽", "Anhui", "AH"],
        "江苏" => ["江蘇", "Jiangsu", "JS"],
        "上海" => ["上海", "Shanghai", "SH"],
        "贵州" => ["貴州", "Guizhou", "GZ"],
        "湖北" => ["湖北", "Hubei", "HB"],
        "江西" => ["江西", "Jiangxi", "JX"],
        "浙江" => ["浙江", "Zhejiang", "ZJ"],
        "云南" => ["雲南", "Yunnan", "YN"],
        "广西" => ["廣西", "Guangxi", "GX"],
        "湖南" => ["湖南", "Hunan", "HN"],
        "福建" => ["福建", "Fujian", "FJ"],
        "台湾" => ["台灣", "Taiwan", "TW"],
        "广东" => ["廣東", "Guangdong", "GD"],
        "香港" => ["香港", "Hong Kong", "HK"],
        "澳门" => ["澳門", "Macao", "MO"],
        "海南" => ["海南", "Hainan", "HI"],
        _ => ["", "", ""],
    }
}

impl Picker<'_> {
    /// The date of a sentence's article, unless it has none.
    pub(super) fn date_of(&self, sentence: u32) -> Option<&str> {
        let (doc, _) = self.notes.place(sentence)?;
        self.dates().get(doc as usize).map(String::as_str).filter(|date| !date.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_has_a_name_in_each_language_and_its_letters() {
        let mut letters: Vec<&str> = PROVINCES.iter().map(|(name, ..)| province(name)[2]).collect();
        letters.sort_unstable();
        letters.dedup();
        assert!(letters.len() == PROVINCES.len() && !letters.contains(&""), "{letters:?}");
    }

    #[test]
    fn likelihood_is_nought_where_the_sides_agree() {
        assert!(log_likelihood([10, 20], [100, 200]).abs() < 1e-9);
        // Expected are 40/3 and 80/3: 2 (30 ln 2.25 + 10 ln 0.375).
        let score = log_likelihood([30, 10], [1000, 2000]);
        assert!((score - 29.039).abs() < 0.001, "{score}");
        assert!(log_likelihood([0, 0], [0, 0]).abs() < 1e-9);
    }
}

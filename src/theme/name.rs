//! Names: places, organisations, people with their office, projects, parks, brands, sites and
//! schemes.

mod organ;
mod pattern;
mod person;
mod place;
mod quoted;

use std::cmp::Reverse;

use super::evidence::{Name, NameKind};
use super::matcher::{Found, Matcher, NO_THEME, Role};
use super::scan::{Range, Scan, Word};

pub(crate) use organ::ORGANS;
pub(crate) use pattern::ENDINGS;
pub(crate) use person::OFFICES;

/// A name before its span is turned to bytes.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) range: Range,
    pub(crate) kind: NameKind,
    pub(crate) canon: String,
    pub(crate) within: Vec<String>,
    /// From a theme's list.
    pub(crate) known: bool,
    /// A department of the place it begins with, which counts beside it.
    pub(crate) local: bool,
}

/// Reads the names of a sentence in the order of the text.
pub(crate) fn read(scan: &Scan, matcher: &Matcher, found: &[Found]) -> Vec<Name> {
    let mut names = known(scan, matcher, found);
    let places = place::read(scan, matcher, found);
    names.extend(pattern::read(scan, &places, found).into_iter().map(|name| with_place(scan, &places, name)));
    // 滨海新区 is a place where the gazetteer has it, and 平顶山 no mountain.
    let is_place = |name: &Candidate| {
        let area = name.kind == NameKind::Park && scan.ends(name.range.1, "新区");
        area && ends_with(&places, name.range)
            || name.kind == NameKind::Site && !name.known && starts_at(&places, name.range)
    };
    names.retain(|name| !is_place(name));
    let mut kept = resolve(scan, names);
    short_for(scan, &mut kept);
    kept.sort_by_key(|name| (name.range.0, Reverse(name.range.1), name.kind));
    let places: Vec<Candidate> = places.into_iter().filter(|place| !swallowed(&kept, place)).collect();
    kept.extend(places);
    kept.sort_by_key(|name| (name.range.0, Reverse(name.range.1), name.kind));
    kept.into_iter()
        .map(|name| Name { span: scan.span(name.range), kind: name.kind, canon: name.canon, within: name.within })
        .collect()
}

/// Whether one of the places, which are in order, is at the range.
fn starts_at(places: &[Candidate], range: Range) -> bool {
    let k = places.partition_point(|place| place.range.0 < range.0);
    places.get(k).is_some_and(|place| place.range == range)
}

/// Whether one of the places, which are in order, ends a range.
fn ends_with(places: &[Candidate], range: Range) -> bool {
    let k = places.partition_point(|place| place.range.0 < range.1);
    k.checked_sub(1).and_then(|k| places.get(k)).is_some_and(|place| place.range.1 == range.1)
}

/// A name that begins inside a place begins with it: 清原满族自治县人民检察院.
fn with_place(scan: &Scan, places: &[Candidate], name: Candidate) -> Candidate {
    let k = places.partition_point(|place| place.range.0 < name.range.0);
    let place = k.checked_sub(1).and_then(|k| places.get(k));
    let cut = place.filter(|place| place.range.1 > name.range.0 && place.range.1 < name.range.1);
    match cut {
        Some(place) if matches!(name.kind, NameKind::Org | NameKind::Park | NameKind::Project | NameKind::Site) => {
            let range = (place.range.0, name.range.1);
            Candidate { range, canon: scan.text(range), ..name }
        }
        _ => name,
    }
}

/// A place stays beside the longer name it stands in (辽源 in 辽源市委), but not in a known one
/// (西安 in 西安矿), a person's, a brand's or an enterprise's (吉林 in 吉林大学).
fn swallowed(kept: &[Candidate], place: &Candidate) -> bool {
    let k = kept.partition_point(|name| name.range.0 <= place.range.0);
    let before = kept.get(k.saturating_sub(8)..k).unwrap_or_default();
    before.iter().any(|name| {
        let inside = name.range.0 <= place.range.0 && place.range.1 <= name.range.1;
        let whole = match name.kind {
            NameKind::Person | NameKind::Brand => true,
            NameKind::Org => !name.local,
            _ => name.known || name.range.1 - name.range.0 <= 4 && name.kind == NameKind::Site,
        };
        inside && whole
    })
}

fn known(scan: &Scan, matcher: &Matcher, found: &[Found]) -> Vec<Candidate> {
    let mut names = Vec::new();
    for f in found {
        let Role::Known { kind, canon } = f.role else { continue };
        let organ = f.theme == NO_THEME;
        let canon = matcher.known.get(canon as usize).cloned().unwrap_or_default();
        // A short alias must be a word of the sentence: 一汽 but not in 一汽车, 海尔 but not in 松根海尔汗区.
        let edges = scan.is_edge(f.range.0) && scan.is_edge(f.range.1);
        let short = f.range.1 - f.range.0 <= 2;
        if (short || organ) && !edges || short && !organ && canon != scan.text(f.range) && is_part(scan, f.range) {
            continue;
        }
        names.push(Candidate { range: f.range, kind, canon, within: Vec::new(), known: !organ, local: false });
    }
    names
}

/// Whether a short alias is only a part of another name: 一汽大众, 国网信通, 松根海尔汗区.
fn is_part(scan: &Scan, (start, end): Range) -> bool {
    let names = |word: Word| {
        let n = word.end - word.start;
        let text = scan.text((word.start, word.end));
        matches!(word.tag, "nz" | "nr" | "nrt" | "nt" | "eng") && n >= 2 || PARTNERS.contains(&text.as_str())
    };
    let one = |word: Word| {
        word.end - word.start == 1 && matches!(word.tag.as_bytes().first(), Some(b'n' | b'g' | b'j' | b'z'))
    };
    let before =
        word_to(scan, start).is_some_and(|word| one(word) && !matches!(scan.get(word.start), '县' | '市' | '省'));
    let behind = word_from(scan, end);
    // 信通: two characters that the lexicon does not join.
    let loose = behind.is_some_and(|word| {
        one(word) && word_from(scan, word.end).is_some_and(|next| next.end - next.start == 1 && next.tag != "x")
    });
    before || behind.is_some_and(names) || loose
}

/// What makes another enterprise of one's short name: partners and branches.
#[rustfmt::skip]
const PARTNERS: &[&str] = &[
    "大众", "丰田", "奔驰", "本田", "日产", "通用", "福特", "宝马", "奥迪", "马自达", "现代", "起亚", "标致", "雪铁龙", "解放", "红旗",
    "轿车", "富维", "信通", "金融", "资本", "租赁", "财险", "证券", "信托", "银行", "置业", "地产", "物流", "智能", "新能源",
];

/// Of names that overlap, known ones come first, then longer ones; but a known name inside a
/// longer project, park or brand stays beside it.
fn resolve(scan: &Scan, mut names: Vec<Candidate>) -> Vec<Candidate> {
    names.sort_by_key(|name| (!name.known, Reverse(name.range.1 - name.range.0), name.range.0, name.kind));
    let mut kept: Vec<Candidate> = Vec::new();
    // The names kept so far that each character is in.
    let mut taken: Vec<Vec<usize>> = vec![Vec::new(); if names.is_empty() { 0 } else { scan.len() }];
    for name in names {
        let clash = |other: &Candidate| {
            let nested = name.range.0 <= other.range.0 && other.range.1 <= name.range.1 && name.range != other.range;
            let beside = nested && other.known && name.kind != other.kind;
            !beside
        };
        let chars = taken.get(name.range.0..name.range.1).unwrap_or_default();
        if chars.iter().flatten().filter_map(|&k| kept.get(k)).any(clash) {
            continue;
        }
        for chars in taken.get_mut(name.range.0..name.range.1).unwrap_or_default() {
            chars.push(kept.len());
        }
        kept.push(name);
    }
    kept
}

/// A（以下简称B）: B is another name of A.
fn short_for(scan: &Scan, names: &mut Vec<Candidate>) {
    if !scan.may_have('简') {
        return;
    }
    let mut from = 0;
    while let Some(i) = scan.find((from, scan.len()), "简称") {
        from = i + 2;
        let mut start = from;
        while matches!(scan.get(start), '“' | '"' | '「' | ':' | '为') {
            start += 1;
        }
        let end = (start..scan.len().min(start + 14)).find(|&k| !scan.get(k).is_alphanumeric());
        let open = (i.saturating_sub(4)..i).rev().find(|&k| scan.get(k) == '(');
        let (Some(end), Some(open)) = (end.filter(|end| end - start >= 2), open) else { continue };
        let full = names.iter().find(|name| name.range.1 == open || name.range.1 + 1 == open);
        let Some(full) = full.filter(|name| name.kind != NameKind::Person).cloned() else { continue };
        names.retain(|name| name.range.1 <= start || name.range.0 >= end);
        names.push(Candidate { range: (start, end), ..full });
    }
}

/// The word that begins at a character.
fn word_from(scan: &Scan, i: usize) -> Option<Word> {
    scan.word_over(i).filter(|word| word.start == i)
}

/// The word that ends before a character.
fn word_to(scan: &Scan, i: usize) -> Option<Word> {
    scan.word_over(i.checked_sub(1)?).filter(|word| word.end == i)
}

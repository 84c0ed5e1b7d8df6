//! Places by the gazetteer.

use crate::theme::evidence::NameKind;
use crate::theme::gazetteer::{COMMON, Gazetteer, Level, Place, Spelling};
use crate::theme::matcher::{Found, Matcher, Role};
use crate::theme::scan::{Range, Scan};

use super::{Candidate, word_from, word_to};

/// A place found: where, and which one where that is settled.
struct Hit<'g> {
    range: Range,
    spelling: &'g Spelling,
    place: Option<&'g Place>,
}

/// Places in a sentence, the longest at each character. A city's or county's name without the word
/// for what it is needs more: a word of the sentence, its province or city beside it or before it.
/// A name that several places share is settled by the nearest of what they belong to.
pub(super) fn read(scan: &Scan, matcher: &Matcher, found: &[Found]) -> Vec<Candidate> {
    let gazetteer = &matcher.gazetteer;
    let mut all: Vec<(Range, &Spelling)> = found
        .iter()
        .filter_map(|f| match f.role {
            Role::Place { spelling } => Some((f.range, gazetteer.spellings.get(spelling as usize)?)),
            _ => None,
        })
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    all.sort_by_key(|(range, _)| (range.0, std::cmp::Reverse(range.1)));
    let mut hits: Vec<Hit> = Vec::new();
    // Counties that need a place elsewhere in the sentence.
    let mut asked: Vec<Hit> = Vec::new();
    let mut end = 0;
    for (k, &(range, spelling)) in all.iter().enumerate() {
        if range.0 < end {
            continue;
        }
        let last = hits.last().filter(|last| last.range.1 == range.0);
        let parent = last.and_then(|last| child(gazetteer, last, spelling));
        if parent.is_none() && !stands(scan, range, spelling, leads(gazetteer, &all, k))
            || in_longer(scan, range, spelling)
        {
            continue;
        }
        // 辽源市区: a part of 辽源, not of 辽源市.
        if spelling.text.ends_with('市') && scan.get(range.1) == '区' && !leads(gazetteer, &all, k) {
            continue;
        }
        let listed = hits.last().is_some_and(|last| scan.get(last.range.1) == '、' && last.range.1 + 1 == range.0);
        let whole = scan.is_edge(range.0) && scan.is_edge(range.1);
        let goes_on = matches!(scan.get(range.1), '、' | '和' | '等');
        let certain = parent.is_some()
            || match spelling.level {
                Level::Full => !COMMON.contains(&spelling.text.as_str()),
                Level::City => is_word(scan, range) || whole && listed,
                Level::Doubtful => listed || before_list(&all, scan, range),
                Level::County => listed && (is_word(scan, range) || whole && goes_on) && spelling.places.len() == 1,
            };
        let place = parent.or_else(|| only(gazetteer, spelling));
        let hit = Hit { range, spelling, place };
        if certain {
            end = range.1;
            hits.push(hit);
        } else if spelling.level == Level::County && is_word(scan, range) {
            asked.push(hit);
        }
    }
    settle(gazetteer, &mut hits);
    for mut hit in asked {
        let free = hits.iter().all(|other| hit.range.1 <= other.range.0 || other.range.1 <= hit.range.0);
        hit.place = options(gazetteer, hit.spelling).find(|place| hits.iter().any(|other| holds(other, place)));
        if free && hit.place.is_some() {
            hits.push(hit);
        }
    }
    hits.sort_by_key(|hit| hit.range);
    let named = hits.into_iter().filter_map(|hit| {
        let (canon, within) = match hit.place {
            Some(place) => (place.canon.clone(), place.within.clone()),
            None if hit.spelling.level == Level::Full => (hit.spelling.text.clone(), Vec::new()),
            None => return None,
        };
        Some(Candidate { range: hit.range, kind: NameKind::Place, canon, within, known: false, local: false })
    });
    named.collect()
}

fn options<'g>(gazetteer: &'g Gazetteer, spelling: &'g Spelling) -> impl Iterator<Item = &'g Place> {
    spelling.places.iter().filter_map(|&i| gazetteer.places.get(i as usize))
}

fn only<'g>(gazetteer: &'g Gazetteer, spelling: &'g Spelling) -> Option<&'g Place> {
    if spelling.places.len() == 1 { options(gazetteer, spelling).next() } else { None }
}

/// Whether a place lies in the place of a hit.
fn holds(hit: &Hit, place: &Place) -> bool {
    hit.place.is_some_and(|parent| place.within.contains(&parent.canon))
}

/// Which of a spelling's places lies in the place before it.
fn child<'g>(gazetteer: &'g Gazetteer, parent: &Hit, spelling: &'g Spelling) -> Option<&'g Place> {
    options(gazetteer, spelling).find(|place| holds(parent, place))
}

/// Whether a place of those that lie in it follows at once: 山西吉县.
fn leads(gazetteer: &Gazetteer, all: &[(Range, &Spelling)], k: usize) -> bool {
    let Some((range, spelling)) = all.get(k) else { return false };
    let Some(place) = only(gazetteer, spelling) else { return false };
    let next = all.iter().skip(k + 1).take(12).filter(|(next, _)| next.0 == range.1);
    next.into_iter().any(|(_, next)| options(gazetteer, next).any(|part| part.within.contains(&place.canon)))
}

/// Whether the words of the sentence let a place stand here. What leads on to its part may.
fn stands(scan: &Scan, range: Range, spelling: &Spelling, leads: bool) -> bool {
    if leads && spelling.level == Level::Full {
        return true;
    }
    if scan.straddles(range) {
        return false;
    }
    // 示范县 is no 范县.
    scan.is_edge(range.0)
}

/// What a longer word adds to a place that is still the place: 北京市, 上海人.
const STILL: &str = "省市州盟县人籍委";
/// How longer words end that are no places: 吉林大学.
const ENTITIES: &[&str] =
    &["大学", "学院", "银行", "公司", "集团", "报", "社", "队", "军", "菜", "白药", "平原", "高原", "半岛", "流域"];
/// Features and the like that make another name of a place's: 青海湖, 西安矿, 北京路.
const FEATURES: &str = "山湖河江海岛湾峡源原泉寺庙塔桥路街港站口洞岭洲滩矿井川";
/// Media that are called after a place.
#[rustfmt::skip]
const MEDIA: &[&str] = &[
    "日报", "晚报", "时报", "早报", "晨报", "商报", "晚刊", "周刊", "都市报", "周报", "卫视", "电视台", "广播电视台", "广播电台", "新闻网",
    "新闻联播", "新闻频道", "发布", "青年报", "法制报", "农民报",
];

/// Whether a place is only a part of a longer name: 青海湖, 吉林日报, “西安”.
fn in_longer(scan: &Scan, range: Range, spelling: &Spelling) -> bool {
    let (start, end) = range;
    if let Some(word) = scan.word_over(start)
        && word.start == start
        && word.end > end
        && !(word.end == end + 1 && STILL.contains(scan.get(end)))
        && (word.end == end + 1
            || matches!(word.tag, "nt" | "nz" | "nr")
            || ENTITIES.iter().any(|w| scan.ends(word.end, w)))
    {
        return true;
    }
    if MEDIA.iter().any(|medium| scan.has(end, medium)) || scan.get(end) == '报' {
        return true;
    }
    // A word is spoken of, not the place.
    if matches!(scan.before(start), '“' | '‘' | '「' | '『') && matches!(scan.get(end), '”' | '’' | '」' | '』')
    {
        return true;
    }
    if matches!(scan.get(end), '矿' | '井') && spelling.level != Level::Full {
        return true;
    }
    let full = spelling.level == Level::Full && spelling.text.ends_with(['省', '市', '县', '区', '旗', '州', '盟']);
    let next = word_from(scan, end).filter(|word| word.end == end + 1);
    !full && next.is_some() && FEATURES.contains(scan.get(end))
}

/// Whether a range is a word that is a place, or characters that are no words.
fn is_word(scan: &Scan, range: Range) -> bool {
    if scan.words().is_empty() {
        return true;
    }
    if !scan.is_edge(range.0) || !scan.is_edge(range.1) {
        // 北京市 as one word.
        return scan.word_over(range.0).is_some_and(|word| word.start == range.0 && word.tag == "ns");
    }
    let Some(word) = word_from(scan, range.0) else { return false };
    if word.end == range.1 {
        return matches!(word.tag, "ns" | "nz" | "");
    }
    // 高云龙: the family name of a person before it.
    if word_to(scan, range.0).is_some_and(|before| before.end - before.start == 1 && before.tag == "nr") {
        return false;
    }
    range.1 - range.0 >= 3 || word.end - word.start == 1
}

/// Whether an item of a list follows that is a place too.
fn before_list(all: &[(Range, &Spelling)], scan: &Scan, range: Range) -> bool {
    let sure = |spelling: &Spelling| matches!(spelling.level, Level::Full | Level::City);
    scan.get(range.1) == '、' && {
        let k = all.partition_point(|(next, _)| next.0 <= range.1);
        all.get(k).is_some_and(|(next, spelling)| next.0 == range.1 + 1 && sure(spelling) && is_word(scan, *next))
    }
}

/// Settles names that several places share: by the nearest of what they belong to on the left, else on
/// the right.
fn settle<'g>(gazetteer: &'g Gazetteer, hits: &mut [Hit<'g>]) {
    for k in 0..hits.len() {
        let Some(hit) = hits.get(k).filter(|hit| hit.place.is_none()) else { continue };
        let spelling = hit.spelling;
        let left = hits.get(k.saturating_sub(24)..k).unwrap_or_default().iter().rev();
        let right = hits.get(k + 1..hits.len().min(k + 24)).unwrap_or_default().iter();
        let place = left.chain(right).find_map(|other| options(gazetteer, spelling).find(|place| holds(other, place)));
        if let Some(hit) = hits.get_mut(k) {
            hit.place = place;
        }
    }
}

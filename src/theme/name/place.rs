//! Places by the gazetteer.

use crate::theme::evidence::NameKind;
use crate::theme::gazetteer::COMMON;
use crate::theme::matcher::{Found, Matcher, Role};
use crate::theme::scan::Scan;

use super::Candidate;

/// Places in a sentence. A short name counts only where the sentence's words have a place there;
/// a name that several places share is settled by another place of the sentence.
pub(super) fn read(scan: &Scan, matcher: &Matcher, found: &[Found]) -> Vec<Candidate> {
    let gazetteer = &matcher.gazetteer;
    let mut hits: Vec<(&Found, &crate::theme::gazetteer::Spelling)> = Vec::new();
    for f in found {
        let Role::Place { spelling } = f.role else { continue };
        let Some(spelling) = gazetteer.spellings.get(spelling as usize) else { continue };
        // 西安矿: a mine called after a place is not the place.
        if spelling.short && matches!(scan.get(f.range.1), '矿' | '井') {
            continue;
        }
        if scan.straddles(f.range) || (spelling.short && !is_place_word(scan, f.range)) {
            continue;
        }
        hits.push((f, spelling));
    }
    // The longest at each place: 吉林市, not 吉林.
    let covered =
        |f: &Found| hits.iter().any(|(g, _)| g.range != f.range && g.range.0 <= f.range.0 && f.range.1 <= g.range.1);
    let sure: Vec<&str> = hits
        .iter()
        .filter(|(_, spelling)| spelling.places.len() == 1)
        .filter_map(|(_, spelling)| gazetteer.places.get(*spelling.places.first()? as usize))
        .map(|place| place.canon.as_str())
        .collect();
    let mut names = Vec::new();
    for (f, spelling) in hits.iter().filter(|(f, _)| !covered(f)) {
        let mut options = spelling.places.iter().filter_map(|&i| gazetteer.places.get(i as usize));
        let told = options.clone().find(|place| place.within.iter().any(|parent| sure.contains(&parent.as_str())));
        if told.is_none() && COMMON.contains(&spelling.text.as_str()) {
            continue;
        }
        let (canon, within) = match told {
            Some(place) => (place.canon.clone(), place.within.clone()),
            None if spelling.places.len() > 1 => {
                if spelling.short {
                    continue;
                }
                (spelling.text.clone(), Vec::new())
            }
            None => match options.next() {
                Some(place) => (place.canon.clone(), place.within.clone()),
                None => continue,
            },
        };
        names.push(Candidate { range: f.range, kind: NameKind::Place, canon, within, known: false });
    }
    names
}

/// Whether a word of the sentence that is a place covers the range from its start.
fn is_place_word(scan: &Scan, range: (usize, usize)) -> bool {
    if scan.words().is_empty() {
        return true;
    }
    scan.word_over(range.0).is_some_and(|word| {
        let exact = word.start == range.0 && word.end == range.1;
        let longer = word.start == range.0 && word.end > range.1;
        exact && matches!(word.tag, "ns" | "") || longer && matches!(word.tag, "ns" | "nt")
    })
}

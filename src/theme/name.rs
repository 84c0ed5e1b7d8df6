//! Names: places, organisations, people with their office, projects, parks, brands, sites and
//! schemes.

mod pattern;
mod place;

use super::evidence::{Name, NameKind};
use super::matcher::{Found, Matcher, Role};
use super::scan::{Range, Scan};

/// A name before its span is turned to bytes.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) range: Range,
    pub(crate) kind: NameKind,
    pub(crate) canon: String,
    pub(crate) within: Vec<String>,
    /// From a theme's list.
    pub(crate) known: bool,
}

/// Reads the names of a sentence in the order of the text.
pub(crate) fn read(scan: &Scan, matcher: &Matcher, found: &[Found]) -> Vec<Name> {
    let mut names = known(scan, matcher, found);
    names.extend(pattern::read(scan));
    let places = place::read(scan, matcher, found);
    let mut kept = resolve(names);
    // A place stays beside the longer name it stands in (辽源 in 辽源市委), but not in a known one
    // (西安 in 西安矿), a person's or a brand's.
    let swallowed = |place: &Candidate| {
        kept.iter().any(|name| {
            let inside = name.range.0 <= place.range.0 && place.range.1 <= name.range.1;
            inside && (name.known || matches!(name.kind, NameKind::Person | NameKind::Brand))
        })
    };
    let places: Vec<Candidate> = places.into_iter().filter(|place| !swallowed(place)).collect();
    kept.extend(places);
    kept.sort_by_key(|name| (name.range.0, std::cmp::Reverse(name.range.1), name.kind));
    kept.into_iter()
        .map(|name| Name { span: scan.span(name.range), kind: name.kind, canon: name.canon, within: name.within })
        .collect()
}

fn known(scan: &Scan, matcher: &Matcher, found: &[Found]) -> Vec<Candidate> {
    let mut names = Vec::new();
    for f in found {
        let Role::Known { kind, canon } = f.role else { continue };
        // A short alias must be a word of the sentence: 一汽 but not in 一汽车.
        if f.range.1 - f.range.0 <= 2 && !(scan.is_edge(f.range.0) && scan.is_edge(f.range.1)) {
            continue;
        }
        let canon = matcher.known.get(canon as usize).cloned().unwrap_or_default();
        names.push(Candidate { range: f.range, kind, canon, within: Vec::new(), known: true });
    }
    names
}

/// Of names that overlap, known ones come first, then longer ones; but a known name inside a
/// longer project, park or brand stays beside it.
fn resolve(mut names: Vec<Candidate>) -> Vec<Candidate> {
    names.sort_by_key(|name| (!name.known, std::cmp::Reverse(name.range.1 - name.range.0), name.range.0, name.kind));
    let mut kept: Vec<Candidate> = Vec::new();
    for name in names {
        let clash = |other: &Candidate| {
            let overlap = other.range.0 < name.range.1 && name.range.0 < other.range.1;
            let nested = name.range.0 <= other.range.0 && other.range.1 <= name.range.1 && name.range != other.range;
            let beside = nested && other.known && name.kind != other.kind;
            overlap && !beside
        };
        if !kept.iter().any(clash) {
            kept.push(name);
        }
    }
    kept
}

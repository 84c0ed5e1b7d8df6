//! Pairs that a sentence itself joins.

use super::evidence::{Name, NameKind, Tie, TieKind};
use super::matcher::{Found, has_cue};
use super::scan::{Range, Scan};
use crate::text::Span;

/// Words without which a sentence has no tie of a kind.
pub(crate) const CUES: &[&str] = &["引领", "合作", "旗下", "下属", "所属", "依托", "围绕", "文化"];

/// Reads the ties of a sentence in the order of the text.
pub(crate) fn read(scan: &Scan, names: &[Name], found: &[Found]) -> Vec<Tie> {
    let mut ties = Vec::new();
    let cued = |words: &[&str]| words.iter().any(|word| has_cue(found, word));
    if cued(&["引领"]) {
        ties.extend(leads(scan));
    }
    if cued(&["合作"]) {
        ties.extend(works(scan, names));
    }
    if cued(&["旗下", "下属", "所属"]) {
        ties.extend(owns(scan, names));
    }
    if cued(&["依托", "围绕"]) {
        ties.extend(relies(scan, names));
    }
    if cued(&["文化"]) {
        ties.extend(cultures(scan, names));
    }
    ties.sort_by_key(|tie| (tie.from.start, tie.to.start, tie.kind));
    ties.dedup();
    ties
}

/// 以 A 引领 B: within one list item.
fn leads(scan: &Scan) -> Vec<Tie> {
    let mut ties = Vec::new();
    let mut from = 0;
    while let Some(verb) = scan.find((from, scan.len()), "引领") {
        from = verb + 2;
        let item = item_at(scan, verb);
        let Some(with) = scan.rfind((item.0, verb), "以").filter(|&i| verb > i + 1 && verb - i <= 13) else {
            continue;
        };
        let mut end = item.1;
        if let Some(path) = scan.find((verb, end), "为路径") {
            end = path;
        }
        // A quotation that ends behind the name: what follows it is not of it.
        if let Some(quote) = (verb + 2..end).find(|&k| "”’」』".contains(scan.get(k))) {
            let opened = (verb + 2..quote).any(|k| "“‘「『".contains(scan.get(k)));
            if !opened {
                end = quote;
            }
        }
        // A quotation that ends here, or a text that goes on unsaid, is no part of the name.
        while end > verb + 2 && "”’」』…".contains(scan.get(end - 1)) {
            end -= 1;
        }
        if end > verb + 2 {
            ties.push(tie(scan, TieKind::Leads, (with + 1, verb), (verb + 2, end.min(verb + 18))));
        }
    }
    ties
}

/// The list item that character `i` stands in.
fn item_at(scan: &Scan, i: usize) -> Range {
    let clause = scan.clause_at(i);
    let start = (clause.0..i).rev().find(|&k| scan.get(k) == '、').map_or(clause.0, |k| k + 1);
    let end = (i..clause.1).find(|&k| scan.get(k) == '、').unwrap_or(clause.1);
    (start, end)
}

fn tie(scan: &Scan, kind: TieKind, from: Range, to: Range) -> Tie {
    Tie { kind, from: scan.span(from), to: scan.span(to) }
}

/// Names of things that can act, inside a range.
fn actors(names: &[Name], within: Span) -> impl Iterator<Item = &Name> {
    let acts = |kind| matches!(kind, NameKind::Org | NameKind::Park | NameKind::Project | NameKind::Place);
    names.iter().filter(move |name| acts(name.kind) && within.covers(name.span))
}

/// 与 A、B、C 等合作: each partner, with the name before 与 where there is one.
fn works(scan: &Scan, names: &[Name]) -> Vec<Tie> {
    let mut ties = Vec::new();
    let mut from = 0;
    while let Some(verb) = scan.find((from, scan.len()), "合作") {
        from = verb + 2;
        let clause = scan.clause_at(verb);
        // 与一汽集团和中国船舶合作: behind 与 a 和 goes on with the list.
        let word =
            |c: char| (clause.0..verb).rev().find(|&i| scan.get(i) == c && scan.is_edge(i) && scan.is_edge(i + 1));
        let Some(with) = word('与').or_else(|| word('同')).or_else(|| word('和')) else { continue };
        let partners: Vec<&Name> =
            actors(names, scan.span((with, verb))).filter(|name| name.kind == NameKind::Org).collect();
        let side = actors(names, scan.span((clause.0, with))).last().map_or(Span::default(), |name| name.span);
        ties.extend(partners.iter().map(|name| Tie { kind: TieKind::Works, from: side, to: name.span }));
    }
    ties
}

/// A 旗下的 B.
fn owns(scan: &Scan, names: &[Name]) -> Vec<Tie> {
    let mut ties = Vec::new();
    for word in ["旗下的", "旗下", "下属的", "所属的"] {
        let mut from = 0;
        while let Some(i) = scan.find((from, scan.len()), word) {
            from = i + word.chars().count();
            let (at, after) = (scan.span((i, i)).start, scan.span((from, from)).start);
            let owner = names.iter().find(|name| name.span.end == at && name.kind == NameKind::Org);
            let owned = names.iter().find(|name| name.span.start == after && name.kind != NameKind::Place);
            if let (Some(owner), Some(owned)) = (owner, owned) {
                ties.push(Tie { kind: TieKind::Owns, from: owner.span, to: owned.span });
            }
        }
    }
    ties
}

/// 依托 A, 围绕 A 和 B: what the clause leans on; what it makes is the last name of the sentence's
/// next clause, where it names one.
fn relies(scan: &Scan, names: &[Name]) -> Vec<Tie> {
    let mut ties = Vec::new();
    for word in ["依托", "围绕"] {
        let mut from = 0;
        while let Some(i) = scan.find((from, scan.len()), word) {
            from = i + 2;
            let clause = scan.clause_at(i);
            let next = scan.clauses.get(scan.clause_of(i) + 1).copied().unwrap_or((clause.1, clause.1));
            let made = names
                .iter()
                .rfind(|name| {
                    scan.span(next).covers(name.span)
                        && matches!(name.kind, NameKind::Park | NameKind::Project | NameKind::Brand)
                })
                .map_or(Span::default(), |name| name.span);
            for name in actors(names, scan.span((i, clause.1))).filter(|name| name.kind != NameKind::Place) {
                ties.push(Tie { kind: TieKind::Relies, from: made, to: name.span });
            }
        }
    }
    ties
}

/// A 的 B 文化: a named place of any kind and the culture told of it.
fn cultures(scan: &Scan, names: &[Name]) -> Vec<Tie> {
    let mut ties = Vec::new();
    let mut from = 0;
    while let Some(i) = scan.find((from, scan.len()), "文化") {
        from = i + 2;
        let item = item_at(scan, i);
        let Some(of) = scan.rfind((item.0, i), "的").filter(|&of| i - of <= 7 && of > item.0 + 1) else { continue };
        // The place is what stands before 的, behind any verb: its last word or two.
        let mut start = place_before(scan, item.0, of);
        while start < of && "“‘「『《".contains(scan.get(start)) {
            start += 1;
        }
        let end = scan.span((of, of)).start;
        let is_named = names.iter().any(|name| {
            name.span.end == end && !matches!(name.kind, NameKind::Person | NameKind::Brand | NameKind::Scheme)
        });
        if is_named && of - start >= 2 && of - start <= 8 && i > of + 1 {
            ties.push(tie(scan, TieKind::Culture, (start, of), (of + 1, i + 2)));
        }
    }
    ties
}

fn place_before(scan: &Scan, start: usize, end: usize) -> usize {
    let mut from = end;
    for word in scan.words().iter().rev().filter(|word| word.start >= start && word.end <= end) {
        let nominal = matches!(word.tag.as_bytes().first(), Some(b'n' | b'g' | b'j' | b's'))
            || word.tag == "x"
            || word.tag.is_empty();
        if word.end != from || !nominal {
            break;
        }
        from = word.start;
    }
    if scan.words().is_empty() { end.saturating_sub(3).max(start) } else { from }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::Themes;
    use crate::text::Lexicon;

    fn ties(text: &str) -> Vec<(&str, &str)> {
        let themes = Themes::built_in().unwrap();
        let evidence = themes.read(text, &Lexicon::embedded().tokens(text));
        evidence.ties.iter().map(|tie| (tie.from.of(text), tie.to.of(text))).collect()
    }

    #[test]
    fn a_list_of_partners_is_no_pair_of_them() {
        assert_eq!(ties("加强与一汽集团和中国船舶合作"), [("", "一汽集团"), ("", "中国船舶")]);
        assert_eq!(ties("一汽集团和中国船舶合作"), [("一汽集团", "中国船舶")]);
        assert_eq!(ties("市场同比增长，共同合作"), []);
    }

    #[test]
    fn only_a_named_place_has_a_culture_told_of_it() {
        assert_eq!(ties("讲好东辽河的源头生态文化"), [("东辽河", "源头生态文化")]);
        assert_eq!(ties("市民身边的冬季文化"), []);
    }
}

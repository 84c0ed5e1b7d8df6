//! Reads theme evidence while articles are packed; `notes` says how it is stored.

use std::collections::BTreeMap;
use std::ops::Deref;

use rustc_hash::FxHashMap;

use super::build::{Annotate, Annotations, Seen};
use super::notes::{ATOMS, DEFINITIONS, EVIDENCE, LENGTHS, STARTS, SentenceNotes};
use crate::index::bytes::put_varint;
use crate::protocol::ThemeInfo;
use crate::text::{Span, Token, fold_char, simplify};
use crate::theme::{ChainKind, Era, Name, NameKind, SentenceEvidence, ThemeHit, Themes, is_province};

/// Reads evidence while articles are packed.
///
/// The themes are borrowed, or shared (`Rc`) where the packing goes on between messages.
pub struct NoteTaker<T> {
    themes: T,
    first: u32,
    starts: Vec<u8>,
    evidence: Vec<u8>,
    lengths: Vec<u8>,
    atoms: FxHashMap<Box<str>, Sentences>,
    counts: Vec<Vec<(u32, u32)>>,
    places: Vec<Option<String>>,
}

/// The sentences of an atom as they are stored: distances, the first from 0.
#[derive(Debug, Default)]
struct Sentences {
    before: u32,
    list: Vec<u8>,
}

impl Sentences {
    fn add(&mut self, sentence: u32) {
        if self.list.is_empty() || self.before != sentence {
            put_varint(&mut self.list, sentence - self.before);
            self.before = sentence;
        }
    }
}

impl<T: Deref<Target = Themes> + Clone> NoteTaker<T> {
    /// Reads evidence of `themes`.
    pub fn new(themes: T) -> Self {
        Self {
            themes,
            first: 0,
            starts: Vec::new(),
            evidence: Vec::new(),
            lengths: Vec::new(),
            atoms: FxHashMap::default(),
            counts: Vec::new(),
            places: Vec::new(),
        }
    }

    fn add(&mut self, atom: String, sentence: u32) {
        if let Some(list) = self.atoms.get_mut(atom.as_str()) {
            list.add(sentence);
        } else {
            let mut list = Sentences::default();
            list.add(sentence);
            self.atoms.insert(atom.into_boxed_str(), list);
        }
    }

    /// What a name belongs to: every office of a person, with its sentences; for a place its parents, once,
    /// and the province that its sentence counts for.
    fn add_within(&mut self, name: &Name, sentence: u32) {
        let canon = atom_text(&name.canon);
        let province = name.within.last().unwrap_or(&name.canon);
        if name.kind == NameKind::Place && is_province(province) {
            self.add(format!("province.{province}"), sentence);
        }
        for (step, parent) in name.within.iter().enumerate() {
            let atom = format!("within.{}.{}.{step}.{}", name.kind.name(), part_text(&canon), part_text(parent));
            if name.kind == NameKind::Person || !self.atoms.contains_key(atom.as_str()) {
                self.add(atom, sentence);
            }
        }
    }

    fn add_atoms(&mut self, text: &str, found: &SentenceEvidence, sentence: u32) {
        let themes = self.themes.clone();
        for hit in &found.themes {
            let Some(definition) = themes.definition(hit.theme) else { continue };
            let id = &definition.id;
            self.add(format!("theme.{id}"), sentence);
            for sub in subs_of(hit).filter_map(|sub| definition.subs.get(sub as usize)) {
                self.add(format!("sub.{id}.{}", sub.id), sentence);
            }
            for term in hit.terms.iter().filter(|term| term.weight > 0.0) {
                self.add(format!("term.{id}.{}", part_text(term.span.of(text))), sentence);
            }
            // For counts whose parts make up the whole: the sub-theme of the heaviest term, the first of equals.
            if let Some(sub) = leading_sub(hit).and_then(|sub| definition.subs.get(sub as usize)) {
                self.add(format!("lead.{id}.{}", sub.id), sentence);
            }
        }
        for stage in &found.stages {
            if found.theme(stage.theme).is_none() {
                continue;
            }
            let Some(definition) = themes.definition(stage.theme) else { continue };
            let Some(chain) = definition.chains.get(stage.chain as usize) else { continue };
            let atom = match stage.stage.and_then(|stage| chain.stages.get(stage as usize)) {
                Some(stage) => format!("stage.{}.{}.{}", definition.id, chain.id, stage.id),
                None => format!("whole.{}.{}", definition.id, chain.id),
            };
            if chain.kind == ChainKind::Path && stage.stage.is_some() {
                self.add(format!("{}.{}", atom.replacen("stage", "step", 1), part_text(stage.span.of(text))), sentence);
            }
            self.add(atom, sentence);
        }
        for name in &found.names {
            let (kind, canon) = (name.kind.name(), atom_text(&name.canon));
            self.add_within(name, sentence);
            self.add(format!("name.{kind}.{canon}"), sentence);
        }
        for tie in &found.ties {
            let (from, to) = (part_text(tie.from.of(text)), part_text(tie.to.of(text)));
            self.add(format!("tie.{}.{from}.{to}", tie.kind.name()), sentence);
        }
        for era in &found.eras {
            self.add(format!("era.{}-{}", era.from, era.to), sentence);
        }
        for (name, era) in dated(text, found) {
            let atom = format!("dated.{}.{}.{}-{}", name.kind.name(), atom_text(&name.canon), era.from, era.to);
            self.add(atom, sentence);
        }
        for figure in &found.figures {
            self.add(format!("figure.{}", figure.status.name()), sentence);
            if figure.tier {
                self.add(format!("tier.{:.0}", figure.value), sentence);
                let subject = claim_subject(figure.subject.of(text));
                self.add(format!("claim.{:.0}.{}.{subject}", figure.value, figure.status.name()), sentence);
            }
        }
    }
}

/// A part of an atom: Simplified, small letters, without the signs that divide atoms.
fn part_text(text: &str) -> String {
    text.chars().map(fold_char).map(|c| if c == '.' { '．' } else { c }).collect::<String>().replace('*', "＊")
}

/// What a claim of magnitude is made of, as one spelling: Simplified, without measure words around it.
/// Empty where the text says nothing that could stand alone.
fn claim_subject(text: &str) -> String {
    let text = simplify(text).text;
    let text = text.trim_matches(['级', '个', '的', '是', '为', '、', '，', '“', '”', '《', '》', ' ']);
    let says_nothing = text.chars().count() < 2
        || text.starts_with(['写', '可', '什', '在', '这', '那', '有', '整', '一', '量', '优', '集'])
        || text.ends_with(['上', '前', '么', '头']);
    if says_nothing { String::new() } else { atom_text(text) }
}

/// Years that are said of a name: both stand in one clause, and no other site does.
fn dated<'f>(text: &str, found: &'f SentenceEvidence) -> Vec<(&'f Name, &'f Era)> {
    let mut out = Vec::new();
    for era in &found.eras {
        let clause = clause_around(text, era.span);
        let mut sites = found.names.iter().filter(|name| {
            matches!(name.kind, NameKind::Site | NameKind::Park | NameKind::Project) && clause.covers(name.span)
        });
        if let (Some(site), None) = (sites.next(), sites.next()) {
            out.push((site, era));
        }
    }
    out
}

/// The clause that holds a span: from the punctuation before it to that after it.
fn clause_around(text: &str, span: Span) -> Span {
    let breaks = |c: char| matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | '\n');
    let before = text.get(..span.start as usize).unwrap_or_default();
    let after = text.get(span.end as usize..).unwrap_or_default();
    let start = before
        .rfind(breaks)
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let end = after.find(breaks).map_or(text.len(), |at| span.end as usize + at);
    Span::new(start, end)
}

/// Text that may stand in an atom: the sign that joins atoms is replaced.
fn atom_text(text: &str) -> String {
    text.replace('*', "＊")
}

/// The place an article speaks of: the one its title names, else the one named in most sentences, if that is at
/// least three and a tenth of all. A province gives way to what lies in it.
fn main_place(title: &str, places: BTreeMap<String, u32>, n_sentences: usize) -> Option<String> {
    let title = simplify(title).text;
    let stem = |place: &str| place.trim_end_matches(['省', '市', '县']).to_owned();
    let weigh = |(place, n): &(String, u32)| {
        let in_title = title.contains(&stem(place));
        (in_title, !is_province(&stem(place)), *n)
    };
    let named = places
        .into_iter()
        .filter(|(place, n)| title.contains(&stem(place)) || *n >= 3 && *n as usize * 10 >= n_sentences);
    // Of equals the first by name, so that the same input gives the same place.
    named
        .fold(None, |best: Option<(String, u32)>, next| match best {
            Some(best) if weigh(&best) >= weigh(&next) => Some(best),
            _ => Some(next),
        })
        .map(|(place, _)| place)
}

fn subs_of(hit: &ThemeHit) -> impl Iterator<Item = u16> {
    let mut subs: Vec<u16> = hit.terms.iter().filter(|term| term.weight > 0.0).filter_map(|term| term.sub).collect();
    subs.sort_unstable();
    subs.dedup();
    subs.into_iter()
}

fn leading_sub(hit: &ThemeHit) -> Option<u16> {
    let terms = hit.terms.iter().filter_map(|term| term.sub.map(|sub| (term.weight, sub)));
    terms
        .fold(
            None,
            |best: Option<(f32, u16)>, next| if best.is_some_and(|best| best.0 >= next.0) { best } else { Some(next) },
        )
        .map(|best| best.1)
}

impl<T: Deref<Target = Themes> + Clone> Annotate for NoteTaker<T> {
    fn article(&mut self, seen: &Seen<'_>) {
        let body = seen.article.body.as_str();
        self.starts.extend(self.first.to_le_bytes());
        let mut notes = Vec::new();
        let mut counts = vec![0_u32; self.themes.definitions().len()];
        let mut from = 0;
        let mut places: BTreeMap<String, u32> = BTreeMap::new();
        for (index, span) in (0_u32..).zip(seen.sentences) {
            let text = span.of(body);
            from += seen
                .tokens
                .get(from..)
                .unwrap_or_default()
                .iter()
                .take_while(|token| token.span.end <= span.start)
                .count();
            let tokens: Vec<Token> = seen
                .tokens
                .get(from..)
                .unwrap_or_default()
                .iter()
                .take_while(|token| token.span.start < span.end)
                .filter(|token| span.covers(token.span))
                .map(|token| Token { span: token.span.relative_to(span.start), ..*token })
                .collect();
            let found = self.themes.read(text, &tokens);
            if found.is_empty() {
                continue;
            }
            for name in found.names.iter().filter(|name| name.kind == NameKind::Place) {
                if let Some(full) = self.themes.full_place(&name.canon, &name.within) {
                    *places.entry(full.to_owned()).or_default() += 1;
                }
            }
            self.add_atoms(text, &found, self.first + index);
            for hit in &found.themes {
                if let Some(count) = counts.get_mut(hit.theme.0 as usize) {
                    *count += 1;
                }
            }
            notes.push(SentenceNotes {
                sentence: index,
                themes: found
                    .themes
                    .iter()
                    .map(|hit| {
                        let spans = hit.terms.iter().filter(|term| term.weight > 0.0).map(|term| term.span);
                        (hit.theme.0, spans.collect())
                    })
                    .collect(),
                figures: found.figures,
                names: found.names.into_iter().map(|name| Name { within: Vec::new(), ..name }).collect(),
                eras: found.eras,
                stages: found.stages.iter().map(|hit| (hit.theme.0, hit.chain, hit.stage, hit.span)).collect(),
            });
        }
        self.places.push(main_place(&seen.article.meta.title, places, seen.sentences.len()));
        self.first += seen.sentences.len() as u32;
        let before = self.evidence.len();
        if !notes.is_empty() {
            self.evidence.extend(postcard::to_allocvec(&notes).unwrap_or_default());
        }
        put_varint(&mut self.lengths, (self.evidence.len() - before) as u32);
        self.counts.push((0..).zip(counts).filter(|(_, count)| *count > 0).collect());
    }

    fn finish(&mut self) -> Annotations {
        self.starts.extend(self.first.to_le_bytes());
        let mut lists: Vec<(Box<str>, Sentences)> = std::mem::take(&mut self.atoms).into_iter().collect();
        lists.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut atoms = Vec::new();
        for (atom, Sentences { list, .. }) in lists {
            put_varint(&mut atoms, atom.len() as u32);
            atoms.extend(atom.as_bytes());
            put_varint(&mut atoms, list.len() as u32);
            atoms.extend(list);
        }
        let themes = self.themes.definitions().iter().map(|definition| ThemeInfo {
            id: definition.id.clone(),
            names: definition.names.clone(),
            colour: definition.colour.clone(),
            panel: definition.panel,
        });
        Annotations {
            themes: themes.collect(),
            theme_counts: std::mem::take(&mut self.counts),
            places: std::mem::take(&mut self.places),
            sections: vec![
                (DEFINITIONS, postcard::to_allocvec(self.themes.definitions()).unwrap_or_default()),
                (STARTS, std::mem::take(&mut self.starts)),
                (EVIDENCE, std::mem::take(&mut self.evidence)),
                (LENGTHS, std::mem::take(&mut self.lengths)),
                (ATOMS, atoms),
            ],
        }
    }
}

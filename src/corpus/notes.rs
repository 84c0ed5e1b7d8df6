//! Theme evidence in a pack: what each sentence says, and for each thing the sentences that say it.
//!
//! | section | holds |
//! |---|---|
//! | `defs` | the theme definitions (postcard): a pack carries what it was read with |
//! | `sbeg` | number of the first sentence of each article, and the total, `u32` little-endian |
//! | `evid` `evil` | per article: the sentences that say something (postcard); lengths |
//! | `atom` | atoms in order: length and text, then length and bytes of their sentences |
//!
//! An atom is a text such as `theme.green`, `sub.green.hydrogen`, `lead.industry.auto`,
//! `stage.green.hydrogen.make`, `whole.green.hydrogen`, `name.org.一汽集团`, `tier.10000000000`,
//! `claim.10000000000.target.装备制造`, `era.1944-1945` or `figure.target`. Sentences are numbered
//! through the corpus; their numbers are stored as growing differences (varints).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::build::{Annotate, Annotations, Seen};
use super::pack::{Pack, Tag};
use crate::index::bytes::{Reader, put_varint};
use crate::protocol::ThemeInfo;
use crate::text::{Span, Token};
use crate::theme::{Definition, Era, Figure, Name, SentenceEvidence, ThemeHit, ThemeIdx, Themes};

const DEFINITIONS: Tag = *b"defs";
const STARTS: Tag = *b"sbeg";
const EVIDENCE: Tag = *b"evid";
const LENGTHS: Tag = *b"evil";
const ATOMS: Tag = *b"atom";

/// What one sentence says; spans are relative to the sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SentenceNotes {
    /// Its number within the article.
    pub sentence: u32,
    /// Themes it belongs to: position and terms.
    pub themes: Vec<(u16, Vec<Span>)>,
    /// Figures.
    pub figures: Vec<Figure>,
    /// Names.
    pub names: Vec<Name>,
    /// Years.
    pub eras: Vec<Era>,
    /// Stages of chains: theme, chain, stage, where.
    pub stages: Vec<(u16, u16, Option<u16>, Span)>,
}

/// Reads evidence while articles are packed.
pub struct NoteTaker<'a> {
    themes: &'a Themes,
    first: u32,
    starts: Vec<u8>,
    evidence: Vec<u8>,
    lengths: Vec<u8>,
    atoms: BTreeMap<String, Vec<u32>>,
    counts: Vec<Vec<(u32, u32)>>,
}

impl<'a> NoteTaker<'a> {
    /// Reads evidence of `themes`.
    pub fn new(themes: &'a Themes) -> Self {
        Self {
            themes,
            first: 0,
            starts: Vec::new(),
            evidence: Vec::new(),
            lengths: Vec::new(),
            atoms: BTreeMap::new(),
            counts: Vec::new(),
        }
    }

    fn add(&mut self, atom: String, sentence: u32) {
        let list = self.atoms.entry(atom).or_default();
        if list.last() != Some(&sentence) {
            list.push(sentence);
        }
    }

    fn add_atoms(&mut self, text: &str, found: &SentenceEvidence, sentence: u32) {
        let themes = self.themes;
        for hit in &found.themes {
            let Some(definition) = themes.definition(hit.theme) else { continue };
            let id = &definition.id;
            self.add(format!("theme.{id}"), sentence);
            for sub in subs_of(hit).filter_map(|sub| definition.subs.get(sub as usize)) {
                self.add(format!("sub.{id}.{}", sub.id), sentence);
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
            self.add(atom, sentence);
        }
        for name in &found.names {
            self.add(format!("name.{}.{}", name.kind.name(), atom_text(&name.canon)), sentence);
        }
        for era in &found.eras {
            self.add(format!("era.{}-{}", era.from, era.to), sentence);
        }
        for figure in &found.figures {
            self.add(format!("figure.{}", figure.status.name()), sentence);
            if figure.tier {
                self.add(format!("tier.{:.0}", figure.value), sentence);
                let subject = atom_text(figure.subject.of(text));
                self.add(format!("claim.{:.0}.{}.{subject}", figure.value, figure.status.name()), sentence);
            }
        }
    }
}

/// Text that may stand in an atom: the sign that joins atoms is replaced.
fn atom_text(text: &str) -> String {
    text.replace('*', "＊")
}

fn subs_of(hit: &ThemeHit) -> impl Iterator<Item = u16> {
    let mut subs: Vec<u16> = hit.terms.iter().filter(|term| term.weight > 0.0).filter_map(|term| term.sub).collect();
    subs.sort_unstable();
    subs.dedup();
    subs.into_iter()
}

fn leading_sub(hit: &ThemeHit) -> Option<u16> {
    let terms = hit.terms.iter().filter_map(|term| term.sub.map(|sub| (term.weight, sub)));
    terms.fold(None, |best: Option<(f32, u16)>, next| if best.is_some_and(|best| best.0 >= next.0) { best } else { Some(next) }).map(|best| best.1)
}

impl Annotate for NoteTaker<'_> {
    fn article(&mut self, seen: &Seen<'_>) {
        let body = seen.article.body.as_str();
        self.starts.extend(self.first.to_le_bytes());
        let mut notes = Vec::new();
        let mut counts = vec![0_u32; self.themes.definitions().len()];
        let mut from = 0;
        for (index, span) in (0_u32..).zip(seen.sentences) {
            let text = span.of(body);
            from += seen.tokens.get(from..).unwrap_or_default().iter().take_while(|token| token.span.end <= span.start).count();
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
        let mut atoms = Vec::new();
        for (atom, sentences) in std::mem::take(&mut self.atoms) {
            let mut list = Vec::with_capacity(sentences.len() * 2);
            let mut before = 0;
            for sentence in sentences {
                put_varint(&mut list, sentence - before);
                before = sentence;
            }
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

/// The evidence of an open pack. What is damaged or missing reads as empty.
#[derive(Debug, Default)]
pub struct Notes {
    definitions: Vec<Definition>,
    starts: Vec<u32>,
    offsets: Vec<u32>,
    /// Atoms in order: where text and sentences stand in the section.
    atoms: Vec<(Span, Span)>,
}

impl Notes {
    /// Reads the directories; evidence itself is read when it is asked for.
    pub fn open(pack: &Pack) -> Self {
        let section = |tag| pack.section(tag).unwrap_or_default();
        let starts: Vec<u32> =
            section(STARTS).chunks_exact(4).map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])).collect();
        let mut offsets = vec![0_u32];
        let mut lengths = Reader::new(section(LENGTHS));
        while !lengths.is_empty() {
            let Some(next) = lengths.varint().and_then(|length| offsets.last().copied().unwrap_or_default().checked_add(length)) else { break };
            offsets.push(next);
        }
        Self {
            definitions: postcard::from_bytes(section(DEFINITIONS)).unwrap_or_default(),
            starts: if starts.is_sorted() { starts } else { Vec::new() },
            offsets,
            atoms: read_atoms(section(ATOMS)).unwrap_or_default(),
        }
    }

    /// The theme definitions the pack was read with.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// The definition with this id, and its position.
    pub fn definition(&self, id: &str) -> Option<(ThemeIdx, &Definition)> {
        let index = self.definitions.iter().position(|definition| definition.id == id)?;
        Some((ThemeIdx(index as u16), &self.definitions[index]))
    }

    /// The article of a sentence, and its number there.
    pub fn place(&self, sentence: u32) -> Option<(u32, u32)> {
        let doc = self.starts.partition_point(|&start| start <= sentence).checked_sub(1)?;
        (doc + 1 < self.starts.len()).then(|| (doc as u32, sentence - self.starts[doc]))
    }

    /// The sentences of an article, by their numbers through the corpus.
    pub fn range(&self, doc: u32) -> std::ops::Range<u32> {
        let at = |index: u32| self.starts.get(index as usize).copied();
        at(doc).zip(at(doc + 1)).map_or(0..0, |(from, to)| from..to)
    }

    /// What the sentences of an article say, in order; only those that say something.
    pub fn of(&self, pack: &Pack, doc: u32) -> Vec<SentenceNotes> {
        let at = |index: u32| self.offsets.get(index as usize).map(|&offset| offset as usize);
        let bytes = at(doc).zip(at(doc + 1)).and_then(|(from, to)| pack.section(EVIDENCE)?.get(from..to));
        bytes.filter(|bytes| !bytes.is_empty()).and_then(|bytes| postcard::from_bytes(bytes).ok()).unwrap_or_default()
    }

    /// The sentences of an atom, in order.
    pub fn sentences(&self, pack: &Pack, atom: &str) -> Vec<u32> {
        let section = pack.section(ATOMS).unwrap_or_default();
        let found = self.atoms.binary_search_by(|(text, _)| bytes_of(section, *text).cmp(atom.as_bytes()));
        found.ok().map_or_else(Vec::new, |index| read_list(bytes_of(section, self.atoms[index].1), self.n_sentences()))
    }

    /// All atoms that begin with `prefix`: the rest of their text, and their sentences.
    pub fn starting_with<'p>(&'p self, pack: &'p Pack, prefix: &'p str) -> impl Iterator<Item = (&'p str, Vec<u32>)> + 'p {
        let section = pack.section(ATOMS).unwrap_or_default();
        let from = self.atoms.partition_point(|(text, _)| bytes_of(section, *text) < prefix.as_bytes());
        self.atoms.get(from..).unwrap_or_default().iter().map_while(move |(text, list)| {
            let rest = std::str::from_utf8(bytes_of(section, *text)).ok()?.strip_prefix(prefix)?;
            Some((rest, read_list(bytes_of(section, *list), self.n_sentences())))
        })
    }

    fn n_sentences(&self) -> u32 {
        self.starts.last().copied().unwrap_or_default()
    }
}

fn bytes_of(section: &[u8], span: Span) -> &[u8] {
    section.get(span.start as usize..span.end as usize).unwrap_or_default()
}

fn read_list(bytes: &[u8], limit: u32) -> Vec<u32> {
    let (mut reader, mut list, mut at) = (Reader::new(bytes), Vec::new(), 0_u32);
    while !reader.is_empty() {
        let Some(next) = reader.varint().and_then(|step| at.checked_add(step)).filter(|next| *next < limit) else { break };
        at = next;
        list.push(at);
    }
    list
}

fn read_atoms(section: &[u8]) -> Option<Vec<(Span, Span)>> {
    let (mut reader, mut atoms) = (Reader::new(section), Vec::new());
    let mut part = |reader: &mut Reader<'_>| {
        let length = reader.varint()? as usize;
        let start = section.len() - reader.rest().len();
        reader.take(length)?;
        Some(Span::new(start, start + length))
    };
    while !reader.is_empty() {
        atoms.push((part(&mut reader)?, part(&mut reader)?));
    }
    atoms.is_sorted_by(|a, b| bytes_of(section, a.0) < bytes_of(section, b.0)).then_some(atoms)
}


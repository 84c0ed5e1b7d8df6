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
//! `claim.10000000000.target.装备制造`, `era.1944-1945`, `figure.target`, `term.green.绿氢`,
//! `step.industry.path.problem.短板`, `tie.leads.新能源.产业结构转型`, `province.吉林` or
//! `within.person.沈德生.0.辽源市委书记`. Sentences are numbered
//! through the corpus; their numbers are stored as growing differences (varints).

use serde::{Deserialize, Serialize};

use super::pack::{Pack, Tag};
use crate::index::bytes::Reader;
use crate::text::Span;
use crate::theme::{Definition, Era, Figure, Name, ThemeIdx};

pub(super) const DEFINITIONS: Tag = *b"defs";
pub(super) const STARTS: Tag = *b"sbeg";
pub(super) const EVIDENCE: Tag = *b"evid";
pub(super) const LENGTHS: Tag = *b"evil";
pub(super) const ATOMS: Tag = *b"atom";

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
        let starts: Vec<u32> = section(STARTS)
            .chunks_exact(4)
            .map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
            .collect();
        let mut offsets = vec![0_u32];
        let mut lengths = Reader::new(section(LENGTHS));
        while !lengths.is_empty() {
            let Some(next) =
                lengths.varint().and_then(|length| offsets.last().copied().unwrap_or_default().checked_add(length))
            else {
                break;
            };
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
    pub fn starting_with<'p>(
        &'p self,
        pack: &'p Pack,
        prefix: &'p str,
    ) -> impl Iterator<Item = (&'p str, Vec<u32>)> + 'p {
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
        let Some(next) = reader.varint().and_then(|step| at.checked_add(step)).filter(|next| *next < limit) else {
            break;
        };
        at = next;
        list.push(at);
    }
    list
}

fn read_atoms(section: &[u8]) -> Option<Vec<(Span, Span)>> {
    let (mut reader, mut atoms) = (Reader::new(section), Vec::new());
    let part = |reader: &mut Reader<'_>| {
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

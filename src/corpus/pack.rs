//! The container of a pack: magic, version, length, checksum, table of sections.
//!
//! ```text
//!  0  magic       8 bytes, "wenlan\r\n": a transfer that rewrites line ends is noticed
//!  8  version     u32
//! 12  n_sections  u32
//! 16  length      u64, of the whole file
//! 24  checksum    u64, of everything after it and of the numbers before it
//! 32  table       per section: tag (4 bytes), offset u32, length u32, in the order of tags
//!     sections
//! ```
//! Numbers are little-endian. Sections are used where they lie.

use thiserror::Error;

use crate::index::bytes::Reader;

/// First bytes of a pack.
pub const MAGIC: &[u8; 8] = b"wenlan\r\n";
/// The version this program writes and reads.
pub const VERSION: u32 = 2;
const HEADER: usize = 32;

/// A section's name.
pub type Tag = [u8; 4];

/// Why a pack cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PackError {
    /// Not a pack at all.
    #[error("this is not a Wenlan pack ({found}): check the address or build one with `wenlan pack`")]
    Foreign {
        /// What it looks like.
        found: &'static str,
    },
    /// Written by a later program.
    #[error(
        "this pack has version {got}, this program reads up to {expected}: update Wenlan, or build the pack again with this one"
    )]
    Newer {
        /// What is read here.
        expected: u32,
        /// What the pack says.
        got: u32,
    },
    /// Written by an earlier program whose packs are no longer read.
    #[error("this pack has version {got}, this program reads {expected}: build it again with `wenlan pack`")]
    Older {
        /// What is read here.
        expected: u32,
        /// What the pack says.
        got: u32,
    },
    /// The end is missing.
    #[error("this pack is cut off: {got} bytes of {expected} are there; fetch or copy it again")]
    Truncated {
        /// Length written in the pack.
        expected: u64,
        /// Length it has.
        got: u64,
    },
    /// The content is not what was written.
    #[error("this pack is damaged ({0}): fetch or copy it again, or build it again")]
    Damaged(&'static str),
    /// A part that this program needs is not there or does not make sense.
    #[error("this pack's section {section} cannot be read: build it again with `wenlan pack`")]
    Section {
        /// The section's name.
        section: &'static str,
    },
}

/// Puts sections together.
#[derive(Debug, Default)]
pub struct PackWriter {
    sections: Vec<(Tag, Vec<u8>)>,
}

impl PackWriter {
    /// Adds a section, in place of one of the same tag.
    pub fn section(&mut self, tag: Tag, bytes: Vec<u8>) {
        match self.sections.binary_search_by(|(other, _)| other.cmp(&tag)) {
            Ok(at) => {
                if let Some(section) = self.sections.get_mut(at) {
                    section.1 = bytes;
                }
            }
            Err(at) => self.sections.insert(at, (tag, bytes)),
        }
    }

    /// The pack. The same sections give the same bytes, in whichever order they were added.
    pub fn finish(self) -> Vec<u8> {
        let Pack { mut bytes, tail, .. } = self.into_pack();
        bytes.extend_from_slice(&tail);
        bytes
    }

    /// The pack, open, with the section that lies last apart. Each section is let go as soon as it is written, and the
    /// last is not copied at all.
    pub fn into_pack(mut self) -> Pack {
        let tail = self.sections.pop();
        let n_sections = self.sections.len() + usize::from(tail.is_some());
        let start = HEADER + n_sections * 12;
        let own = start + self.sections.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
        let length = own + tail.as_ref().map_or(0, |(_, bytes)| bytes.len());
        let mut out = Vec::with_capacity(own);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&(n_sections as u32).to_le_bytes());
        out.extend_from_slice(&(length as u64).to_le_bytes());
        out.extend_from_slice(&[0; 8]);
        let mut offset = start;
        let mut table = Vec::with_capacity(n_sections);
        for (tag, bytes) in self.sections.iter().chain(&tail) {
            out.extend_from_slice(tag);
            out.extend_from_slice(&(offset as u32).to_le_bytes());
            out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
            table.push((*tag, offset, bytes.len()));
            offset += bytes.len();
        }
        for (_, bytes) in self.sections {
            out.extend_from_slice(&bytes);
        }
        let tail = tail.map(|(_, bytes)| bytes).unwrap_or_default();
        let sum = checksum(&out, &tail).to_le_bytes();
        if let Some(place) = out.get_mut(24..HEADER) {
            place.copy_from_slice(&sum);
        }
        Pack { bytes: out, tail, table }
    }
}

/// Writes the checksum that fits the rest.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn reseal(bytes: &mut [u8]) {
    let sum = checksum(bytes, &[]).to_le_bytes();
    if let Some(place) = bytes.get_mut(24..HEADER) {
        place.copy_from_slice(&sum);
    }
}

/// A verified pack.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    bytes: Vec<u8>,
    /// The section that lies last, where it has not been put behind the others.
    tail: Vec<u8>,
    /// Tag, offset, length.
    table: Vec<(Tag, usize, usize)>,
}

impl Pack {
    /// Verifies a pack.
    ///
    /// # Errors
    /// When it is foreign, newer, older, cut off or damaged.
    pub fn open(bytes: Vec<u8>) -> Result<Self, PackError> {
        let got = bytes.len() as u64;
        let head = bytes.get(..MAGIC.len()).unwrap_or(&bytes);
        if !MAGIC.starts_with(head) || head.is_empty() {
            return Err(foreign(&bytes));
        }
        let too_short = PackError::Truncated { expected: HEADER as u64, got };
        let mut reader = Reader::new(bytes.get(MAGIC.len()..).ok_or(too_short.clone())?);
        let version = reader.u32().ok_or(too_short.clone())?;
        match version {
            VERSION => {}
            got if got > VERSION => return Err(PackError::Newer { expected: VERSION, got }),
            got => return Err(PackError::Older { expected: VERSION, got }),
        }
        let (Some(n_sections), Some(expected), Some(sum)) = (reader.u32(), reader.u64(), reader.u64()) else {
            return Err(too_short);
        };
        if got < expected {
            return Err(PackError::Truncated { expected, got });
        }
        if got > expected {
            return Err(PackError::Damaged("bytes after its end"));
        }
        if checksum(&bytes, &[]) != sum {
            return Err(PackError::Damaged("its checksum does not agree"));
        }
        let mut table = Vec::new();
        let wrong = PackError::Damaged("its table of sections makes no sense");
        for _ in 0..n_sections {
            let entry = (reader.take(4), reader.u32(), reader.u32());
            let (Some(tag), Some(offset), Some(length)) = entry else { return Err(wrong) };
            let (offset, length) = (offset as usize, length as usize);
            if offset.checked_add(length).and_then(|end| bytes.get(offset..end)).is_none() {
                return Err(wrong);
            }
            table.push((tag.try_into().unwrap_or_default(), offset, length));
        }
        Ok(Self { bytes, tail: Vec::new(), table })
    }

    /// A section's bytes.
    pub fn section(&self, tag: Tag) -> Option<&[u8]> {
        let (_, offset, length) = self.table.iter().find(|(other, ..)| *other == tag)?;
        // What lies apart begins where the rest ends.
        match offset.checked_sub(self.bytes.len()) {
            Some(0) if *length == self.tail.len() => Some(&self.tail),
            _ => self.bytes.get(*offset..offset + length),
        }
    }

    /// Tags and lengths of all sections, in order.
    pub fn sections(&self) -> impl Iterator<Item = (Tag, usize)> + '_ {
        self.table.iter().map(|(tag, _, length)| (*tag, *length))
    }

    /// Takes the section that lies last out of the pack, so that it can be owned as text
    /// without a second copy; `None` when another lies last.
    pub(super) fn take_last(&mut self, tag: Tag) -> Option<Vec<u8>> {
        let (_, offset, length) = self.table.iter().find(|(other, ..)| *other == tag)?;
        if *offset == self.bytes.len() && *length == self.tail.len() {
            return Some(std::mem::take(&mut self.tail));
        }
        (offset + length == self.bytes.len()).then(|| {
            let last = self.bytes.split_off(*offset);
            // The room it took is for what is spread out next.
            self.bytes.shrink_to_fit();
            last
        })
    }

    /// The file, or what is left of it after [`Pack::take_last`].
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn foreign(bytes: &[u8]) -> PackError {
    let start = bytes.trim_ascii_start();
    let is = |prefix: &[u8]| start.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    let found = if bytes.is_empty() {
        "it is empty"
    } else if is(b"<!doctype") || is(b"<html") {
        "it is a web page"
    } else if bytes.starts_with(b"wenlan\n") {
        "its line ends were rewritten in transfer"
    } else if bytes.starts_with(b"\x1f\x8b") || bytes.starts_with(b"PK\x03\x04") {
        "it is a compressed file"
    } else {
        "it starts differently"
    };
    PackError::Foreign { found }
}

/// Checksum of a pack with its own eight bytes left out: four sums over 8-byte words, mixed. Its last section may lie
/// apart.
fn checksum(bytes: &[u8], tail: &[u8]) -> u64 {
    const PRIME: u64 = 0x9e37_79b1_85eb_ca87;
    const SECOND: u64 = 0xc2b2_ae3d_27d4_eb4f;
    let mut sums = [PRIME, SECOND, !PRIME, !SECOND];
    let (head, body) = (bytes.get(..24).unwrap_or_default(), bytes.get(HEADER..).unwrap_or_default());
    let mix = |sum: u64, word: u64| (sum ^ word.wrapping_mul(SECOND)).rotate_left(29).wrapping_mul(PRIME);
    let mut add = |block: &[u8; 32]| {
        let (words, _) = block.as_chunks::<8>();
        for (sum, word) in sums.iter_mut().zip(words) {
            *sum = mix(*sum, u64::from_le_bytes(*word));
        }
    };
    let (blocks, rest) = body.as_chunks::<32>();
    blocks.iter().for_each(&mut add);
    // A block that lies over the border.
    let (over, tail) = tail.split_at((32 - rest.len()).min(tail.len()));
    let border = [rest, over].concat();
    let (blocks, border) = border.as_chunks::<32>();
    blocks.iter().for_each(&mut add);
    let (blocks, rest) = tail.as_chunks::<32>();
    blocks.iter().for_each(&mut add);
    let mut sum = (bytes.len() + over.len() + tail.len()) as u64;
    for part in sums {
        sum = mix(sum, part);
    }
    for part in [head, border, rest] {
        for byte in part {
            sum = mix(sum, u64::from(*byte));
        }
    }
    (sum ^ sum >> 32).wrapping_mul(SECOND)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Vec<u8> {
        let mut writer = PackWriter::default();
        writer.section(*b"BBBB", (0..=255).collect());
        writer.section(*b"AAAA", b"first".to_vec());
        writer.finish()
    }

    #[test]
    fn sections_come_back_in_any_order_with_the_same_bytes() {
        let pack = Pack::open(sample()).unwrap();
        assert_eq!(pack.section(*b"AAAA"), Some(b"first".as_slice()));
        assert_eq!(pack.section(*b"BBBB").map(<[u8]>::len), Some(256));
        assert_eq!(pack.section(*b"CCCC"), None);
        let mut writer = PackWriter::default();
        writer.section(*b"AAAA", b"other".to_vec());
        writer.section(*b"AAAA", b"first".to_vec());
        writer.section(*b"BBBB", (0..=255).collect());
        assert_eq!(writer.finish(), sample());
    }

    #[test]
    fn a_pack_that_is_open_at_once_is_the_one_that_is_written() {
        for n in [0, 1, 23, 31, 32, 33, 64, 100] {
            let fill = || {
                let mut writer = PackWriter::default();
                writer.section(*b"AAAA", (0..n).collect());
                writer.section(*b"BBBB", (0..=n).collect());
                writer
            };
            let mut whole = Pack::open(fill().finish()).unwrap();
            let mut open = fill().into_pack();
            assert_eq!(open.section(*b"AAAA"), whole.section(*b"AAAA"), "{n}");
            assert_eq!(open.section(*b"BBBB"), whole.section(*b"BBBB"), "{n}");
            assert_eq!(open.take_last(*b"BBBB"), whole.take_last(*b"BBBB"), "{n}");
            assert_eq!(open.bytes(), whole.bytes(), "{n}");
        }
    }

    #[test]
    fn each_fault_is_named() {
        let good = sample();
        let mut newer = good.clone();
        newer[8] = 9;
        let mut damaged = good.clone();
        damaged[100] ^= 1;
        let mut longer = good.clone();
        longer.push(0);
        let cases: [(&[u8], &str); 9] = [
            (b"", "empty"),
            (b"<!DOCTYPE html><html>", "web page"),
            (b"wenlan\n\x01\0\0\0", "line ends"),
            (b"\x1f\x8b\x08", "compressed"),
            (b"hello", "not a Wenlan pack"),
            (&good[..200], "cut off: 200 bytes of 317"),
            (&newer, "version 9"),
            (&damaged, "damaged"),
            (&longer, "damaged"),
        ];
        for (bytes, part) in cases {
            let error = Pack::open(bytes.to_vec()).unwrap_err().to_string();
            assert!(error.contains(part), "{error} should say {part}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_give_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Pack::open(bytes).is_err());
        }

        #[test]
        fn any_change_is_noticed(at in 0usize..317, with in 1u8..) {
            let mut bytes = sample();
            bytes[at] ^= with;
            prop_assert!(Pack::open(bytes).is_err());
        }

        #[test]
        fn any_cut_is_noticed(len in 0usize..317) {
            let error = Pack::open(sample()[..len].to_vec()).unwrap_err();
            prop_assert!(matches!(error, PackError::Truncated { .. } | PackError::Foreign { .. }), "{}", error);
        }
    }
}

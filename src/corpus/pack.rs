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
    pub fn section(&mut self, tag: Tag, mut bytes: Vec<u8>) {
        bytes.shrink_to_fit();
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
        self.into_pack().parts.concat()
    }

    /// The pack, open: no section is copied.
    pub fn into_pack(self) -> Pack {
        let start = HEADER + self.sections.len() * 12;
        let length = start + self.sections.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
        let mut head = Vec::with_capacity(start);
        head.extend_from_slice(MAGIC);
        head.extend_from_slice(&VERSION.to_le_bytes());
        head.extend_from_slice(&(self.sections.len() as u32).to_le_bytes());
        head.extend_from_slice(&(length as u64).to_le_bytes());
        head.extend_from_slice(&[0; 8]);
        let mut offset = start;
        let mut table = Vec::with_capacity(self.sections.len());
        for (part, (tag, bytes)) in (1..).zip(&self.sections) {
            head.extend_from_slice(tag);
            head.extend_from_slice(&(offset as u32).to_le_bytes());
            head.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
            table.push(Place { tag: *tag, part, offset: 0, length: bytes.len() });
            offset += bytes.len();
        }
        let mut parts = vec![head];
        parts.extend(self.sections.into_iter().map(|(_, bytes)| bytes));
        let sum = checksum(parts.iter().map(Vec::as_slice)).to_le_bytes();
        if let Some(place) = parts.first_mut().and_then(|head| head.get_mut(24..HEADER)) {
            place.copy_from_slice(&sum);
        }
        Pack { parts, table }
    }
}

/// Writes the checksum that fits the rest.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn reseal(bytes: &mut [u8]) {
    let sum = checksum([&*bytes]).to_le_bytes();
    if let Some(place) = bytes.get_mut(24..HEADER) {
        place.copy_from_slice(&sum);
    }
}

/// A verified pack.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// The file in one part as it was read, or its head and each section as they were made.
    parts: Vec<Vec<u8>>,
    table: Vec<Place>,
}

/// Where a section lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    tag: Tag,
    part: usize,
    /// First byte in the part.
    offset: usize,
    length: usize,
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
        if checksum([bytes.as_slice()]) != sum {
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
            table.push(Place { tag: tag.try_into().unwrap_or_default(), part: 0, offset, length });
        }
        Ok(Self { parts: vec![bytes], table })
    }

    /// A section's bytes.
    pub fn section(&self, tag: Tag) -> Option<&[u8]> {
        let place = self.table.iter().find(|place| place.tag == tag)?;
        self.parts.get(place.part)?.get(place.offset..place.offset + place.length)
    }

    /// Tags and lengths of all sections, in order.
    pub fn sections(&self) -> impl Iterator<Item = (Tag, usize)> + '_ {
        self.table.iter().map(|place| (place.tag, place.length))
    }

    /// Takes the section that lies last out of the pack, so that it can be owned as text
    /// without a second copy; `None` when another lies last.
    pub(super) fn take_last(&mut self, tag: Tag) -> Option<Vec<u8>> {
        let place = self.table.iter().find(|place| place.tag == tag)?;
        if place.part + 1 != self.parts.len() {
            return None;
        }
        let last = self.parts.last_mut().filter(|part| place.offset + place.length == part.len())?;
        if place.offset == 0 {
            return self.parts.pop();
        }
        let taken = last.split_off(place.offset);
        // The room it took is for what is spread out next.
        last.shrink_to_fit();
        Some(taken)
    }

    /// The file in parts, or what is left of it after [`Pack::take_last`].
    pub(super) fn parts(&self) -> impl Iterator<Item = &[u8]> {
        self.parts.iter().map(Vec::as_slice)
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

/// Checksum of a pack with its own eight bytes left out: four sums over 8-byte words, mixed. The pack may lie in parts,
/// of which the first holds its head.
fn checksum<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    const PRIME: u64 = 0x9e37_79b1_85eb_ca87;
    const SECOND: u64 = 0xc2b2_ae3d_27d4_eb4f;
    let mut sums = [PRIME, SECOND, !PRIME, !SECOND];
    let mix = |sum: u64, word: u64| (sum ^ word.wrapping_mul(SECOND)).rotate_left(29).wrapping_mul(PRIME);
    let mut add = |block: &[u8; 32]| {
        let (words, _) = block.as_chunks::<8>();
        for (sum, word) in sums.iter_mut().zip(words) {
            *sum = mix(*sum, u64::from_le_bytes(*word));
        }
    };
    let mut head = None;
    // What does not fill a block, and the length so far.
    let (mut rest, mut len) = (Vec::with_capacity(32), 0);
    for part in parts {
        len += part.len() as u64;
        let mut body = part;
        if head.is_none() {
            head = part.get(..24);
            body = part.get(HEADER..).unwrap_or_default();
        }
        if !rest.is_empty() {
            let (over, after) = body.split_at((32 - rest.len()).min(body.len()));
            rest.extend_from_slice(over);
            body = after;
            if let Ok(block) = <&[u8; 32]>::try_from(rest.as_slice()) {
                add(block);
                rest.clear();
            }
        }
        let (blocks, after) = body.as_chunks::<32>();
        blocks.iter().for_each(&mut add);
        rest.extend_from_slice(after);
    }
    let mut sum = len;
    for part in sums {
        sum = mix(sum, part);
    }
    for byte in head.unwrap_or_default().iter().chain(&rest) {
        sum = mix(sum, u64::from(*byte));
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
            let bytes = |pack: &Pack| pack.parts().collect::<Vec<_>>().concat();
            assert_eq!(bytes(&open), bytes(&whole), "{n}");
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

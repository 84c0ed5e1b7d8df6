//! Zip archives: every member that is a text, within limits.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder};

use super::{FieldMap, Opened, ReadError, ReadNote, Rest, kind, office};
use crate::corpus::{What, decode};
use crate::text::Lexicon;

/// Members that are read of one archive.
pub(super) const MOST_MEMBERS: u64 = 100_000;
/// Bytes that one member may unpack to.
pub(super) const LARGEST_MEMBER: usize = 256 << 20;
/// Bytes that all members together may unpack to.
pub(super) const LARGEST_TOTAL: usize = 1 << 30;
/// How many times its packed size a member may have; below [`SMALL`] any.
pub(super) const HIGHEST_RATIO: u64 = 250;
/// Bytes below which the ratio says nothing: a page of blanks packs well.
const SMALL: usize = 1 << 20;
/// Remarks on members that are kept.
const LISTED: usize = 200;

fn bomb() -> ReadError {
    ReadError::ZipBomb { limit: (LARGEST_TOTAL >> 20) as u64, ratio: HIGHEST_RATIO }
}

/// A member as the directory lists it.
#[derive(Debug)]
struct Member {
    name: String,
    raw: Vec<u8>,
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    is_locked: bool,
}

/// The members of an archive that are still to come; they are unpacked one by one.
#[derive(Debug)]
pub(super) struct Members {
    bytes: Vec<u8>,
    rest: std::vec::IntoIter<Member>,
    n: usize,
    n_passed: usize,
    /// Bytes unpacked so far.
    total: usize,
    is_damaged: bool,
    map: FieldMap,
}

/// Opens an archive, or the document that an office has packed as one.
pub(super) fn open(
    file: &str,
    bytes: Vec<u8>,
    map: &FieldMap,
    lexicon: &Lexicon,
    may_unpack: bool,
) -> Result<Opened, ReadError> {
    let archive = ZipArchive::from_slice(bytes.as_slice()).map_err(|_| ReadError::ZipDamaged)?;
    if archive.entries_hint() > MOST_MEMBERS {
        return Err(ReadError::ZipEntries { n: archive.entries_hint(), limit: MOST_MEMBERS });
    }
    let mut members = Vec::new();
    let mut entries = archive.entries();
    let mut is_damaged = false;
    loop {
        let entry = match entries.next_entry() {
            Ok(Some(entry)) => entry,
            Ok(None) => break,
            Err(_) => {
                is_damaged = true;
                break;
            }
        };
        if members.len() as u64 > MOST_MEMBERS {
            return Err(ReadError::ZipEntries { n: members.len() as u64, limit: MOST_MEMBERS });
        }
        if entry.is_dir() {
            continue;
        }
        let raw = entry.file_path().as_bytes().to_vec();
        members.push(Member {
            name: name(&raw),
            raw,
            place: entry.wayfinder(),
            method: entry.compression_method(),
            is_locked: entry.flags().is_encrypted(),
        });
    }
    match What::of_members(members.iter().map(|member| member.raw.as_slice())) {
        Some(What::Word) if members.iter().any(|member| member.raw == b"word/document.xml") => {
            let part = |name: &str| {
                let member = members.iter().find(|member| member.raw == name.as_bytes());
                member.map(|member| inflate(&archive, member, LARGEST_TOTAL)).transpose()
            };
            return office::document(file, part, lexicon);
        }
        Some(what) => return Err(ReadError::Binary(what)),
        None if !may_unpack => return Err(ReadError::ZipNested),
        None => {}
    }
    if members.is_empty() {
        return Err(if is_damaged { ReadError::ZipDamaged } else { ReadError::Empty });
    }
    members.sort_by(|a, b| a.name.cmp(&b.name));
    let rest = Rest::Members(Members {
        n: members.len(),
        rest: members.into_iter(),
        bytes,
        n_passed: 0,
        total: 0,
        is_damaged,
        map: map.clone(),
    });
    Ok(Opened { rest, ..Opened::default() })
}

impl Members {
    pub(super) fn part_done(&self) -> f64 {
        1.0 - self.rest.len() as f64 / self.n.max(1) as f64
    }

    /// Takes the next member; `false` after the last.
    pub(super) fn next(&mut self, all: &mut Opened, lexicon: &Lexicon) -> Result<bool, ReadError> {
        let Some(member) = self.rest.next() else { return self.end(all) };
        let file = member.name.rsplit('/').next().unwrap_or_default();
        let extension = kind::extension(&member.name);
        if file.starts_with('.') || member.name.starts_with("__MACOSX/") {
            return Ok(true);
        }
        if let Some(what) = kind::foreign(&extension) {
            all.failed.push((member.name, ReadError::Binary(what)));
            return Ok(true);
        }
        if !kind::is_known(&extension) && !matches!(extension.as_str(), "zip" | "wenlan" | "docx") {
            self.n_passed += 1;
            return Ok(true);
        }
        let left = LARGEST_TOTAL.saturating_sub(self.total);
        let read = ZipArchive::from_slice(self.bytes.as_slice()).map_err(|_| ReadError::ZipDamaged);
        let read = read.and_then(|archive| inflate(&archive, &member, left)).and_then(|bytes| {
            self.total += bytes.len();
            let mut read = super::open(&member.name, bytes, &self.map, lexicon, false)?;
            read.divide_all(lexicon)?;
            Ok(read)
        });
        match read {
            Ok(read) => take(all, &member.name, read),
            // What is left cannot be unpacked within the limit either.
            Err(error @ ReadError::ZipBomb { .. }) if self.total + LARGEST_MEMBER > LARGEST_TOTAL => {
                all.failed.push((member.name, error));
                self.rest = Vec::new().into_iter();
            }
            Err(error) => all.failed.push((member.name, error)),
        }
        Ok(true)
    }

    fn end(&mut self, all: &mut Opened) -> Result<bool, ReadError> {
        if self.n_passed > 0 {
            all.notes.push(ReadNote::PassedOver(self.n_passed));
        }
        if self.is_damaged {
            all.failed.push((String::from("…"), ReadError::ZipDamaged));
        }
        if all.is_empty() {
            // Of one member its own fault says more.
            return Err(match all.failed.pop() {
                Some((_, error)) if all.failed.is_empty() => error,
                _ => ReadError::ZipNothing,
            });
        }
        Ok(false)
    }
}

fn take(all: &mut Opened, name: &str, read: Opened) {
    all.encoding = match all.encoding {
        "" => read.encoding,
        same if same == read.encoding => same,
        _ => "UTF-8, GB18030, …",
    };
    for note in read.notes {
        if all.notes.len() < LISTED {
            all.notes.push(ReadNote::Member { name: name.to_owned(), note: Box::new(note) });
        }
    }
    all.n_pushed += read.n_pushed;
    all.drafts.extend(read.drafts);
    all.failed.extend(read.failed);
    all.n_left_out += read.n_left_out;
}

/// A member's name: UTF-8, or GBK as archivers of Chinese Windows write it.
pub(super) fn name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.replace('\\', "/"),
        Err(_) => {
            decode(raw).map_or_else(|_| String::from_utf8_lossy(raw).into_owned(), |name| name.text).replace('\\', "/")
        }
    }
}

fn inflate(archive: &rawzip::ZipSliceArchive<&[u8]>, member: &Member, left: usize) -> Result<Vec<u8>, ReadError> {
    if member.is_locked {
        return Err(ReadError::ZipLocked);
    }
    let entry = archive.get_entry(member.place).map_err(|_| ReadError::ZipDamaged)?;
    let packed = entry.data();
    let most = LARGEST_MEMBER.min(left).min((packed.len() as u64 * HIGHEST_RATIO) as usize + SMALL);
    let bytes = match member.method {
        CompressionMethod::STORE if packed.len() <= most => packed.to_vec(),
        CompressionMethod::STORE => return Err(bomb()),
        CompressionMethod::DEFLATE => {
            decompress_to_vec_with_limit(packed, most).map_err(|error| match error.status {
                TINFLStatus::HasMoreOutput => bomb(),
                _ => ReadError::ZipDamaged,
            })?
        }
        _ => return Err(ReadError::ZipMethod),
    };
    let claim = entry.claim_verifier();
    if claim.uncompressed_size != bytes.len() as u64 || claim.crc != rawzip::crc32(&bytes) {
        return Err(ReadError::ZipDamaged);
    }
    Ok(bytes)
}

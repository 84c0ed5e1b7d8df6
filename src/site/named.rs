//! Files under names that change with their content, so that hosts may let browsers keep them for ever.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};

/// A file's hashed name and its integrity (`sha384-…`, W3C Subresource Integrity).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// `corpus-0123456789abcdef.wenlan`
    pub name: String,
    /// `sha384-` and the hash in base64.
    pub integrity: String,
}

impl Named {
    /// Names a file by its content.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let hash = Sha384::digest(bytes);
        let (stem, end) = name.rsplit_once('.').unwrap_or((name, "bin"));
        Self { name: format!("{stem}-{}.{end}", hex(&hash)), integrity: format!("sha384-{}", STANDARD.encode(hash)) }
    }
}

/// A short hash of a text, for names.
pub(super) fn short_hash(text: &str) -> String {
    hex(&Sha384::digest(text.as_bytes()))
}

/// The first eight bytes.
fn hex(hash: &[u8]) -> String {
    hash.iter().take(8).fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

//! Checked reading and writing of little-endian numbers and variable-length integers.
//!
//! Every read can fail and none can panic: packs come from anywhere.

/// Appends `n` in groups of seven bits, lowest first.
pub fn put_varint(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push((n as u8 & 0x7f) | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Writes `n` as [`put_varint`] does over the bytes from `at`, as far as there are any: the bytes it takes.
pub fn put_varint_at(out: &mut [u8], at: u32, mut n: u32) -> u32 {
    let mut len = 0;
    for byte in out.get_mut(at as usize..).unwrap_or_default() {
        len += 1;
        *byte = n as u8 & 0x7f | if n >= 0x80 { 0x80 } else { 0 };
        n >>= 7;
        if n == 0 {
            break;
        }
    }
    len
}

/// Appends a length and the bytes.
pub fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_varint(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

/// Number of bytes [`put_varint`] writes.
pub fn varint_len(n: u32) -> u32 {
    (32 - (n | 1).leading_zeros()).div_ceil(7)
}

/// Reads on from where it stands; `None` when the bytes are used up or make no sense.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Starts at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// What is left.
    pub fn rest(self) -> &'a [u8] {
        self.bytes
    }

    /// Whether nothing is left.
    pub fn is_empty(self) -> bool {
        self.bytes.is_empty()
    }

    /// A number written by [`put_varint`].
    #[inline]
    pub fn varint(&mut self) -> Option<u32> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        if first < 0x80 {
            return Some(u32::from(first));
        }
        let mut n = u32::from(first & 0x7f);
        for shift in [7, 14, 21, 28] {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            n |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(n);
            }
        }
        None
    }

    /// The next `len` bytes.
    pub fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.bytes.split_at_checked(len)?;
        self.bytes = rest;
        Some(head)
    }

    /// Bytes written by [`put_bytes`].
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let len = self.varint()? as usize;
        self.take(len)
    }

    /// Text written by [`put_bytes`].
    pub fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    /// A number of four bytes.
    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// A number of eight bytes.
    pub fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in prop::collection::vec(any::<u32>(), 0..50)) {
            let mut out = Vec::new();
            for &n in &numbers {
                let before = out.len();
                put_varint(&mut out, n);
                prop_assert_eq!(out.len() - before, varint_len(n) as usize);
                let mut over = vec![0xaa; out.len()];
                prop_assert_eq!(put_varint_at(&mut over, before as u32, n), varint_len(n));
                prop_assert_eq!(&over[before..], &out[before..]);
            }
            let mut reader = Reader::new(&out);
            for &n in &numbers {
                prop_assert_eq!(reader.varint(), Some(n));
            }
            prop_assert!(reader.is_empty());
            prop_assert_eq!(reader.varint(), None);
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut reader = Reader::new(&bytes);
            while reader.bytes().is_some() {}
            while reader.varint().is_some() {}
            prop_assert_eq!(Reader::new(&bytes).u64().is_some(), bytes.len() >= 8);
        }
    }
}

//! Reading the binary tables of `data/`.

/// A place in a byte sequence that moves on as it is read.
pub(super) struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// A number of seven bits a byte, lowest first.
    pub(super) fn varint(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

/// The sections of the file, by tag.
pub(super) struct Sections<'a> {
    file: &'a [u8],
}

impl<'a> Sections<'a> {
    pub(super) fn new(file: &'a [u8]) -> Self {
        Self { file }
    }

    pub(super) fn get(&self, tag: &[u8; 4]) -> Option<&'a [u8]> {
        let mut file = Bytes::new(self.file);
        loop {
            let found = file.take(4)?;
            let len = u32::from_le_bytes(file.take(4)?.try_into().ok()?);
            let body = file.take(len as usize)?;
            if found == tag {
                return Some(body);
            }
        }
    }
}

//! Parts of speech.

/// Names of the parts of speech, sorted; the first is for what has none.
const NAMES: [&str; 58] = [
    "", "a", "ad", "ag", "an", "b", "c", "d", "df", "dg", "e", "eng", "f", "g", "h", "i", "j", "k", "l", "m", "mg",
    "mq", "n", "ng", "nr", "nrfg", "nrt", "ns", "nt", "nz", "o", "p", "q", "r", "rg", "rr", "rz", "s", "t", "tg", "u",
    "ud", "ug", "uj", "ul", "uv", "uz", "v", "vd", "vg", "vi", "vn", "vq", "x", "y", "yg", "z", "zg",
];

/// Places in `NAMES` of the names of one or two letters, by these.
static SHORT: [u8; 26 * 27] = {
    let mut table = [0; 26 * 27];
    let mut i = 1;
    while i < NAMES.len() {
        let name = NAMES[i].as_bytes();
        let row = (name[0] - b'a') as usize * 27;
        if name.len() == 1 {
            table[row] = i as u8;
        } else if name.len() == 2 {
            table[row + (name[1] - b'a') as usize + 1] = i as u8;
        }
        i += 1;
    }
    table
};

/// A part of speech by its jieba tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(u8);

impl Tag {
    /// The tag of that name; the empty tag where there is none.
    pub fn named(name: &str) -> Self {
        // Nearly all names have one or two letters, and this is asked for every word.
        match name.as_bytes() {
            [a @ b'a'..=b'z'] => SHORT.get((a - b'a') as usize * 27),
            [a @ b'a'..=b'z', b @ b'a'..=b'z'] => SHORT.get((a - b'a') as usize * 27 + (b - b'a') as usize + 1),
            _ => return Self(NAMES.binary_search(&name).unwrap_or_default() as u8),
        }
        .copied()
        .map_or_else(Self::default, Self)
    }

    /// Its name, such as `n`, `v`, `ns`; empty where unknown.
    pub fn name(self) -> &'static str {
        NAMES.get(self.0 as usize).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(NAMES.is_sorted());
        assert!(NAMES.iter().all(|name| Tag::named(name).name() == *name));
        assert_eq!(Tag::named("nonsense"), Tag::default());
    }
}

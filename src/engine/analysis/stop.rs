//! What is left out of lists of words.

use rustc_hash::FxHashSet;

use super::table::Table;
use crate::protocol::Stop;
use crate::text::fold_char;

/// The list that comes with Wenlan; lines that begin with `#` are remarks.
const LIST: &str = include_str!("../../../data/stop.txt");

/// The words of the list that comes with Wenlan.
pub(in crate::engine) fn list() -> Vec<String> {
    let lines = LIST.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

/// A list made ready.
pub(super) struct Stopped {
    /// The words as given.
    pub(super) words: Vec<String>,
    folded: FxHashSet<String>,
    numbers: bool,
}

impl Stopped {
    pub(super) fn of(stop: &Stop) -> Self {
        let words = stop.words.clone().unwrap_or_else(list);
        let folded = words.iter().map(|word| word.trim().chars().map(fold_char).collect()).collect();
        Self { words, folded, numbers: stop.numbers }
    }

    /// Whether a word is left out.
    pub(super) fn has(&self, table: &Table, word: u32) -> bool {
        let text = table.folded(word);
        self.folded.contains(text) || (!self.numbers && text.starts_with(|c: char| c.is_ascii_digit()))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_has_each_word_once() {
        let mut words = super::list();
        let n = words.len();
        words.sort();
        words.dedup();
        assert!(n == words.len() && n > 100, "{n}");
    }
}

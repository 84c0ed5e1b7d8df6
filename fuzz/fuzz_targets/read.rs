//! Files of every kind that is read: the first byte chooses the name's end, the rest is the file.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use wenlan::corpus::read;
use wenlan::text::Lexicon;

static BYTES: &[u8] = include_bytes!("../../data/lexicon.bin");
const ENDS: [&str; 8] = ["txt", "md", "html", "json", "jsonl", "csv", "xml", "zip"];

fuzz_target!(|data: &[u8]| {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    let lexicon = LEXICON.get_or_init(|| Lexicon::open(BYTES).expect("data/lexicon.bin opens"));
    let Some((first, file)) = data.split_first() else { return };
    let name = format!("a.{}", ENDS[*first as usize % ENDS.len()]);
    let _ = read::read_file(&name, file, lexicon);
});

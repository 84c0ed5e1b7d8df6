//! Segmentation, sentences and conversions of any text: everything that `wenlan::text::check_words` says.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use wenlan::text::{Lexicon, check_words};

static BYTES: &[u8] = include_bytes!("../../data/lexicon.bin");

fuzz_target!(|data: &[u8]| {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    let lexicon = LEXICON.get_or_init(|| Lexicon::open(BYTES).expect("data/lexicon.bin opens"));
    let text = String::from_utf8_lossy(data);
    if let Err(what) = check_words(lexicon, &text) {
        panic!("{what}");
    }
});

//! Builds the files of `data/` from their published sources.
//!
//! `cargo run --release --example build_data -- data` looks for the sources in the cargo
//! registry and takes other places by `--dict`, `--opencc`, `--pinyin` and `--phrases`;
//! `data/README.md` says what they are, who holds the rights and which rule prunes them.

mod lexicon;
mod names;
mod reading;
mod variant;

use std::{collections::BTreeMap, env, error::Error, fs, path::PathBuf};

/// What went wrong, in words.
pub(crate) type Fault = Box<dyn Error>;

fn main() -> Result<(), Fault> {
    let mut out = PathBuf::from("data");
    let mut given: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.strip_prefix("--") {
            Some(name) => {
                let value = args.next().ok_or_else(|| format!("--{name} needs a path"))?;
                given.insert(name.to_owned(), value.into());
            }
            None => out = arg.into(),
        }
    }
    let find = |name: &str, inside: &str, krate: &str| -> Result<PathBuf, Fault> {
        match given.get(name) {
            Some(path) => Ok(path.clone()),
            None => in_registry(krate, inside),
        }
    };
    let dict = fs::read_to_string(find("dict", "src/data/dict.txt", "jieba-rs-0.11.0")?)?;
    let opencc = find("opencc", "assets/dictionaries", "ferrous-opencc-0.4.0")?;
    let pinyin = fs::read_to_string(find("pinyin", "pinyin-data/pinyin.txt", "pinyin-0.11.0")?)?;
    let phrases = match given.get("phrases") {
        Some(path) => Some(fs::read_to_string(path)?),
        None => None,
    };

    let mut words = lexicon::prune(&dict)?;
    lexicon::add_modern(&mut words, include_str!("modern.txt"));
    let variants = variant::build(
        &fs::read_to_string(opencc.join("TSCharacters.txt"))?,
        &fs::read_to_string(opencc.join("TSPhrases.txt"))?,
        &words,
    );
    let traditional = variant::traditional(
        &fs::read_to_string(opencc.join("STCharacters.txt"))?,
        &fs::read_to_string(opencc.join("STPhrases.txt"))?,
        include_str!("hant.txt"),
        &dict,
    );
    let readings = reading::build(&pinyin, phrases.as_deref(), &words);
    fs::create_dir_all(&out)?;
    let mut file = b"WLEX\x01".to_vec();
    for (tag, body) in lexicon::sections(&words)
        .into_iter()
        .chain(readings)
        .chain(lexicon::rare(&dict))
        .chain([(*b"TRAD", traditional), names::section(&dict)])
    {
        file.extend_from_slice(&tag);
        file.extend_from_slice(&(body.len() as u32).to_le_bytes());
        file.extend_from_slice(&body);
    }
    fs::write(out.join("lexicon.bin"), &file)?;
    fs::write(out.join("variants.bin"), &variants)?;
    eprintln!("{} words, lexicon {} bytes, variants {} bytes", words.len(), file.len(), variants.len());
    Ok(())
}

/// The file or folder of a crate that `cargo fetch` has unpacked.
fn in_registry(krate: &str, inside: &str) -> Result<PathBuf, Fault> {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")))
        .ok_or("neither CARGO_HOME nor HOME is set")?;
    let mut registries: Vec<PathBuf> =
        fs::read_dir(home.join("registry/src"))?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    registries.sort();
    registries.into_iter().map(|registry| registry.join(krate).join(inside)).find(|path| path.exists()).ok_or_else(
        || format!("{krate} is not in the cargo registry: add it to any project and run `cargo fetch`").into(),
    )
}

/// Appends a number of seven bits a byte, lowest first.
pub(crate) fn varint(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

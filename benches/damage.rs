//! Sound texts damaged by code, kind by kind, and what repair makes of them.
//!
//! The damage follows the ways in which sites and programs do it (bytes replaced without minding where a
//! character begins, text decoded in a wrong encoding, lines wrapped), not the results that repair looks for.
//! Seeds are fixed; `DAMAGE_SEED` takes another one.

use encoding_rs::{BIG5, GBK};
use wenlan::text::{self, Kind, Lexicon};

/// A generator of numbers that is the same everywhere (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// What is done to a text: the damaged text, or nothing where it does not apply.
type Damage = fn(&Lexicon, &str, &mut Random) -> Option<String>;

/// All kinds, with their names.
pub(crate) const KINDS: [(&str, Damage); 25] = [
    ("pinyin", |lexicon, text, random| Some(annotate(lexicon, text, random, false))),
    ("pinyin, stray blanks", |lexicon, text, random| Some(annotate(lexicon, text, random, true))),
    ("marks replaced in GBK bytes", marks_in_bytes),
    ("pinyin put in GBK bytes", pinyin_in_bytes),
    ("a byte dropped from GBK", |_, text, random| byte_dropped(text, random).map(|bytes| shown(&bytes))),
    ("a byte dropped, private shown", |_, text, random| byte_dropped(text, random).map(|bytes| decoded(&bytes))),
    ("a byte dropped, no mark", |_, text, random| {
        byte_dropped(text, random).map(|bytes| shown(&bytes).chars().filter(|c| *c != '?').collect())
    }),
    ("UTF-8 as GBK", |_, text, _| Some(utf8_as_gbk(text, Some))),
    ("UTF-8 as GBK, ? for lost", |_, text, _| Some(utf8_as_gbk(text, |_| Some('?')))),
    ("UTF-8 as GBK, one sentence", |_, text, random| one_part(text, random, |part| utf8_as_gbk(part, Some))),
    ("UTF-8 as Latin-1", |_, text, _| Some(latin1(text.as_bytes()))),
    ("UTF-8 as Windows-1252", |_, text, _| Some(windows(text.as_bytes()))),
    ("UTF-8 as Latin-1, twice", |_, text, _| Some(latin1(latin1(text.as_bytes()).as_bytes()))),
    ("UTF-8 as Windows-1252, blanks", |_, text, _| Some(windows(text.as_bytes()).replace('\u{a0}', " "))),
    ("GBK as Latin-1", |_, text, _| Some(latin1(&gbk(text)?))),
    ("GBK as Windows-1252", |_, text, _| Some(windows(&gbk(text)?))),
    ("GBK as Latin-1, twice", |_, text, _| Some(latin1(latin1(&gbk(text)?).as_bytes()))),
    ("UTF-8 as Latin-1, as GBK", |_, text, _| Some(utf8_as_gbk(&latin1(text.as_bytes()), |_| None))),
    ("UTF-8 as Windows-1252, lost", |_, text, _| {
        Some(windows(text.as_bytes()).replace(['\u{81}', '\u{8d}', '\u{8f}', '\u{90}', '\u{9d}'], "\u{fffd}"))
    }),
    ("Big5 as Latin-1", |_, text, _| {
        let (bytes, _, lost) = BIG5.encode(text);
        (!lost).then(|| latin1(&bytes))
    }),
    ("entities", |_, text, random| Some(entities(text, random))),
    ("invisible characters", |_, text, random| Some(invisible(text, random))),
    ("half-width marks", |_, text, random| Some(half_width(text, random))),
    ("lines wrapped", |_, text, random| Some(wrapped(text, random))),
    ("blanks doubled", |_, text, random| Some(blanks(text, random))),
];

/// The bytes in GBK, where every character has some.
fn gbk(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, lost) = GBK.encode(text);
    (!lost).then(|| bytes.into_owned())
}

/// GBK bytes as browsers decode them.
fn decoded(bytes: &[u8]) -> String {
    GBK.decode_without_bom_handling(bytes).0.into_owned()
}

/// GBK bytes as a site shows them: a question mark for what does not decode.
fn shown(bytes: &[u8]) -> String {
    decoded(bytes)
        .chars()
        .filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}'))
        .map(|c| if c == '\u{fffd}' { '?' } else { c })
        .collect()
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|b| char::from(*b)).collect()
}

/// Windows-1252 as browsers read it: its five free places are controls.
fn windows(bytes: &[u8]) -> String {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let high: Vec<char> = HIGH.chars().collect();
    bytes.iter().map(|b| if (0x80..0xa0).contains(b) { high[*b as usize - 0x80] } else { char::from(*b) }).collect()
}

fn utf8_as_gbk(text: &str, lost: impl Fn(char) -> Option<char>) -> String {
    let (read, _) = GBK.decode_without_bom_handling(text.as_bytes());
    read.chars().filter_map(|c| if c == '\u{fffd}' { lost(c) } else { Some(c) }).collect()
}

/// Damages one sentence of several.
fn one_part(text: &str, random: &mut Random, damage: impl Fn(&str) -> String) -> Option<String> {
    let parts: Vec<&str> = text.split_inclusive('\n').collect();
    let chosen = random.below(parts.len());
    (parts.len() > 1).then(|| {
        parts.iter().enumerate().map(|(i, part)| if i == chosen { damage(part) } else { (*part).to_owned() }).collect()
    })
}

/// The characters that a site annotates: some of those that occur, each with its usual reading.
fn subset(lexicon: &Lexicon, text: &str, random: &mut Random) -> Vec<(char, String)> {
    let share = 6 + random.below(20);
    let mut chars: Vec<char> = text.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fa5}')).collect();
    chars.sort_unstable();
    chars.dedup();
    chars.retain(|_| random.one_in(share));
    chars.into_iter().map(|c| (c, lexicon.pinyin(&c.to_string()))).filter(|(_, reading)| reading.len() > 1).collect()
}

fn annotate(lexicon: &Lexicon, text: &str, random: &mut Random, stray: bool) -> String {
    let list = subset(lexicon, text, random);
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        let Some((_, reading)) = list.iter().find(|(annotated, _)| *annotated == c) else { continue };
        let form = if stray { random.below(5) } else { 0 };
        let note = match form {
            1 => format!("（{reading}）"),
            2 => format!("( {reading})"),
            3 => format!("({reading} )"),
            4 => format!(" ({reading})"),
            _ => format!("({reading})"),
        };
        out.push_str(&note);
    }
    out
}

/// Full-width marks made half-width by replacing bytes.
fn marks_in_bytes(_: &Lexicon, text: &str, random: &mut Random) -> Option<String> {
    let mut bytes = gbk(text)?;
    let all = random.one_in(2);
    for mark in b"!,:;?()" {
        if *mark == b'!' || *mark == b',' || all {
            bytes = replaced(&bytes, &[0xa3, mark | 0x80], &[*mark]);
        }
    }
    let text = shown(&bytes);
    Some(if random.one_in(2) { text.replace("?!", "?！") } else { text })
}

fn pinyin_in_bytes(lexicon: &Lexicon, text: &str, random: &mut Random) -> Option<String> {
    let mut bytes = gbk(text)?;
    for (c, reading) in subset(lexicon, text, random) {
        let (Some(pair), Some(note)) = (gbk(&c.to_string()), gbk(&format!("{c}({reading})"))) else { continue };
        bytes = replaced(&bytes, &pair, &note);
    }
    Some(shown(&bytes))
}

fn byte_dropped(text: &str, random: &mut Random) -> Option<Vec<u8>> {
    let mut bytes = gbk(text)?;
    let at = random.below(bytes.len());
    bytes.remove(at);
    Some(bytes)
}

/// Bytes replaced wherever they stand, as a program does that knows nothing of characters.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i..].starts_with(from) {
            out.extend_from_slice(to);
            i += from.len();
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    out
}

fn entities(text: &str, random: &mut Random) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let named = match c {
            '“' => "&ldquo;",
            '”' => "&rdquo;",
            '·' => "&middot;",
            '—' => "&mdash;",
            '…' => "&hellip;",
            '×' => "&times;",
            '%' if random.one_in(3) => "&#37;",
            ' ' => "&nbsp;",
            _ => "",
        };
        if !named.is_empty() {
            out.push_str(&if random.one_in(8) { named.replace('&', "&amp;") } else { named.to_owned() });
        } else if c >= '\u{3000}' && random.one_in(12) {
            let number = if random.one_in(2) { format!("&#{};", c as u32) } else { format!("&#x{:x};", c as u32) };
            out.push_str(&number);
        } else {
            out.push(c);
        }
    }
    out
}

fn invisible(text: &str, random: &mut Random) -> String {
    const ALL: [char; 9] =
        ['\u{200b}', '\u{ad}', '\u{feff}', '\u{200e}', '\u{2060}', '\u{7f}', '\u{1}', '\u{8}', '\u{202c}'];
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if c != '\n' && random.one_in(15) {
            out.push(*random.pick(&ALL));
        }
    }
    out
}

fn half_width(text: &str, random: &mut Random) -> String {
    let share = 4 + random.below(12);
    text.chars()
        .map(|c| match c {
            '，' | '；' | '：' | '？' | '！' if random.one_in(share) => {
                char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
            }
            _ => c,
        })
        .collect()
}

fn wrapped(text: &str, random: &mut Random) -> String {
    let width = 20 + random.below(25);
    let end = *random.pick::<&str>(&["\n", "\r\n", " \n", "\n  "]);
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let chars: Vec<char> = line.trim_end().chars().collect();
        let parts: Vec<String> = chars.chunks(width).map(|part| part.iter().collect()).collect();
        out.push_str(&parts.join(end));
        out.push('\n');
    }
    out
}

fn blanks(text: &str, random: &mut Random) -> String {
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if c == ' ' && random.one_in(2) {
            out.push(' ');
        } else if matches!(c, '\u{4e00}'..='\u{9fff}') && random.one_in(60) {
            out.push_str(random.pick::<&str>(&["  ", "\u{3000}\u{3000}", "\u{a0} "]));
        }
    }
    out
}

/// What of a text counts: blanks do not, except where blanks are the damage, and marks count as half-width.
fn counted(text: &str) -> Vec<char> {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(half).collect()
}

/// Damages every text in every way and prints what remains.
pub(crate) fn measure(lexicon: &Lexicon, texts: &[String], only: Option<&str>) {
    let seed = std::env::var("DAMAGE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let show = std::env::var_os("SHOW").is_some();
    println!("{:32} {:>6} {:>9} {:>9} {:>8} {:>8}", "damage", "texts", "before", "after", "exact", "doubtful");
    for (name, damage) in KINDS.iter().filter(|(name, _)| only.is_none_or(|only| name.contains(only))) {
        let mut random = Random(seed);
        let (mut n, mut before, mut after, mut total, mut exact, mut doubtful, mut unstable) = (0, 0, 0, 0, 0, 0, 0);
        for sound in texts {
            let Some(damaged) = damage(lexicon, sound, &mut random).filter(|damaged| damaged != sound) else {
                continue;
            };
            let repaired = text::repair(lexicon, &damaged);
            assert_eq!(repaired.original(), damaged);
            let again = text::repair(lexicon, &repaired.text);
            unstable += usize::from(again.text != repaired.text);
            if show && again.text != repaired.text {
                println!("--- {name}: changes again\n  {damaged:?}\n  {:?}", again.repairs);
            }
            let as_counted = |text: &str| {
                let whole = matches!(*name, "lines wrapped" | "half-width marks" | "blanks doubled");
                if whole { text.trim().chars().collect() } else { counted(text) }
            };
            let gold = as_counted(sound);
            let wrong = super::distance(&as_counted(&repaired.text), &gold);
            before += super::distance(&as_counted(&damaged), &gold);
            after += wrong;
            total += gold.len();
            exact += usize::from(wrong == 0);
            n += 1;
            doubtful += repaired.repairs.iter().filter(|repair| !repair.certain && repair.kind != Kind::Space).count();
            if show && wrong > 0 {
                println!("--- {name}: {wrong} wrong\n  {damaged:?}\n  {:?}\n  {sound:?}", repaired.text);
            }
        }
        println!(
            "{name:32} {n:>6} {:>9.4} {:>9.4} {:>7.1}% {doubtful:>8}{}",
            before as f64 / total.max(1) as f64,
            after as f64 / total.max(1) as f64,
            100.0 * exact as f64 / n.max(1) as f64,
            if unstable > 0 { format!("  {unstable} change again") } else { String::new() },
        );
    }
}

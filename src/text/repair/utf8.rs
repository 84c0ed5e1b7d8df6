//! UTF-8 behind characters that its bytes were taken for, some bytes lost.

use super::{Edit, Kind, encoding::looks_paired, slip::is_han};
use crate::text::{Lexicon, variant::simplified};

/// One byte behind a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// The byte; none where it was lost.
    pub(super) byte: Option<u8>,
    /// Offset of the character that shows it.
    pub(super) at: usize,
    /// Whether it is the first byte of that character.
    pub(super) is_first: bool,
    /// Whether a blank stands there that may have been A0.
    pub(super) may_be_blank: bool,
    /// Whether the byte was lost for it has no character in Windows-1252.
    pub(super) is_gap: bool,
}

/// The bytes without a character in Windows-1252.
const GAPS: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/// What a sequence says.
enum Step {
    /// A character, and the number of its units.
    Is(char, usize),
    /// One of several, and the number of units.
    OneOf(Vec<(char, usize)>),
    /// This is no UTF-8.
    Not,
}

/// Sequences of several bytes that must follow one another for a stretch to count.
const LEAST: usize = 2;
/// How many characters on either side choose among those that are possible.
const CONTEXT: usize = 6;
/// What reading again must save, in nats; the second where bytes were guessed.
const MARGIN: f32 = 4.0;
const MARGIN_GUESSED: f32 = 8.0;

/// Reads the stretches of `units` that are UTF-8. `raw` is the text they stand for.
pub(super) fn read(lexicon: &Lexicon, units: &[Unit], raw: &str, base: usize, edits: &mut Vec<Edit>) {
    let mut i = 0;
    let mut left = MOST_CHOICES;
    while let Some(unit) = units.get(i) {
        if !unit.is_first || unit.byte.is_some_and(|b| b < 0x80) || unit.byte.is_none() {
            i += 1;
            continue;
        }
        match island(lexicon, units, i, &mut left) {
            Ok(island) => {
                let start = unit.at;
                let end = units.get(island.end).map_or(raw.len(), |unit| unit.at);
                let before = raw.get(start..end).unwrap_or_default();
                let cost = |text: &str| {
                    let simple: Vec<char> = text.chars().map(simplified).collect();
                    lexicon.model().cost(&simple)
                };
                let margin = if island.guessed > 0 { MARGIN_GUESSED } else { MARGIN };
                // What was read in pairs twice makes no more sense read once, but shows the same traces again.
                let is_twice = || island.guessed == 0 && looks_paired(&island.text) && looks_paired(before);
                if cost(&island.text) + margin < cost(before) || is_twice() {
                    edits.push(Edit {
                        certain: island.guessed == 0,
                        ..Edit::sure(Kind::Encoding, base + start, base + end, island.text)
                    });
                }
                i = island.end.max(i + 1);
            }
            // A long stretch that did not do is not gone over again from its second byte.
            Err(reached) => i = if reached > i + TRIED { reached } else { i + 1 },
        }
    }
}

/// Choices among possible characters in one stretch of lost bytes, retries counted: a second or so.
const MOST_CHOICES: usize = 20_000;

/// How many units are read again when a stretch turns out to be none.
const TRIED: usize = 24;

/// A stretch of UTF-8.
struct Island {
    text: String,
    /// Index of the unit behind it, which begins a character.
    end: usize,
    guessed: usize,
}

/// The stretch that starts at `from`; where there is none, the unit up to which it was looked for.
fn island(lexicon: &Lexicon, units: &[Unit], from: usize, left: &mut usize) -> Result<Island, usize> {
    let mut text = String::new();
    let (mut whole, mut guessed) = (0, 0);
    // Digits before the stretch tell what they count.
    let ascii = |unit: &Unit| unit.byte.filter(u8::is_ascii).map(char::from);
    let mut lead: Vec<char> =
        units.get(..from).unwrap_or_default().iter().rev().map_while(ascii).take(CONTEXT).collect();
    lead.reverse();
    // The last place at which the stretch may end: whole characters of both readings.
    let mut good = None;
    let mut i = from;
    while i < units.len() {
        let (c, taken) = match step(units, i) {
            Step::Is(c, taken) => {
                whole += usize::from(!c.is_ascii());
                (c, taken)
            }
            Step::OneOf(list) if !list.is_empty() && guessed <= whole + 2 && *left > 0 => {
                guessed += 1;
                *left -= 1;
                let near = text.chars().rev().chain(lead.iter().rev().copied()).take(CONTEXT);
                choose(lexicon, units, i, near, awaited(&text), &list)
            }
            _ => break,
        };
        text.push(c);
        i += taken;
        // ASCII at the end belongs to no stretch.
        if !c.is_ascii() && units.get(i).is_none_or(|unit| unit.is_first) {
            good = Some((text.len(), i, whole, guessed));
        }
    }
    let (len, end, whole, guessed) = good.ok_or(i)?;
    text.truncate(len);
    if !text.chars().any(is_cjk) {
        text = again(lexicon, &text, MOST_TIMES).ok_or(i)?;
    }
    if whole >= LEAST && whole >= 2 * guessed { Ok(Island { text, end, guessed }) } else { Err(i) }
}

/// How often more than twice a text may have been encoded.
const MOST_TIMES: usize = 2;

/// A text that was encoded twice or more often, read once more; the innermost bytes may be those of GBK or Big5.
fn again(lexicon: &Lexicon, text: &str, times: usize) -> Option<String> {
    let bytes: Vec<u8> = text.chars().map(super::encoding::latin_byte).collect::<Option<_>>()?;
    match String::from_utf8(bytes) {
        Ok(read) if read.chars().any(is_cjk) => Some(read),
        Ok(read) => again(lexicon, &read, times.checked_sub(1)?),
        Err(_) => {
            let (from, to, read, _) = super::encoding::pairs(lexicon, text)?;
            Some([text.get(..from)?, &read, text.get(to..)?].concat())
        }
    }
}

/// The mark that closes what is open at the end of a text.
fn awaited(text: &str) -> Option<char> {
    const REACH: usize = 60;
    match text.chars().rev().take(REACH).find(|c| matches!(c, '“' | '”' | '（' | '）' | '《' | '》'))? {
        '“' => Some('”'),
        '（' => Some('）'),
        '《' => Some('》'),
        _ => None,
    }
}

fn is_cjk(c: char) -> bool {
    is_han(c) || matches!(c, '\u{2010}'..='\u{203b}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether a byte carries a sequence on.
fn carries_on(byte: u8) -> bool {
    matches!(byte, 0x80..=0xbf)
}

/// What starts at `i`.
fn step(units: &[Unit], i: usize) -> Step {
    let byte = |at: usize| units.get(at).and_then(|unit| unit.byte);
    let decoded = |bytes: &[u8]| std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next());
    let Some(first) = byte(i) else {
        let (Some(b), Some(c)) = (byte(i + 1), byte(i + 2)) else { return Step::Not };
        let is_gap = units.get(i).is_some_and(|unit| unit.is_gap);
        if is_gap || !carries_on(b) || !carries_on(c) {
            return Step::Not;
        }
        let list = (0xe2..=0xef).filter_map(|first| decoded(&[first, b, c])).filter(|c| is_cjk(*c));
        return Step::OneOf(list.map(|c| (c, 3)).collect());
    };
    match first {
        0..=0x7f => Step::Is(char::from(first), 1),
        0xc2..=0xdf => match byte(i + 1).and_then(|b| decoded(&[first, b])) {
            Some(c) => Step::Is(c, 2),
            None => Step::Not,
        },
        0xf0..=0xf4 => match (byte(i + 1), byte(i + 2), byte(i + 3)) {
            (Some(b), Some(c), Some(d)) => decoded(&[first, b, c, d]).map_or(Step::Not, |c| Step::Is(c, 4)),
            _ => Step::Not,
        },
        0xe1..=0xef => {
            let at = |k: usize| units.get(i + k).copied();
            let known = |k: usize| {
                at(k).and_then(|unit| if unit.may_be_blank { Some(0xa0) } else { unit.byte }).filter(|b| carries_on(*b))
            };
            let lost = |k: usize| at(k).is_some_and(|unit| unit.byte.is_none());
            let is_gap = |k: usize| at(k).is_some_and(|unit| unit.is_gap);
            let any_gap = is_gap(1) || is_gap(2);
            let list = |fill: &dyn Fn(u8) -> [u8; 3], taken: usize| -> Vec<(char, usize)> {
                let possible = (0x80..=0xbf).filter(|b| !any_gap || GAPS.contains(b));
                possible.filter_map(|b| decoded(&fill(b))).filter(|c| is_cjk(*c)).map(|c| (c, taken)).collect()
            };
            match (known(1), known(2)) {
                (Some(b), Some(c)) => decoded(&[first, b, c]).map_or(Step::Not, |c| Step::Is(c, 3)),
                (Some(b), None) if lost(2) => Step::OneOf(list(&|x| [first, b, x], 3)),
                (None, Some(c)) if lost(1) => Step::OneOf(list(&|x| [first, x, c], 3)),
                // One byte is gone without a trace: it is not said which.
                (Some(b), None) => {
                    let mut found = list(&|x| [first, b, x], 2);
                    found.extend(list(&|x| [first, x, b], 2));
                    Step::OneOf(found)
                }
                _ => Step::Not,
            }
        }
        _ => Step::Not,
    }
}

/// The likeliest character between what was read (given from its last character back) and what follows.
fn choose(
    lexicon: &Lexicon,
    units: &[Unit],
    i: usize,
    back: impl Iterator<Item = char>,
    awaited: Option<char>,
    list: &[(char, usize)],
) -> (char, usize) {
    let mut left: Vec<char> = back.collect();
    left.reverse();
    let is_simplified = left.iter().all(|c| *c == simplified(*c));
    let left: Vec<char> = left.iter().copied().map(simplified).collect();
    let following = |mut at: usize| {
        let mut right = Vec::new();
        while let (true, Step::Is(next, taken)) = (right.len() < REACH, step(units, at)) {
            right.push(simplified(next));
            at += taken;
        }
        right
    };
    let mut best = None;
    let mut right = Vec::new();
    let mut right_of = 0;
    for &(c, taken) in list {
        if taken != right_of {
            right = following(i + taken);
            right_of = taken;
        }
        let near: Vec<char> =
            left.iter().copied().chain([simplified(c)]).chain(right.iter().copied().take(CONTEXT)).collect();
        let mut cost = lexicon.model().cost(&near) - fits(&left, simplified(c), &right);
        if is_simplified && c != simplified(c) {
            cost += OTHER_SCRIPT;
        }
        if awaited == Some(c) {
            cost -= if left.last().is_some_and(|c| matches!(c, '。' | '！' | '？')) { CLOSES_STOP } else { CLOSES };
        }
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, (c, taken)));
        }
    }
    best.map_or(('\u{fffd}', 1), |(_, chosen)| chosen)
}

/// How far a bracket is looked for that closes what a character may open.
const REACH: usize = 30;
/// What is granted, in nats, to a mark that closes what is open, and that does so behind a full stop.
const CLOSES: f32 = 2.0;
const CLOSES_STOP: f32 = 8.0;
/// What a Traditional character costs, in nats, beside Simplified ones.
const OTHER_SCRIPT: f32 = 1.0;

/// What is granted, in nats, to a character whose neighbours the dictionary cannot judge: what digits
/// count, what stands between and before numbers, and brackets that are closed.
fn fits(left: &[char], c: char, right: &[char]) -> f32 {
    let digits = left.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let before = left.len().checked_sub(digits + 1).and_then(|i| left.get(i)).copied();
    let number_next = right.first().is_some_and(char::is_ascii_digit);
    let is_closed_by = |open: char, close: char| {
        let first = right.iter().find(|c| **c == open || **c == close);
        first == Some(&close) && !left.contains(&open)
    };
    match c {
        '年' if digits == 4 => 8.0,
        '月' if digits > 0 && digits < 3 && before == Some('年') => 8.0,
        '日' if digits > 0 && digits < 3 && before == Some('月') => 8.0,
        '月' | '日' | '时' | '分' | '年' | '万' | '亿' | '元' | '个' if digits > 0 => 4.0,
        '—' if digits > 0 && number_next => 6.0,
        '第' if number_next => 6.0,
        '超' | '近' | '约' | '达' | '至' if number_next => 2.0,
        '（' if is_closed_by('（', '）') => 5.0,
        '“' if is_closed_by('“', '”') => 5.0,
        '《' if is_closed_by('《', '》') => 5.0,
        _ => 0.0,
    }
}

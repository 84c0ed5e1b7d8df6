//! Words in letters and digits with marks inside, such as `PM2.5`, `F-35`, `C++`, and addresses.

use crate::text::Span;

/// Whether a mark may be inside such a word or end it.
pub(super) const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'+' | b'-' | b'.' | b'#' | b'&' | b'@' | b':' | b'_')
}

/// The word around the digit or mark at `at`. It does not reach back behind `done`. Nothing where it is no such
/// word, or has no mark.
pub(super) fn name(text: &str, at: usize, done: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let start = at - bytes.get(done..at)?.iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
    let first = run(bytes, start);
    if first == start {
        return None;
    }
    if let Some(end) = address(bytes, start, first) {
        return Some(Span::new(start, end));
    }
    let (mut part, mut end) = (start, first);
    while let Some(next) = goes_on(bytes, start, part, end) {
        (part, end) = (next, run(bytes, next));
    }
    end = mail(bytes, end).unwrap_or_else(|| end + tail(text, start, end));
    let has_letter = bytes.get(start..end)?.iter().any(u8::is_ascii_alphabetic);
    (end > first && has_letter).then_some(Span::new(start, end))
}

/// Where the letters and digits from `at` on end.
pub(super) fn run(bytes: &[u8], at: usize) -> usize {
    at + bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count())
}

/// Where the next part of a word starts whose part from `part` to `end` is read: behind a mark that joins the two.
fn goes_on(bytes: &[u8], start: usize, part: usize, end: usize) -> Option<usize> {
    let next = bytes.get(end + 1).filter(|b| b.is_ascii_alphanumeric())?;
    let last = bytes.get(end.checked_sub(1)?)?;
    let joins = match bytes.get(end)? {
        b'_' => true,
        b'&' => last.is_ascii_alphabetic() && next.is_ascii_alphabetic(),
        // `10kg-20kg` is a range.
        b'-' => !(next.is_ascii_digit() && bytes.get(start)?.is_ascii_digit()),
        // A full stop without a blank, or a number in a list, stands before a capital.
        b'.' if next.is_ascii_uppercase() => {
            let behind = bytes.get(end + 2);
            last.is_ascii_uppercase() && !behind.is_some_and(u8::is_ascii_lowercase)
        }
        b'.' => next.is_ascii_digit() || !bytes.get(part..end)?.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    joins.then_some(end + 1)
}

/// How many marks end a word: `C++`, `C#`, `A+`. What is followed by a term is a sum: `5G+工业`.
fn tail(text: &str, start: usize, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let behind = |len: usize| rest.get(len..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
    if rest.starts_with("++") {
        if behind(2).is_ascii_alphanumeric() || behind(2) == '+' { 0 } else { 2 }
    } else if rest.starts_with('+') {
        usize::from(!behind(1).is_alphanumeric())
    } else if rest.starts_with('#') && end == start + 1 {
        let before = text.as_bytes().get(start.wrapping_sub(1));
        usize::from(before != Some(&b'#') && !behind(1).is_ascii_alphanumeric() && behind(1) != '#')
    } else {
        0
    }
}

/// Where an e-mail address ends whose first half ends at `at`.
fn mail(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at).filter(|b| **b == b'@')?;
    let mut end = run(bytes, at + 1);
    let mut dots = 0;
    while let Some(mark @ (b'.' | b'-')) = bytes.get(end) {
        let next = run(bytes, end + 1);
        if next == end + 1 {
            break;
        }
        dots += usize::from(*mark == b'.');
        end = next;
    }
    (dots > 0 && end > at + 1).then_some(end)
}

/// Where the address of a page ends that starts with these letters: `https://`, `www.`.
fn address(bytes: &[u8], start: usize, first: usize) -> Option<usize> {
    let word = bytes.get(start..first)?;
    let rest = bytes.get(first..)?;
    let host = if word.iter().all(u8::is_ascii_alphabetic) && rest.starts_with(b"://") {
        first + 3
    } else if word.eq_ignore_ascii_case(b"www") && rest.starts_with(b".") {
        first + 1
    } else {
        return None;
    };
    let len = bytes.get(host..)?.iter().take_while(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(b)).count();
    let kept = bytes.get(host..host + len)?.trim_ascii_end();
    let closing = kept.iter().rev().take_while(|b| b".,;:!?'()[]*".contains(b)).count();
    (len > closing).then_some(host + len - closing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let at = text.bytes().position(is_mark).unwrap();
        assert_eq!(name(text, at, 0).map(|span| span.of(text)), expected, "{text}");
    }

    #[test]
    fn names_have_marks_inside() {
        check("浓度PM2.5下降", Some("PM2.5"));
        check("v2.0。", Some("v2.0"));
        check("美F-35战机", Some("F-35"));
        check("GPT-4o是", Some("GPT-4o"));
        check("COVID-19", Some("COVID-19"));
        check("Wi-Fi", Some("Wi-Fi"));
        check("AT&T公司", Some("AT&T"));
        check("Node.js", Some("Node.js"));
        check("U.S.", Some("U.S"));
        check("3.5GHz", Some("3.5GHz"));
        check("5G-A", Some("5G-A"));
        check("10kg-20kg", None);
        check("ended.Then", None);
        check("1.GDP", None);
        check("甲-乙", None);
        check("end. Then", None);
        check("2-3", None);
    }

    #[test]
    fn marks_end_names() {
        check("C++语言", Some("C++"));
        check("C#语言", Some("C#"));
        check("评级A+。", Some("A+"));
        check("5G+工业互联网", None);
        check("A+B", None);
        check("A++B", None);
        check("#A#", None);
        check("10+", None);
    }

    #[test]
    fn addresses_are_one_word() {
        check("信箱abc@example.com。", Some("abc@example.com"));
        check("a.b-c@mail.example.com.cn,", Some("a.b-c@mail.example.com.cn"));
        check("12345@example.com", Some("12345@example.com"));
        check("abc@甲", None);
        check("见https://www.example.com/a/b?c=d。", Some("https://www.example.com/a/b?c=d"));
        check("(http://example.com/a).", Some("http://example.com/a"));
        check("www.example.com，", Some("www.example.com"));
        check("http://", None);
        check("注:甲", None);
    }
}

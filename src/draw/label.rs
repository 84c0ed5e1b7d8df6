//! How wide a line of text is, roughly, and how to make it fit.
//!
//! Layouts run without a browser, so widths are estimated: a Han character is one em, a Latin
//! letter or digit a little over half. The estimate leans to the wide side.

pub(super) use crate::protocol::grouped as count;

/// Font size of a class list: `s15` is 15 px, none is 12 px.
pub fn font_size(class: &str) -> f32 {
    class.split(' ').find_map(|name| name.strip_prefix('s')?.parse().ok()).unwrap_or(12.0)
}

/// Estimated width of a line in CSS pixels.
pub fn text_width(text: &str, class: &str) -> f32 {
    let bold = if class.split(' ').any(|name| name == "b") { 1.05 } else { 1.0 };
    let mut ems = 0.0;
    let mut before: Option<char> = None;
    for c in text.chars() {
        ems += if is_wide(c) { 1.0 } else { narrow_ems(c) * bold };
        // Browsers may set an eighth of an em between Han and Latin (text-autospace).
        if let Some(b) = before
            && ((is_han(b) && c.is_ascii_alphanumeric()) || (b.is_ascii_alphanumeric() && is_han(c)))
        {
            ems += 0.125;
        }
        before = Some(c);
    }
    ems * font_size(class)
}

/// Box of a line of text set at an anchor point: x, y, width, height.
pub fn text_box(x: f32, y: f32, text: &str, class: &str) -> [f32; 4] {
    let (w, size) = (text_width(text, class), font_size(class));
    let left = match anchor(class) {
        Anchor::Start => x,
        Anchor::Middle => x - w / 2.0,
        Anchor::End => x - w,
    };
    [left, y - size * 0.86, w, size * 1.06]
}

/// The text, or its beginning with an ellipsis, so that it is at most `room` wide.
/// Nothing when not even one character fits.
pub(super) fn fit(text: &str, class: &str, room: f32) -> Option<String> {
    if text.trim().is_empty() || room <= 0.0 {
        return None;
    }
    // Room is often the sum of what is to fit.
    let room = room + 0.05;
    if text_width(text, class) <= room {
        return Some(text.to_owned());
    }
    let chars: Vec<char> = text.trim_start().chars().collect();
    let mut kept = chars.len().saturating_sub(1);
    while kept >= 1 {
        let mut short: String = chars.iter().take(kept).collect();
        short.push('…');
        if text_width(&short, class) <= room {
            return Some(short);
        }
        kept -= 1;
    }
    None
}

/// Breaks a label into at most `lines` lines of at most `room`; the last is shortened if need be.
pub(super) fn wrap(text: &str, class: &str, room: f32, lines: usize) -> Vec<String> {
    let out = wrap_greedily(text, class, room, lines);
    match out.last() {
        // Lines of like length, so that no character is left alone on the last.
        Some(last) if out.len() > 1 && last.chars().count() < 3 && !last.ends_with('…') => {
            let even = text_width(text, class) / out.len() as f32 + font_size(class) * 0.99;
            wrap_greedily(text, class, room.min(even), lines)
        }
        _ => out,
    }
}

fn wrap_greedily(text: &str, class: &str, room: f32, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest: Vec<char> = text.chars().collect();
    while !rest.is_empty() && out.len() < lines {
        if out.len() + 1 == lines {
            let tail: String = rest.iter().collect();
            out.extend(fit(&tail, class, room));
            return out;
        }
        let mut take = 0;
        let mut line = String::new();
        for c in &rest {
            line.push(*c);
            if text_width(&line, class) > room {
                break;
            }
            take += 1;
        }
        let take = break_before_latin(&rest, take.max(1));
        out.push(rest.drain(..take).collect::<String>().trim().to_owned());
    }
    out
}

/// Keeps Latin words and numbers whole where a line can be broken before them.
fn break_before_latin(chars: &[char], take: usize) -> usize {
    let joined = |i: usize| {
        matches!((chars.get(i.wrapping_sub(1)), chars.get(i)), (Some(a), Some(b))
            if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
    };
    let mut at = take;
    while at > 0 && joined(at) {
        at -= 1;
    }
    if at == 0 { take } else { at }
}

/// A count with its unit.
pub(super) fn counted(n: u32, unit: &str) -> String {
    if unit.is_empty() { count(n) } else { format!("{} {unit}", count(n)) }
}

/// Where a text hangs on its anchor point.
enum Anchor {
    Start,
    Middle,
    End,
}

fn anchor(class: &str) -> Anchor {
    for name in class.split(' ') {
        match name {
            "end" => return Anchor::End,
            "mid" => return Anchor::Middle,
            _ => {}
        }
    }
    Anchor::Start
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..)
}

/// Full-width in Chinese fonts; ambiguous punctuation counts as wide.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..|'×'| '÷' | '±') && !matches!(c, '\u{1e00}'..='\u{1fff}' | '\u{ff61}'..='\u{ffdc}')
}

fn narrow_ems(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.3,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '·' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.94,
        'A'..='Z' => 0.7,
        _ => 0.58,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_come_from_the_class() {
        for (class, size) in [("s s15 b", 15.0), ("k", 12.0), ("s b s44 mid", 44.0), ("s", 12.0)] {
            assert!((font_size(class) - size).abs() < 1e-6, "{class}");
        }
    }

    #[test]
    fn han_is_one_em() {
        assert!((text_width("氢能", "s s15") - 30.0).abs() < 1e-4);
        assert!(text_width("1619", "") < 12.0 * 4.0 * 0.6);
        assert!(text_width("围场1619", "") > 24.0 + text_width("1619", ""));
    }

    #[test]
    fn text_is_shortened_with_an_ellipsis_or_left_out() {
        assert_eq!(fit("增量配电网产业园", "", 100.0).as_deref(), Some("增量配电网产业园"));
        assert_eq!(fit("增量配电网产业园", "", 60.0).as_deref(), Some("增量配电…"));
        assert_eq!(fit("增量配电网产业园", "", 30.0).as_deref(), Some("增…"));
        assert_eq!(fit("增量配电网产业园", "", 20.0), None);
        assert_eq!(fit("", "", 30.0), None);
    }

    #[test]
    fn labels_wrap_by_character_but_not_inside_numbers() {
        assert_eq!(wrap("中国天眼科普基地", "s18", 80.0, 3), ["中国天眼", "科普基地"]);
        assert_eq!(wrap("一二三四五六七八九十", "s18", 166.0, 3), ["一二三四五", "六七八九十"]);
        assert_eq!(wrap("皇家围场1619", "s18", 92.0, 2), ["皇家围场", "1619"]);
        assert_eq!(wrap("一二三四五六七八", "s18", 40.0, 2), ["一二", "三…"]);
    }

    #[test]
    fn counts_have_separators() {
        for (n, text) in [(0, "0"), (999, "999"), (1386, "1,386"), (1_234_567, "1,234,567")] {
            assert_eq!(count(n), text);
        }
    }
}

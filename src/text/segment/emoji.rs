//! Emoji of several characters, as Unicode Technical Standard #51 writes them: with a skin tone, joined, flags.

/// Whether an emoji may start with this character, or go on with it.
pub(super) const fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}')
}

/// How many of the words are one emoji; the first is one, or its first character.
pub(super) fn count<'a>(words: impl Iterator<Item = &'a str>) -> usize {
    let (mut count, mut last) = (0, '\0');
    for word in words {
        let mut chars = word.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else { break };
        let is_flag = |c| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
        let goes_on = match c {
            // Skin tones, the form as a picture, what joins, and the letters of a region.
            '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe0f}' | '\u{200d}' | '\u{e0020}'..='\u{e007f}' => true,
            _ => last == '\u{200d}' && is_emoji(c) || count == 1 && is_flag(last) && is_flag(c),
        };
        if count > 0 && !goes_on {
            break;
        }
        (count, last) = (count + 1, c);
    }
    // What joins nothing is left.
    if last == '\u{200d}' { count - 1 } else { count }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: usize) {
        let words: Vec<String> = text.chars().map(String::from).collect();
        assert_eq!(count(words.iter().map(String::as_str)), expected, "{text}");
    }

    #[test]
    fn sequences_are_one() {
        check("👍🏽好", 2);
        check("👨\u{200d}👩\u{200d}👧👧", 5);
        check("❤\u{fe0f}好", 2);
        check("🇨🇳🇫🇷", 2);
        check("👍👍", 1);
        check("👍\u{200d}好", 1);
    }
}

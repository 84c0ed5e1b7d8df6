//! What always holds of repaired and cut text, checked: for tests and fuzzing.

use super::{Lexicon, Span, fold, paragraphs, repair, sentences, simplify};

/// Checks every invariant of the text module on one text: nothing is lost by cutting, spans lie on character
/// boundaries and in order, repairs lead back to the text as it came and are settled after one time,
/// and conversions map their spans back.
///
/// # Errors
/// With what does not hold.
pub fn check(lexicon: &Lexicon, raw: &str) -> Result<(), &'static str> {
    let repaired = repair(lexicon, raw);
    if repaired.original() != raw {
        return Err("the text as it came cannot be rebuilt");
    }
    let (mut last, mut last_at) = (0, 0);
    for change in &repaired.repairs {
        if change.span.start < last || change.at.start < last_at {
            return Err("repairs overlap or are out of order");
        }
        (last, last_at) = (change.span.end, change.at.end);
        if change.span.of(raw) != change.before || change.at.of(&repaired.text) != change.after {
            return Err("a repair's spans do not hold what it says");
        }
        if change.before == change.after {
            return Err("a repair changes nothing");
        }
    }
    if repaired.repairs.is_empty() {
        return check_words(lexicon, raw);
    }
    let again = repair(lexicon, &repaired.text);
    if again.text != repaired.text || !again.repairs.is_empty() {
        return Err("repaired text is repaired again");
    }
    check_words(lexicon, raw)?;
    check_words(lexicon, &repaired.text)
}

/// Checks what holds of cutting and of conversions alone: all of [`check`] but repair, and much faster.
///
/// # Errors
/// With what does not hold.
pub fn check_words(lexicon: &Lexicon, text: &str) -> Result<(), &'static str> {
    let tokens = lexicon.tokens(text);
    covers(tokens.iter().map(|token| token.span), text)?;
    let mut spans = tokens.iter().map(|token| token.span);
    let mut same = true;
    lexicon.each_span(text, |span| same &= spans.next() == Some(span));
    if !same || spans.next().is_some() {
        return Err("words with and without parts of speech differ");
    }
    within(&sentences(text), text)?;
    within(&paragraphs(text), text)?;
    let folded = fold(text);
    for converted in [&folded, &simplify(text)] {
        let whole = Span::new(0, converted.text.len());
        if converted.to_source(whole).of(text) != text || converted.from_source(Span::new(0, text.len())) != whole {
            return Err("a conversion does not lead back");
        }
    }
    if fold(&folded.text).text == folded.text { Ok(()) } else { Err("folding twice changes more") }
}

/// Whether words cover a text without gaps, none of them empty.
fn covers(spans: impl Iterator<Item = Span>, text: &str) -> Result<(), &'static str> {
    let mut end = 0;
    for span in spans {
        if span.start != end || span.of(text).is_empty() {
            return Err("words leave a gap or cut a character");
        }
        end = span.end;
    }
    if end as usize == text.len() { Ok(()) } else { Err("words end too early") }
}

/// Whether spans lie in a text, in order, on character boundaries.
fn within(spans: &[Span], text: &str) -> Result<(), &'static str> {
    let mut end = 0;
    for span in spans {
        if span.start < end || span.of(text).trim().is_empty() {
            return Err("sentences overlap, are empty or cut a character");
        }
        end = span.end;
    }
    Ok(())
}

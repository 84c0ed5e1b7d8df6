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
    let again = repair(lexicon, &repaired.text);
    if again.text != repaired.text || !again.repairs.is_empty() {
        return Err("repaired text is repaired again");
    }
    for text in [raw, &repaired.text] {
        covers(lexicon.tokens(text).iter().map(|token| token.span), text)?;
        within(&sentences(text), text)?;
        within(&paragraphs(text), text)?;
        for folded in [fold(text), simplify(text)] {
            let whole = Span::new(0, folded.text.len());
            if folded.to_source(whole).of(text) != text || folded.from_source(Span::new(0, text.len())) != whole {
                return Err("a conversion does not lead back");
            }
        }
        let folded = fold(text);
        if fold(&folded.text).text != folded.text {
            return Err("folding twice changes more");
        }
    }
    Ok(())
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

//! What typesetting left in a text: hard line breaks, doubled blanks, half-width marks.

use std::collections::BTreeMap;

use super::{Edit, Kind, is_code, line_before, slip::is_han};
use crate::text::{Lexicon, variant::simplified};

/// Doubled blanks between two stretches of Chinese. Inside a word they are taken out; elsewhere one is left.
/// Several in one line that stand between words are the columns of a table, and what stands beside rules is one.
pub(super) fn spaces(lexicon: &Lexicon, text: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    // In the line so far: its doubled blanks, and whether it is laid out in columns.
    let (mut in_line, mut columns) = (0, false);
    let mut run = 0..0;
    // How many Han characters stand before the run and since.
    let (mut before, mut han) = (0, 0);
    let close = |edits: &mut Vec<Edit>, in_line: &mut usize, columns: &mut bool| {
        let from = edits.len() - *in_line;
        let between = edits.iter().skip(from).filter(|edit| !edit.after.is_empty()).count();
        if *columns {
            edits.truncate(from);
        } else if between > 1 {
            let mut at = 0;
            edits.retain(|edit| {
                at += 1;
                at <= from || edit.after.is_empty()
            });
        }
        (*in_line, *columns) = (0, false);
    };
    let mut pending: Option<Edit> = None;
    for (at, c) in text.char_indices() {
        if matches!(c, ' ' | '\u{a0}' | '\u{3000}') {
            if run.is_empty() {
                (run, before, han) = (at..at, han, 0);
            }
            run.end = at + c.len_utf8();
            continue;
        }
        if !run.is_empty() {
            let double = text.get(run.clone()).is_some_and(|blanks| blanks.chars().nth(1).is_some());
            let is_set = || is_set_apart(text, run.clone()) || is_row(text, run.clone());
            pending = (double && before >= 2 && !is_set()).then(|| Edit::sure(Kind::Space, run.start, run.end, " "));
            run = 0..0;
        }
        if c == '\n' {
            close(&mut edits, &mut in_line, &mut columns);
            (pending, han) = (None, 0);
            continue;
        }
        columns |= matches!(c, '\t' | '|' | '｜' | '\u{2500}'..='\u{257f}');
        han = if is_han(c) { han + 1 } else { 0 };
        match (&pending, han) {
            (Some(_), 2) => {
                edits.extend(pending.take().map(|edit| {
                    let inside = saved(lexicon, text, edit.start, edit.end) > INSIDE;
                    if inside { Edit { after: String::new(), ..edit } } else { edit }
                }));
                in_line += 1;
            }
            (Some(_), 0) => pending = None,
            _ => {}
        }
    }
    close(&mut edits, &mut in_line, &mut columns);
    edits
}

/// Whether blanks set apart a number or a name: `第一章　　总则`, `区长　　张三` at the end of a line without marks.
fn is_set_apart(text: &str, blanks: std::ops::Range<usize>) -> bool {
    const COUNTED: &str =
        "第一二三四五六七八九十百零〇0123456789章节節条條编編款项項类類篇部回目之附件表 \u{a0}\u{3000}";
    /// The longest name in characters.
    const NAME: usize = 3;
    let line = line_before(text, blanks.start);
    if line.chars().all(|c| COUNTED.contains(c)) {
        return true;
    }
    let rest = line_behind(text, blanks.end).trim_end_matches(is_blank);
    rest.chars().count() <= NAME && rest.chars().all(is_han) && line.chars().all(|c| is_han(c) || is_blank(c))
}

/// The line from a place on, the first few hundred bytes of it.
fn line_behind(text: &str, at: usize) -> &str {
    const MOST: usize = 400;
    let rest = text.get(at..).unwrap_or_default();
    let mut to = rest.len().min(MOST);
    while !rest.is_char_boundary(to) {
        to -= 1;
    }
    rest.get(..to).unwrap_or_default().split('\n').next().unwrap_or_default()
}

/// Whether doubled blanks stand in a row of a table: its line is short and has more of them, or a line next to it has.
fn is_row(text: &str, blanks: std::ops::Range<usize>) -> bool {
    /// The longest row, in bytes.
    const ROW: usize = 120;
    let (start, end) = (line_before(text, blanks.start), line_behind(text, blanks.end));
    let (start, end) = (blanks.start - start.len(), blanks.end + end.len());
    let gaps = |line: &str| {
        let line = line.trim_matches(is_blank);
        let is_double = |part: &&str| part.chars().count() > 1;
        if line.len() > ROW { 0 } else { line.split(|c| !is_blank(c)).filter(is_double).count() }
    };
    let (above, below) = (line_before(text, start.saturating_sub(1)), line_behind(text, end + 1));
    let own = gaps(text.get(start..end).unwrap_or_default());
    own > 1 || own == 1 && (gaps(above) > 0 || gaps(below) > 0)
}

/// What a text costs less when what stands from `start` to `end` is taken out, in nats.
fn saved(lexicon: &Lexicon, text: &str, start: usize, end: usize) -> f32 {
    let line = text.get(..start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    saved_across(lexicon, line, text.get(end..).unwrap_or_default())
}

/// Half-width marks between Han characters, in a text that otherwise writes full-width ones.
/// Where half-width marks are the rule they are a style, not damage.
pub(super) fn punctuation(_: &Lexicon, text: &str) -> Vec<Edit> {
    const MARKS: [(u8, &str); 5] = [(b',', "，"), (b';', "；"), (b':', "："), (b'?', "？"), (b'!', "！")];
    let mut edits = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| b",;:?!".contains(b))) {
        at += found;
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let (before, after) = (before.chars().next_back().unwrap_or(' '), after.chars().next().unwrap_or(' '));
        // One of the two at least is Han; the other may be a bracket or a quotation mark, and a number
        // may stand before.
        let closes = matches!(before, '”' | '’' | '）' | '》' | '」' | '』' | '】' | '%' | '％');
        let counts = before.is_ascii_digit() && matches!(bytes.get(at), Some(b',' | b';'));
        let opens = matches!(after, '“' | '‘' | '（' | '《' | '「' | '『' | '【');
        if (is_han(before) && (is_han(after) || opens) || (closes || counts) && is_han(after))
            && let Some((_, full)) = MARKS.iter().find(|(half, _)| bytes.get(at) == Some(half))
            && (*full != "？" || asks(text.get(..at).unwrap_or_default()))
        {
            // A question mark may stand for a character that was lost.
            let certain = *full != "？";
            if !is_markup(text, at) {
                edits.push(Edit { certain, ..Edit::sure(Kind::Punctuation, at, at + 1, *full) });
            }
        }
        at += 1;
    }
    let most = text.chars().filter(|c| matches!(c, '，' | '；' | '：' | '？' | '！')).count();
    if most < 2 * edits.len() { Vec::new() } else { edits }
}

/// Whether a mark stands in an address, in code, in a tag or between the brackets of a wiki.
fn is_markup(text: &str, at: usize) -> bool {
    let line = line_before(text, at);
    let word = line.rsplit([' ', '，', '。', '（', '“']).next().unwrap_or_default();
    let is_open =
        |open: &str, close: &str| line.rfind(open).is_some_and(|at| line.rfind(close).is_none_or(|end| end < at));
    word.contains("://") || is_code(text, at) || is_open("[[", "]]") || is_open("{{", "}}") || is_open("<", ">")
}

/// Whether a text ends with a question. A question mark that follows none may stand for a character that was lost.
pub(super) fn asks(text: &str) -> bool {
    const CLAUSE: usize = 16;
    const WORDS: &str = "吗嗎呢么麼谁誰何哪几幾怎吧否啥多难難岂豈";
    text.chars().rev().take_while(|c| !matches!(c, '。' | '？' | '！' | '\n')).take(CLAUSE).any(|c| WORDS.contains(c))
}

/// Lines shorter than this (in half-width columns) are not broken for want of room.
const NARROWEST: usize = 24;
/// Lines shorter than this seldom are: poems, lists and headings have such.
const NARROW: usize = 36;
/// What a join must save for a break to count as inside a word.
const INSIDE: f32 = 6.0;

/// How a line ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Inside a word, or where no line may end or begin.
    Inside,
    /// Between two words of a sentence.
    Between,
    /// Behind a stop.
    Stop,
}

/// A line end that may have been set for want of room.
struct Break {
    /// Half-width columns and characters of the line it ends.
    width: [usize; 2],
    /// What is taken out: blanks at the end, the line end, the indent of the next line.
    start: usize,
    end: usize,
    ending: Ending,
    spaced: bool,
}

/// Line ends inside sentences, where a text was wrapped at a fixed width: many lines are equally
/// long, and some of them end inside a word.
pub(super) fn line_breaks(lexicon: &Lexicon, text: &str) -> Vec<Edit> {
    if !any_open(text) {
        return Vec::new();
    }
    let (breaks, longest) = breaks(lexicon, text);
    let is_inside = |this: &Break| this.ending == Ending::Inside;
    if !breaks.iter().any(is_inside) {
        return Vec::new();
    }
    let mut wrapped = [false; 2].map(|_| vec![0_u8; breaks.len()]);
    for (measure, wrapped) in wrapped.iter_mut().enumerate() {
        // Breaks for want of room come in one width, some of them inside words.
        let mut widths: BTreeMap<usize, [usize; 3]> = BTreeMap::new();
        for this in &breaks {
            let [width, count] = this.width;
            widths.entry(if measure == 0 { width } else { count }).or_default()[this.ending as usize] += 1;
        }
        for (this, mark) in breaks.iter().zip(wrapped.iter_mut()) {
            let [width, count] = this.width;
            let width = if measure == 0 { width } else { count };
            let alike = widths.range(width.saturating_sub(1)..=width + 1);
            let [inside, between, stops] =
                alike.fold([0; 3], |sum, (_, n)| [sum[0] + n[0], sum[1] + n[1], sum[2] + n[2]]);
            let most = longest.get(measure).is_some_and(|longest| *longest <= width + 2);
            // Where no line is longer, less evidence is enough.
            let is_rule = if width * if measure == 0 { 1 } else { 2 } < NARROW {
                most && inside >= 3 && inside * 4 >= inside + between
            } else {
                inside >= 2 && inside * 5 >= inside + between || most && inside >= 1 && inside * 3 >= inside + between
            };
            // A stop may end a line for want of room too, where nearly all lines are as long.
            let is_stop_rule = is_rule && inside >= 3 && most && stops * 2 <= inside + between;
            *mark = u8::from(if this.ending == Ending::Stop { is_stop_rule } else { is_rule });
        }
    }
    let [by_column, by_char] = wrapped;
    breaks
        .iter()
        .zip(by_column.iter().zip(&by_char))
        .filter(|(this, (by_column, by_char))| {
            **by_column + **by_char > 0 || is_inside(this) && this.width.first().is_some_and(|width| *width >= 56)
        })
        .map(|(this, _)| Edit {
            certain: is_inside(this),
            ..Edit::sure(Kind::LineBreak, this.start, this.end, if this.spaced { " " } else { "" })
        })
        .collect()
}

/// Whether any line that is not short ends without a stop: most sound texts have none.
fn any_open(text: &str) -> bool {
    let mut start = 0;
    memchr::memchr_iter(b'\n', text.as_bytes()).any(|end| {
        let line = text.get(start..end).unwrap_or_default();
        start = end + 1;
        let last = line.trim_end_matches(is_blank).chars().next_back();
        line.len() >= NARROWEST && !matches!(last, Some('。' | '！' | '？' | '；' | '：' | '…'))
    })
}

/// Blanks at the ends of lines.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{a0}' | '\u{3000}')
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{2000}' { 1 } else { 2 }).sum()
}

/// The line ends that may be set for want of room, and the longest line in columns and in characters.
fn breaks(lexicon: &Lexicon, text: &str) -> (Vec<Break>, [usize; 2]) {
    /// Columns by which the first line of a paragraph is set in.
    const PARAGRAPH: usize = 4;
    let mut found = Vec::new();
    let mut longest = [0; 2];
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        let line = text.get(start..end).unwrap_or_default();
        start = end + 1;
        // Cheap tests first: most lines are short, or the next one begins a paragraph.
        if line.len() < NARROWEST {
            continue;
        }
        let content = line.trim_matches(is_blank);
        let width = [columns(content), content.chars().count()];
        longest = [0, 1].map(|i: usize| longest.get(i).max(width.get(i)).copied().unwrap_or_default());
        let next_line = text.get(end + 1..).unwrap_or_default();
        let rest = next_line.trim_start_matches(is_blank);
        let indent = columns(next_line.get(..next_line.len() - rest.len()).unwrap_or_default());
        let own_indent = columns(line.get(..line.len() - line.trim_start_matches(is_blank).len()).unwrap_or_default());
        let (Some(last), Some(next)) = (content.chars().next_back(), rest.chars().next()) else { continue };
        if next == '\n'
            || indent >= PARAGRAPH && indent != own_indent
            || columns(content) < NARROWEST
            || starts_item(rest)
        {
            continue;
        }
        let no_start = matches!(
            next,
            '，' | '、' | '。' | '；' | '：' | '？' | '！' | '）' | '》' | '”' | '’' | '」' | '』' | '%'
        );
        let no_end = matches!(last, '（' | '《' | '“' | '‘' | '「' | '『' | '【');
        let is_word = |c: char| is_han(c) || c.is_ascii_alphanumeric();
        let opens = matches!(next, '（' | '《' | '“' | '‘' | '「' | '『' | '(');
        if !(is_word(next) || no_start || opens || next == '.' && last.is_ascii_digit()) {
            continue;
        }
        let behind = line.trim_end_matches(is_blank).len() + end - line.len();
        let after = end + 1 + next_line.len() - rest.len();
        let both_digits = last.is_ascii_digit() && matches!(next, '0'..='9' | '.');
        let ending = if no_start || no_end || both_digits {
            Ending::Inside
        } else if is_word(last) {
            if saved_across(lexicon, content, rest) > INSIDE { Ending::Inside } else { Ending::Between }
        } else if matches!(last, '，' | '、' | ',' | '％' | '%' | '”' | '）' | '》' | '」' | '』' | '·' | '—')
        {
            Ending::Between
        } else if matches!(last, '。' | '；' | '：' | '？' | '！' | '…') {
            Ending::Stop
        } else {
            continue;
        };
        let spaced = last.is_ascii_alphanumeric() && next.is_ascii_alphabetic();
        found.push(Break { width, start: behind, end: after, ending, spaced });
    }
    let last = text.get(start..).unwrap_or_default().trim_matches(is_blank);
    (found, [longest[0].max(columns(last)), longest[1].max(last.chars().count())])
}

/// What joining two lines saves, in nats.
fn saved_across(lexicon: &Lexicon, line: &str, next: &str) -> f32 {
    const CONTEXT: usize = 6;
    let tail: Vec<char> =
        line.chars().rev().take(CONTEXT).map(simplified).collect::<Vec<_>>().into_iter().rev().collect();
    let head: Vec<char> = next.chars().take_while(|c| *c != '\n').take(CONTEXT).map(simplified).collect();
    let model = lexicon.model();
    model.cost(&tail) + model.cost(&head) - model.cost(&[tail.as_slice(), &head].concat())
}

/// Whether a line begins an item of its own: a number, a chapter, a bullet.
fn starts_item(line: &str) -> bool {
    let mut chars = line.chars();
    let first = chars.next().unwrap_or('\n');
    if matches!(first, '（' | '(' | '【' | '①'..='⑳' | '•' | '●' | '■' | '◆') || first == '第' {
        return true;
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let is_decimal = rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    rest.len() < line.len() && rest.starts_with(['、', '.', '．', '）', ')', ' ']) && !is_decimal
}

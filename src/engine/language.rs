//! The query language: text as typed -> what is asked.
//!
//! | typed | asks for |
//! |---|---|
//! | `绿色 发展` | both words |
//! | `“绿色 发展”` `"…"` `「…」` | the string, not cut into words |
//! | `-词` | without it |
//! | `甲 OR 乙` `甲 或 乙` `甲\|乙` | one of the two |
//! | `绿色*` | words that start with it |
//! | `org:` (`机构：`) | articles that name an organisation whose name holds the value |
//! | `theme:` `place:` `source:` `kind:` `year:` `origin:` (`主题：` `地点：` `来源：` `类型：` `年份：`) | a facet's value; `-` leaves it out |
//! | `before:2025` `after:2023-06` (`之前：` `之后：`) | dated earlier, later than that; `-` leaves those out |
//! | `2023..2025` `2023..` `..2025-06` | dated in between, ends included; `-` leaves those out |
//!
//! Nothing typed is an error: what is no sign of the language is searched as text, and a
//! note says what was understood otherwise than typed. Values of one field are alternatives with
//! and without `OR`; elsewhere an `OR` that joins nothing is left out.

use std::fmt::{self, Write as _};

use crate::corpus::days;
use crate::protocol::{Field, Note};

/// Characters of a query that are read.
pub const LONGEST: usize = 400;

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// All of these.
    pub clauses: Vec<Clause>,
    /// Facet values as typed, and whether to leave them out.
    pub filters: Vec<(Field, String, bool)>,
    /// Names of organisations as typed, and whether to leave out the articles that have them.
    pub orgs: Vec<(String, bool)>,
    /// Dates, and whether to leave out the articles that have them.
    pub dates: Vec<(Dates, bool)>,
}

/// One of several strings, or none of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clause {
    /// The strings.
    pub any: Vec<Term>,
    /// Leave out articles that hold one.
    pub out: bool,
}

/// A string to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As typed.
    pub text: String,
    /// How.
    pub kind: Kind,
}

/// How a string is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As it stands; by its words where it does not occur.
    Word,
    /// As it stands.
    Phrase,
    /// At the start of a word.
    Prefix,
}

/// A condition on dates: ISO dates, months or years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dates {
    /// Earlier than.
    Before(String),
    /// Later than.
    After(String),
    /// From, to.
    Between(Option<String>, Option<String>),
}

/// One thing typed.
enum Piece {
    Text { text: String, quoted: bool, out: bool },
    Field { name: String, value: String, out: bool },
    Or(String),
}

const DOUBLE: [char; 4] = ['"', '“', '”', '＂'];

fn is_or(text: &str) -> bool {
    matches!(text, "OR" | "或" | "|" | "｜")
}

/// Reads a query. Never fails.
pub fn parse(text: &str) -> (Asked, Vec<Note>) {
    let mut notes = Vec::new();
    let mut chars: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if chars.len() > LONGEST {
        chars.truncate(LONGEST);
        notes.push(Note::Cut(LONGEST as u32));
    }
    let pieces = pieces(&chars, &mut notes);
    let mut asked = Asked::default();
    // Whether the piece before is a clause an OR can widen, whether one has been read, and the field before.
    let (mut open, mut widen) = (false, None::<String>);
    let (mut last_field, mut stray) = (None::<String>, Vec::new());
    for piece in pieces {
        let was_field = last_field.take();
        match piece {
            Piece::Or(sign) => {
                if widen.is_none() && (open || was_field.is_some()) {
                    widen = Some(sign);
                    last_field = was_field;
                } else {
                    stray.extend(widen.take().into_iter().chain([sign]));
                    open = false;
                }
            }
            Piece::Text { text, quoted, out } => {
                if !quoted && text.chars().all(|c| c == '*') {
                    notes.push(Note::Literal(text.clone()));
                }
                let term = term(text, quoted);
                match (widen.take(), out, asked.clauses.last_mut()) {
                    (Some(_), false, Some(clause)) if open => clause.any.push(term),
                    (sign, ..) => {
                        stray.extend(sign);
                        asked.clauses.push(Clause { any: vec![term], out });
                    }
                }
                open = !out;
            }
            Piece::Field { name, value, out } => {
                // Values of one field are alternatives as they are.
                stray.extend(widen.take().filter(|_| out || was_field.as_ref() != Some(&name)));
                open = field(&mut asked, &mut notes, &name, value, out);
                last_field =
                    Some(name).filter(|name| !open && !out && name != ".." && name != "before" && name != "after");
            }
        }
    }
    stray.extend(widen);
    let is_alone = asked == Asked::default();
    for sign in stray {
        if is_alone {
            // A sign that joins nothing is all that is asked: it is searched as text.
            notes.push(Note::Literal(sign.clone()));
            asked.clauses.push(Clause { any: vec![Term { text: sign, kind: Kind::Phrase }], out: false });
        } else {
            notes.push(Note::Empty(sign));
        }
    }
    if !asked.clauses.is_empty() && asked.clauses.iter().all(|clause| clause.out) {
        notes.push(Note::OnlyExclusions);
    }
    (asked, notes)
}

fn term(text: String, quoted: bool) -> Term {
    let bare = text.trim_end_matches('*');
    if quoted {
        Term { text, kind: Kind::Phrase }
    } else if bare.is_empty() || bare.len() == text.len() {
        let kind = if bare.is_empty() { Kind::Phrase } else { Kind::Word };
        Term { text, kind }
    } else {
        Term { text: bare.to_owned(), kind: Kind::Prefix }
    }
}

/// Takes a field over; `true` when it became a text clause.
fn field(asked: &mut Asked, notes: &mut Vec<Note>, name: &str, value: String, out: bool) -> bool {
    let date = |notes: &mut Vec<Note>, value: String| {
        let good = days(&value).is_some();
        if !good {
            notes.push(Note::BadDate(value.clone()));
        }
        good.then_some(value)
    };
    match name {
        "before" => asked.dates.extend(date(notes, value).map(|date| (Dates::Before(date), out))),
        "after" => asked.dates.extend(date(notes, value).map(|date| (Dates::After(date), out))),
        ".." => match value.split_once("..") {
            Some((from, to)) if is_range(&value) => {
                let end = |text: &str| (!text.is_empty()).then(|| text.to_owned());
                // The last day of the second is before the first day of the first.
                let is_reversed = days(from).zip(days(to)).is_some_and(|((low, _), (_, high))| high < low);
                if is_reversed {
                    notes.push(Note::Reversed(value.clone(), format!("{to}..{from}")));
                    asked.dates.push((Dates::Between(end(to), end(from)), out));
                } else {
                    asked.dates.push((Dates::Between(end(from), end(to)), out));
                }
            }
            _ => notes.push(Note::BadDate(value)),
        },
        "org" => asked.orgs.push((value, out)),
        _ => {
            if let Some(field) = Field::parse(name) {
                asked.filters.push((field, value, out));
            } else {
                asked.clauses.push(Clause { any: vec![term(value, false)], out });
                return !out;
            }
        }
    }
    false
}

/// Names of fields, as typed, and what they are.
const FIELDS: [(&str, &str); 25] = [
    ("org", "org"),
    ("机构", "org"),
    ("機構", "org"),
    ("theme", "theme"),
    ("主题", "theme"),
    ("主題", "theme"),
    ("place", "place"),
    ("地点", "place"),
    ("地點", "place"),
    ("地方", "place"),
    ("source", "source"),
    ("来源", "source"),
    ("來源", "source"),
    ("kind", "kind"),
    ("类型", "kind"),
    ("類型", "kind"),
    ("year", "year"),
    ("年份", "year"),
    ("origin", "origin"),
    ("before", "before"),
    ("之前", "before"),
    ("after", "after"),
    ("之后", "after"),
    ("之後", "after"),
    ("来处", "origin"),
];

/// Whether it reads like `2023..2025`.
fn is_range(text: &str) -> bool {
    text.split_once("..").is_some_and(|(from, to)| {
        let fits = |part: &str| part.is_empty() || days(part).is_some();
        text.len() > 2 && fits(from) && fits(to)
    })
}

/// Whether it is meant like `2023..2025`: years, months or days on either side, right or not.
fn means_range(text: &str) -> bool {
    text.split_once("..").is_some_and(|(from, to)| {
        let is_date = |part: &str| part.chars().all(|c| c.is_ascii_digit() || "-./年月日".contains(c));
        let has_year = |part: &str| part.len() >= 4 && part.bytes().take(4).all(|b| b.is_ascii_digit());
        is_date(from) && is_date(to) && (has_year(from) || has_year(to))
    })
}

/// Digits and signs of dates in half width.
fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' | '．' | '－' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(half).collect()
}

fn pieces(chars: &[char], notes: &mut Vec<Note>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let next = chars.get(at + 1).copied();
        let out = matches!(c, '-' | '－' | '−') && next.is_some_and(|c| !c.is_whitespace());
        if out {
            at += 1;
        } else if matches!(c, '-' | '－' | '−') {
            notes.push(Note::Empty(c.to_string()));
            at += 1;
            continue;
        }
        if let Some((text, after)) = quoted(chars, at, notes) {
            let start = std::mem::replace(&mut at, after);
            if text.trim().is_empty() {
                notes.push(Note::Empty(chars.get(start..after).unwrap_or_default().iter().collect()));
            } else {
                pieces.push(Piece::Text { text, quoted: true, out });
            }
            continue;
        }
        if matches!(chars.get(at), Some('|' | '｜')) {
            pieces.push(Piece::Or("|".into()));
            at += 1;
            continue;
        }
        let start = at;
        let mut named = None;
        while let Some(&c) = chars.get(at) {
            if c.is_whitespace() || DOUBLE.contains(&c) || matches!(c, '「' | '|' | '｜') {
                break;
            }
            if named.is_none() && matches!(c, ':' | '：') {
                let name: String = chars.get(start..at).unwrap_or_default().iter().collect();
                named = known_field(&name, chars.get(at + 1..).unwrap_or_default(), notes).map(|name| (name, at + 1));
                if named.is_some() {
                    at += 1;
                    break;
                }
                named = None;
            }
            at += 1;
        }
        let whole = |to: usize| -> String { chars.get(start..to).unwrap_or_default().iter().collect() };
        if let Some((name, typed)) = named {
            // `主题： 绿色`: what is next is its value.
            let blanks = chars.iter().skip(typed).take_while(|c| c.is_whitespace()).count();
            let from = if typed + blanks < chars.len() { typed + blanks } else { typed };
            let (value, after) = if let Some(found) = quoted(chars, from, notes) {
                found
            } else {
                let rest = chars.get(from..).unwrap_or_default();
                let stop = |c: &char| c.is_whitespace() || DOUBLE.contains(c) || matches!(c, '「' | '|' | '｜');
                let len = rest.iter().take_while(|c| !stop(c)).count();
                (rest.iter().take(len).collect(), from + len)
            };
            at = after;
            if value.trim().is_empty() {
                notes.push(Note::Empty(whole(at)));
            } else if name == "year" && means_range(&half_width(&value)) {
                pieces.push(Piece::Field { name: "..".into(), value: half_width(&value), out });
            } else {
                pieces.push(Piece::Field { name: name.into(), value, out });
            }
            continue;
        }
        let text = whole(at);
        if text.is_empty() {
            at += 1;
        } else if is_or(&text) && !out {
            pieces.push(Piece::Or(text));
        } else if means_range(&half_width(&text)) {
            pieces.push(Piece::Field { name: "..".into(), value: half_width(&text), out });
        } else {
            pieces.push(Piece::Text { text, quoted: false, out });
        }
    }
    pieces
}

fn known_field(name: &str, rest: &[char], notes: &mut Vec<Note>) -> Option<&'static str> {
    let name = name.to_lowercase();
    if let Some((_, field)) = FIELDS.iter().find(|(typed, _)| *typed == name) {
        return Some(field);
    }
    // `https://` is an address, `甲：乙` is text; `author:` looks like a field that is not there.
    let looks = name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphabetic());
    if looks && rest.first().is_some_and(|c| c.is_alphanumeric()) {
        notes.push(Note::UnknownField(name));
    }
    None
}

/// A quoted string at `at`, and where it ends.
fn quoted(chars: &[char], at: usize, notes: &mut Vec<Note>) -> Option<(String, usize)> {
    let open = *chars.get(at)?;
    if open == '“'
        && let Some(found) = nested(chars, at, notes)
    {
        return Some(found);
    }
    let closes = |c: char| if open == '「' { c == '」' } else { DOUBLE.contains(&c) };
    if open != '「' && !DOUBLE.contains(&open) {
        return None;
    }
    let rest = chars.get(at + 1..).unwrap_or_default();
    let len = rest.iter().position(|c| closes(*c));
    if len.is_none() {
        notes.push(Note::Unclosed(at as u32));
    }
    let text: String = rest.iter().take(len.unwrap_or(rest.len())).collect();
    let after = at + 1 + len.map_or(rest.len(), |len| len + 1);
    Some((text, after))
}

/// A string in Chinese quotation marks that holds others: `“甲“乙”丙”`, `““甲””`.
fn nested(chars: &[char], at: usize, notes: &mut Vec<Note>) -> Option<(String, usize)> {
    let mut depth = 0;
    let mut deepest = 0;
    for (i, c) in chars.iter().enumerate().skip(at) {
        match c {
            '“' => depth += 1,
            '”' => depth -= 1,
            _ => {}
        }
        deepest = deepest.max(depth);
        if depth == 0 {
            let inner: String = chars.get(at + 1..i)?.iter().collect();
            let text = inner.trim_matches(DOUBLE).to_owned();
            if deepest < 2 || text.trim().is_empty() {
                return None;
            }
            // What is left inside stands for itself, unless it is out of pairs.
            let n = |sign| text.matches(sign).count();
            let text = if n('“') == n('”') { text } else { inner };
            notes.push(Note::Nested(text.clone()));
            return Some((text, i + 1));
        }
    }
    None
}

/// Writes what is asked so that it reads back the same.
impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        for clause in &self.clauses {
            let terms: Vec<String> = clause.any.iter().map(ToString::to_string).collect();
            parts.push(format!("{}{}", if clause.out { "-" } else { "" }, terms.join(" OR ")));
        }
        for (field, value, out) in &self.filters {
            let mut part = format!("{}{}:", if *out { "-" } else { "" }, field.name());
            let plain = value.chars().all(|c| c.is_alphanumeric() || "-·".contains(c));
            if plain {
                part.push_str(value);
            } else {
                write_quoted(&mut part, value)?;
            }
            parts.push(part);
        }
        for (name, out) in &self.orgs {
            let mut part = format!("{}org:", if *out { "-" } else { "" });
            if name.chars().all(|c| c.is_alphanumeric() || "-·".contains(c)) {
                part.push_str(name);
            } else {
                write_quoted(&mut part, name)?;
            }
            parts.push(part);
        }
        for (dates, out) in &self.dates {
            let sign = if *out { "-" } else { "" };
            parts.push(match dates {
                Dates::Before(date) => format!("{sign}before:{date}"),
                Dates::After(date) => format!("{sign}after:{date}"),
                Dates::Between(from, to) => {
                    format!("{sign}{}..{}", from.as_deref().unwrap_or_default(), to.as_deref().unwrap_or_default())
                }
            });
        }
        f.write_str(&parts.join(" "))
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Word => f.write_str(&self.text),
            Kind::Prefix => write!(f, "{}*", self.text),
            Kind::Phrase => {
                let mut out = String::new();
                write_quoted(&mut out, &self.text)?;
                f.write_str(&out)
            }
        }
    }
}

fn write_quoted(out: &mut String, text: &str) -> fmt::Result {
    if !text.contains(DOUBLE) {
        write!(out, "\"{text}\"")
    } else if text.contains('」') {
        write!(out, "“{text}”")
    } else {
        write!(out, "「{text}」")
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn queries_are_understood() {
        let cases = [
            ("绿色 发展", "绿色 发展"),
            ("绿色　发展", "绿色 发展"),
            ("“绿色 发展”", "\"绿色 发展\""),
            ("\"绿色发展\"氢能", "\"绿色发展\" 氢能"),
            ("「氢能」 -袜业", "\"氢能\" -袜业"),
            ("－袜业 氢能", "-袜业 氢能"),
            ("甲 OR 乙 丙", "甲 OR 乙 丙"),
            ("甲 或 乙|丙", "甲 OR 乙 OR 丙"),
            ("或", "\"或\""),
            ("甲 OR", "甲"),
            ("甲 OR -乙", "甲 -乙"),
            ("theme:green OR theme:tourism", "theme:green theme:tourism"),
            ("主题： 绿色 氢", "氢 theme:绿色"),
            ("-before:2025 -2020..2021", "-before:2025 -2020..2021"),
            ("２０２３..２０２５", "2023..2025"),
            ("2026-13..", ""),
            ("绿*", "绿*"),
            ("主题：绿色 来源:吉林日报 2023..2025", "theme:绿色 source:吉林日报 2023..2025"),
            ("-place:辽源 氢", "氢 -place:辽源"),
            ("source:\"吉林 日报\"", "source:\"吉林 日报\""),
            ("before:2025 之后：2023-06", "before:2025 after:2023-06"),
            ("year:2024", "year:2024"),
            ("year:2023..2025", "2023..2025"),
            ("会议强调：抓落实", "会议强调：抓落实"),
            ("https://a.b/c", "https://a.b/c"),
            ("author:张三", "author:张三"),
            ("2023.. 氢", "氢 2023.."),
            ("-", ""),
            ("", ""),
            ("***", "\"***\""),
            ("theme:", ""),
            ("2025..2023", "2023..2025"),
            ("“他说“好”了”", "「他说“好”了」"),
            ("““绿色””", "\"绿色\""),
            ("“绿色” “发展”", "\"绿色\" \"发展\""),
            ("机构：一汽 氢", "氢 org:一汽"),
            ("-org:\"中 车\"", "-org:\"中 车\""),
        ];
        for (typed, expected) in cases {
            assert_eq!(parse(typed).0.to_string(), expected, "{typed}");
        }
    }

    #[test]
    fn notes_say_what_was_not_as_typed() {
        let cases = [
            ("氢 “绿色", vec![Note::Unclosed(2)]),
            ("author:张三", vec![Note::UnknownField("author".into())]),
            ("before:昨天", vec![Note::BadDate("昨天".into())]),
            ("-甲", vec![Note::OnlyExclusions]),
            ("https://a.b", vec![]),
            ("10:30 甲：乙", vec![]),
            ("*", vec![Note::Literal("*".into())]),
            ("-", vec![Note::Empty("-".into())]),
            ("\"\" 甲", vec![Note::Empty("\"\"".into())]),
            ("或", vec![Note::Literal("或".into())]),
            ("甲 或", vec![Note::Empty("或".into())]),
            ("theme:绿色 甲 OR", vec![Note::Empty("OR".into())]),
            ("theme:绿色 OR theme:文旅", vec![]),
            ("theme:绿色 OR -theme:文旅", vec![Note::Empty("OR".into())]),
            ("source:", vec![Note::Empty("source:".into())]),
            ("2026-13..", vec![Note::BadDate("2026-13..".into())]),
            ("2025..2023", vec![Note::Reversed("2025..2023".into(), "2023..2025".into())]),
            ("2023..2025-03", vec![]),
            ("““甲””", vec![Note::Nested("甲".into())]),
            ("“甲” “乙”", vec![]),
        ];
        for (typed, notes) in cases {
            assert_eq!(parse(typed).1, notes, "{typed}");
        }
        assert_eq!(parse(&"长".repeat(1000)).1, [Note::Cut(400)]);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(text in "[绿色OR或|：:\"“”「」*.\\-－ 　a-c2年份theme]{0,30}") {
            let (asked, _) = parse(&text);
            let (again, _) = parse(&asked.to_string());
            prop_assert_eq!(asked, again);
        }

        #[test]
        fn dates_and_fields_read_back(year in 1900u32..2100, month in 1u32..13, value in "[绿色·A-Z \"]{1,6}", out: bool) {
            let sign = if out { "-" } else { "" };
            let (asked, _) = parse(&format!("甲 {sign}place:{value} before:{year}-{month:02} {year}.."));
            let (again, _) = parse(&asked.to_string());
            prop_assert_eq!(asked, again);
        }

        #[test]
        fn anything_is_read(text in any::<String>()) {
            let _ = parse(&text);
        }
    }
}

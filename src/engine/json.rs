//! JSON as the outer contract has it: one writer and one form for the command line and the worker.
//!
//! Written by hand, to keep the worker that only answers small: it needs no general
//! serializer. Offsets are counted in Unicode scalar values of the text they belong to.

use crate::protocol::{CorpusInfo, Found, Hit, ImportReport, Note, Snippet};
use crate::text::{CharCounter, Span};

/// A JSON text in the making. Commas set themselves: what was written last decides.
#[derive(Debug, Default)]
pub struct Json {
    out: String,
}

impl Json {
    /// The text written so far.
    pub fn into_text(self) -> String {
        self.out
    }

    fn comma(&mut self) -> &mut String {
        // A string's last byte is its quote, so these are signs of the form.
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
        &mut self.out
    }

    /// Opens an object (`{`) or a list (`[`).
    pub fn open(&mut self, sign: char) -> &mut Self {
        self.comma().push(sign);
        self
    }

    /// Closes an object (`}`) or a list (`]`).
    pub fn close(&mut self, sign: char) -> &mut Self {
        self.out.push(sign);
        self
    }

    /// The name of the next value in an object.
    pub fn key(&mut self, name: &str) -> &mut Self {
        self.text(name);
        self.out.push(':');
        self
    }

    /// A string.
    pub fn text(&mut self, text: &str) -> &mut Self {
        let out = self.comma();
        out.push('"');
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte >= b' ' && byte != b'"' && byte != b'\\' {
                continue;
            }
            out.push_str(text.get(from..at).unwrap_or_default());
            from = at + 1;
            out.push('\\');
            match byte {
                b'\n' => out.push('n'),
                b'\r' => out.push('r'),
                b'\t' => out.push('t'),
                b'"' | b'\\' => out.push(byte as char),
                _ => {
                    out.push_str("u00");
                    for half in [byte >> 4, byte & 15] {
                        out.push(char::from_digit(half.into(), 16).unwrap_or('0'));
                    }
                }
            }
        }
        out.push_str(text.get(from..).unwrap_or_default());
        out.push('"');
        self
    }

    /// A list of strings.
    pub fn texts<T: AsRef<str>>(&mut self, list: &[T]) -> &mut Self {
        self.open('[');
        for text in list {
            self.text(text.as_ref());
        }
        self.close(']')
    }

    /// A whole number.
    pub fn count(&mut self, number: u64) -> &mut Self {
        let (mut digits, mut at, mut rest) = ([0_u8; 20], 20, number);
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        let out = self.comma();
        out.extend(digits.iter().skip(at).map(|&digit| digit as char));
        self
    }

    /// A number that is not negative, to four decimals.
    pub fn decimal(&mut self, number: f32) -> &mut Self {
        let parts = (f64::from(number.max(0.0)) * 1e4).round() as u64;
        self.count(parts / 10_000);
        let mut rest = parts % 10_000;
        if rest > 0 {
            self.out.push('.');
            while rest > 0 {
                self.out.push((b'0' + (rest / 1000) as u8) as char);
                rest = rest % 1000 * 10;
            }
        }
        self
    }

    /// Any number, in full digits.
    #[cfg(feature = "analysis")]
    pub fn number(&mut self, number: f64) -> &mut Self {
        let text = if number.is_finite() { number.to_string() } else { "null".to_owned() };
        self.comma().push_str(&text);
        self
    }

    /// True or false.
    pub fn truth(&mut self, is: bool) -> &mut Self {
        self.comma().push_str(if is { "true" } else { "false" });
        self
    }

    /// Spans of a text in characters: `[[start, end], …]`.
    pub fn spans(&mut self, text: &str, spans: &[Span]) -> &mut Self {
        let mut counter = CharCounter::new(text);
        self.open('[');
        for span in spans {
            self.open('[').count(counter.at(span.start) as u64).count(counter.at(span.end) as u64).close(']');
        }
        self.close(']')
    }
}

/// The answer to a search.
pub fn found(found: &Found) -> String {
    let mut json = Json::default();
    json.open('{').key("total").count(found.total.into());
    json.key("n_folded").count(found.n_folded.into());
    json.key("n_searched").count(found.n_searched.into());
    json.key("n_occurrences").count(found.n_occurrences.into());
    json.key("tiers").open('[');
    for (tier, count) in &found.tiers {
        json.open('{').key("tier").text(tier.name()).key("count").count((*count).into()).close('}');
    }
    json.close(']').key("hits").open('[');
    for hit in &found.hits {
        put_hit(&mut json, hit);
    }
    json.close(']').key("facets").open('{');
    for facet in &found.facets {
        json.key(facet.field.name()).open('[');
        for value in &facet.values {
            json.open('{').key("value").text(&value.value).key("count").count(value.count.into()).close('}');
        }
        json.close(']');
    }
    json.close('}').key("notes").open('[');
    for note in &found.notes {
        json.text(&say(note));
    }
    json.close(']').close('}');
    json.into_text()
}

fn put_hit(json: &mut Json, hit: &Hit) {
    json.open('{').key("id").text(&hit.id).key("title").text(&hit.title);
    json.key("title_marks").spans(&hit.title, &hit.title_marks);
    json.key("date").text(&hit.date).key("source").text(&hit.source);
    json.key("score").decimal(hit.score).key("tier").text(hit.tier.name()).key("n").count(hit.n.into());
    json.key("snippets").open('[');
    for Snippet { text, marks, .. } in &hit.snippets {
        json.open('{').key("text").text(text).key("marks").spans(text, marks).close('}');
    }
    json.close(']').key("folded").open('[');
    for twin in &hit.folded {
        json.open('{').key("id").text(&twin.id).key("title").text(&twin.title);
        json.key("date").text(&twin.date).key("source").text(&twin.source).close('}');
    }
    json.close(']').close('}');
}

/// A remark in words.
pub fn say(note: &Note) -> String {
    match note {
        Note::Unclosed(at) => format!("the quotation opened at character {at} is not closed: read to the end"),
        Note::UnknownField(name) => format!("there is no field `{name}`: searched as text"),
        Note::UnknownValue(field, value) => format!("no article has `{value}` in the field {field}"),
        Note::BadDate(date) => format!("`{date}` is no date (YYYY, YYYY-MM or YYYY-MM-DD): left out"),
        Note::DidYouMean(words) => format!("not found; similar words: {}", words.join(", ")),
        Note::OnlyExclusions => "only exclusions were given: everything else is shown".to_owned(),
        Note::Cut(n) => format!("the query was cut to {n} characters"),
        Note::Literal(sign) => format!("`{sign}` stands alone: searched as text"),
        Note::Empty(signs) => format!("`{signs}` holds nothing to search for: left out"),
        Note::Reversed(typed, read) => format!("`{typed}` ends before it begins: read as {read}"),
        Note::NoSuchDates => "no day meets all conditions on dates".to_owned(),
        Note::Nested(text) => format!("quotation marks inside quotation marks: searched for {text}"),
        Note::ByPinyin(words) => format!("nothing is written so; spelled so in pinyin: {}", words.join(", ")),
    }
}

/// What is open.
pub fn info(info: &CorpusInfo) -> String {
    let mut json = Json::default();
    put_info(&mut json, info);
    json.into_text()
}

fn put_info(json: &mut Json, info: &CorpusInfo) {
    json.open('{').key("name").text(&info.name);
    json.key("n_articles").count(info.n_articles.into()).key("n_sentences").count(info.n_sentences.into());
    json.key("n_chars").count(info.n_chars).key("n_sources").count(info.n_sources.into());
    json.key("n_imported").count(info.n_imported.into()).key("dates").open('[');
    if let Some((first, last)) = &info.dates {
        json.text(first).text(last);
    }
    json.close(']').key("themes").open('[');
    for theme in &info.themes {
        json.open('{').key("id").text(&theme.id).key("names").texts(&theme.names).close('}');
    }
    json.close(']').close('}');
}

/// What became of files taken in, and the corpus as it is now.
pub fn report(report: &ImportReport, info: &CorpusInfo) -> String {
    let mut json = Json::default();
    json.open('{').key("ids").texts(&report.ids).key("files").open('[');
    for file in &report.files {
        json.open('{').key("name").text(&file.name).key("n_articles").count(file.n_articles.into());
        json.key("n_repeated").count(file.n_repeated.into()).key("encoding").text(&file.encoding);
        json.key("n_repairs").count(file.n_repairs.into()).key("n_doubtful").count(file.n_doubtful.into());
        if let Some([_, _, error]) = &file.error {
            json.key("error").text(error);
        }
        let notes: Vec<&str> = file.notes.iter().map(|note| note[2].as_str()).collect();
        json.key("notes").texts(&notes).close('}');
    }
    json.close(']').key("info");
    put_info(&mut json, info);
    json.close('}');
    json.into_text()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[test]
    fn numbers_are_written_short() {
        for (number, text) in
            [(0.0, "0"), (2.0, "2"), (0.25, "0.25"), (1.2, "1.2"), (0.0004, "0.0004"), (12.000_01, "12")]
        {
            let mut json = Json::default();
            json.decimal(number);
            assert_eq!(json.into_text(), text);
        }
        let mut json = Json::default();
        json.open('[').count(0).count(u64::MAX).decimal(-1.0).decimal(f32::NAN).close(']');
        assert_eq!(json.into_text(), "[0,18446744073709551615,0,0]");
    }

    proptest! {
        #[test]
        fn strings_read_back(texts in proptest::collection::vec("(\\PC|[\u{0}-\u{20}\"\\\\{\\[:,])*", 0..4)) {
            let mut json = Json::default();
            json.open('{').key("a").texts(&texts).key("b").truth(true).key("c").open('{').close('}').close('}');
            let value: Value = serde_json::from_str(&json.into_text()).unwrap();
            prop_assert_eq!(value, serde_json::json!({"a": texts, "b": true, "c": {}}));
        }
    }
}

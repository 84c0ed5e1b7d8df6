//! A sentence as a quotation, with its reference.

use super::Engine;
use super::cite::references;
use super::json::Json;
use crate::protocol::Lang;

impl Engine {
    /// The sentence at a byte of an article, quoted and with its reference, as JSON; `null` where there is none.
    /// Asked in lines: id of the article, byte in its body, the day it is read, tag of the language.
    pub(super) fn quote(&self, asked: &str) -> String {
        let mut lines = asked.lines();
        let mut line = || lines.next().unwrap_or_default();
        let (id, at, today, lang) = (line(), line().parse::<u32>().unwrap_or_default(), line(), Lang::parse(line()));
        let found = self.corpus.find(id).and_then(|doc| {
            let spans = self.corpus.sentences(doc);
            let span = spans.iter().rev().find(|span| span.start <= at).or_else(|| spans.first()).copied()?;
            Some((doc, span))
        });
        let Some((doc, span)) = found else { return String::from("null") };
        let (body, meta) = (self.corpus.body(doc), self.corpus.meta(doc));
        let sentence = span.of(body).trim();
        let reference = references(&meta, self.corpus.readings(), today)
            .into_iter()
            .next()
            .map(|(_, text)| text)
            .unwrap_or_default();
        let mut json = Json::default();
        json.open('{').key("article").text(id).key("at").count(span.start.into());
        json.key("title").text(&meta.title).key("date").text(&meta.date).key("source").text(&meta.source);
        json.key("sentence").text(sentence).key("quotation").text(&quoted(sentence, lang.unwrap_or_default()));
        json.key("reference").text(&reference).close('}');
        json.into_text()
    }
}

/// A sentence inside quotation marks: its own become the inner ones (GB/T 15834—2011, 4.8.3.3; 「」 in Traditional).
fn quoted(sentence: &str, lang: Lang) -> String {
    let is_hant = lang == Lang::Hant;
    let inner = |c: char| match c {
        '“' if !is_hant => '‘',
        '”' if !is_hant => '’',
        '「' if is_hant => '『',
        '」' if is_hant => '』',
        c => c,
    };
    let (open, close) = if is_hant { ('「', '」') } else { ('“', '”') };
    std::iter::once(open).chain(sentence.chars().map(inner)).chain([close]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_become_inner_ones() {
        assert_eq!(quoted("他说“好”。", Lang::Hans), "“他说‘好’。”");
        assert_eq!(quoted("他說「好」。", Lang::Hant), "「他說『好』。」");
    }
}

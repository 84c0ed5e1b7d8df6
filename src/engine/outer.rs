//! The outer contract: what scripts ask of the worker, and the same JSON for the command line.

#[cfg(feature = "full")]
pub use full::{Reading, article, cleaned, lines, of_article, read_line, words};

use super::{Service, json, reading};
use crate::protocol::{Ask, BUILD_ID, Failure, Lang, Progress, Query, Told, decode};

impl Service {
    /// Answers a script's question, see [`Ask`] and [`Told`].
    pub fn ask(&mut self, question: &[u8], progress: &mut dyn FnMut(Progress)) -> Vec<u8> {
        let (mark, body) =
            self.try_ask(question, progress).unwrap_or_else(|failure| (Told::Failed, say(&failure).into_bytes()));
        let mut out = Vec::with_capacity(body.len() + 1);
        out.push(mark as u8);
        out.extend(body);
        out
    }

    fn try_ask(&mut self, question: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<(Told, Vec<u8>), Failure> {
        let (first, body) = question.split_first().unwrap_or((&u8::MAX, &[]));
        let text = match Ask::ALL.get(*first as usize) {
            Some(Ask::Hello) if body == BUILD_ID.as_bytes() => String::from("true"),
            Some(Ask::Hello) | None => return Err(Failure::Message(format!("this is {BUILD_ID}"))),
            Some(Ask::Open) => json::info(&self.open(body.to_vec())?),
            Some(Ask::Search) => json::found(&self.explore(&query(body)?)?),
            Some(Ask::Export) => return Ok((Told::Bytes, self.export()?)),
            Some(Ask::Notes) => {
                if !body.is_empty() {
                    utf8(body)?.clone_into(&mut self.kept);
                }
                if self.kept.is_empty() { String::from("[]") } else { self.kept.clone() }
            }
            Some(Ask::Words) => reading::said(Lang::parse(utf8(body)?).unwrap_or_default()),
            Some(Ask::Quote) => self.engine()?.quote(utf8(body)?),
            // Readers of lists wait for no larger engine; what is read closely is there with it.
            Some(Ask::File) => self.file(utf8(body)?)?,
            Some(Ask::OwnWords) => {
                let mut json = json::Json::default();
                json.text(&self.engine()?.corpus.user_words().join("\n"));
                json.into_text()
            }
            #[cfg(feature = "full")]
            Some(ask) => return self.ask_full(*ask, body, progress),
            #[cfg(not(feature = "full"))]
            Some(_) => {
                let _ = progress;
                return Err(Failure::NoLexicon);
            }
        };
        Ok((Told::Json, text.into_bytes()))
    }
}

fn utf8(body: &[u8]) -> Result<&str, Failure> {
    std::str::from_utf8(body).map_err(|error| Failure::Message(error.to_string()))
}

fn query(body: &[u8]) -> Result<Query, Failure> {
    decode(body).map_err(Failure::Message)
}

/// A failure in words, for people who write scripts.
fn say(failure: &Failure) -> String {
    match failure {
        Failure::Pack(said) => format!("the pack cannot be used: {}", said[2]),
        Failure::Lexicon(why) => format!("the lexicon cannot be used: {why}"),
        Failure::NoLexicon => "this needs the larger engine and the lexicon, which are not loaded".to_owned(),
        Failure::NoCorpus => "no corpus is open: call open() again".to_owned(),
        Failure::Message(why) => {
            format!("module and worker are of different builds: reload, or deploy dist/ whole ({why})")
        }
    }
}

#[cfg(feature = "full")]
mod full {
    use super::{query, utf8};
    use crate::corpus::{Article, Corpus};
    #[cfg(feature = "definitions")]
    use crate::engine::define;
    use crate::engine::json::Json;
    use crate::engine::service::mask;
    use crate::engine::{Service, analysis, import, json, reading};
    use crate::protocol::{Answer, Ask, Failure, FileIn, Lang, Progress, Told, decode, encode};
    use crate::state::View;
    use crate::text::{self, CharCounter, Lexicon, Repaired, Token};
    use crate::theme::{SentenceEvidence, Themes};

    impl Service {
        /// What needs the lexicon.
        pub(super) fn ask_full(
            &mut self,
            ask: Ask,
            body: &[u8],
            progress: &mut dyn FnMut(Progress),
        ) -> Result<(Told, Vec<u8>), Failure> {
            let text = || utf8(body);
            let text = match ask {
                Ask::Lexicon => {
                    self.take_lexicon(body)?;
                    String::from("true")
                }
                Ask::Themes => {
                    let (engine, lexicon) = (self.engine()?, self.lexicon()?);
                    let mask = mask(engine, &query(body)?);
                    let themes = Themes::compile(engine.notes.definitions().to_vec())
                        .map_err(|error| Failure::Pack([(); 3].map(|()| error.to_string())))?;
                    let of = mask.len() as u32;
                    let mut list = String::from("[");
                    for (doc, _) in (0..).zip(mask).filter(|(_, is_in)| *is_in) {
                        if doc % 64 == 0 {
                            let stage = String::from("themes");
                            progress(Progress { stage, done: doc, of, ..Progress::default() });
                        }
                        for reading in of_article(&engine.corpus, doc, &themes, lexicon) {
                            add(&mut list, &reading.json(&themes));
                        }
                    }
                    list + "]"
                }
                Ask::Segment => {
                    let lexicon = self.lexicon()?;
                    let mut list = String::from("[");
                    for line in lines(text()?).0 {
                        add(&mut list, &words(line, &lexicon.tokens(line)));
                    }
                    list + "]"
                }
                Ask::Ends => return Ok((Told::Bytes, ends(text()?, self.lexicon()?))),
                Ask::Clean | Ask::Simplify => {
                    let raw = text()?;
                    let repaired = text::repair(self.lexicon()?, raw);
                    let converted = (ask == Ask::Simplify).then(|| text::simplify(&repaired.text).text);
                    cleaned(raw, &repaired, converted.as_deref())
                }
                Ask::Add => {
                    let (files, fresh): (Vec<FileIn>, Option<String>) = decode(body).map_err(Failure::Message)?;
                    let (report, info) = import::take_in(self, files, fresh.is_some(), fresh, progress)?;
                    json::report(&report, &info)
                }
                #[cfg(feature = "definitions")]
                Ask::Definitions => define::definitions(self.engine()?)?,
                #[cfg(feature = "definitions")]
                Ask::Diagnose => define::diagnose(self.engine()?, text()?),
                #[cfg(feature = "definitions")]
                Ask::Define => {
                    let texts: Vec<&str> = text()?.split('\0').filter(|text| !text.trim().is_empty()).collect();
                    return Ok((Told::Bytes, encode(&Answer::Opened(self.set_definitions(&texts)?))));
                }
                #[cfg(not(feature = "definitions"))]
                Ask::Definitions | Ask::Diagnose | Ask::Define => return Err(Failure::NoLexicon),
                Ask::Read => {
                    let (rows, address) = text()?.split_once('\n').unwrap_or_default();
                    let (view, rows) = (View::parse(address), rows.parse().unwrap_or(100));
                    let Some(ask) = reading::question(&view, rows, Lang::En) else {
                        return Err(Failure::Message("this reads nothing".into()));
                    };
                    analysis::json(&self.analyse(&ask)?)
                }
                Ask::Lines => {
                    let mut parts = text()?.splitn(4, '\n');
                    let mut part = || parts.next().unwrap_or_default();
                    let (lang, from, n) = (Lang::parse(part()).unwrap_or_default(), part().parse(), part().parse());
                    let (from, n, view) = (from.unwrap_or_default(), n.unwrap_or_default(), View::parse(part()));
                    let at = reading::At { view: &view, lang, rows: n, width: 0 };
                    let markup = reading::window(&at, from, &|ask| self.analyse(ask))?;
                    return Ok((Told::Bytes, markup.into_bytes()));
                }
                Ask::Look => Self::look(body)?,
                Ask::Begin => self.begin_import(text()?)?,
                Ask::Step => self.step_import(text()?.parse().unwrap_or_default())?,
                Ask::Stop => {
                    self.stop_import(body == b"keep");
                    String::from("true")
                }
                Ask::Info => return Ok((Told::Bytes, encode(&Answer::Opened(self.engine()?.info())))),
                Ask::JudgeWords => self.judge_words(text()?)?,
                Ask::SetWords => return Ok((Told::Bytes, encode(&Answer::Opened(self.set_words(text()?)?)))),
                Ask::NewWords => self.offered_words()?,
                Ask::Hello
                | Ask::Open
                | Ask::Search
                | Ask::Export
                | Ask::Notes
                | Ask::Quote
                | Ask::Words
                | Ask::File
                | Ask::OwnWords => {
                    return Err(Failure::NoCorpus);
                }
            };
            Ok((Told::Json, text.into_bytes()))
        }
    }

    /// Adds an item to a list that has been opened.
    fn add(list: &mut String, item: &str) {
        if list.len() > 1 {
            list.push(',');
        }
        list.push_str(item);
    }

    /// The lines of a text, and the line end it ends with, which begins no other line.
    pub fn lines(text: &str) -> (std::str::Split<'_, char>, &'static str) {
        text.strip_suffix('\n').map_or((text.split('\n'), ""), |body| (body.split('\n'), "\n"))
    }

    /// Where the words of a text end, in characters.
    fn ends(text: &str, lexicon: &Lexicon) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len() + 4);
        let mut end = 0_u32;
        lexicon.each_span(text, |span| {
            end += span.of(text).chars().count() as u32;
            out.extend_from_slice(&end.to_le_bytes());
        });
        out
    }

    /// The words of a line, as `wenlan segment --json`.
    pub fn words(line: &str, tokens: &[Token]) -> String {
        let mut counter = CharCounter::new(line);
        let mut json = Json::default();
        json.open('{').key("words").open('[');
        for token in tokens {
            json.open('{').key("text").text(token.span.of(line));
            json.key("start").count(counter.at(token.span.start) as u64);
            json.key("end").count(counter.at(token.span.end) as u64);
            json.key("tag").text(token.tag.name()).close('}');
        }
        json.close(']').close('}');
        json.into_text()
    }

    /// A repaired text, converted or as it is, and all repairs, as `wenlan clean --json`.
    pub fn cleaned(raw: &str, repaired: &Repaired, converted: Option<&str>) -> String {
        let mut counter = CharCounter::new(raw);
        let mut json = Json::default();
        json.open('{').key("text").text(converted.unwrap_or(&repaired.text)).key("repairs").open('[');
        for repair in &repaired.repairs {
            json.open('{').key("kind").text(repair.kind.name());
            json.key("start").count(counter.at(repair.span.start) as u64);
            json.key("end").count(counter.at(repair.span.end) as u64);
            json.key("before").text(&repair.before).key("after").text(&repair.after);
            json.key("certain").truth(repair.certain).close('}');
        }
        json.close(']').close('}');
        json.into_text()
    }

    /// An article as an import would take it, as `wenlan read --json`.
    pub fn article(article: &Article, notes: &[String], encoding: &str) -> String {
        let meta = &article.meta;
        let mut json = Json::default();
        json.open('{').key("id").text(&meta.id).key("title").text(&meta.title);
        json.key("date").text(&meta.date).key("source").text(&meta.source);
        json.key("author").text(&meta.authors.join("、")).key("url").text(&meta.url);
        json.key("body").text(&article.body).key("notes").texts(notes);
        json.key("authors").texts(&meta.authors).key("reviewers").texts(&meta.reviewers);
        json.key("places").texts(&meta.places).key("language").text(&meta.language);
        json.key("kind").text(&meta.kind).key("period").text(&meta.period).key("note").text(&meta.note);
        json.key("rights").text(meta.rights.name());
        json.key("encoding").text(encoding).key("n_repairs").count(article.repairs.len() as u64).close('}');
        json.into_text()
    }

    /// A sentence and what was found in it.
    #[derive(Debug)]
    pub struct Reading<'a> {
        /// Id of the article, or name of the text.
        pub id: String,
        /// Where it stands, in characters.
        pub place: (usize, usize),
        /// The sentence.
        pub sentence: &'a str,
        /// What was found.
        pub evidence: SentenceEvidence,
    }

    /// Reads one line of a text that has one sentence per line.
    pub fn read_line<'a>(
        line: &'a str,
        id: String,
        place: (usize, usize),
        themes: &Themes,
        lexicon: &Lexicon,
    ) -> Reading<'a> {
        Reading { id, place, sentence: line, evidence: themes.read(line, &lexicon.tokens(line)) }
    }

    /// Reads the sentences of an article; those in which something was found.
    pub fn of_article<'a>(corpus: &'a Corpus, doc: u32, themes: &Themes, lexicon: &Lexicon) -> Vec<Reading<'a>> {
        let (id, body) = (corpus.meta(doc).id, corpus.body(doc));
        let mut counter = CharCounter::new(body);
        let readings = corpus.sentences(doc).into_iter().filter_map(|span| {
            let sentence = span.of(body);
            let evidence = themes.read(sentence, &lexicon.tokens(sentence));
            let place = (counter.at(span.start), counter.at(span.end));
            (!evidence.is_empty()).then(|| Reading { id: id.clone(), place, sentence, evidence })
        });
        readings.collect()
    }

    impl Reading<'_> {
        /// Ids, scores and terms of the themes.
        pub fn themes<'a>(&'a self, themes: &'a Themes) -> impl Iterator<Item = (&'a str, f32, Vec<&'a str>)> {
            self.evidence.themes.iter().map(|hit| {
                let mut terms: Vec<&str> = Vec::new();
                for term in hit.terms.iter().filter(|term| term.weight > 0.0) {
                    let text = term.span.of(self.sentence);
                    if !terms.contains(&text) {
                        terms.push(text);
                    }
                }
                let id = themes.definition(hit.theme).map_or("", |definition| definition.id.as_str());
                (id, (hit.score * 100.0).round() / 100.0, terms)
            })
        }

        /// As `wenlan themes --json`.
        pub fn json(&self, themes: &Themes) -> String {
            let mut json = Json::default();
            json.open('{').key("id").text(&self.id);
            json.key("start").count(self.place.0 as u64).key("end").count(self.place.1 as u64);
            json.key("sentence").text(self.sentence).key("themes").open('[');
            for (id, score, terms) in self.themes(themes) {
                json.open('{').key("id").text(id).key("score").decimal(score).key("terms").texts(&terms).close('}');
            }
            json.close(']').key("figures").open('[');
            for figure in &self.evidence.figures {
                json.open('{').key("verbatim").text(figure.span.of(self.sentence)).key("value").number(figure.value);
                json.key("unit").text(&figure.unit).key("qualifier").text(&figure.qualifier);
                json.key("status").text(figure.status.name()).key("subject").text(figure.subject.of(self.sentence));
                if let Some(year) = figure.year {
                    json.key("year").number(year.into());
                }
                json.close('}');
            }
            json.close(']').key("names").open('[');
            for name in &self.evidence.names {
                json.open('{').key("text").text(name.span.of(self.sentence)).key("kind").text(name.kind.name());
                json.key("name").text(&name.canon);
                if !name.within.is_empty() {
                    json.key("within").texts(&name.within);
                }
                json.close('}');
            }
            json.close(']').close('}');
            json.into_text()
        }
    }
}

#[cfg(all(test, feature = "full", not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn told(service: &mut Service, asked: Ask, body: &[u8]) -> (u8, String) {
        let question = [&[asked as u8], body].concat();
        let answer = service.ask(&question, &mut |_| {});
        (answer[0], String::from_utf8_lossy(&answer[1..]).into_owned())
    }

    #[test]
    fn questions_stand_at_their_bytes() {
        assert!(Ask::ALL.iter().enumerate().all(|(at, ask)| *ask as usize == at));
    }

    #[test]
    fn every_question_is_answered() {
        let mut service = Service::default();
        assert_eq!(told(&mut service, Ask::Hello, BUILD_ID.as_bytes()).0, Told::Json as u8);
        for (asked, body, part) in [
            (Ask::Hello, "other", "different builds"),
            (Ask::Open, "<html>", "web page"),
            (Ask::Search, "", "different builds"),
            (Ask::Search, "\0\0\0\0\0\0\u{a}\0\0", "no corpus"),
            (Ask::Lexicon, "x", "lexicon"),
            (Ask::Segment, "氢能", "not loaded"),
            (Ask::Export, "", "no corpus"),
        ] {
            let (mark, text) = told(&mut service, asked, body.as_bytes());
            assert!(mark == Told::Failed as u8 && text.contains(part), "{asked:?}: {text}");
        }
        assert_eq!(service.ask(&[], &mut |_| {})[0], Told::Failed as u8);
        assert_eq!(told(&mut service, Ask::Lexicon, include_bytes!("../../data/lexicon.bin")).0, Told::Json as u8);
        let (_, words) = told(&mut service, Ask::Segment, "氢能\n\n".as_bytes());
        assert!(
            words.starts_with("[{\"words\":[{\"text\":\"氢能\",\"start\":0,\"end\":2,")
                && words.ends_with(",{\"words\":[]}]"),
            "{words}"
        );
        assert_eq!(told(&mut service, Ask::Clean, "氢能".as_bytes()).1, "{\"text\":\"氢能\",\"repairs\":[]}");
        assert_eq!(told(&mut service, Ask::Simplify, "氫能".as_bytes()).1, "{\"text\":\"氢能\",\"repairs\":[]}");
        assert_eq!(told(&mut service, Ask::Segment, &[255]).0, Told::Failed as u8);
    }
}

//! Theme definitions edited while the page is open: what the corpus has, what a text being written would find,
//! and the corpus read anew with other definitions.

use super::json::Json;
use super::select::Picker;
use super::{Engine, Service, import, name};
use crate::corpus::{InWords, NoteTaker, build};
use crate::protocol::{CorpusInfo, Failure};
use crate::text::{Span, Tag, Token};
use crate::theme::{Definition, Themes};

/// Sentences that are looked at for a definition being written, at most: an answer while typing.
const MOST: usize = 20_000;
/// Sentences shown of those that a definition finds.
const SHOWN: usize = 6;

/// The definitions of the open corpus, each with its text, and those that come with this program: JSON.
pub(super) fn definitions(engine: &Engine) -> Result<String, Failure> {
    let mut json = Json::default();
    json.open('{').key("own").open('[');
    for definition in engine.notes.definitions() {
        write(&mut json, definition);
    }
    json.close(']').key("built_in").open('[');
    for definition in built_in()?.definitions() {
        write(&mut json, definition);
    }
    json.close(']').close('}');
    Ok(json.into_text())
}

fn built_in() -> Result<Themes, Failure> {
    Themes::built_in().map_err(|error| Failure::Pack([(); 3].map(|()| error.to_string())))
}

fn write(json: &mut Json, definition: &Definition) {
    json.open('{').key("id").text(&definition.id).key("names").texts(&definition.names);
    json.key("toml").text(&definition.to_toml()).close('}');
}

/// What is wrong with a definition as text, or how often its words are said and which sentences it finds: JSON.
/// A corpus of very many sentences is looked at in its newest part; `sentences.of` says how many those are.
pub(super) fn diagnose(engine: &Engine, toml: &str) -> String {
    let mut json = Json::default();
    json.open('{');
    let definition = match (Definition::diagnose(toml), Definition::parse(toml)) {
        (None, Ok(definition)) => definition,
        (fault, _) => {
            json.key("fault").open('{');
            if let Some(fault) = fault {
                json.key("what").text(&fault.what).key("todo").text(fault.todo.name());
                if let Some(line) = fault.line {
                    json.key("line").count(line.into());
                }
            }
            json.close('}').close('}');
            return json.into_text();
        }
    };
    let all = vec![true; engine.corpus.n_articles() as usize];
    let picker = Picker::new(&engine.corpus, &engine.notes, &all, 0);
    let mut words: Vec<String> = definition.all_terms().map(str::to_owned).collect();
    words.dedup();
    json.key("id").text(&definition.id).key("names").texts(&definition.names).key("words").open('[');
    for (word, mark) in words.iter().zip(name::term_counts(&picker, &words)) {
        json.open('{').key("text").text(word).key("sentences").count(mark.n.into()).close('}');
    }
    json.close(']');
    if let Ok(themes) = Themes::compile(vec![definition]) {
        found(&mut json, engine, &themes);
    }
    json.close('}');
    json.into_text()
}

/// The sentences that one theme finds: how many, in how many articles, the first of them.
fn found(json: &mut Json, engine: &Engine, themes: &Themes) {
    let corpus = &engine.corpus;
    let (mut n, mut of, mut n_articles, mut shown) = (0_u64, 0, 0_u64, Vec::new());
    for doc in (0..corpus.n_articles()).rev() {
        if of >= MOST {
            break;
        }
        let before = n;
        for sentence in corpus.sentences(doc) {
            of += 1;
            let text = sentence.of(corpus.body(doc));
            let words = corpus.words_in(doc, sentence).into_iter().filter(|word| sentence.covers(*word));
            let tokens: Vec<Token> =
                words.map(|word| Token { span: word.relative_to(sentence.start), tag: Tag::default() }).collect();
            let Some(hit) = themes.read(text, &tokens).themes.into_iter().next() else { continue };
            n += 1;
            if shown.len() < SHOWN && n == before + 1 {
                let spans: Vec<Span> = hit.terms.iter().map(|term| term.span).collect();
                shown.push((doc, text, spans));
            }
        }
        n_articles += u64::from(n > before);
    }
    json.key("sentences").open('{').key("n").count(n).key("articles").count(n_articles);
    json.key("of").count(of as u64).key("all").count(corpus.n_sentences().into()).close('}');
    json.key("shown").open('[');
    for (doc, text, mut spans) in shown {
        crate::order::sort(&mut spans);
        json.open('{').key("title").text(corpus.title(doc)).key("parts").open('[');
        // Text and marked text by turns, the first not marked.
        let mut at = 0;
        for span in spans {
            if (span.start as usize) < at {
                continue;
            }
            json.text(text.get(at..span.start as usize).unwrap_or_default()).text(span.of(text));
            at = span.end as usize;
        }
        json.text(text.get(at..).unwrap_or_default()).close(']').close('}');
    }
    json.close(']');
}

impl Service {
    /// Reads the whole corpus anew by these definitions, in their order, in place of those before.
    ///
    /// # Errors
    /// When one cannot be used: which, and why; the corpus is as it was.
    pub(super) fn set_definitions(&mut self, texts: &[&str]) -> Result<CorpusInfo, Failure> {
        let wrong = |error: String| Failure::Pack([(); 3].map(|()| error.clone()));
        let definitions = texts.iter().map(|text| Definition::parse(text).map_err(|error| wrong(error.to_string())));
        let themes =
            Themes::compile(definitions.collect::<Result<_, _>>()?).map_err(|error| wrong(error.to_string()))?;
        let engine = self.engine.as_ref().ok_or(Failure::NoCorpus)?;
        let options = import::options(engine);
        let articles = engine.corpus.articles();
        let pack = build(articles, self.lexicon()?, &options, &mut NoteTaker::new(&themes), &mut |_| {});
        let engine = Engine::open(pack).map_err(|error| Failure::Pack(error.said()))?;
        let info = engine.info();
        // An import under way was begun with other themes.
        self.intake = None;
        self.panels = None;
        self.engine = Some(engine);
        Ok(info)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::corpus::{Article, BuildOptions};
    use crate::protocol::{Answer, ArticleMeta, Lang, Query, Request};
    use crate::text::Lexicon;

    const SILK: &str =
        "id = \"silk\"\nnames = [\"丝绸\", \"絲綢\", \"Silk\"]\nterms = [\"缫丝\", \"桑蚕\", \"织锦\"]\n";

    fn service() -> Service {
        let bodies = ["河口村养桑蚕，缫丝车间开工。村里修了路。", "织锦卖到外地。缫丝的水要净化，发展绿氢。"];
        let articles = (0..).zip(bodies).map(|(i, body)| Article {
            meta: ArticleMeta { id: format!("a{i}"), title: format!("第{i}篇"), ..ArticleMeta::default() },
            body: body.into(),
            repairs: Vec::new(),
        });
        let themes = Themes::built_in().unwrap();
        let (lexicon, options) = (Lexicon::embedded(), BuildOptions::default());
        let pack = build(articles.collect(), lexicon, &options, &mut NoteTaker::new(&themes), &mut |_| {});
        let mut service = Service::default();
        service.answer(Request::Open { pack }, &mut |_| {});
        let bytes = include_bytes!("../../data/lexicon.bin").to_vec();
        service.answer(Request::Lexicon { bytes }, &mut |_| {});
        service
    }

    fn panel(service: &mut Service, theme: &str) -> Option<(u32, u32)> {
        let request = Request::Panels { query: Query::default(), lang: Lang::Hans.index() as u8 };
        let Answer::Panels(set) = service.answer(request, &mut |_| {}) else { panic!("no panels") };
        set.panels.iter().find(|panel| panel.theme == theme).map(|panel| (panel.n_sentences, panel.n_articles))
    }

    #[test]
    fn what_is_said_of_a_definition_is_what_its_panel_counts() {
        let mut service = service();
        let said = diagnose(service.engine().unwrap(), SILK);
        assert!(said.contains("{\"text\":\"缫丝\",\"sentences\":2}"), "{said}");
        assert!(said.contains("\"sentences\":{\"n\":3,\"articles\":2,\"of\":4,\"all\":4}"), "{said}");
        assert!(said.contains("[\"河口村养\",\"桑蚕\",\"，\",\"缫丝\",\"车间开工。\"]"), "{said}");
        assert_eq!(panel(&mut service, "silk"), None);
        service.set_definitions(&[SILK]).unwrap();
        assert_eq!(panel(&mut service, "silk"), Some((3, 2)));
        assert_eq!(panel(&mut service, "green"), None);
        assert!(definitions(service.engine().unwrap()).unwrap().starts_with("{\"own\":[{\"id\":\"silk\","));
    }

    #[test]
    fn a_theme_that_asks_for_no_forms_has_pictures() {
        let mut service = service();
        service.set_definitions(&[SILK]).unwrap();
        let set = service.panels(&Query::default(), 0).unwrap();
        let forms: Vec<&str> = set.panels[0].forms.iter().map(|form| form.id.as_str()).collect();
        // Articles without dates have no months, and there are no figures.
        assert_eq!(forms.first(), Some(&"bars"), "{forms:?}");
        let marks = set.panels[0].forms[0].body.counted();
        let words: Vec<(&str, u32)> = marks.iter().map(|mark| (mark.label.as_str(), mark.n)).collect();
        assert_eq!(words, [("缫丝", 2), ("桑蚕", 1), ("织锦", 1)]);
        let keys: Vec<(String, u32)> = marks.iter().map(|mark| (mark.key.clone(), mark.n)).collect();
        for (key, n) in keys {
            let request = Request::Evidence { query: Query::default(), key: key.clone(), lang: 0 };
            let Answer::Evidence(list) = service.answer(request, &mut |_| {}) else { panic!("no evidence") };
            assert_eq!(list.items.len() as u32, n, "{key}");
        }
    }

    #[test]
    fn a_wrong_definition_is_told_and_changes_nothing() {
        let mut service = service();
        let before = panel(&mut service, "green");
        let said = diagnose(service.engine().unwrap(), "id = \"x\"\nterms = [\"甲\"\n");
        assert!(said.contains("\"todo\":\"syntax\",\"line\":"), "{said}");
        let said = diagnose(service.engine().unwrap(), "id = \"x\"\n");
        assert!(said.contains("\"todo\":\"add-terms\""), "{said}");
        for wrong in [&["id = \"x\"\n"][..], &[SILK, SILK], &["?"]] {
            assert!(matches!(service.set_definitions(wrong), Err(Failure::Pack(_))));
        }
        assert!(before.is_some() && panel(&mut service, "green") == before);
    }
}

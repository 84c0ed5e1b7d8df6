//! The engine behind messages: what the worker does, without a worker.

#[cfg(feature = "full")]
use super::import;
use super::{Engine, evidence, name, panel, reading, select::Picker};
use crate::corpus::InWords;
use crate::draw;
use crate::protocol::{
    self, Answer, ArticleView, CorpusInfo, Failure, Form, FormRef, Found, Lang, PanelSet, Progress, Query, Request,
    Script,
};
use crate::state::View;
use crate::text;
#[cfg(feature = "full")]
use crate::text::Lexicon;

/// An engine and a lexicon, each once it has been handed over. Without the feature `full` there is
/// no lexicon to hand over: what needs one is answered with [`Failure::NoLexicon`].
#[derive(Debug, Default)]
pub struct Service {
    pub(super) engine: Option<Engine>,
    /// The panels counted last: their pictures and tables are asked for one by one.
    pub(super) panels: Option<(Query, u8, PanelSet)>,
    /// What the reader kept with notes, as scripts wrote it; it came with the pack and goes with it.
    pub(super) kept: String,
    #[cfg(feature = "full")]
    pub(super) lexicon: Option<Lexicon>,
    /// The same with the words of the open corpus's own dictionary, where it has one.
    #[cfg(feature = "full")]
    pub(super) own: Option<Lexicon>,
    /// The import under way.
    #[cfg(feature = "full")]
    pub(super) intake: Option<import::Intake>,
    /// Hashes of the articles that the last import took in: it may be done again with other columns.
    #[cfg(feature = "full")]
    pub(super) taken: Vec<u64>,
}

impl Service {
    /// Answers a request in its wire form.
    pub fn answer_bytes(&mut self, request: &[u8], progress: &mut dyn FnMut(Progress)) -> Answer {
        match protocol::decode(request) {
            Ok(request) => self.answer(request, progress),
            Err(why) => Answer::Failed(Failure::Message(why)),
        }
    }

    /// Answers a request. `progress` hears how far a long one has come.
    pub fn answer(&mut self, request: Request, progress: &mut dyn FnMut(Progress)) -> Answer {
        match self.try_answer(request, progress) {
            Ok(answer) => answer,
            Err(failure) => Answer::Failed(failure),
        }
    }

    fn try_answer(&mut self, request: Request, progress: &mut dyn FnMut(Progress)) -> Result<Answer, Failure> {
        Ok(match request {
            Request::Hello { .. } => Answer::Welcome { build: protocol::BUILD_ID.to_owned() },
            Request::Open { pack } => Answer::Opened(self.open(pack)?),
            #[cfg(feature = "full")]
            Request::Lexicon { bytes } => {
                self.take_lexicon(&bytes)?;
                Answer::LexiconReady
            }
            Request::Explore(query) => Answer::Found(self.explore(&query)?),
            Request::Panels { query, lang } => {
                let names: Vec<String> = self.theme_names(lang)?;
                let engine = self.engine()?;
                let picker = Picker::new(&engine.corpus, &engine.notes, &[], lang as usize);
                let mark = query.mark.as_ref().map(|key| picker.path(key).join(" › ")).unwrap_or_default();
                let set = self.panels(&query, lang)?;
                Answer::Panels(draw::overview(query, set, Lang::at(lang), &names, mark))
            }
            Request::Evidence { query, key, lang } => {
                let engine = self.engine()?;
                let mask = mask(engine, &query);
                Answer::Evidence(evidence::list(
                    &Picker::new(&engine.corpus, &engine.notes, &mask, lang as usize),
                    &key,
                ))
            }
            Request::Name { query, key, lang } => {
                let engine = self.engine()?;
                let mask = mask(engine, &query);
                let picker = Picker::new(&engine.corpus, &engine.notes, &mask, lang as usize);
                Answer::Name(name::page(&picker, &key).map(Box::new))
            }
            Request::Article { id, query, words, script, lang } => {
                let article = self.article(&id, &query, words.then(|| Lang::at(lang)))?;
                let article = article.map(|article| self.written_in(script, article)).transpose()?;
                Answer::Article(article.map(Box::new))
            }
            Request::Cite { id, today } => {
                let corpus = &self.engine()?.corpus;
                let meta = corpus.find(&id).map(|doc| corpus.meta(doc));
                let cite = |meta| super::cite::references(&meta, corpus.readings(), &today);
                Answer::Cited(meta.map(cite).unwrap_or_default())
            }
            Request::Suggest { text } => Answer::Suggestions(self.engine()?.suggest(&text)),
            #[cfg(feature = "full")]
            Request::Import { files, fresh } => {
                let (report, info) = import::take_in(self, files, fresh, None, progress)?;
                self.panels = None;
                Answer::Imported(report, info)
            }
            #[cfg(not(feature = "full"))]
            Request::Lexicon { .. } | Request::Import { .. } => {
                let _ = progress;
                return Err(Failure::NoLexicon);
            }
            Request::Export => Answer::Pack(self.export()?),
            Request::Draw { form, width } => {
                let lang = Lang::at(form.lang);
                Answer::Drawn(self.form(&form)?.map(|form| draw::picture(form, lang, width as f32)).unwrap_or_default())
            }
            Request::Table { form } => {
                let lang = Lang::at(form.lang);
                let sheet = self.form(&form)?.map(|form| draw::table::sheet(&draw::table::twin(&form.body), lang));
                Answer::Table(sheet.unwrap_or_default())
            }
            Request::Sheet { address, lang, rows, width } => {
                let at = reading::At { view: &View::parse(&address), lang: Lang::at(lang), rows, width };
                Answer::Drawn(self.sheet(&at)?)
            }
            #[cfg(feature = "analysis")]
            Request::SaveSheet { address, lang, about } => {
                let corpus = self.engine()?.corpus.name().to_owned();
                let mut lines = vec![("corpus", corpus.as_str())];
                let about = with_search(about);
                lines.extend(about.iter().map(|(name, value)| (name.as_str(), value.as_str())));
                let ask = reading::question(&View::parse(&address), u32::MAX, Lang::at(lang));
                Answer::Saved(
                    ask.map(|ask| self.analyse(&ask))
                        .transpose()?
                        .map_or_else(String::new, |found| super::analysis::file(&found, Lang::at(lang), &lines)),
                )
            }
            #[cfg(not(feature = "analysis"))]
            Request::SaveSheet { .. } => return Err(Failure::NoLexicon),
            Request::Save { form, kind, about } => {
                let lang = Lang::at(form.lang);
                let corpus = self.engine()?.corpus.name().to_owned();
                let about = with_search(about);
                let file = self.form(&form)?.map(|form| {
                    let mut lines = vec![("title", lang.pick(&form.titles)), ("corpus", corpus.as_str())];
                    lines.extend(about.iter().map(|(name, value)| (name.as_str(), value.as_str())));
                    draw::file(form, lang, kind, &lines)
                });
                Answer::Saved(file.unwrap_or_default())
            }
        })
    }

    /// A way of reading as markup. What was kept is shown without the larger engine.
    #[cfg_attr(not(feature = "analysis"), expect(clippy::unused_self, reason = "the smaller engine shows notes alone"))]
    fn sheet(&self, at: &reading::At<'_>) -> Result<String, Failure> {
        if at.view.read == Some(crate::state::Reading::Notes) {
            return Ok(reading::notes(at));
        }
        #[cfg(feature = "full")]
        if at.view.read == Some(crate::state::Reading::Words) && at.view.asked("by") == Some("new") {
            return reading::new_words(at, &self.new_words()?, &|ask| self.analyse(ask));
        }
        #[cfg(feature = "full")]
        if at.view.read == Some(crate::state::Reading::Method) {
            return Ok(reading::method(&self.engine()?.corpus, at));
        }
        #[cfg(feature = "analysis")]
        return reading::sheet(self.engine()?, at, &|ask| self.analyse(ask));
        #[cfg(not(feature = "analysis"))]
        Err(Failure::NoLexicon)
    }

    /// Answers a question about the corpus; parts of speech are known where the lexicon is.
    #[cfg(feature = "analysis")]
    pub(super) fn analyse(&self, ask: &protocol::AnalysisAsk) -> Result<protocol::Analysis, Failure> {
        #[cfg(feature = "full")]
        if let Ok(lexicon) = self.lexicon() {
            return Ok(self.engine()?.analyse(ask, Some(&|word| lexicon.tag_of(word))));
        }
        Ok(self.engine()?.analyse(ask, None))
    }

    /// The pack of the open corpus with what is kept.
    ///
    /// # Errors
    /// When no corpus is open.
    pub(super) fn export(&self) -> Result<Vec<u8>, Failure> {
        Ok(self.engine()?.corpus.to_bytes_with(&self.kept))
    }

    /// The pack of the open corpus with what is kept, in parts that lie where they are used, for who copies them out;
    /// nothing when no corpus is open.
    pub fn export_parts<T>(&self, take: impl FnOnce(&[&[u8]]) -> T) -> Option<T> {
        let corpus = &self.engine.as_ref()?.corpus;
        Some(if corpus.is_as_opened(&self.kept) {
            take(&corpus.parts())
        } else {
            take(&[&corpus.to_bytes_with(&self.kept)])
        })
    }

    /// Opens a pack: what [`Request::Open`] does, without the copies that a message is made of.
    pub fn open_pack(&mut self, pack: Vec<u8>) -> Answer {
        self.open(pack).map_or_else(Answer::Failed, Answer::Opened)
    }

    /// What the reader keeps with notes, JSON as `web/desk.js` writes it; empty when there is nothing.
    pub fn kept(&self) -> &str {
        &self.kept
    }

    /// Gives the open corpus another name.
    pub fn rename(&mut self, name: &str) -> Answer {
        match &mut self.engine {
            Some(engine) => {
                engine.corpus.rename(name);
                Answer::Opened(engine.info())
            }
            None => Answer::Failed(Failure::NoCorpus),
        }
    }

    // Asked by the page and by scripts: one copy of what is large.
    #[inline(never)]
    pub(super) fn open(&mut self, pack: Vec<u8>) -> Result<CorpusInfo, Failure> {
        let engine = Engine::open(pack).map_err(|error| Failure::Pack(error.said()))?;
        self.panels = None;
        engine.corpus.kept().clone_into(&mut self.kept);
        #[cfg(feature = "full")]
        {
            self.intake = None;
            self.taken.clear();
            self.engine = Some(engine);
            self.settle_words();
            self.engine().map(Engine::info)
        }
        #[cfg(not(feature = "full"))]
        Ok(self.engine.insert(engine).info())
    }

    #[inline(never)]
    pub(super) fn explore(&self, query: &Query) -> Result<Found, Failure> {
        Ok(self.engine()?.explore(query))
    }

    /// The panels of a view with all their marks: those counted last, or counted now.
    ///
    /// # Errors
    /// When no corpus is open.
    pub fn panels(&mut self, query: &Query, lang: u8) -> Result<&PanelSet, Failure> {
        let is_there = self.panels.as_ref().is_some_and(|(old, old_lang, _)| old == query && *old_lang == lang);
        if !is_there {
            let engine = self.engine()?;
            let mask = mask(engine, query);
            let set = panel::panels(&Picker::new(&engine.corpus, &engine.notes, &mask, lang as usize));
            self.panels = Some((query.clone(), lang, set));
        }
        self.panels.as_ref().map(|(_, _, set)| set).ok_or(Failure::NoCorpus)
    }

    /// One form of a panel, when the corpus has it.
    fn form(&mut self, at: &FormRef) -> Result<Option<&Form>, Failure> {
        let set = self.panels(&at.query, at.lang)?;
        let panel = set.panels.iter().find(|panel| panel.theme == at.theme);
        Ok(panel.and_then(|panel| panel.forms.iter().find(|form| form.id == at.form)))
    }

    /// Names of the themes that have panels, in their order.
    fn theme_names(&self, lang: u8) -> Result<Vec<String>, Failure> {
        let themes = self.engine()?.corpus.themes().iter().filter(|theme| theme.panel);
        Ok(themes.map(|theme| Lang::at(lang).pick(&theme.names).to_owned()).collect())
    }

    /// The open engine.
    pub(super) fn engine(&self) -> Result<&Engine, Failure> {
        self.engine.as_ref().ok_or(Failure::NoCorpus)
    }

    #[cfg(feature = "full")]
    pub(super) fn lexicon(&self) -> Result<&Lexicon, Failure> {
        self.own.as_ref().or(self.lexicon.as_ref()).ok_or(Failure::NoLexicon)
    }

    #[cfg(feature = "full")]
    pub(super) fn take_lexicon(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.lexicon = Some(Lexicon::open(bytes).map_err(|error| Failure::Lexicon(error.to_string()))?);
        self.settle_words();
        Ok(())
    }

    /// The article with the characters of another script beside its own.
    #[cfg_attr(not(feature = "full"), allow(clippy::unused_self, reason = "only the larger worker has a lexicon"))]
    fn written_in(&self, script: Script, mut article: ArticleView) -> Result<ArticleView, Failure> {
        let convert = |text: &str| -> Result<String, Failure> {
            match script {
                Script::AsWritten => Ok(text.to_owned()),
                Script::Hans => Ok(text::simplify(text).text),
                #[cfg(feature = "full")]
                Script::Hant => Ok(self.lexicon()?.traditional(text).text),
                #[cfg(not(feature = "full"))]
                Script::Hant => Err(Failure::NoLexicon),
            }
        };
        let language = match script {
            Script::AsWritten => return Ok(article),
            Script::Hans => Lang::Hans,
            Script::Hant => Lang::Hant,
        };
        let body = &article.body;
        let other = convert(body)?;
        if matches!(article.meta.language.get(..2), None | Some("zh")) {
            language.tag().clone_into(&mut article.meta.language);
        }
        // Conversion goes character by character.
        let differ = |other: &str| body.chars().zip(other.chars()).filter(|(c, to)| c != to).count();
        // What is written in Traditional characters already would only lose by it: 范, 于 and 后 are surnames.
        if script == Script::Hant && differ(&text::simplify(body).text) > differ(&other) {
            return Ok(article);
        }
        let pairs = body.char_indices().zip(other.chars());
        article.swaps = pairs.filter(|((_, c), to)| c != to).map(|((at, _), to)| (at as u32, to)).collect();
        article.meta.title = convert(&article.meta.title)?;
        Ok(article)
    }

    fn article(&self, id: &str, query: &Query, words: Option<Lang>) -> Result<Option<ArticleView>, Failure> {
        let engine = self.engine()?;
        let Some(mut article) = engine.article(id, query) else { return Ok(None) };
        #[cfg(feature = "full")]
        if let Some(lang) = words {
            article.words = super::words::cut(self.lexicon()?, &article.body, lang);
        }
        #[cfg(not(feature = "full"))]
        if words.is_some() {
            return Err(Failure::NoLexicon);
        }
        if let Some(doc) = engine.corpus.find(id) {
            evidence::annotate(&Picker::new(&engine.corpus, &engine.notes, &[], 0), doc, &mut article);
        }
        Ok(Some(article))
    }
}

/// What a file says of itself, with query and filters in plain letters before the address that holds them.
pub(super) fn with_search(about: Vec<(String, String)>) -> Vec<(String, String)> {
    let (mut query, mut filters) = (String::new(), Vec::new());
    let view = about.iter().find(|(name, _)| name == "view").map_or("", |(_, view)| view);
    for (name, value) in form_urlencoded::parse(view.as_bytes()) {
        if name == "q" {
            query = value.into_owned();
        } else if matches!(&*name, "from" | "to" | "mark" | "period") || protocol::Field::parse(&name).is_some() {
            filters.push(format!("{name}={value}"));
        }
    }
    let mut lines = vec![("query".to_owned(), query), ("filters".to_owned(), filters.join("; "))];
    lines.retain(|(_, value)| !value.is_empty());
    lines.extend(about);
    lines
}

/// Which articles a query leaves.
pub(super) fn mask(engine: &Engine, query: &Query) -> Vec<bool> {
    let mut mask = vec![false; engine.corpus.n_articles() as usize];
    for doc in engine.select(query) {
        if let Some(is_in) = mask.get_mut(doc as usize) {
            *is_in = true;
        }
    }
    mask
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn files_say_query_and_filters_in_plain_letters() {
        let view = "q=%E6%B0%A2%E8%83%BD&theme=green&source=-%E6%9F%90%E6%8A%A5&from=2024&panel=green&lang=en";
        let about = vec![("view".to_owned(), view.to_owned()), ("day".to_owned(), "2026-11-24".to_owned())];
        let lines = with_search(about.clone());
        let expected = [("query", "氢能"), ("filters", "theme=green; source=-某报; from=2024")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(lines, [expected.to_vec(), about].concat());
        assert_eq!(with_search(Vec::new()), []);
    }
}

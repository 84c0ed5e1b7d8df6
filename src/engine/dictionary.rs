//! The reader's own dictionary: what is wrong with a text being written and what it would change, new words, and the
//! corpus cut anew.

use rustc_hash::FxHashMap;

use super::json::Json;
use super::{Engine, Service, import};
use crate::corpus::{Corpus, InWords};
use crate::index::Needle;
use crate::protocol::{CorpusInfo, Failure};
use crate::text::{self, DiscoverOptions, Lexicon, LineFault, Span, UserDictionary, UserEntry, fold, sentences};

/// Changes that are shown, at most.
const SHOWN: usize = 20;
/// Sentences that are cut for each, at most: an answer while typing.
const MOST: u32 = 300;
/// Characters shown on either side of a place that is cut otherwise.
const AROUND: usize = 8;

/// A string of the corpus that may be a word of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NewWordNote {
    pub(super) word: String,
    /// How often it occurs.
    pub(super) count: u32,
    /// What it is cut into now.
    pub(super) now: Vec<String>,
    /// Id of the article in which it occurs first.
    pub(super) article: String,
    /// The byte of its body.
    pub(super) at: u32,
    /// The sentence.
    pub(super) sentence: String,
}

impl Service {
    /// Cuts and reads the whole corpus anew with the words of this text in place of those before. The text is kept as
    /// it was written.
    pub(super) fn set_words(&mut self, text: &str) -> Result<CorpusInfo, Failure> {
        let engine = self.engine.as_ref().ok_or(Failure::NoCorpus)?;
        let mut options = import::options(engine);
        options.user_words = text.trim_end().lines().map(|line| line.trim_end_matches(' ').to_owned()).collect();
        let list = UserDictionary::of_lines(options.user_words.iter().map(String::as_str));
        let base = self.lexicon.as_ref().ok_or(Failure::NoLexicon)?;
        let own = (!list.is_empty()).then(|| base.with(&list));
        let pack = import::pack(engine.corpus.articles(), own.as_ref().unwrap_or(base), engine, &options)?;
        let engine = Engine::open(pack).map_err(|error| Failure::Pack(error.said()))?;
        let info = engine.info();
        // An import under way was begun with other words.
        self.intake = None;
        self.engine = Some(engine);
        self.own = own;
        self.panels = None;
        Ok(info)
    }

    /// The words of the open corpus's own dictionary, for everything that is cut from now on.
    pub(super) fn settle_words(&mut self) {
        let list = self.engine.as_ref().map(|engine| own_words(&engine.corpus)).unwrap_or_default();
        self.own = self.lexicon.as_ref().filter(|_| !list.is_empty()).map(|base| base.with(&list));
    }

    /// What is wrong with the lines of a dictionary being written, and what it would change: JSON.
    pub(super) fn judge_words(&self, text: &str) -> Result<String, Failure> {
        let (base, now) = (self.lexicon.as_ref().ok_or(Failure::NoLexicon)?, self.lexicon()?);
        let corpus = &self.engine()?.corpus;
        let lines: Vec<&str> = text.lines().collect();
        let mut json = Json::default();
        json.open('{').key("faults").open('[');
        for (n, fault) in text::line_faults(lines.iter().copied()) {
            let (what, other) = match fault {
                LineFault::Marks => ("marks", None),
                LineFault::Single => ("single", None),
                LineFault::Long => ("long", None),
                LineFault::NoTag => ("tag", None),
                LineFault::Repeated(other) => ("repeated", Some(other)),
                LineFault::Contradicted(other) => ("contradicted", Some(other)),
            };
            let text: String = lines.get(n).copied().unwrap_or_default().trim().chars().take(20).collect();
            json.open('{').key("line").count(n as u64 + 1).key("what").text(what).key("text").text(&text);
            if let Some(other) = other {
                json.key("other").count(other as u64 + 1);
            }
            json.close('}');
        }
        let new = UserDictionary::of_lines(lines.iter().copied());
        let changes = changes(&own_words(corpus), &new);
        json.close(']').key("n").count(changes.len() as u64).key("changes").open('[');
        if !changes.is_empty() {
            let then = base.with(&new);
            for (kind, word) in changes.iter().take(SHOWN) {
                json.open('{').key("kind").text(kind).key("word").text(word);
                look(corpus, word, now, &then).write(&mut json);
                json.close('}');
            }
        }
        json.close(']').close('}');
        Ok(json.into_text())
    }

    /// Words of the corpus that the dictionary lacks, most telling first: JSON.
    pub(super) fn offered_words(&self) -> Result<String, Failure> {
        let mut json = Json::default();
        json.open('[');
        for new in self.new_words()? {
            json.open('{').key("word").text(&new.word).key("count").count(new.count.into());
            json.key("sentence").text(&new.sentence).close('}');
        }
        json.close(']');
        Ok(json.into_text())
    }

    /// Words of the corpus that the dictionary lacks, most telling first.
    pub(super) fn new_words(&self) -> Result<Vec<NewWordNote>, Failure> {
        let lexicon = self.lexicon()?;
        let corpus = &self.engine()?.corpus;
        let bodies: Vec<&str> = (0..corpus.n_articles()).map(|doc| corpus.body(doc)).collect();
        let found = text::discover(lexicon, &bodies, DiscoverOptions::default());
        let note = |new: text::NewWord| {
            let (doc, at) = new.first;
            let body = bodies.get(doc).copied().unwrap_or_default();
            let spans = sentences(body);
            let sentence =
                spans.get(spans.partition_point(|span| span.end <= at.start)).map_or("", |span| span.of(body));
            NewWordNote {
                word: new.word,
                count: new.count,
                now: new.now,
                article: corpus.meta(doc as u32).id,
                at: at.start,
                sentence: sentence.trim().to_owned(),
            }
        };
        // What the reader has forbidden is in pieces because of that.
        let forbidden = own_words(corpus).forbidden;
        Ok(found.into_iter().filter(|new| !forbidden.contains(&new.word)).map(note).collect())
    }
}

fn own_words(corpus: &Corpus) -> UserDictionary {
    UserDictionary::of_lines(corpus.user_words().iter().map(String::as_str))
}

/// Words of which two dictionaries say different things: what the new one says, in its order, then what it says no more.
fn changes(old: &UserDictionary, new: &UserDictionary) -> Vec<(&'static str, String)> {
    let entries = |list: &UserDictionary| -> FxHashMap<String, UserEntry> {
        list.entries().map(|entry| (entry.word().to_owned(), entry)).collect()
    };
    let (before, after) = (entries(old), entries(new));
    let kind = |entry: &UserEntry| if matches!(entry, UserEntry::Add(..)) { "add" } else { "forbid" };
    let changed = new.entries().filter(|entry| before.get(entry.word()) != Some(entry));
    let dropped = old.entries().filter(|entry| !after.contains_key(entry.word()));
    let changed = changed.map(|entry| (kind(&entry), entry.word().to_owned()));
    changed.chain(dropped.map(|entry| ("drop", entry.word().to_owned()))).collect()
}

/// How a place is cut now and then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cut {
    before: String,
    now: Vec<String>,
    then: Vec<String>,
    after: String,
}

/// What a dictionary changes around a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Seen {
    /// How often the word was looked at.
    n: u32,
    /// In how many of these places it is cut otherwise, and in how many articles.
    n_places: u32,
    n_articles: u32,
    /// Whether there are more places than were looked at.
    is_part: bool,
    /// The first place that is cut otherwise, or the word alone.
    cut: Cut,
}

impl Seen {
    fn write(&self, json: &mut Json) {
        json.key("n").count(self.n.into()).key("places").count(self.n_places.into());
        json.key("articles").count(self.n_articles.into()).key("part").truth(self.is_part);
        json.key("before").text(&self.cut.before).key("now").texts(&self.cut.now);
        json.key("then").texts(&self.cut.then).key("after").text(&self.cut.after);
    }
}

/// Looks at the places of a word in the corpus.
fn look(corpus: &Corpus, word: &str, now: &Lexicon, then: &Lexicon) -> Seen {
    let mut seen = Seen::default();
    let wanted = fold(word).text;
    let docs = Needle::new(word).map(|needle| corpus.index().find(&needle)).unwrap_or_default();
    let mut n_cut = 0;
    'docs: for found in docs {
        let body = corpus.body(found.doc);
        let before = seen.n_places;
        for sentence in corpus.sentences(found.doc) {
            let sentence = sentence.of(body);
            let folded = fold(sentence);
            let places: Vec<usize> = folded.text.match_indices(&wanted).map(|(at, _)| at).collect();
            if places.is_empty() {
                continue;
            }
            if n_cut == MOST {
                seen.is_part = true;
                seen.n_articles += u32::from(seen.n_places > before);
                break 'docs;
            }
            n_cut += 1;
            let spans = |lexicon: &Lexicon| lexicon.tokens(sentence).iter().map(|token| token.span).collect();
            let cuts: [Vec<Span>; 2] = [spans(now), spans(then)];
            for at in places {
                seen.n += 1;
                let place = folded.to_source(Span::new(at, at + wanted.len()));
                if let Some(cut) = differing(sentence, place, &cuts) {
                    if seen.n_places == 0 {
                        seen.cut = cut;
                    }
                    seen.n_places += 1;
                }
            }
        }
        seen.n_articles += u32::from(seen.n_places > before);
    }
    if seen.n_places == 0 {
        let pieces =
            |lexicon: &Lexicon| lexicon.tokens(word).iter().map(|token| token.span.of(word).to_owned()).collect();
        seen.cut = Cut { now: pieces(now), then: pieces(then), ..Cut::default() };
    }
    seen
}

/// A place as it is cut now and then, widened to where both cuts have an edge; nothing where they are the same.
fn differing(sentence: &str, place: Span, cuts: &[Vec<Span>; 2]) -> Option<Cut> {
    let [now, then] = cuts;
    let is_edge = |at: u32| at == 0 || cuts.iter().all(|cut| cut.binary_search_by_key(&at, |span| span.end).is_ok());
    let start = now.iter().map(|span| span.start).rfind(|at| *at <= place.start && is_edge(*at))?;
    let end = now.iter().map(|span| span.end).find(|at| *at >= place.end && is_edge(*at))?;
    let within = |cut: &[Span]| -> Vec<String> {
        let spans = cut.iter().filter(|span| start <= span.start && span.end <= end);
        spans.map(|span| span.of(sentence).to_owned()).collect()
    };
    let (now, then) = (within(now), within(then));
    if now == then {
        return None;
    }
    let before: Vec<char> = sentence.get(..start as usize)?.chars().collect();
    let before = before.get(before.len().saturating_sub(AROUND)..)?.iter().collect();
    let after = sentence.get(end as usize..)?.chars().take(AROUND).collect();
    Some(Cut { before, now, then, after })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::corpus::{Article, BuildOptions, build};
    use crate::protocol::ArticleMeta;

    /// A service with a corpus of these bodies and its own words.
    fn service(bodies: &[&str], own: &str) -> Service {
        let article = |(n, body): (usize, &&str)| Article {
            meta: ArticleMeta { id: format!("a{n}"), title: "题".into(), ..ArticleMeta::default() },
            body: (*body).to_owned(),
            ..Article::default()
        };
        let articles = bodies.iter().enumerate().map(article).collect();
        let options = BuildOptions { name: "试".into(), user_words: own.lines().map(str::to_owned).collect() };
        let pack = build(articles, Lexicon::embedded(), &options, &mut (), &mut |_| {});
        let mut service = Service { lexicon: Some(Lexicon::bundled()), ..Service::default() };
        service.open(pack).unwrap();
        service
    }

    fn judged(service: &Service, text: &str) -> Value {
        serde_json::from_str(&service.judge_words(text).unwrap()).unwrap()
    }

    #[test]
    fn every_changed_line_shows_how_a_place_is_cut() {
        let bodies = ["打造零碳高地。零碳高地很好，我们没有意见。", "没有。", "遼源建零碳高地"];
        let said = judged(&service(&bodies, "# 旧\n没有"), "零碳高地 nz\n-没有\n氢能走廊道\n，");
        assert_eq!(said["faults"], json!([{"line": 4, "what": "marks", "text": "，"}]));
        let changes = said["changes"].as_array().unwrap();
        assert_eq!(changes.len(), 3, "{said}");
        let first = &changes[0];
        assert_eq!((&first["kind"], &first["word"]), (&json!("add"), &json!("零碳高地")));
        assert_eq!((&first["n"], &first["places"], &first["articles"]), (&json!(3), &json!(3), &json!(2)));
        assert_eq!(
            (&first["before"], &first["then"], &first["after"]),
            (&json!("打造"), &json!(["零碳高地"]), &json!("。"))
        );
        assert!(first["now"].as_array().unwrap().len() > 1);
        assert_eq!((&changes[1]["word"], &changes[1]["places"]), (&json!("氢能走廊道"), &json!(0)));
        assert_eq!((&changes[2]["kind"], &changes[2]["places"]), (&json!("forbid"), &json!(2)));
        assert_eq!(changes[2]["then"], json!(["没", "有"]));
        assert_eq!(judged(&service(&bodies, "# 旧\n没有"), "没有 # 旧")["changes"], json!([]));
        let dropped = judged(&service(&bodies, "零碳高地"), "");
        assert_eq!(
            (&dropped["changes"][0]["kind"], &dropped["changes"][0]["now"]),
            (&json!("drop"), &json!(["零碳高地"]))
        );
    }

    #[test]
    fn a_text_is_kept_as_it_was_written() {
        let mut service = service(&["打造零碳高地。"], "");
        let text = "# 我的词\n\n零碳高地 nz  # 打造\n，\n-没有";
        service.set_words(&format!("{text}\n\n")).unwrap();
        let corpus = &service.engine().unwrap().corpus;
        assert_eq!(corpus.user_words().join("\n"), text);
        let words: Vec<&str> = corpus.words(0).iter().map(|span| span.of(corpus.body(0))).collect();
        assert!(words.contains(&"零碳高地"), "{words:?}");
        let pack = service.export().unwrap();
        service.open(pack).unwrap();
        assert_eq!(service.engine().unwrap().corpus.user_words().join("\n"), text);
    }
}

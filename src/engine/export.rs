//! Lists of the page as files: hits, counts of the filters, evidence, and what was read closely, as JSON.

use super::json::Json;
use super::service::{mask, with_search};
use super::{Service, evidence, select::Picker};
use crate::draw::table::csv;
use crate::protocol::{BUILD_ID, Failure, Lang};
use crate::state::View;

/// A list as a table.
struct List {
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// Columns that hold numbers; dates and ids are texts, whatever they look like.
const NUMBERS: [&str; 5] = ["places_found", "articles", "paragraph", "start", "end"];

impl Service {
    /// A list as a file that says what it is, see [`crate::protocol::Ask::File`].
    pub(super) fn file(&self, said: &str) -> Result<String, Failure> {
        let mut lines = said.splitn(5, '\n');
        let mut next = || lines.next().unwrap_or_default();
        let (what, kind, lang, day, address) = (next(), next(), next(), next(), next());
        let lang = Lang::parse(lang).unwrap_or_default();
        let address = address.trim_start_matches('?');
        let view = View::parse(address);
        let mut about = vec![("corpus".to_owned(), self.engine()?.corpus.name().to_owned())];
        let named = [("view", view.format().as_str()), ("day", day), ("build", BUILD_ID)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        about.extend(with_search(named.to_vec()));
        about.retain(|(_, value)| !value.is_empty());
        let list = match what {
            "hits" => self.hits(&view)?,
            "filters" => self.filters(&view)?,
            "evidence" => self.sentences(&view, lang)?,
            "reading" => return self.reading(&view, lang, &about),
            other => return Err(Failure::Message(format!("there is no list `{other}`"))),
        };
        if kind == "json" {
            let mut json = Json::default();
            put_about(&mut json, &about);
            json.key("columns").texts(&list.columns).key("rows").open('[');
            for row in &list.rows {
                json.open('{');
                for (name, cell) in list.columns.iter().zip(row) {
                    match cell.parse() {
                        Ok(n) if NUMBERS.contains(name) => json.key(name).count(n),
                        _ => json.key(name).text(cell),
                    };
                }
                json.close('}');
            }
            json.close(']').close('}');
            return Ok(json.into_text() + "\n");
        }
        let mut rows: Vec<Vec<String>> = about.iter().map(|(name, value)| vec![format!("# {name}: {value}")]).collect();
        rows.push(list.columns.iter().map(|&name| name.to_owned()).collect());
        rows.extend(list.rows);
        Ok(csv(&rows))
    }

    /// All hits, in their order.
    fn hits(&self, view: &View) -> Result<List, Failure> {
        let corpus = &self.engine()?.corpus;
        let found = self.explore(&view.query(0, corpus.n_articles()))?;
        let mut rows = Vec::with_capacity(found.hits.len());
        for hit in &found.hits {
            let Some(doc) = corpus.find(&hit.id) else { continue };
            let meta = corpus.meta(doc);
            let snippets: Vec<&str> = hit.snippets.iter().map(|snippet| snippet.text.as_str()).collect();
            rows.push(vec![
                hit.id.clone(),
                hit.title.clone(),
                hit.date.clone(),
                hit.source.clone(),
                meta.authors.join("、"),
                meta.places.join("、"),
                meta.url,
                hit.tier.name().to_owned(),
                hit.n.to_string(),
                snippets.join(" … "),
            ]);
        }
        let columns =
            vec!["id", "title", "date", "source", "authors", "places", "url", "tier", "places_found", "snippet"];
        Ok(List { columns, rows })
    }

    /// The values of the filters with their counts.
    fn filters(&self, view: &View) -> Result<List, Failure> {
        let found = self.explore(&view.query(0, 0))?;
        let rows = found.facets.iter().flat_map(|facet| {
            let field = facet.field.name();
            facet.values.iter().map(move |value| vec![field.to_owned(), value.value.clone(), value.count.to_string()])
        });
        Ok(List { columns: vec!["field", "value", "articles"], rows: rows.collect() })
    }

    /// The sentences behind the mark that is open.
    fn sentences(&self, view: &View, lang: Lang) -> Result<List, Failure> {
        let engine = self.engine()?;
        let mask = mask(engine, &view.query(0, 0));
        let picker = Picker::new(&engine.corpus, &engine.notes, &mask, lang.index());
        let found = evidence::list(&picker, view.ev.as_deref().unwrap_or_default());
        let row = |item: crate::protocol::Evidence| {
            let places = [item.paragraph, item.chars.0, item.chars.1].map(|place| place.to_string());
            [vec![item.article, item.title, item.date, item.source, item.text], places.to_vec()].concat()
        };
        let columns = vec!["id", "title", "date", "source", "sentence", "paragraph", "start", "end"];
        Ok(List { columns, rows: found.items.into_iter().map(row).collect() })
    }

    /// What was read closely, whole; tables of it have files of their own.
    #[cfg(feature = "analysis")]
    fn reading(&self, view: &View, lang: Lang, about: &[(String, String)]) -> Result<String, Failure> {
        let ask = super::reading::question(view, u32::MAX, lang);
        let found = ask.map(|ask| self.analyse(&ask)).transpose()?;
        let mut json = Json::default();
        put_about(&mut json, about);
        let found = found.map_or_else(|| "null".to_owned(), |found| super::analysis::json(&found));
        Ok(format!("{},\"found\":{found}}}\n", json.into_text()))
    }

    #[cfg(not(feature = "analysis"))]
    #[expect(clippy::unused_self, reason = "the smaller engine reads nothing")]
    fn reading(&self, _: &View, _: Lang, _: &[(String, String)]) -> Result<String, Failure> {
        Err(Failure::NoLexicon)
    }
}

fn put_about(json: &mut Json, about: &[(String, String)]) {
    json.open('{').key("about").open('{');
    for (name, value) in about {
        json.key(name).text(value);
    }
    json.close('}');
}

#[cfg(test)]
#[cfg(all(feature = "full", not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::corpus::{Article, BuildOptions, NoteTaker, build};
    use crate::protocol::{Answer, Request};
    use crate::text::Lexicon;
    use crate::theme::Themes;

    fn service() -> Service {
        let article = |id: &str, date: &str, body: &str| {
            let mut article = Article::default();
            article.meta.id = id.into();
            article.meta.title = format!("题目“{id}”, 其一");
            article.meta.date = date.into();
            article.meta.source = "甲报".into();
            article.body = body.into();
            article
        };
        let articles = vec![
            article("a", "2024-01-05", "氢能产业园开工，绿色转型提速。\n\n氢能\"重卡\"上路。"),
            article("b", "2025-03-05", "氢能产业园投产。=1+1 也是一句。"),
        ];
        let themes = Themes::built_in().unwrap();
        let options = BuildOptions { name: "试验".into(), ..BuildOptions::default() };
        let pack = build(articles, Lexicon::embedded(), &options, &mut NoteTaker::new(&themes), &mut |_| {});
        let mut service = Service::default();
        assert!(matches!(service.answer(Request::Open { pack }, &mut |_| {}), Answer::Opened(_)));
        service
    }

    /// Rows of a file, without what it says of itself, by another reader of CSV than the one that is used here.
    fn read(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
        let text = text.strip_prefix('\u{feff}').unwrap();
        let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if is_quoted && chars.peek() == Some(&'"') => cell.push(chars.next().unwrap()),
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
                '\r' if !is_quoted => {}
                '\n' if !is_quoted => {
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                c => cell.push(c),
            }
        }
        let about =
            rows.iter().take_while(|row| row[0].starts_with("# ")).map(|row| row[0].clone()).collect::<Vec<_>>();
        let rest = rows.split_off(about.len());
        (about, rest)
    }

    #[test]
    fn a_list_read_back_is_what_the_view_shows() {
        let mut service = service();
        let address = "?q=%E6%B0%A2%E8%83%BD&from=2024&ev=theme.green";
        let said = |what: &str, kind: &str| format!("{what}\n{kind}\nzh-Hans\n2026-11-29\n{address}");
        let view = View::parse(address.trim_start_matches('?'));
        let found = service.explore(&view.query(0, 10)).unwrap();
        let (about, rows) = read(&service.file(&said("hits", "csv")).unwrap());
        for part in ["# corpus: 试验", "# query: 氢能", "# filters: from=2024", "# day: 2026-11-29", "# build: "] {
            assert!(about.iter().any(|line| line.starts_with(part)), "{part}: {about:?}");
        }
        let told: Vec<(&str, &str)> = rows[1..].iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
        let shown: Vec<(&str, &str)> = found.hits.iter().map(|hit| (hit.id.as_str(), hit.title.as_str())).collect();
        assert_eq!((told.len(), told), (2, shown));
        // The evidence that is open, sentence by sentence.
        let ask = Request::Evidence { query: view.query(0, 0), key: "theme.green".into(), lang: 0 };
        let Answer::Evidence(list) = service.answer(ask, &mut |_| {}) else { panic!("no evidence") };
        let (_, rows) = read(&service.file(&said("evidence", "csv")).unwrap());
        let told: Vec<&str> = rows[1..].iter().map(|row| row[4].as_str()).collect();
        let shown: Vec<&str> = list.items.iter().map(|item| item.text.as_str()).collect();
        assert!(!shown.is_empty());
        assert_eq!(told, shown);
        // The filters, and the same as JSON.
        let (_, rows) = read(&service.file(&said("filters", "csv")).unwrap());
        assert!(rows.contains(&vec!["source".into(), "甲报".into(), "2".into()]), "{rows:?}");
        for what in ["hits", "evidence", "filters"] {
            let json: serde_json::Value = serde_json::from_str(&service.file(&said(what, "json")).unwrap()).unwrap();
            let (_, rows) = read(&service.file(&said(what, "csv")).unwrap());
            assert_eq!(json["about"]["query"], "氢能");
            assert_eq!(json["rows"].as_array().unwrap().len(), rows.len() - 1, "{what}");
            for (row, cells) in json["rows"].as_array().unwrap().iter().zip(&rows[1..]) {
                for (name, cell) in rows[0].iter().zip(cells) {
                    // A cell that a spreadsheet would take for a formula has an apostrophe before it.
                    let cell = cell.strip_prefix('\'').unwrap_or(cell);
                    assert_eq!(row[name].is_u64(), NUMBERS.contains(&name.as_str()), "{name}: {row}");
                    assert_eq!(row[name].as_str().map_or_else(|| row[name].to_string(), str::to_owned), cell);
                }
            }
        }
        let said = said("reading", "json").replace("&ev=theme.green", "&read=kwic");
        let json: serde_json::Value = serde_json::from_str(&service.file(&said).unwrap()).unwrap();
        assert_eq!((json["about"]["query"].as_str(), json["found"]["total"].as_u64()), (Some("氢能"), Some(3)));
        assert!(service.file("nonsense").is_err());
    }
}

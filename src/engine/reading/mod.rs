//! Ways of reading a corpus as the page shows them: an address in, finished markup out, in the reader's language.
//! The page only shows it, so that it knows neither what the ways ask nor what is answered.
//!
//! - `ask`: what an address asks of [`super::analysis`]
//! - `words`: what is said besides what is found
//! - `html`: markup
//! - `lines`, `tables`, `trend`, `compare`, `story`, `notes`, `method`: a view each

#[cfg(feature = "analysis")]
mod ask;
#[cfg(feature = "analysis")]
mod compare;
mod html;
#[cfg(feature = "analysis")]
mod lines;
#[cfg(feature = "full")]
mod method;
mod notes;
#[cfg(feature = "analysis")]
mod story;
#[cfg(feature = "analysis")]
mod tables;
#[cfg(test)]
#[cfg(all(feature = "full", not(target_arch = "wasm32")))]
mod tests;
#[cfg(feature = "analysis")]
mod trend;
#[cfg(feature = "analysis")]
mod words;

#[cfg(feature = "analysis")]
pub use ask::question;
#[cfg(feature = "full")]
pub(super) use method::method;
pub(super) use notes::{notes, said};

use crate::protocol::Lang;
use crate::state::View;

/// What is shown and how.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The view.
    pub view: &'a View,
    /// Language of what is said.
    pub lang: Lang,
    /// Rows of each list at most.
    pub rows: u32,
    /// Width of pictures, CSS pixels.
    pub width: u32,
}

#[cfg(feature = "full")]
pub(super) use shown::new_words;
#[cfg(feature = "analysis")]
pub(super) use shown::{sheet, window};

#[cfg(feature = "analysis")]
mod shown {
    use super::html::Html;
    use super::words::Words;
    use super::{At, ask, compare, lines, story, tables, trend};
    use crate::engine::Engine;
    use crate::protocol::{Analysis, AnalysisAsk, AnalysisView, ConcordanceAsk, Failure, grouped};
    use crate::state::Reading;

    /// Answers a question.
    pub(in crate::engine::reading) type Analyse<'a> = &'a dyn Fn(&AnalysisAsk) -> Result<Analysis, Failure>;

    /// A way of reading as markup.
    ///
    /// # Errors
    /// When no corpus is open.
    pub(in crate::engine) fn sheet(engine: &Engine, at: &At<'_>, analyse: Analyse<'_>) -> Result<String, Failure> {
        let mut html = Html::default();
        let words = Words::of(at.lang);
        let Some(reading) = at.view.read else { return Ok(String::new()) };
        if reading == Reading::Compare {
            compare::choice(&mut html, engine, at);
        }
        let Some(ask) = ask::question(at.view, at.rows, at.lang) else { return Ok(html.0) };
        options(&mut html, at, reading);
        if reading.needs_query() && at.view.q.trim().is_empty() && at.view.asked("node").is_none() {
            html.leaf("p", &[("class", "empty")], words.type_a_word);
            return Ok(html.0);
        }
        let found = analyse(&ask)?;
        if reading != Reading::Story {
            html.leaf("p", &[("class", "quiet reading__method")], at.lang.pick(&found.method));
        }
        if !found.remarks.is_empty() {
            html.open("ul", &[("class", "notes")]);
            for remark in &found.remarks {
                html.leaf("li", &[], at.lang.pick(remark));
            }
            html.close("ul");
        }
        let (n, total) = match &found.view {
            AnalysisView::Concordance(found) => (lines::concordance(&mut html, at, found), found.total),
            AnalysisView::Dispersion(found) => {
                trend::over_time(&mut html, engine, at, analyse)?;
                (lines::spread(&mut html, at, found), found.n_articles)
            }
            AnalysisView::Trend(found) => trend::show(&mut html, engine, at, found),
            AnalysisView::Collocates(found) => (tables::collocates(&mut html, at, found), found.total),
            AnalysisView::Keyness(found) => {
                (tables::keyness(&mut html, engine, at, found), found.total[0].max(found.total[1]))
            }
            AnalysisView::Words(found) => (tables::words(&mut html, engine, at, found), found.total),
            AnalysisView::Compare(found) => {
                compare::show(&mut html, engine, at, found, analyse)?;
                (0, 0)
            }
            AnalysisView::Story(steps) => {
                story::show(&mut html, at, steps);
                (0, 0)
            }
        };
        if let Some(rest) = total.checked_sub(n).filter(|rest| *rest > 0) {
            let label = format!("{} {}", words.show_more, grouped(rest));
            html.leaf(
                "button",
                &[("type", "button"), ("class", "link"), ("data-more", "1"), ("data-key", "more")],
                &label,
            );
        }
        if reading != Reading::Story {
            html.open("p", &[("class", "tools")]);
            let save = [("type", "button"), ("data-save", "1"), ("data-testid", "export-csv"), ("data-key", "save")];
            html.leaf("button", &save, words.save_csv);
            html.leaf("button", &[("type", "button"), ("data-file", "reading.json"), ("data-key", "json")], "JSON");
            html.leaf("button", &[("type", "button"), ("data-keep", "view"), ("data-key", "keep")], words.keep_view)
                .close("p");
        }
        Ok(html.0)
    }

    /// So many lines of a concordance from one of them on, as markup.
    ///
    /// # Errors
    /// When no corpus is open.
    pub(in crate::engine) fn window(at: &At<'_>, from: u32, analyse: Analyse<'_>) -> Result<String, Failure> {
        let Some(AnalysisAsk::Concordance(ask)) = ask::question(at.view, at.rows, at.lang) else {
            return Ok(String::new());
        };
        let ask = AnalysisAsk::Concordance(ConcordanceAsk { offset: from, group: None, ..ask });
        let mut html = Html::default();
        if let AnalysisView::Concordance(found) = analyse(&ask)?.view {
            lines::rows(&mut html, at.view, &found, from);
        }
        Ok(html.0)
    }

    /// Words of the corpus that the dictionary lacks, as markup.
    ///
    /// # Errors
    /// When no corpus is open.
    #[cfg(feature = "full")]
    pub(in crate::engine) fn new_words(
        at: &At<'_>,
        found: &[crate::engine::dictionary::NewWordNote],
        analyse: Analyse<'_>,
    ) -> Result<String, Failure> {
        let mut html = Html::default();
        options(&mut html, at, Reading::Words);
        tables::new_words(&mut html, at, found, analyse)?;
        Ok(html.0)
    }

    /// Orders, measures and units to choose from, and what can be changed.
    fn options(html: &mut Html, at: &At<'_>, reading: Reading) {
        let (view, words) = (at.view, Words::of(at.lang));
        let asked = |name| view.asked(name).unwrap_or_default();
        let mut choices = |name: &str, label: &str, list: &[&str]| {
            if list.is_empty() {
                return;
            }
            html.open("nav", &[("class", "tools"), ("aria-label", label)]);
            for (index, choice) in list.iter().enumerate() {
                let is_chosen = view.asked(name).map_or(index == 0, |chosen| chosen == *choice);
                let value = if index == 0 { "" } else { choice };
                let key = format!("{name}.{choice}");
                let current = if is_chosen { "true" } else { "" };
                let href = view.asking(name, value).href();
                html.leaf(
                    "a",
                    &[("href", &href), ("data-key", &key), ("aria-current", current)],
                    words.choice_of(name, choice),
                );
            }
            html.close("nav");
        };
        choices("by", words.order, ask::orders(reading));
        match reading {
            Reading::Trend => choices("as", words.measure, &["share", "n"]),
            Reading::Kwic => choices("as", words.shown_as, &["line", "sentence"]),
            Reading::Words => choices("tag", words.tag, &["every", "n", "v", "a", "ns", "nt", "nr", "nz"]),
            _ => {}
        }
        let fields: &[(&str, &str, &str)] = match reading {
            Reading::Trend => &[("terms", words.terms, words.terms_hint)],
            Reading::Collocates => {
                &[("span", words.span, "5"), ("min", words.min, "2"), ("stop", words.stop, words.stop_hint)]
            }
            Reading::Keyness => {
                &[("b", words.against, words.side_hint), ("min", words.min, "2"), ("stop", words.stop, words.stop_hint)]
            }
            Reading::Words => {
                &[("holds", words.holds, ""), ("min", words.min, "2"), ("stop", words.stop, words.stop_hint)]
            }
            _ => &[],
        };
        if !fields.is_empty() {
            html.open("div", &[("class", "reading__asks")]);
            for (name, label, hint) in fields {
                // The query is the first term, to which others are added.
                let value = if *name == "terms" && asked(name).is_empty() { view.q.trim() } else { asked(name) };
                html.field(name, label, value, hint);
            }
            html.close("div");
        }
    }
}

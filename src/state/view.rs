//! One view of the explorer, and its address. This is the one place that reads and writes URLs.

use form_urlencoded::Serializer;

use super::Lang;
use crate::protocol::{Field, Filter, Query, Script, Sort};

/// Everything that an address can say. Equal views are equal addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Query text, as typed (`q`).
    pub q: String,
    /// Facet values kept or left out: `source=…` keeps, `source=-…` leaves out.
    pub filters: Vec<Filter>,
    /// Earliest date (`from`), ISO or a prefix of it.
    pub from: Option<String>,
    /// Latest date (`to`).
    pub to: Option<String>,
    /// Order of hits (`sort`).
    pub sort: Sort,
    /// Near-duplicates as hits of their own (`unfold=1`).
    pub unfold: bool,
    /// The panel in focus (`panel`): a theme id, or `list` for the articles.
    pub panel: Option<String>,
    /// Form shown as a table (`view=table:<theme>.<form>`), several separated by commas.
    pub tables: Vec<String>,
    /// Article open for reading (`article`).
    pub article: Option<String>,
    /// Byte in its body to show (`at`).
    pub at: Option<u32>,
    /// Mark that narrows: only articles with a sentence behind it (`mark`).
    pub mark: Option<String>,
    /// Mark whose evidence is open (`ev`).
    pub ev: Option<String>,
    /// Words shown in the reader (`words`).
    pub words: bool,
    /// The article as it came, every repair undone (`raw`).
    pub raw: bool,
    /// Script the article is shown in (`script`: `hans`, `hant`).
    pub script: Script,
    /// How the articles are read (`read`); nothing shows panels and hits.
    pub read: Option<super::Reading>,
    /// What that asks, by the names of [`super::ASKS`], in their order.
    pub asks: Vec<(String, String)>,
    /// Language asked for (`lang`).
    pub lang: Option<Lang>,
    /// Address of a pack to open instead of the bundled one (`corpus`).
    pub corpus: Option<String>,
    /// How it is embedded (`embed`).
    pub embed: Mode,
}

/// How much of the explorer is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A page of its own.
    #[default]
    Page,
    /// Embedded for readers: no masthead, no import (`embed=reader`).
    Reader,
    /// Embedded for editors: no masthead, import allowed (`embed=editor`).
    Editor,
}

impl Mode {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Page => None,
            Self::Reader => Some("reader"),
            Self::Editor => Some("editor"),
        }
    }
}

impl View {
    /// Reads the part of an address after `?` (with or without it). Unknown names and
    /// values that make no sense are passed over.
    pub fn parse(search: &str) -> Self {
        let mut view = Self::default();
        let search = search.strip_prefix('?').unwrap_or(search);
        for (name, value) in form_urlencoded::parse(search.as_bytes()) {
            let text = || (!value.is_empty()).then(|| value.to_string());
            match name.as_ref() {
                "q" => view.q = value.to_string(),
                "from" => view.from = text(),
                "to" => view.to = text(),
                "sort" => view.sort = Sort::parse(&value).unwrap_or_default(),
                "panel" => view.panel = text(),
                "view" => {
                    let tables = value.strip_prefix("table:").unwrap_or_default();
                    view.tables = tables.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect();
                    crate::order::sort(&mut view.tables);
                    view.tables.dedup();
                }
                "article" => view.article = text(),
                "at" => view.at = value.parse().ok(),
                "ev" => view.ev = text(),
                "mark" => view.mark = text(),
                "unfold" => view.unfold = value == "1",
                "read" => view.read = super::Reading::parse(&value),
                "words" => view.words = value == "1",
                "raw" => view.raw = value == "1",
                "script" => view.script = Script::parse(&value),
                "lang" => view.lang = Lang::parse(&value),
                "corpus" => view.corpus = text(),
                "embed" => {
                    view.embed = match value.as_ref() {
                        "editor" => Mode::Editor,
                        "" | "0" | "false" => Mode::Page,
                        _ => Mode::Reader,
                    }
                }
                name if super::ASKS.contains(&name) => {
                    view.asks.retain(|(other, _)| other != name);
                    view.asks.extend(text().map(|value| (name.to_owned(), value)));
                }
                name => {
                    if let Some(field) = Field::parse(name) {
                        let (out, value) = match value.strip_prefix('-') {
                            Some(value) => (true, value),
                            None => (false, value.as_ref()),
                        };
                        if !value.is_empty() {
                            view.filters.push(Filter { field, value: value.to_owned(), out });
                        }
                    }
                }
            }
        }
        crate::order::sort(&mut view.filters);
        view.filters.dedup();
        crate::order::sort(&mut view.asks);
        view
    }

    /// Writes the part of an address after `?`, without it; empty for the front page.
    pub fn format(&self) -> String {
        let mut out = Serializer::new(String::new());
        let mut text = |name: &str, value: &Option<String>| {
            if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
                out.append_pair(name, value);
            }
        };
        text("q", &(!self.q.is_empty()).then(|| self.q.clone()));
        for filter in &self.filters {
            let value = if filter.out { format!("-{}", filter.value) } else { filter.value.clone() };
            text(filter.field.name(), &Some(value));
        }
        text("mark", &self.mark);
        text("from", &self.from);
        text("to", &self.to);
        text("sort", &(self.sort != Sort::default()).then(|| self.sort.name().to_owned()));
        text("panel", &self.panel);
        text("view", &(!self.tables.is_empty()).then(|| format!("table:{}", self.tables.join(","))));
        text("article", &self.article);
        text("at", &self.at.map(|at| at.to_string()));
        text("ev", &self.ev);
        text("read", &self.read.map(|read| read.name().to_owned()));
        for (name, value) in &self.asks {
            text(name, &Some(value.clone()));
        }
        text("unfold", &self.unfold.then(|| "1".to_owned()));
        text("words", &self.words.then(|| "1".to_owned()));
        text("raw", &self.raw.then(|| "1".to_owned()));
        text("script", &Some(self.script.name().to_owned()));
        text("lang", &self.lang.map(|lang| lang.tag().to_owned()));
        text("corpus", &self.corpus);
        text("embed", &self.embed.name().map(str::to_owned));
        out.finish()
    }

    /// The address of this view relative to the page; never empty.
    pub fn href(&self) -> String {
        format!("?{}", self.format())
    }

    /// The search that this view shows.
    pub fn query(&self, offset: u32, limit: u32) -> Query {
        Query {
            text: self.q.trim().to_owned(),
            filters: self.filters.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            sort: self.sort,
            offset,
            limit,
            unfold: self.unfold,
            mark: self.mark.clone(),
        }
    }

    /// Shows a form (`<theme>.<form>`) as a table, or as a picture again.
    pub fn toggle_table(&mut self, id: &str) {
        if let Some(at) = self.tables.iter().position(|table| table == id) {
            self.tables.remove(at);
        } else {
            self.tables.push(id.to_owned());
            crate::order::sort(&mut self.tables);
        }
    }

    /// Whether anything narrows the corpus.
    pub fn is_narrowed(&self) -> bool {
        !self.q.trim().is_empty()
            || !self.filters.is_empty()
            || self.from.is_some()
            || self.to.is_some()
            || self.mark.is_some()
    }

    /// This view changed by `change`.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut view = self.clone();
        change(&mut view);
        view
    }

    /// The same search without article or evidence.
    #[must_use]
    pub fn closed(&self) -> Self {
        self.with(|view| {
            view.article = None;
            view.at = None;
            view.ev = None;
            view.words = false;
            view.raw = false;
        })
    }

    /// Nothing narrowed, nothing open; language, corpus and embedding stay.
    #[must_use]
    pub fn front(&self) -> Self {
        Self { lang: self.lang, corpus: self.corpus.clone(), embed: self.embed, ..Self::default() }
    }

    /// With a filter set to keep (`Some(false)`), to leave out (`Some(true)`) or taken away.
    #[must_use]
    pub fn filtered(&self, field: Field, value: &str, out: Option<bool>) -> Self {
        self.with(|view| {
            view.filters.retain(|filter| filter.field != field || filter.value != value);
            if let Some(out) = out {
                view.filters.push(Filter { field, value: value.to_owned(), out });
                crate::order::sort(&mut view.filters);
            }
        })
    }

    /// Without filters of a field.
    #[must_use]
    pub fn filtered_free(&self, field: Field) -> Self {
        self.with(|view| view.filters.retain(|filter| filter.field != field))
    }

    /// Whether a value is kept (`Some(false)`), left out (`Some(true)`) or neither.
    pub fn chosen(&self, field: Field, value: &str) -> Option<bool> {
        self.filters.iter().find(|filter| filter.field == field && filter.value == value).map(|filter| filter.out)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_portals_write() {
        let view = View::parse(
            "?q=%E6%B0%A2%E8%83%BD&theme=green&source=-%E6%96%B0%E5%8D%8E%E7%A4%BE&from=2024&embed=1&lang=en&nonsense=1",
        );
        assert_eq!(view.q, "氢能");
        assert_eq!(view.chosen(Field::Theme, "green"), Some(false));
        assert_eq!(view.chosen(Field::Source, "新华社"), Some(true));
        assert_eq!(view.from.as_deref(), Some("2024"));
        assert_eq!(view.embed, Mode::Reader);
        assert_eq!(view.lang, Some(Lang::En));
    }

    #[test]
    fn empty_view_has_empty_address() {
        assert_eq!(View::default().format(), "");
        assert_eq!(View::parse(""), View::default());
        assert_eq!(View::default().href(), "?");
    }

    #[test]
    fn filters_replace_each_other() {
        let view = View::default().filtered(Field::Place, "辽源市", Some(false));
        let view = view.filtered(Field::Place, "辽源市", Some(true));
        assert_eq!(view.filters.len(), 1);
        assert_eq!(view.chosen(Field::Place, "辽源市"), Some(true));
        assert!(view.filtered(Field::Place, "辽源市", None).filters.is_empty());
    }

    fn some_text() -> impl Strategy<Value = String> {
        "[ -~一-龥𠀀-𠀟“”：+&=%#?]{1,12}"
    }

    proptest! {
        #[test]
        fn parse_undoes_format(
            q in prop::option::of(some_text()),
            filters in prop::collection::vec((0..Field::ALL.len(), "[^-].{0,6}", any::<bool>()), 0..4),
            from in prop::option::of("[0-9-]{4,10}"),
            panel in prop::option::of(some_text()),
            article in prop::option::of(some_text()),
            at in prop::option::of(any::<u32>()),
            ev in prop::option::of(some_text()),
            words in any::<bool>(),
            raw in any::<bool>(),
            lang in prop::option::of(0..3usize),
        ) {
            let mut filters: Vec<Filter> = filters
                .into_iter()
                .map(|(field, value, out)| Filter { field: Field::ALL[field], value, out })
                .collect();
            crate::order::sort(&mut filters);
            filters.dedup();
            let view = View {
                q: q.unwrap_or_default(), filters, from, panel, article, at, ev, words, raw,
                lang: lang.map(|index| Lang::ALL[index]),
                ..View::default()
            };
            prop_assert_eq!(View::parse(&view.format()), view);
        }

        #[test]
        fn any_address_is_read(search in ".{0,60}") {
            let view = View::parse(&search);
            prop_assert_eq!(View::parse(&view.format()), view);
        }
    }
}

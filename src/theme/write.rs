//! A definition as its file would be: the way back from [`Definition::parse`].

use std::fmt::Write as _;

use super::definition::{Chain, ChainKind, Definition, FormKind, FormSpec, Names};

/// Columns after which a list goes on in the next line.
const WIDTH: usize = 96;

impl Definition {
    /// The definition as TOML, without what it leaves at its default. Comments of the file it came from are not
    /// known any more.
    pub fn to_toml(&self) -> String {
        let mut out = Out::default();
        out.text("id", &self.id);
        out.names("names", &self.names);
        if self.colour != "ink" {
            out.text("colour", &self.colour);
        }
        out.text("about", &self.about);
        if (self.threshold - 1.0).abs() > f32::EPSILON {
            out.plain("threshold", &self.threshold.to_string());
        }
        if !self.panel {
            out.plain("panel", "false");
        }
        for (key, list) in [
            ("terms", &self.terms),
            ("hints", &self.hints),
            ("context", &self.context),
            ("exclusions", &self.exclusions),
            ("dampers", &self.dampers),
            ("leads", &self.leads),
            ("talk", &self.talk),
            ("measures", &self.measures),
        ] {
            out.list(key, list);
        }
        let known = &self.known;
        let known = [
            ("orgs", &known.orgs),
            ("parks", &known.parks),
            ("projects", &known.projects),
            ("sites", &known.sites),
            ("brands", &known.brands),
        ];
        if known.iter().any(|(_, list)| !list.is_empty()) {
            out.head("[known]");
            for (key, list) in known {
                out.list(key, list);
            }
        }
        for group in &self.groups {
            out.head("[[groups]]");
            out.text("id", &group.id);
            out.names("names", &group.names);
        }
        for sub in &self.subs {
            out.head("[[subs]]");
            out.text("id", &sub.id);
            out.maybe("group", sub.group.as_ref());
            out.names("names", &sub.names);
            out.list("terms", &sub.terms);
            out.list("hints", &sub.hints);
            out.list("context", &sub.context);
        }
        for chain in &self.chains {
            out.chain(chain);
        }
        for form in &self.forms {
            out.form(form);
        }
        out.0
    }
}

#[derive(Default)]
struct Out(String);

impl Out {
    fn head(&mut self, head: &str) {
        self.0.push('\n');
        self.0.push_str(head);
        self.0.push('\n');
    }

    fn plain(&mut self, key: &str, value: &str) {
        for part in [key, " = ", value, "\n"] {
            self.0.push_str(part);
        }
    }

    fn text(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.plain(key, &quoted(value));
        }
    }

    fn maybe(&mut self, key: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.plain(key, &quoted(value));
        }
    }

    fn names(&mut self, key: &str, names: &Names) {
        if names.iter().any(|name| !name.is_empty()) {
            let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            self.plain(key, &format!("[{}]", names.join(", ")));
        }
    }

    /// A list, in as many lines as it needs.
    fn list(&mut self, key: &str, list: &[String]) {
        if list.is_empty() {
            return;
        }
        let quoted: Vec<String> = list.iter().map(|item| quoted(item)).collect();
        let columns = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        if quoted.iter().map(|item| columns(item) + 2).sum::<usize>() + columns(key) < WIDTH {
            return self.plain(key, &format!("[{}]", quoted.join(", ")));
        }
        let (mut body, mut line) = (String::from("[\n"), String::new());
        for item in quoted {
            if !line.is_empty() && columns(&line) + columns(&item) > WIDTH {
                let _ = writeln!(body, "  {}", line.trim_end());
                line.clear();
            }
            line.push_str(&item);
            line.push_str(", ");
        }
        let _ = write!(body, "  {}\n]", line.trim_end());
        self.plain(key, &body);
    }

    fn chain(&mut self, chain: &Chain) {
        self.head("[[chains]]");
        self.text("id", &chain.id);
        self.names("names", &chain.names);
        let kind = match chain.kind {
            ChainKind::Stages => "",
            ChainKind::Layers => "layers",
            ChainKind::Path => "path",
            ChainKind::Tree => "tree",
        };
        self.text("kind", kind);
        self.list("whole", &chain.whole);
        for stage in &chain.stages {
            self.head("[[chains.stages]]");
            self.text("id", &stage.id);
            self.names("names", &stage.names);
            self.maybe("short", stage.short.as_ref());
            if stage.layer > 0 {
                self.plain("layer", &stage.layer.to_string());
            }
            self.list("terms", &stage.terms);
        }
    }

    fn form(&mut self, form: &FormSpec) {
        self.head("[[forms]]");
        self.text("kind", form.kind.name());
        self.text("id", &form.id);
        self.names("titles", &form.titles);
        self.maybe("chain", form.chain.as_ref());
        self.maybe("layers", form.layers.as_ref());
        self.list("kinds", &form.kinds);
        self.maybe("centre", form.centre.as_ref());
        for (key, number) in [("limit", form.limit), ("least", form.least)] {
            if let Some(number) = number {
                self.plain(key, &number.to_string());
            }
        }
    }
}

impl FormKind {
    /// Its name in files.
    fn name(self) -> &'static str {
        match self {
            Self::Chain => "chain",
            Self::Multiples => "multiples",
            Self::Treemap => "treemap",
            Self::Ladder => "ladder",
            Self::Network => "network",
            Self::Lanes => "lanes",
            Self::Ego => "ego",
            Self::Figures => "figures",
            Self::Bars => "bars",
            Self::Ties => "ties",
            Self::Tree => "tree",
            Self::Keyness => "keyness",
            Self::Calendar => "calendar",
            Self::Tiles => "tiles",
            Self::Names => "names",
        }
    }
}

/// A basic string of TOML 1.0: quotes, backslashes and control characters are escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
#[cfg(all(feature = "definitions", not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::theme::Themes;

    #[test]
    fn what_is_written_is_read_as_it_was() {
        for definition in Themes::built_in().unwrap().definitions() {
            let text = definition.to_toml();
            assert_eq!(Definition::parse(&text).as_ref(), Ok(definition), "{text}");
            assert!(text.lines().all(|line| line.chars().count() < 160), "{text}");
        }
    }

    #[test]
    fn signs_of_the_format_are_escaped() {
        let about = "“引号” \"q\" \\ 行\n末\u{7f}\u{1}";
        let definition =
            Definition { id: "a".into(), about: about.into(), terms: vec!["x".into()], ..Definition::default() };
        let definition = Definition { colour: "ink".into(), threshold: 1.0, panel: true, ..definition };
        assert_eq!(Definition::parse(&definition.to_toml()).unwrap().about, about);
    }
}

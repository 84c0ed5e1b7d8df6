//! A publisher's colours: values for some of the custom properties of `style/tokens.css`, checked letter by letter,
//! since they become a style sheet.

use std::fmt::Write as _;

use super::SiteError;
use super::contrast::Colour;

/// Properties that may be set, without `--`: paper and ink, rules, the accent, the colours of themes, the typefaces.
const NAMES: [&str; 17] = [
    "paper",
    "paper-sunk",
    "ink",
    "ink-2",
    "ink-3",
    "rule",
    "rule-2",
    "line",
    "mark",
    "accent",
    "shilv",
    "zheshi",
    "huaqing",
    "zi",
    "gan",
    "song",
    "hei",
];

/// Colours that text is written in, with the contrast it needs, and of marks, with theirs (WCAG 2.2, 1.4.3 and 1.4.11).
const READ: [(&str, f64); 9] = [
    ("ink", 4.5),
    ("ink-2", 4.5),
    ("ink-3", 4.5),
    ("accent", 4.5),
    ("shilv", 3.0),
    ("zheshi", 3.0),
    ("huaqing", 3.0),
    ("zi", 3.0),
    ("gan", 3.0),
];
/// Paper and ink of `style/tokens.css`, light and dark, for what the publisher leaves as it is.
const OWN: [[(&str, &str); 4]; 2] = [
    [("paper", "#fbfaf6"), ("ink", "#1c1a16"), ("ink-2", "#55514a"), ("ink-3", "#6b665c")],
    [("paper", "#171613"), ("ink", "#e9e4d8"), ("ink-2", "#b9b3a5"), ("ink-3", "#9d9789")],
];

/// Functions of colours in CSS Color 4.
const FUNCTIONS: [&str; 8] = ["rgb", "rgba", "hsl", "hsla", "oklch", "oklab", "lab", "lch"];

/// Values by property, for light and for dark colours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    light: Vec<(&'static str, String)>,
    dark: Vec<(&'static str, String)>,
}

impl Colours {
    /// Reads lines of `name: value`; those after a line `[dark]` are for dark colours. `#` at the beginning of a line
    /// and `//` begin remarks.
    ///
    /// # Errors
    /// When a name is not one that may be set, or a value is no colour or typeface.
    pub fn parse(text: &str) -> Result<Self, SiteError> {
        let mut colours = Self::default();
        let mut is_dark = false;
        for (number, line) in text.lines().enumerate() {
            let line = line.trim().trim_end_matches(';');
            let fail = |why: String| SiteError::Colour { line: number + 1, why };
            if line.is_empty() || line.starts_with('#') || line.starts_with("//") {
                continue;
            }
            if line == "[dark]" || line == "[light]" {
                is_dark = line == "[dark]";
                continue;
            }
            let (name, value) =
                line.split_once([':', '=']).ok_or_else(|| fail("write `name: value`, or `[dark]`".to_owned()))?;
            let name = name.trim().trim_start_matches("--");
            let name = NAMES.into_iter().find(|known| *known == name);
            let name =
                name.ok_or_else(|| fail(format!("this property cannot be set; there are {}", NAMES.join(", "))))?;
            let value = value.trim();
            let is_right = if matches!(name, "song" | "hei") { is_typeface(value) } else { is_colour(value) };
            if !is_right {
                return Err(fail(format!(
                    "`{value}` is not understood: give a colour such as #8a1c1c or rgb(138 28 28)"
                )));
            }
            let list = if is_dark { &mut colours.dark } else { &mut colours.light };
            list.retain(|(known, _)| *known != name);
            list.push((name, value.to_owned()));
        }
        Ok(colours)
    }

    /// Sets the accent; on dark paper it is lightened where no other is given.
    ///
    /// # Errors
    /// When it is no colour.
    pub fn set_accent(&mut self, value: &str) -> Result<(), SiteError> {
        let value = value.trim();
        if !is_colour(value) {
            let why = format!("`{value}` is no colour: give one such as #8a1c1c or rgb(138 28 28)");
            return Err(SiteError::Colour { line: 1, why });
        }
        self.light.retain(|(name, _)| *name != "accent");
        self.light.push(("accent", value.to_owned()));
        if self.dark.iter().all(|(name, _)| *name != "accent") {
            let lighter = match (Colour::parse(value), self.ground(1)) {
                (Some(colour), Some(paper)) => colour.fitted(paper, 5.5).hex(),
                _ => format!("color-mix(in oklab, {value} 55%, white)"),
            };
            self.dark.push(("accent", lighter));
        }
        Ok(())
    }

    fn value(&self, scheme: usize, name: &str) -> Option<&str> {
        let set = if scheme == 0 { &self.light } else { &self.dark };
        let set = set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
        set.or_else(|| OWN.get(scheme)?.iter().find(|(known, _)| *known == name).map(|(_, value)| *value))
    }

    /// The paper of light (0) or dark (1) colours.
    fn ground(&self, scheme: usize) -> Option<Colour> {
        let white = Colour::parse(if scheme == 0 { "#fff" } else { "#000" })?;
        Some(Colour::parse(self.value(scheme, "paper")?)?.on(white))
    }

    /// Looks whether all can be read that the publisher has set: text needs a contrast of 4.5 to 1, marks 3 to 1.
    ///
    /// # Errors
    /// With the first colour that is too faint, its contrast, and the nearest one that is not.
    pub fn check(&self) -> Result<(), SiteError> {
        for (scheme, set) in [&self.light, &self.dark].into_iter().enumerate() {
            let has_paper = set.iter().any(|(name, _)| *name == "paper");
            for (name, least) in READ {
                let is_set = set.iter().any(|(known, _)| *known == name);
                // What browsers alone can work out is left to the publisher.
                let (Some(value), Some(ground)) = (self.value(scheme, name), self.ground(scheme)) else { continue };
                let Some(colour) = Colour::parse(value).filter(|_| is_set || has_paper) else { continue };
                let ratio = colour.contrast(ground);
                if ratio < least {
                    return Err(SiteError::Contrast {
                        name,
                        value: value.to_owned(),
                        paper: ground.hex(),
                        is_dark: scheme == 1,
                        // Cut and not rounded: 4.49 must not read as 4.5.
                        ratio: (ratio * 10.0).floor() / 10.0,
                        least,
                        instead: colour.fitted(ground, least).hex(),
                    });
                }
            }
        }
        Ok(())
    }

    /// The style sheet, when anything is set. It stands outside all layers, and so before them.
    pub(super) fn css(&self) -> Option<String> {
        let list = |values: &[(&str, String)]| {
            values.iter().fold(String::new(), |mut out, (name, value)| {
                let _ = write!(out, "--{name}:{value};");
                out
            })
        };
        let (light, dark) = (list(&self.light), list(&self.dark));
        let mut out = String::new();
        // Paper is light, whatever the screen.
        let schemes = [
            (light, "light", "dark", ("print, ", "@media all")),
            (dark, "dark", "light", ("screen and ", "@media screen")),
        ];
        for (values, scheme, other, (print, screen)) in schemes {
            if !values.is_empty() {
                let _ = writeln!(
                    out,
                    "@media {print}(prefers-color-scheme:{scheme}){{:root:not([data-scheme=\"{other}\"]){{{values}}}}}\n\
                     {screen}{{:root[data-scheme=\"{scheme}\"]{{{values}}}}}"
                );
            }
        }
        (!out.is_empty()).then_some(out)
    }
}

/// Whether a value is a colour: `#` and digits, a name, or a function of numbers.
fn is_colour(value: &str) -> bool {
    if let Some(digits) = value.strip_prefix('#') {
        return matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit());
    }
    match value.split_once('(') {
        None => !value.is_empty() && value.len() < 30 && value.chars().all(|c| c.is_ascii_alphabetic()),
        Some((function, rest)) => {
            let inner = rest.strip_suffix(')').unwrap_or("(");
            let is_number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | '.' | '%' | '/' | '-');
            FUNCTIONS.contains(&function) && inner.len() < 60 && inner.chars().all(is_number)
        }
    }
}

/// Whether a value is a list of names of typefaces.
fn is_typeface(value: &str) -> bool {
    let is_right = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '"' | '-' | '_');
    !value.is_empty()
        && value.len() < 300
        && value.chars().all(is_right)
        && value.matches('"').count().is_multiple_of(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_a_style_sheet() {
        let colours = Colours::parse(
            "# ours\n--accent: #8a1c1c;\npaper = rgb(255 254 250 / 90%)\n[dark]\naccent: salmon\nsong: \"宋体\", serif\n",
        );
        let css = colours.unwrap().css().unwrap();
        assert!(
            css.contains(":root[data-scheme=\"light\"]{--accent:#8a1c1c;--paper:rgb(255 254 250 / 90%);}"),
            "{css}"
        );
        assert!(css.contains(":root:not([data-scheme=\"light\"]){--accent:salmon;--song:\"宋体\", serif;}"), "{css}");
        assert_eq!(Colours::parse("\n").unwrap().css(), None);
        let mut accent = Colours::default();
        accent.set_accent("#123").unwrap();
        assert!(accent.css().unwrap().contains(":root[data-scheme=\"dark\"]{--accent:#"));
        assert!(accent.check().is_ok());
    }

    #[test]
    fn colours_too_faint_to_read_are_named_with_a_better_one() {
        for (lines, name, ratio) in [
            ("accent: #ffcc00", "accent", 1.4),
            ("paper: #888", "ink-2", 2.2),
            ("[dark]\npaper: white", "ink", 1.2),
            ("shilv: gold", "shilv", 1.3),
        ] {
            let colours = Colours::parse(lines).unwrap();
            let Err(SiteError::Contrast { name: got, ratio: is, instead, least, .. }) = colours.check() else {
                panic!("{lines} was not refused");
            };
            assert_eq!((got, is), (name, ratio), "{lines}");
            // What is proposed passes.
            let scheme = if lines.starts_with("[dark]") { "\n" } else { "\n[light]\n" };
            let mended = Colours::parse(&format!("{lines}{scheme}{name}: {instead}")).unwrap();
            match mended.check() {
                Err(SiteError::Contrast { name: other, .. }) => {
                    assert_ne!(other, name, "{lines}: {instead} of {least}");
                }
                other => assert!(other.is_ok(), "{other:?}"),
            }
        }
        for lines in ["accent: #8a1c1c", "accent: lab(80 0 0)", "", "song: serif", "paper: #fff"] {
            assert!(Colours::parse(lines).unwrap().check().is_ok(), "{lines}");
        }
        let mut accent = Colours::default();
        accent.set_accent("#ffcc00").unwrap();
        let said = accent.check().unwrap_err().to_string();
        assert!(said.contains("1.4:1") && said.contains("4.5:1") && said.contains("such as #"), "{said}");
    }

    #[test]
    fn nothing_else_gets_in() {
        for line in [
            "accent: url(https://a.b/c)",
            "accent: red;} body{display:none",
            "accent: #12",
            "accent:",
            "display: none",
            "accent: expression(1)",
            "accent: rgb(1);color:red(2)",
            "song: a;b",
            "song: \"a",
            "accent: var(--ink)",
        ] {
            let error = Colours::parse(&format!("\n{line}")).unwrap_err();
            assert!(matches!(error, SiteError::Colour { line: 2, .. }), "{line}: {error}");
        }
        assert!(Colours::default().set_accent("red}x{").is_err());
        assert!(Colours::default().set_accent("red\nink: blue").is_err());
    }
}

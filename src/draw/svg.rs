//! A scene as SVG markup: for the page, for pictures and for pages without script.

use std::fmt::Write;

use super::steps::steps;
use super::{Item, Scene};
use crate::protocol::Mark;

/// What the markup needs to know besides the scene.
pub struct Frame<'a> {
    /// What the picture shows, for readers who cannot see it.
    pub label: &'a str,
    /// Where a mark leads: a percent-encoded address.
    pub href: &'a dyn Fn(&Mark) -> String,
    /// What a mark says when it has focus ("28 句 / 11 篇").
    pub note: &'a dyn Fn(&Mark) -> String,
    /// Key of the mark whose evidence is open.
    pub open: Option<&'a str>,
}

/// The scene as one `<svg>` element. All text is escaped; there is no style but class names.
pub fn markup(scene: &Scene, frame: &Frame<'_>) -> String {
    let mut out = String::with_capacity(256 + scene.items.len() * 96);
    let _ = write!(
        out,
        r#"<svg viewBox="0 0 {} {}" width="{}" height="{}" role="group" aria-label="{}">"#,
        Num(scene.width),
        Num(scene.height),
        Num(scene.width),
        Num(scene.height),
        Escaped(frame.label)
    );
    let focus = scene.items.iter().filter_map(|item| match item {
        Item::Mark { mark, focus, .. } if mark.n > 0 => Some(*focus),
        _ => None,
    });
    let steps = steps(&focus.collect::<Vec<_>>());
    let mut steps = steps.iter();
    let mut is_first = true;
    for item in &scene.items {
        write_item(&mut out, item, frame, &mut || Some((steps.next()?, std::mem::take(&mut is_first))));
    }
    out.push_str("</svg>");
    out
}

/// What comes next of the steps from marks, and whether it is the first.
type Next<'a> = dyn FnMut() -> Option<(&'a [usize; 6], bool)> + 'a;

fn write_item(out: &mut String, item: &Item, frame: &Frame<'_>, next: &mut Next<'_>) {
    let _ = match item {
        Item::Path { d, class, width } if *width > 0.0 => {
            write!(out, r#"<path d="{}" class="{class}" stroke-width="{}"/>"#, Escaped(d), Num(*width))
        }
        Item::Path { d, class, .. } => write!(out, r#"<path d="{}" class="{class}"/>"#, Escaped(d)),
        Item::Rect { x, y, w, h, class } => {
            write!(
                out,
                r#"<rect x="{}" y="{}" width="{}" height="{}" class="{class}"/>"#,
                Num(*x),
                Num(*y),
                Num(*w),
                Num(*h)
            )
        }
        Item::Circle { x, y, r, class } => {
            write!(out, r#"<circle cx="{}" cy="{}" r="{}" class="{class}"/>"#, Num(*x), Num(*y), Num(*r))
        }
        Item::Text { x, y, text, class } => {
            // The blank keeps words apart where the picture's texts are read as one.
            write!(out, r#"<text x="{}" y="{}" class="{class}">{}</text> "#, Num(*x), Num(*y), Escaped(text))
        }
        Item::Mark { mark, items, .. } if mark.n == 0 => {
            // Nothing to open: seen and said, but no link.
            let name = name(&mark.label, &(frame.note)(mark), items);
            let _ = write!(out, r#"<g role="img" aria-label="{0}"><title>{0}</title>"#, Escaped(&name));
            for item in items {
                write_item(out, item, frame, next);
            }
            write!(out, "</g>")
        }
        Item::Mark { mark, focus: [x, y, w, h], items } => {
            let name = name(&mark.label, &(frame.note)(mark), items);
            // One stop for the Tab key; arrow keys go on from there.
            let (steps, is_first) = next().unwrap_or((&[0; 6], false));
            let stop = if is_first { "0" } else { "-1" };
            let [first, last, left, right, up, down] = steps;
            // What a pointer is told stands around the link: inside, it would count as text that is seen.
            let _ = write!(
                out,
                r#"<g role="none"><title>{}</title><a href="{}" class="mark" tabindex="{stop}" data-testid="mark" data-key="{}" data-count="{}" data-go="{first} {last} {left} {right} {up} {down}" aria-label="{}"{}><rect class="hit" x="{}" y="{}" width="{}" height="{}"/>"#,
                Escaped(&name),
                Escaped(&(frame.href)(mark)),
                Escaped(&mark.key),
                mark.n,
                Escaped(&name),
                if frame.open == Some(mark.key.as_str()) { r#" aria-current="true""# } else { "" },
                Num(*x),
                Num(*y),
                Num(*w),
                Num(*h),
            );
            for item in items {
                write_item(out, item, frame, next);
            }
            write!(
                out,
                r#"<rect class="focus" x="{}" y="{}" width="{}" height="{}"/></a></g>"#,
                Num(*x),
                Num(*y),
                Num(*w),
                Num(*h)
            )
        }
    };
}

/// What a mark is called. It holds what stands in the mark, in the order in which it is seen, so that who says aloud
/// what they see means this mark (WCAG 2.5.3).
fn name(label: &str, note: &str, items: &[Item]) -> String {
    let seen = items.iter().filter_map(|item| match item {
        Item::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    let seen = seen.collect::<Vec<_>>().join(" ");
    let name = format!("{label}: {note}");
    if plain(&name).contains(&plain(&seen)) { name } else { format!("{seen} · {name}") }
}

/// Letters and digits; what stands between them as one blank.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Text with the five characters of markup escaped.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // Not allowed in XML, not even as a reference.
                c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => f.write_char('\u{fffd}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// `text` with the five characters of markup escaped.
pub fn escape(text: &str) -> String {
    Escaped(text).to_string()
}

/// A coordinate with at most one decimal, never "-0" or "NaN".
pub(super) struct Num(pub(super) f32);

impl std::fmt::Display for Num {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = if self.0.is_finite() { (self.0 * 10.0).round() as i32 } else { 0 };
        let (sign, tenths) = if tenths < 0 { ("-", -tenths) } else { ("", tenths) };
        // Without the library's float formatting, which weighs more than this module.
        if tenths % 10 == 0 {
            write!(f, "{sign}{}", tenths / 10)
        } else {
            write!(f, "{sign}{}.{}", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_never_become_markup() {
        let mark = Mark { key: "\"><script>".into(), label: "<img src=x onerror='1'>".into(), n: 3, n_articles: 1 };
        let scene = Scene {
            width: 10.0,
            height: 5.25,
            items: vec![Item::Mark {
                mark,
                focus: [0.0, -0.01, 4.0, f32::NAN],
                items: vec![Item::Text {
                    x: 1.0,
                    y: 2.0,
                    text: "</text><script>alert(1)</script>\u{1}".into(),
                    class: "s",
                }],
            }],
        };
        let frame =
            Frame { label: "a\"b", href: &|_| "?ev=<".into(), note: &|mark| format!("{} & more", mark.n), open: None };
        let svg = markup(&scene, &frame);
        assert!(!svg.contains("<script"), "{svg}");
        assert!(!svg.contains("<img"), "{svg}");
        assert!(svg.contains(r#"viewBox="0 0 10 5.3""#), "{svg}");
        assert!(svg.contains(r#"y="0""#) && !svg.contains("NaN"), "{svg}");
    }

    #[test]
    fn what_no_sentence_speaks_of_is_no_link() {
        let item = |label: &str, n, x| Item::Mark {
            mark: Mark { key: label.into(), label: label.into(), n, n_articles: n },
            focus: [x, 0.0, 24.0, 24.0],
            items: Vec::new(),
        };
        let scene = Scene {
            width: 99.0,
            height: 24.0,
            items: vec![item("储", 0, 0.0), item("制", 2, 30.0), item("用", 1, 60.0)],
        };
        let frame = Frame {
            label: "链",
            href: &|mark| format!("?ev={}", mark.key),
            note: &|mark| format!("{} 句", mark.n),
            open: None,
        };
        let svg = markup(&scene, &frame);
        assert!(!svg.contains("?ev=储") && svg.contains("aria-label=\"储: 0 句\""), "{svg}");
        // The first that can be opened has the stop, and arrows pass by the other.
        assert_eq!(svg.matches("tabindex=\"0\"").count(), 1);
        assert!(svg.contains("data-go=\"0 1 0 1 0 1\"") && svg.contains("data-go=\"0 1 0 1 0 1\""), "{svg}");
    }

    #[test]
    fn names_hold_what_is_seen() {
        let text = |text: &str| Item::Text { x: 0.0, y: 0.0, text: text.into(), class: "s" };
        let note = "46 句 / 20 篇";
        assert_eq!(name("氢", note, &[text("氢"), text("46")]), "氢: 46 句 / 20 篇");
        assert_eq!(name("吉林省化学工业", note, &[text("吉林省化学…")]), "吉林省化学工业: 46 句 / 20 篇");
        assert_eq!(name("2024 年", note, &[text("28%"), text("绿电")]), "28% 绿电 · 2024 年: 46 句 / 20 篇");
        assert_eq!(name("氢", note, &[]), "氢: 46 句 / 20 篇");
    }
}

//! Markup, written piece by piece. All text and all values are escaped; there is no style but class names.

use crate::draw::runs::runs;
use crate::draw::svg::escape;
use crate::text::Span;

/// Names and values; those without a value are left out.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// Markup that grows.
#[derive(Debug, Default)]
pub(super) struct Html(pub(super) String);

impl Html {
    pub(super) fn open(&mut self, tag: &str, attributes: Attributes<'_>) -> &mut Self {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            for part in [" ", name, "=\"", &escape(value), "\""] {
                self.0.push_str(part);
            }
        }
        self.0.push('>');
        self
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.0.push_str(&escape(text));
        self
    }

    pub(super) fn close(&mut self, tag: &str) -> &mut Self {
        for part in ["</", tag, ">"] {
            self.0.push_str(part);
        }
        self
    }

    /// An element with nothing but text in it.
    pub(super) fn leaf(&mut self, tag: &str, attributes: Attributes<'_>, text: &str) -> &mut Self {
        self.open(tag, attributes).text(text).close(tag)
    }

    pub(super) fn link(&mut self, href: &str, text: &str) -> &mut Self {
        self.leaf("a", &[("href", href)], text)
    }

    /// Text with spans of it marked.
    pub(super) fn marked(&mut self, text: &str, marks: &[Span]) -> &mut Self {
        for run in runs(Span::new(0, text.len()), &[marks], &[]) {
            let part = run.span.of(text);
            if run.is_in(0) {
                self.leaf("mark", &[], part)
            } else {
                self.text(part)
            };
        }
        self
    }

    /// A line to write in; its value becomes what the address asks by that name.
    pub(super) fn field(&mut self, name: &str, label: &str, value: &str, hint: &str) -> &mut Self {
        self.open("label", &[]).leaf("span", &[], label);
        // A value may be empty, and is not left out then.
        let attributes =
            [("type", "text"), ("data-ask", name), ("data-key", name), ("value", value), ("placeholder", hint)];
        self.open("input", &attributes).close("label")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_said_becomes_markup() {
        let mut html = Html::default();
        html.open("p", &[("class", "a"), ("title", "\"<'&"), ("id", "")])
            .marked("<b>氢能", &[Span::new(3, 9)])
            .close("p");
        assert_eq!(html.0, "<p class=\"a\" title=\"&quot;&lt;&#39;&amp;\">&lt;b&gt;<mark>氢能</mark></p>");
    }
}

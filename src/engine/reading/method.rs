//! How the open corpus was made and how all is counted, part by part.

use super::At;
use super::html::Html;
use crate::corpus::Corpus;
use crate::engine::method::note;

/// The method note as markup.
pub(in crate::engine) fn method(corpus: &Corpus, at: &At<'_>) -> String {
    let mut html = Html::default();
    html.open("div", &[("class", "reading__note"), ("data-testid", "method-note")]);
    for (name, text) in note(corpus, at.lang) {
        html.leaf("h3", &[], &name);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            html.leaf("p", &[], line);
        }
    }
    html.close("div");
    html.0
}

//! What is near an article: its reprints and follow-ups by date, with the names they have in common.

use super::At;
use super::html::Html;
use super::words::Words;
use crate::protocol::StoryStep;

pub(super) fn show(html: &mut Html, at: &At<'_>, steps: &[StoryStep]) {
    let words = Words::of(at.lang);
    if steps.len() < 2 {
        return;
    }
    let id = at.view.article.as_deref().unwrap_or_default();
    html.open("ol", &[("class", "story")]);
    for step in steps {
        let kind = match (step.is_self, step.is_reprint) {
            (true, _) => words.this_article,
            (_, true) => words.reprint,
            _ => words.follow,
        };
        html.open("li", &[("aria-current", if step.is_self { "true" } else { "" }), ("data-article", &step.article)]);
        html.leaf("time", &[], if step.date.is_empty() { "—" } else { &step.date }).text(" ");
        if step.is_self {
            html.leaf("b", &[], &step.title);
        } else {
            let open = at.view.with(|view| (view.article, view.at) = (Some(step.article.clone()), None));
            html.link(&open.with(|view| view.read = None).href(), &step.title);
        }
        html.text(" ").open("small", &[]).text(kind);
        if !step.source.is_empty() {
            html.text(" · ").text(&step.source);
        }
        if !step.is_self {
            let two = at.view.comparing(&format!("id:{id}"), &format!("id:{}", step.article)).href();
            html.text(" · ").leaf("a", &[("href", &two), ("class", "link")], words.compare_it);
        }
        html.close("small");
        if !step.is_self && !step.shared.is_empty() {
            html.open("p", &[("class", "quiet")]).text(words.shared_names).text(" ");
            for name in &step.shared {
                let href = at.view.closed().reading(None).with(|view| view.q = format!("“{name}”")).href();
                html.link(&href, name).text(" ");
            }
            html.close("p");
        }
        html.close("li");
    }
    html.close("ol");
}

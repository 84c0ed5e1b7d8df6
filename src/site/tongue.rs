//! What the front page says before the program, in the languages it is not published in: `web/tongue.js` reads it where
//! a reader's language is another.

use serde_json::{Map, Value, json};

use super::frame::Frame;
use super::words::{self, pick};
use crate::protocol::Lang;

/// By the tag of the language: `says` with the page's texts as keys, and the markup of `lead` and `facts`.
/// `leads` is the sentence that opens the page in all languages.
pub(super) fn others(frame: &Frame, leads: &[String; 3]) -> String {
    let mut all = Map::new();
    for lang in Lang::ALL.into_iter().filter(|lang| *lang != frame.lang) {
        // Texts stand in the page with the signs around them.
        let bare = |text: &'static str| text.trim_matches(['<', '>', '"']).trim();
        let mut said = words::PAGE.iter().chain([&words::VIEWS, &words::PANELS, &words::METHOD, &words::ALL_ARTICLES]);
        let mut says: Map<String, Value> = said
            .by_ref()
            .map(|said| (bare(pick(frame.lang, said)).to_owned(), json!(bare(pick(lang, said)))))
            .collect();
        if frame.title.is_empty() {
            says.insert(frame.name.clone(), json!(pick(lang, &words::NAME)));
        }
        let lead = leads.get(lang.index()).map(String::as_str).unwrap_or_default();
        all.insert(lang.tag().to_owned(), json!({ "says": says, "lead": lead, "facts": frame.facts(lang) }));
    }
    Value::Object(all).to_string()
}

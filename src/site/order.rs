//! Publishing what is open in a page: the same files as the command line writes, out of the worker.

use serde::{Deserialize, Serialize};

use super::{Colours, Options, Program, SavedView, SiteError, base_address, files, withhold};
use crate::engine::Service;
use crate::protocol::{Failure, Lang, Progress, decode, encode};

/// What the page asks for (`web/publish.js` writes it, postcard): all as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// `program.json` of the site that is open.
    pub program: String,
    /// Title; empty leaves the program's name and the corpus's.
    pub title: String,
    /// Introduction.
    pub intro: String,
    /// BCP 47 tag of the language; empty leaves it to the browser.
    pub lang: String,
    /// Address of the folder to be, or empty.
    pub url: String,
    /// Accent colour, or empty.
    pub accent: String,
    /// Saved views as a JSON list, or empty.
    pub views: String,
    /// Not empty: the views that the reader has kept get pages too. Their notes are the reader's own and stay.
    pub kept: String,
}

/// Publishes the open corpus: paths and contents, without the program's own files, in wire form (a list of pairs).
///
/// # Errors
/// What is wrong with the order, or what is missing, in words.
pub fn publish(service: &Service, order: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<Vec<u8>, String> {
    let order: Order = decode(order)?;
    let say = |error: SiteError| match error {
        // The page says it in the reader's language.
        SiteError::Contrast { value, paper, ratio, least, instead, .. } => {
            format!("contrast {value} {paper} {ratio} {least} {instead}")
        }
        SiteError::Address(given) => format!("address {given}"),
        error => error.to_string(),
    };
    let program = Program::parse(&order.program).map_err(say)?;
    let mut options = Options {
        title: order.title.trim().to_owned(),
        intro: order.intro,
        lang: Lang::parse(&order.lang),
        ..Options::default()
    };
    if !order.url.trim().is_empty() {
        options.url = base_address(&order.url).map_err(say)?;
    }
    if !order.accent.trim().is_empty() {
        options.colours = Colours::default();
        options.colours.set_accent(&order.accent).map_err(say)?;
        options.colours.check().map_err(say)?;
    }
    if !order.views.trim().is_empty() {
        options.views = serde_json::from_str::<Vec<SavedView>>(&order.views).map_err(|error| error.to_string())?;
    }
    if !order.kept.is_empty() {
        options.views.extend(kept_views(service.kept()));
    }
    let lang = options.lang.unwrap_or_default();
    let name = (!options.title.is_empty()).then(|| options.title.clone());
    let pack = service.repack(
        name,
        |articles| {
            withhold(articles, lang);
            // To its readers nothing of the published corpus is their own import.
            for article in articles.iter_mut() {
                article.meta.imported = false;
            }
        },
        progress,
    );
    let pack = pack.map_err(|failure| match failure {
        Failure::Pack(said) => lang.pick(&said).to_owned(),
        Failure::NoCorpus => "no corpus is open".to_owned(),
        Failure::NoLexicon => "the lexicon is not loaded".to_owned(),
        Failure::Lexicon(why) | Failure::Message(why) => why,
    })?;
    let files = files(&program, pack, &options).map_err(say)?;
    Ok(encode(&files.into_iter().map(|file| (file.path, file.bytes)).collect::<Vec<_>>()))
}

/// The views among what a reader has kept (JSON as `web/desk.js` writes it): title and address, one of each address.
fn kept_views(kept: &str) -> Vec<SavedView> {
    let all = serde_json::from_str::<Vec<serde_json::Value>>(kept).unwrap_or_default();
    let text = |note: &serde_json::Value, name: &str| note.get(name)?.as_str().map(str::to_owned);
    let mut views: Vec<SavedView> = Vec::new();
    for note in all.iter().filter(|note| text(note, "kind").as_deref() == Some("view")) {
        let (Some(title), Some(address)) = (text(note, "title"), text(note, "address")) else { continue };
        if !title.trim().is_empty() && views.iter().all(|view| view.address != address) {
            views.push(SavedView { title, address, ..SavedView::default() });
        }
    }
    views
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    #[test]
    fn kept_views_come_without_the_readers_notes() {
        let kept = r#"[{"id":"1","kind":"view","title":"绿色","address":"?theme=green","text":"给自己看的"},
            {"id":"2","kind":"sentence","quotation":"句","address":"?article=a&at=1"},
            {"id":"3","kind":"view","title":"又一次","address":"?theme=green"}]"#;
        let views = super::kept_views(kept);
        assert_eq!(views.len(), 1);
        assert_eq!((views[0].title.as_str(), views[0].address.as_str()), ("绿色", "?theme=green"));
        assert!(views[0].note.is_empty());
        assert!(super::kept_views("{").is_empty());
    }
}

//! The text of an article in the reader, with what is shown in place.

use leptos::prelude::*;

use crate::draw::runs::runs;
use crate::protocol::{ArticleView, Paragraph, RepairNote, SentenceView, Span, WordView};
use crate::ui::context::App;
use crate::ui::words::Words;

/// Layers of the text, in the order of their bits.
const HIT: usize = 0;
const REPAIR: usize = 1;
const DOUBT: usize = 2;
const TERM: usize = 3;
const NAME: usize = 4;
const FIGURE: usize = 5;

/// A paragraph; `is_raw`: as it came.
pub(super) fn paragraph_view(
    app: App,
    article: &ArticleView,
    index: usize,
    paragraph: &Paragraph,
    is_raw: bool,
) -> AnyView {
    let body = article.body.as_str();
    if is_raw {
        let text = raw_text(body, paragraph.span, &article.repairs);
        return view! { <p class="sheet__raw">{text}</p> }.into_any();
    }
    let sentences = paragraph.sentences.iter().map(|sentence| sentence_view(app, article, sentence)).collect_view();
    if paragraph.heading {
        return view! { <h2 class="sheet__head">{sentences}</h2> }.into_any();
    }
    let number = index + 1;
    view! { <p data-n=number.to_string()>{sentences}</p> }.into_any()
}

/// The text as it came: every repair undone.
fn raw_text(body: &str, within: Span, repairs: &[RepairNote]) -> String {
    let mut out = String::new();
    let mut at = within.start;
    for repair in repairs.iter().filter(|repair| within.start <= repair.at.start && repair.at.end <= within.end) {
        out.push_str(Span { start: at, end: repair.at.start.max(at) }.of(body));
        out.push_str(&repair.before);
        at = repair.at.end.max(at);
    }
    out.push_str(Span { start: at, end: within.end }.of(body));
    out
}

fn sentence_view(app: App, article: &ArticleView, sentence: &SentenceView) -> impl IntoView + use<> {
    let body = article.body.as_str();
    let within = sentence.span;
    let inside = |span: &Span| span.overlaps(within);
    let pick = |certain: bool| -> Vec<Span> {
        let repairs = article.repairs.iter().filter(|repair| repair.certain == certain && !repair.at.is_empty());
        repairs.map(|repair| repair.at).filter(inside).collect()
    };
    let hits: Vec<Span> = article.marks.iter().copied().filter(inside).collect();
    let terms: Vec<Span> = sentence.themes.iter().flat_map(|theme| theme.terms.iter().copied()).collect();
    let names: Vec<Span> = sentence.names.iter().map(|(span, _)| *span).collect();
    let (sure, doubt) = (pick(true), pick(false));
    let layers: [&[Span]; 6] = [&hits, &sure, &doubt, &terms, &names, &sentence.figures];
    let words: Vec<&WordView> = article.words.iter().filter(|word| within.covers(word.span)).collect();
    // A repair that took text out leaves a mark where it stood.
    let is_removed =
        |repair: &&RepairNote| repair.at.is_empty() && within.start <= repair.at.start && repair.at.start < within.end;
    let mut removed = article.repairs.iter().filter(is_removed).peekable();
    let places = removed.clone().map(|repair| repair.at.start);
    let cuts: Vec<u32> = words.iter().map(|word| word.span.start).chain(places).collect();
    let parts = runs(within, &layers, &cuts);
    let theme = sentence.themes.first().map(|theme| theme.theme.clone());
    let mut out: Vec<AnyView> = Vec::new();
    let mut group: Vec<AnyView> = Vec::new();
    let mut word = 0;
    for run in parts {
        while let Some(repair) = removed.next_if(|repair| repair.at.start <= run.span.start) {
            let mark = repair_view(app, repair, true, ().into_any());
            if words.is_empty() { out.push(mark) } else { group.push(mark) }
        }
        let text = shown(body, run.span, &article.swaps);
        let repair = (run.is_in(REPAIR) || run.is_in(DOUBT))
            .then(|| article.repairs.iter().find(|repair| repair.at.overlaps(run.span)))
            .flatten();
        let mut classes = Vec::new();
        for (layer, class) in [(TERM, "term"), (NAME, "name"), (FIGURE, "figure")] {
            if run.is_in(layer) {
                classes.push(class);
            }
        }
        let mut piece = if classes.is_empty() {
            text.into_any()
        } else {
            view! { <span class=classes.join(" ")>{text}</span> }.into_any()
        };
        if let Some(repair) = repair {
            piece = repair_view(app, repair, repair.at.start >= run.span.start, piece);
        }
        if run.is_in(HIT) {
            piece = view! { <mark>{piece}</mark> }.into_any();
        }
        if words.is_empty() {
            out.push(piece);
            continue;
        }
        group.push(piece);
        // A word ends where its last run ends.
        if words.get(word).is_some_and(|word| run.span.end >= word.span.end) {
            let pieces = std::mem::take(&mut group);
            out.push(word_view(words[word], pieces));
            word += 1;
        }
    }
    out.extend(group);
    view! {
        <span class="sentence" data-at=within.start.to_string() data-theme=theme>{out}</span>
    }
}

/// A repair in the text, or a part of one; the `first` part is reached by the keyboard.
fn repair_view(app: App, repair: &RepairNote, first: bool, piece: AnyView) -> AnyView {
    let name = repair_name(app.words(), repair);
    let said = first.then(|| format!("{} {name}", repair.after).trim().to_owned());
    view! {
        <span
            class="repair"
            class:repair--removed=repair.after.is_empty()
            data-testid="repair"
            data-certain=repair.certain.to_string()
            data-was=name
            role=first.then_some("button")
            tabindex=first.then_some("0")
            aria-label=said
        >
            {piece}
        </span>
    }
    .into_any()
}

/// A stretch of the body, in the script asked for.
fn shown(body: &str, span: Span, swaps: &[(u32, char)]) -> String {
    let text = span.of(body);
    let first = swaps.partition_point(|(at, _)| *at < span.start);
    let mut swaps = swaps.get(first..).unwrap_or_default().iter().take_while(|(at, _)| *at < span.end).peekable();
    if swaps.peek().is_none() {
        return text.to_owned();
    }
    let chars = text.char_indices().map(|(at, c)| {
        let at = span.start + at as u32;
        swaps.next_if(|(place, _)| *place == at).map_or(c, |(_, to)| *to)
    });
    chars.collect()
}

fn word_view(word: &WordView, pieces: Vec<AnyView>) -> AnyView {
    // A reader's own word may have no part of speech; marks have none, and no reading.
    let WordView { kind, class, pinyin, .. } = word.clone();
    if pinyin.is_empty() && kind.is_empty() {
        return pieces.into_any();
    }
    if pinyin.is_empty() {
        view! { <span class="word" data-kind=kind title=class>{pieces}</span> }.into_any()
    } else {
        view! { <ruby class="word" data-kind=kind title=class>{pieces}<rt>{pinyin}</rt></ruby> }.into_any()
    }
}

/// A name for a kind of repair.
fn repair_name(words: &'static Words, repair: &RepairNote) -> String {
    let doubt = if repair.certain { words.certain } else { words.doubtful };
    let before = if repair.before.trim().is_empty() { "␣".to_owned() } else { repair.before.clone() };
    if repair.after.is_empty() {
        format!("{} “{before}”，{doubt}", words.removed)
    } else {
        format!("{} “{before}”，{doubt}", words.original_was)
    }
}

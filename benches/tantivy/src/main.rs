//! Wenlan and tantivy, natively, over the same articles and queries.
//!
//! `bench-tantivy DOCS QUERIES PACK FOLDER`: articles and queries as JSON, as benches/browser writes
//! them. Prints times and hits as JSON and leaves tantivy's files in FOLDER, for their size. Words are
//! cut by Wenlan's segmenter; both indexes hold positions, and queries are phrases of their tokens.

use std::path::Path;
use std::time::Instant;

use serde_json::{Map, Value, json};
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::{Directory, RamDirectory};
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};
use wenlan::corpus::Corpus;
use wenlan::engine::Engine;
use wenlan::index::{Class, Needle, rank};
use wenlan::text::Lexicon;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
/// Cuts a text: tokens with the bytes they cover.
type Cut = fn(&str) -> Vec<(usize, usize)>;

struct Doc {
    title: String,
    body: String,
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [docs, queries, pack, folder] = args.as_slice() else {
        return Err("usage: bench-tantivy DOCS QUERIES PACK FOLDER".into());
    };
    let docs: Vec<Value> = serde_json::from_slice(&std::fs::read(docs)?)?;
    let text = |doc: &Value, key: &str| doc[key].as_str().unwrap_or_default().to_owned();
    let docs: Vec<Doc> = docs.iter().map(|doc| Doc { title: text(doc, "title"), body: text(doc, "body") }).collect();
    let queries: Map<String, Value> = serde_json::from_slice(&std::fs::read(queries)?)?;
    let mut out = Map::new();
    for (name, cut) in [("words", words as Cut), ("bigrams", bigrams as Cut)] {
        out.insert(name.into(), tantivy(&docs, &queries, cut, &Path::new(folder).join(name))?);
    }
    let pack = std::fs::read(pack)?;
    out.insert("scores".into(), scores(&docs, &queries, Corpus::open(pack.clone())?)?);
    out.insert("native".into(), wenlan(pack, &queries)?);
    println!("{}", Value::Object(out));
    Ok(())
}

fn words(text: &str) -> Vec<(usize, usize)> {
    let tokens = Lexicon::embedded().tokens(text).into_iter();
    let spans = tokens.map(|token| (token.span.start as usize, token.span.end as usize));
    spans.filter(|&(from, to)| text[from..to].chars().any(char::is_alphanumeric)).collect()
}

fn bigrams(text: &str) -> Vec<(usize, usize)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end = |i: usize| chars.get(i).map_or(text.len(), |(at, _)| *at);
    let pairs = chars.windows(2).enumerate().filter(|(_, pair)| pair.iter().all(|(_, c)| c.is_alphanumeric()));
    pairs.map(|(i, pair)| (pair[0].0, end(i + 2))).collect()
}

fn cut_up(text: &str, cut: Cut) -> PreTokenizedString {
    let tokens = cut(text).into_iter().enumerate().map(|(position, (from, to))| Token {
        offset_from: from,
        offset_to: to,
        position,
        text: text[from..to].to_lowercase(),
        position_length: 1,
    });
    PreTokenizedString { tokens: tokens.collect(), text: text.to_owned() }
}

fn query(text: &str, cut: Cut, fields: &[Field]) -> Box<dyn Query> {
    let tokens = cut_up(text, cut).tokens;
    let of_field = |&field: &Field| -> (Occur, Box<dyn Query>) {
        let terms: Vec<Term> = tokens.iter().map(|token| Term::from_field_text(field, &token.text)).collect();
        let query: Box<dyn Query> = match terms.as_slice() {
            [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new(terms)),
        };
        (Occur::Should, query)
    };
    Box::new(BooleanQuery::new(fields.iter().map(of_field).collect()))
}

/// The middle of several runs, in ms.
fn time(mut work: impl FnMut()) -> f64 {
    work();
    let mut runs: Vec<f64> = (0..7)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    runs.sort_by(f64::total_cmp);
    runs[3]
}

fn each(queries: &Map<String, Value>, mut work: impl FnMut(&str) -> Result<Value>) -> Result<Value> {
    let mut out = Map::new();
    for (set, list) in queries {
        let list = list.as_array().into_iter().flatten().filter_map(Value::as_str);
        out.insert(set.clone(), list.map(&mut work).collect::<Result<Vec<Value>>>()?.into());
    }
    Ok(Value::Object(out))
}

fn tantivy(docs: &[Doc], queries: &Map<String, Value>, cut: Cut, folder: &Path) -> Result<Value> {
    let indexed = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexed);
    let mut schema = Schema::builder();
    let fields = [schema.add_text_field("title", options.clone()), schema.add_text_field("body", options)];
    let number = schema.add_u64_field("n", FAST);
    let directory = RamDirectory::create();
    let index = Index::create(directory.clone(), schema.build(), tantivy::IndexSettings::default())?;
    let start = Instant::now();
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 1_000_000_000)?;
    for (n, doc) in (0_u64..).zip(docs) {
        let mut document = TantivyDocument::default();
        document.add_pre_tokenized_text(fields[0], cut_up(&doc.title, cut));
        document.add_pre_tokenized_text(fields[1], cut_up(&doc.body, cut));
        document.add_u64(number, n);
        writer.add_document(document)?;
    }
    writer.commit()?;
    let build = start.elapsed().as_secs_f64();
    std::fs::create_dir_all(folder)?;
    for (i, file) in index.directory().list_managed_files().into_iter().enumerate() {
        if let Ok(slice) = directory.open_read(&file) {
            std::fs::write(folder.join(i.to_string()), slice.read_bytes()?.as_slice())?;
        }
    }
    let searcher = index.reader()?.searcher();
    let times = each(queries, |text| {
        Ok(time(|| drop(std::hint::black_box(ask(&searcher, text, cut, &fields, docs)))).into())
    })?;
    let found = each(queries, |text| {
        let top = TopDocs::with_limit(docs.len()).order_by_score();
        let hits = searcher.search(&query(text, cut, &fields), &top)?;
        let numbers = hits.into_iter().map(|(_, at)| number_of(&searcher, at)).collect::<Result<Vec<u64>>>()?;
        Ok(json!([numbers]))
    })?;
    Ok(json!({ "found": found, "times": times, "build": build, "folder": folder }))
}

fn number_of(searcher: &Searcher, at: tantivy::DocAddress) -> Result<u64> {
    let column = searcher.segment_reader(at.segment_ord).fast_fields().u64("n")?;
    column.first(at.doc_id).ok_or_else(|| "a document without its number".into())
}

/// All hits counted, the first ten ranked and shown with the text around the first match.
fn ask(searcher: &Searcher, text: &str, cut: Cut, fields: &[Field], docs: &[Doc]) -> Result<(usize, Vec<String>)> {
    let top = TopDocs::with_limit(10).order_by_score();
    let (count, hits) = searcher.search(&query(text, cut, fields), &(Count, top))?;
    let mut shown = Vec::new();
    for (_, at) in hits {
        let doc = &docs[number_of(searcher, at)? as usize];
        let from = doc.body.find(text).unwrap_or_default();
        let before: Vec<char> = doc.body[..from].chars().rev().take(30).collect();
        let after = doc.body[from..].chars().take(50);
        shown.push(format!("{} {}", doc.title, before.into_iter().rev().chain(after).collect::<String>()));
    }
    Ok((count, shown))
}

fn wenlan(pack: Vec<u8>, queries: &Map<String, Value>) -> Result<Value> {
    let engine = Engine::open(pack)?;
    let times = each(queries, |text| {
        let query = wenlan::protocol::Query { text: text.to_owned(), limit: 10, ..Default::default() };
        Ok(time(|| drop(std::hint::black_box(engine.explore(&query)))).into())
    })?;
    Ok(json!({ "times": times }))
}

/// The same pairs of characters in both, and each article's score for one pair: tantivy's beside that of Wenlan's
/// formula over Wenlan's own counts, with tantivy's `b` and its lengths, which it rounds to 256 steps.
fn scores(docs: &[Doc], queries: &Map<String, Value>, corpus: Corpus) -> Result<Value> {
    const B: f32 = 0.75;
    let indexed = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
    let mut schema = Schema::builder();
    let all = schema.add_text_field("all", TextOptions::default().set_indexing_options(indexed));
    let number = schema.add_u64_field("n", FAST);
    let index = Index::create(RamDirectory::create(), schema.build(), tantivy::IndexSettings::default())?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 1_000_000_000)?;
    writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
    for (n, doc) in (0_u64..).zip(docs) {
        let mut document = TantivyDocument::default();
        document.add_pre_tokenized_text(all, cut_up(&format!("{}\n{}", doc.title, doc.body), bigrams));
        document.add_u64(number, n);
        writer.add_document(document)?;
    }
    writer.commit()?;
    let searcher = index.reader()?.searcher();
    let n_tokens: u64 =
        searcher.segment_readers().iter().map(|segment| Ok(segment.inverted_index(all)?.total_num_tokens())).sum::<Result<u64>>()?;
    let average = n_tokens as f32 / docs.len() as f32;
    // Packed articles stand in another order.
    let by_text: std::collections::HashMap<(&str, &str), u64> =
        docs.iter().zip(0..).map(|(doc, n)| ((doc.title.trim(), doc.body.trim()), n)).collect();
    let place = |doc: u32| by_text.get(&(corpus.title(doc), corpus.body(doc))).copied();
    let (mut n_queries, mut n_scores, mut n_apart, mut most) = (0, 0, 0, 0.0_f32);
    let words = queries.values().filter_map(Value::as_array).flatten().filter_map(Value::as_str);
    // Runs of one character are counted without overlap here, with it there.
    let is_pair = |text: &&str| matches!(text.chars().collect::<Vec<_>>().as_slice(), [a, b] if a != b);
    for text in words.filter(is_pair) {
        let top = TopDocs::with_limit(docs.len()).order_by_score();
        let mut theirs = std::collections::HashMap::new();
        for (score, at) in searcher.search(&query(text, bigrams, &[all]), &top)? {
            let length = searcher.segment_reader(at.segment_ord).get_fieldnorms_reader(all)?.fieldnorm(at.doc_id);
            theirs.insert(number_of(&searcher, at)?, (score, length));
        }
        let needle = Needle::new(text).ok_or("an empty query")?;
        let found = corpus.index().find(&needle);
        let idf = rank::idf(found.len() as u32, docs.len() as u32);
        n_queries += 1;
        n_apart += found.len().abs_diff(theirs.len());
        for found in found {
            let Some((score, length)) = place(found.doc).and_then(|n| theirs.get(&n)) else {
                n_apart += 1;
                continue;
            };
            let own = rank::word(idf, found.n, Class::Body, 1.0 - B + B * *length as f32 / average);
            n_scores += 1;
            most = most.max((own - score).abs() / score);
        }
    }
    Ok(json!({ "queries": n_queries, "scores": n_scores, "articles in one alone": n_apart, "largest difference": most }))
}

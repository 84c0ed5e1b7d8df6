//! `wenlan kwic`, `words`, `collocates`, `keyness`, `trend`, `compare`: reading a pack.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wenlan::engine::Engine;
use wenlan::engine::analysis::{file, json, sheet};
use wenlan::engine::json::say;
use wenlan::protocol::{
    Analysis, AnalysisAsk, AnalysisView, CollocatesAsk, CompareAsk, ConcordanceAsk, DispersionAsk, KeyOrder,
    KeynessAsk, Lang, Level, LineOrder, Measure, Node, Query, Scope, Sheet, Stop, TrendAsk, Unit, Window, WordOrder,
    WordsAsk,
};
use wenlan::text::Lexicon;

use crate::files;

/// How answers are printed.
#[derive(Debug, clap::Args)]
struct Output {
    /// One JSON document
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Comma-separated values, with the method
    #[arg(long)]
    csv: bool,
}

/// What is left out of lists of words.
#[derive(Debug, clap::Args)]
struct Leave {
    /// A file of stop words in place of those built in, separated by blanks or lines; an empty one leaves out nothing
    #[arg(long, value_name = "FILE")]
    stop: Option<PathBuf>,
    /// Keep words that begin with a digit
    #[arg(long)]
    numbers: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct KwicArgs {
    /// The pack; `-` is standard input
    pack: PathBuf,
    /// What to look for, in the query language
    #[arg(allow_hyphen_values = true)]
    query: String,
    /// Order, the most important first: l1 to l9, r1 to r9, key, date, source, article [default: newest first]
    #[arg(long, value_delimiter = ',', value_parser = order)]
    sort: Vec<LineOrder>,
    /// Count the lines by l1 to l9, r1 to r9, key, date, source or article
    #[arg(long, value_parser = order)]
    by: Option<LineOrder>,
    /// Characters on either side; 0 is all there is
    #[arg(long, default_value_t = 20)]
    width: u32,
    /// Stop at the ends of the sentence; whole sentences with `--width 0`
    #[arg(long)]
    sentence: bool,
    /// Number of lines to print
    #[arg(long, default_value_t = 20)]
    limit: u32,
    /// Lines to leave out first
    #[arg(long, default_value_t = 0)]
    offset: u32,
    /// How evenly the places are spread over the articles, in place of the lines
    #[arg(long)]
    dispersion: bool,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, clap::Args)]
pub(crate) struct WordsArgs {
    /// The pack; `-` is standard input
    pack: PathBuf,
    /// Only of the articles that match, in the query language
    #[arg(default_value = "", allow_hyphen_values = true)]
    query: String,
    /// Words in a row, 1 to 4
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=4))]
    length: u8,
    /// Fewest times
    #[arg(long, default_value_t = 2)]
    min: u32,
    /// Order: count, articles, even, uneven
    #[arg(long, default_value = "count", value_parser = word_order)]
    by: WordOrder,
    /// Only words whose part of speech begins so: n, v, a, ns, nr, ...
    #[arg(long, default_value = "")]
    tag: String,
    /// Only terms of a theme, by its id
    #[arg(long, default_value = "")]
    theme: String,
    /// Only words that hold this
    #[arg(long, default_value = "")]
    holds: String,
    /// Number of words to print
    #[arg(long, default_value_t = 50)]
    limit: u32,
    #[command(flatten)]
    leave: Leave,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CollocatesArgs {
    /// The pack; `-` is standard input
    pack: PathBuf,
    /// Whose company to find, in the query language
    #[arg(allow_hyphen_values = true)]
    query: String,
    /// Words on either side, or `LEFT,RIGHT`
    #[arg(long, default_value = "5", value_parser = window)]
    window: Window,
    /// Go on across the ends of sentences
    #[arg(long)]
    across: bool,
    /// Fewest times together
    #[arg(long, default_value_t = 2)]
    min: u32,
    /// Order: ll, logdice, mi, t, count
    #[arg(long, default_value = "ll", value_parser = measure)]
    by: Measure,
    /// Number of words to print
    #[arg(long, default_value_t = 30)]
    limit: u32,
    #[command(flatten)]
    leave: Leave,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, clap::Args)]
pub(crate) struct KeynessArgs {
    /// The pack; `-` is standard input
    pack: PathBuf,
    /// The articles, in the query language
    #[arg(allow_hyphen_values = true)]
    query: String,
    /// The articles they are held against [default: all others]
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    against: Option<String>,
    /// Fewest times, both sides together
    #[arg(long, default_value_t = 2)]
    min: u32,
    /// What a word has to reach: bic, bonferroni, 0.05, 0.01, 0.001, 0.0001, all
    #[arg(long, default_value = "bic", value_parser = level)]
    level: Level,
    /// Order: ll, ratio
    #[arg(long, default_value = "ll", value_parser = key_order)]
    by: KeyOrder,
    /// Number of words to print of either direction
    #[arg(long, default_value_t = 20)]
    limit: u32,
    #[command(flatten)]
    leave: Leave,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, clap::Args)]
pub(crate) struct TrendArgs {
    /// The pack; `-` is standard input
    pack: PathBuf,
    /// Up to five: a text in the query language, `A+B` for either of two, `theme:ID` for a theme; after `--` where one
    /// begins with `-`
    #[arg(required = true)]
    terms: Vec<String>,
    /// By day, week, month or year; otherwise by the longest of them of which there are at least twelve
    #[arg(long, value_parser = unit)]
    bucket: Option<Unit>,
    /// Only in the articles that match, in the query language
    #[arg(long, default_value = "", value_name = "QUERY", allow_hyphen_values = true)]
    within: String,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CompareArgs {
    /// The pack; `-` is standard input
    pack: PathBuf,
    /// One side, in the query language
    #[arg(allow_hyphen_values = true)]
    first: String,
    /// The other side
    #[arg(allow_hyphen_values = true)]
    second: String,
    /// The sides are ids of articles; their sentences are aligned
    #[arg(long)]
    articles: bool,
    /// Number of rows to print of each list
    #[arg(long, default_value_t = 10)]
    limit: u32,
    #[command(flatten)]
    output: Output,
}

fn order(name: &str) -> Result<LineOrder, String> {
    let word =
        |sign: i8| name.get(1..).and_then(|n| n.parse::<i8>().ok()).filter(|n| (1..=9).contains(n)).map(|n| n * sign);
    Ok(match name {
        "key" => LineOrder::Key,
        "date" => LineOrder::Date,
        "source" => LineOrder::Source,
        "article" => LineOrder::Article,
        _ => LineOrder::Word(
            match name.chars().next() {
                Some('l' | 'L') => word(-1),
                Some('r' | 'R') => word(1),
                _ => None,
            }
            .ok_or("give l1 to l9, r1 to r9, key, date, source or article")?,
        ),
    })
}

fn word_order(name: &str) -> Result<WordOrder, String> {
    Ok(match name {
        "count" => WordOrder::Count,
        "articles" => WordOrder::Articles,
        "even" => WordOrder::Even,
        "uneven" => WordOrder::Uneven,
        _ => return Err("give count, articles, even or uneven".to_owned()),
    })
}

fn window(text: &str) -> Result<Window, String> {
    let (left, right) = text.split_once(',').unwrap_or((text, text));
    let side = |text: &str| text.parse::<u8>().map_err(|_| "give a number of words, or two as `3,5`".to_owned());
    Ok(Window { left: side(left)?, right: side(right)?, across: false })
}

fn measure(name: &str) -> Result<Measure, String> {
    Measure::parse(name).ok_or_else(|| "give ll, logdice, mi, t or count".to_owned())
}

fn level(name: &str) -> Result<Level, String> {
    Level::parse(name).ok_or_else(|| "give bic, bonferroni, 0.05, 0.01, 0.001, 0.0001 or all".to_owned())
}

fn key_order(name: &str) -> Result<KeyOrder, String> {
    match name {
        "ll" => Ok(KeyOrder::Likelihood),
        "ratio" => Ok(KeyOrder::Ratio),
        _ => Err("give ll or ratio".to_owned()),
    }
}

fn unit(name: &str) -> Result<Unit, String> {
    Unit::parse(name).ok_or_else(|| "give day, week, month or year".to_owned())
}

fn scope(text: &str) -> Scope {
    Scope { query: Query { text: text.to_owned(), ..Query::default() }, ..Scope::default() }
}

impl Leave {
    fn stop(&self) -> Result<Stop> {
        let words = match &self.stop {
            Some(path) => {
                let text = String::from_utf8(files::bytes(path)?)
                    .with_context(|| format!("{} is not UTF-8: save it as UTF-8", path.display()))?;
                let lines = text.strip_prefix('\u{feff}').unwrap_or(&text).lines();
                let lines = lines.map(str::trim).filter(|line| !line.starts_with('#'));
                Some(lines.flat_map(str::split_whitespace).map(str::to_owned).collect())
            }
            None => None,
        };
        Ok(Stop { words, numbers: self.numbers })
    }
}

pub(crate) fn kwic(args: &KwicArgs) -> Result<()> {
    let scope = scope(&args.query);
    let ask = if args.dispersion {
        AnalysisAsk::Dispersion(DispersionAsk { scope, node: Node::Query, limit: args.limit })
    } else {
        AnalysisAsk::Concordance(ConcordanceAsk {
            scope,
            order: args.sort.clone(),
            group: args.by,
            offset: args.offset,
            limit: args.limit,
            width: args.width,
            sentence: args.sentence,
            ..ConcordanceAsk::default()
        })
    };
    answer(&args.pack, &ask, &args.output)
}

pub(crate) fn words(args: &WordsArgs) -> Result<()> {
    let ask = WordsAsk {
        scope: scope(&args.query),
        length: args.length,
        min: args.min,
        stop: args.leave.stop()?,
        order: args.by,
        tag: args.tag.clone(),
        theme: args.theme.clone(),
        holds: args.holds.clone(),
        offset: 0,
        limit: args.limit,
    };
    answer(&args.pack, &AnalysisAsk::Words(ask), &args.output)
}

pub(crate) fn collocates(args: &CollocatesArgs) -> Result<()> {
    let ask = CollocatesAsk {
        scope: scope(&args.query),
        node: Node::Query,
        window: Window { across: args.across, ..args.window },
        min: args.min,
        stop: args.leave.stop()?,
        order: args.by,
        offset: 0,
        limit: args.limit,
    };
    answer(&args.pack, &AnalysisAsk::Collocates(ask), &args.output)
}

pub(crate) fn keyness(args: &KeynessArgs) -> Result<()> {
    let ask = KeynessAsk {
        scope: scope(&args.query),
        against: args.against.as_deref().map(scope),
        min: args.min,
        stop: args.leave.stop()?,
        level: args.level,
        order: args.by,
        limit: args.limit,
    };
    answer(&args.pack, &AnalysisAsk::Keyness(ask), &args.output)
}

pub(crate) fn trend(args: &TrendArgs) -> Result<()> {
    let ask = TrendAsk { scope: scope(&args.within), terms: args.terms.clone(), unit: args.bucket };
    answer(&args.pack, &AnalysisAsk::Trend(ask), &args.output)
}

pub(crate) fn compare(args: &CompareArgs) -> Result<()> {
    let side = |text: &String| {
        if args.articles { Scope { article: Some(text.clone()), ..Scope::default() } } else { scope(text) }
    };
    let ask = CompareAsk { sides: [side(&args.first), side(&args.second)], lang: 2, limit: args.limit };
    answer(&args.pack, &AnalysisAsk::Compare(ask), &args.output)
}

/// Refuses names that the pack does not have: their count of nought would say something else.
fn known(engine: &Engine, ask: &AnalysisAsk) -> Result<()> {
    let corpus = engine.corpus();
    let theme = |id: &str| {
        let themes: Vec<&str> = corpus.themes().iter().map(|theme| theme.id.as_str()).collect();
        anyhow::ensure!(themes.contains(&id), "the pack has no theme {id}: it has {}", themes.join(", "));
        Ok(())
    };
    match ask {
        AnalysisAsk::Compare(ask) => {
            for id in ask.sides.iter().filter_map(|side| side.article.as_deref()) {
                anyhow::ensure!(corpus.find(id).is_some(), "the pack has no article {id}: `wenlan search` shows ids");
            }
        }
        AnalysisAsk::Words(ask) if !ask.theme.is_empty() => theme(&ask.theme)?,
        AnalysisAsk::Trend(ask) => {
            for id in ask.terms.iter().filter_map(|term| term.trim().strip_prefix("theme:")) {
                theme(id)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn answer(pack: &Path, ask: &AnalysisAsk, output: &Output) -> Result<()> {
    let engine = Engine::open(files::bytes(pack)?).with_context(|| pack.display().to_string())?;
    known(&engine, ask)?;
    let lexicon = Lexicon::embedded();
    let analysis = engine.analyse(ask, Some(&|word| lexicon.tag_of(word)));
    let mut out = BufWriter::new(io::stdout().lock());
    if output.json {
        writeln!(out, "{}", json(&analysis))?;
    } else if output.csv {
        write!(out, "{}", file(&analysis, Lang::En, &[("corpus", engine.corpus().name())]))?;
    } else {
        print(&mut out, &analysis)?;
    }
    Ok(out.flush()?)
}

fn print(out: &mut impl Write, analysis: &Analysis) -> Result<()> {
    for note in &analysis.notes {
        writeln!(out, "! {}", say(note))?;
    }
    for remark in &analysis.remarks {
        writeln!(out, "! {}", remark[2])?;
    }
    writeln!(out, "{}", analysis.method[2])?;
    match &analysis.view {
        AnalysisView::Concordance(view) => {
            for group in &view.groups {
                let label = if group.label.is_empty() { "-" } else { &group.label };
                writeln!(out, "{:>8} {:>6}  {label}", group.n, group.n_articles)?;
            }
            let widest = view.lines.iter().map(|line| columns(&line.left)).max().unwrap_or_default();
            for line in &view.lines {
                let blank = " ".repeat(widest - columns(&line.left));
                let at = format!("{} {}", line.article, line.date);
                writeln!(out, "{blank}{} 【{}】 {}  {}", line.left, line.key, line.right, at.trim_end())?;
            }
        }
        AnalysisView::Dispersion(view) => {
            if let (Some(dp), Some(norm)) = (view.dp, view.dp_norm) {
                writeln!(out, "DP {dp:.3}  DPnorm {norm:.3}")?;
            }
            for row in &view.articles {
                writeln!(out, "{:>6} {}  {} {}", row.n, barcode(&row.at), row.article, row.title)?;
            }
        }
        _ => table(out, &sheet(analysis, Lang::En))?,
    }
    Ok(())
}

/// Places in a line of forty signs.
fn barcode(at: &[f32]) -> String {
    let mut signs = ['.'; 40];
    for at in at {
        if let Some(sign) = signs.get_mut((at * 40.0) as usize) {
            *sign = '|';
        }
    }
    signs.iter().collect()
}

/// Columns a text takes on a terminal: two for Han and full-width signs.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum()
}

fn table(out: &mut impl Write, sheet: &Sheet) -> Result<()> {
    let head: Vec<String> = sheet.head.iter().map(|(name, _)| name.clone()).collect();
    let rows = || std::iter::once(&head).chain(sheet.rows.iter().map(|(cells, _)| cells));
    // The last column is as wide as it is.
    let width = |at: usize| rows().filter_map(|row| row.get(at)).map(|cell| columns(cell)).max().unwrap_or_default();
    let widths: Vec<usize> = (0..head.len().saturating_sub(1)).map(width).collect();
    for row in rows() {
        let mut line = String::new();
        for (i, cell) in row.iter().enumerate() {
            let blank = " ".repeat(widths.get(i).map_or(0, |width| width.saturating_sub(columns(cell))));
            let is_number = cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-')) && !cell.is_empty();
            let cell = [cell.as_str(), &blank];
            line.extend(if is_number { [cell[1], cell[0]] } else { cell });
            line.push_str("  ");
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

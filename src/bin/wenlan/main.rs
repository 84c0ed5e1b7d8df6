//! The command line: `wenlan pack`, `search`, `read`, ... over the same library as the page.
//!
//! Results go to standard output, progress (only on a terminal) and messages to standard
//! error. Exit codes: 0 done, 1 bad input, 2 wrong usage.

mod analysis;
mod clean;
mod extra;
mod files;
mod finish;
mod pack;
mod read;
mod search;
mod segment;
mod serve;
mod site;
mod themes;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Wenlan 文览: repair, cut, pack and search Chinese articles, and read their themes.
#[derive(Debug, Parser)]
#[command(name = "wenlan", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build a pack from folders and files (md, txt, html, json, jsonl, csv, RSS, Atom, zip)
    Pack(pack::Args),
    /// Search a pack
    Search(search::Args),
    /// Every place of a query with what stands around it
    Kwic(analysis::KwicArgs),
    /// The most frequent words, or rows of words
    Words(analysis::WordsArgs),
    /// The company a word keeps
    Collocates(analysis::CollocatesArgs),
    /// Words that tell some articles from the others
    Keyness(analysis::KeynessArgs),
    /// Terms over time
    Trend(analysis::TrendArgs),
    /// Two sets of articles, or two versions of a text, side by side
    Compare(analysis::CompareArgs),
    /// Show what an import would take from files
    Read(read::Args),
    /// Repair a text: pinyin written into it, lost bytes, wrong decodings, broken lines
    Clean(clean::CleanArgs),
    /// Cut a text into words
    Segment(segment::SegmentArgs),
    /// Theme evidence, key figures and names, sentence by sentence
    Themes(themes::Args),
    /// Serve a published folder on this machine, to look at it
    Serve(serve::Args),
    /// Finish a folder that Trunk has built (used by `./dev build`)
    #[command(hide = true)]
    Finish(finish::Args),
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let done = match cli.command {
        Command::Pack(args) => pack::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Kwic(args) => analysis::kwic(&args),
        Command::Words(args) => analysis::words(&args),
        Command::Collocates(args) => analysis::collocates(&args),
        Command::Keyness(args) => analysis::keyness(&args),
        Command::Trend(args) => analysis::trend(&args),
        Command::Compare(args) => analysis::compare(&args),
        Command::Read(args) => read::run(&args),
        Command::Clean(args) => clean::run(args),
        Command::Segment(args) => segment::run(args),
        Command::Themes(args) => themes::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Finish(args) => finish::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wenlan: {error:#}");
            ExitCode::from(1)
        }
    }
}

/// Whether the reader of our output has gone, as `head` does: no fault of the input.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let kind = kind.or_else(|| cause.downcast_ref::<serde_json::Error>()?.io_error_kind());
        kind == Some(std::io::ErrorKind::BrokenPipe)
    })
}

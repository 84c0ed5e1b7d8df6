//! The command line.

mod clean;
mod segment;
mod themes;

use clap::Parser;

/// Article explorer for Chinese text.
#[derive(Parser)]
#[command(version, about)]
enum Command {
    Clean(clean::CleanArgs),
    Segment(segment::SegmentArgs),
    Themes(themes::Args),
}

fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::Clean(args) => clean::run(args),
        Command::Segment(args) => segment::run(args),
        Command::Themes(args) => themes::run(&args),
    }
}

//! The command line.

mod clean;
mod segment;

use clap::Parser;

/// Article explorer for Chinese text.
#[derive(Parser)]
#[command(version, about)]
enum Command {
    Clean(clean::CleanArgs),
    Segment(segment::SegmentArgs),
}

fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::Clean(args) => clean::run(args),
        Command::Segment(args) => segment::run(args),
    }
}

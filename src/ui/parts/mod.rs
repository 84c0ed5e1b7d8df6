//! Parts of the page.

mod corpora;
mod dates;
mod dictionary;
mod evidence;
mod explore;
mod facets;
mod figure;
mod highlight;
mod hits;
mod importer;
mod masthead;
mod reader;
mod searchbox;
mod status;

pub(super) use evidence::Evidence;
pub(super) use explore::Explore;
pub(super) use figure::{Figure, about_file, download, today};
pub(super) use importer::Importer;
pub(super) use masthead::Masthead;
pub(super) use reader::Reader;
pub(super) use status::StatusLine;

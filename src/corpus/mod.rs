//! Articles in, one binary pack out, and back.

mod article;
mod build;
mod decode;
mod facets;
mod front;
mod notes;
pub mod pack;
pub mod read;
mod store;

pub use article::{Article, settle};
pub use build::{Annotate, Annotations, BuildOptions, Seen, build};
pub use decode::{Decoded, decode};
pub use facets::{Facets, days};
pub use notes::{NoteTaker, Notes, SentenceNotes};
pub use pack::{Pack, PackError, PackWriter};
pub use read::{FileRead, ReadError, ReadNote, read_file};
pub use store::Corpus;

//! Articles in, one binary pack out, and back.

#[cfg(feature = "full")]
mod annotate;
mod article;
#[cfg(feature = "full")]
mod build;
#[cfg(feature = "full")]
mod dates;
#[cfg(feature = "full")]
mod decode;
mod facets;
#[cfg(feature = "full")]
mod front;
#[cfg(feature = "full")]
mod html;
mod notes;
pub mod pack;
#[cfg(feature = "full")]
pub mod read;
mod said;
mod store;
mod twins;
#[cfg(feature = "full")]
mod what;

#[cfg(feature = "full")]
pub use annotate::NoteTaker;
pub use article::Article;
#[cfg(feature = "full")]
pub use article::settle;
#[cfg(feature = "full")]
pub use build::{Annotate, Annotations, BuildOptions, Builder, Seen, build};
#[cfg(feature = "full")]
pub use decode::{Decoded, decode};
pub use facets::{Bits, Facets, days};
pub use notes::{Notes, SentenceNotes};
pub use pack::{Pack, PackError, PackWriter};
#[cfg(feature = "full")]
pub use read::{
    Column, Field, FieldMap, FileRead, Look, Opened, ReadError, ReadNote, look, open_file, read_file, read_file_as,
};
pub(crate) use said::InWords;
pub use store::{Card, Corpus, skip};
pub use twins::Twins;
#[cfg(feature = "full")]
pub use what::What;

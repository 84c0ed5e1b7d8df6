//! What scripts ask through the JavaScript module (`web/wenlan.js`), which writes these messages itself.
//!
//! A question is one byte that says what is asked, then its body as it is named below. An answer is one
//! byte of [`Told`], then what it says. Plain bytes where they do, so that the worker that only answers
//! carries little for them.

/// What a script asks: the first byte of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// First message, refused when the module is of another build: the module's [`super::BUILD_ID`].
    Hello = 0,
    /// Open a pack and make it the corpus: the pack.
    Open = 1,
    /// Hand over the lexicon, needed by all that follows `Search`: the lexicon.
    Lexicon = 2,
    /// As `wenlan search --json`: a [`super::Query`] in its wire form.
    Search = 3,
    /// As `wenlan themes --json`, as one list, of the articles that a query leaves: as `Search`.
    Themes = 4,
    /// As `wenlan segment --json`, as one list: the text.
    Segment = 5,
    /// Only where the words of a text end, in characters (`u32`, little-endian): the text.
    Ends = 6,
    /// As `wenlan clean --json`: the text.
    Clean = 7,
    /// The same, converted from Traditional to Simplified too: the text.
    Simplify = 8,
    /// Take in files, in the wire form of a list of [`super::FileIn`] and of an optional name: that of a new
    /// corpus of these files alone; without one they are added to the present corpus.
    Add = 9,
    /// The pack of the present corpus: nothing.
    Export = 10,
    /// As `wenlan kwic --json` and the other ways of reading: rows at most, a line end, and the address of a view
    /// that reads.
    Read = 11,
    /// What is kept with notes, as JSON that only scripts understand: a new text, or nothing to be told the present
    /// one. It travels with the pack.
    Notes = 12,
    /// A sentence with its reference: id of the article, byte in its body, day and language, a line each.
    Quote = 13,
    /// The words of `web/desk.js`, as one object: tag of the language.
    Words = 14,
    /// The theme definitions of the corpus and those that come with the program, as TOML: nothing.
    Definitions = 15,
    /// What a theme definition being written says wrong, or would find: the definition.
    Diagnose = 16,
    /// Read the corpus anew by these theme definitions, divided by a zero byte; told as the wire form of
    /// [`super::Answer::Opened`].
    Define = 17,
    /// What an import would make of a file's fields: name and beginning of the file, and before each part of its
    /// choice of fields (`title=名`, divided by line ends) and of the name a `u32` with its length, little-endian. `null`
    /// where articles have no fields.
    Look = 18,
    /// Begin an import that is done in steps, so that it can be watched and stopped; the corpus as it was answers
    /// meanwhile. Numbers divided by blanks: files, bytes, and 1 to leave out what the last import took in; then the
    /// tag of the language in which it is told.
    Begin = 19,
    /// Do the next part of the import: about how many characters. Told: where it stands.
    Step = 20,
    /// Stop the import: `keep` takes in what was read so far, with further steps.
    Stop = 21,
    /// What is open, as the wire form of [`super::Answer::Opened`].
    Info = 22,
    /// A list as a file: its name (`hits`, `filters`, `evidence`, `reading`), `csv` or `json`, tag of the language, day,
    /// and address of the view, a line each.
    File = 23,
    /// Lines of a concordance as markup, for a list of which only a window is there: tag of the language, number of
    /// the first line, how many, and the address of a view that reads `kwic`, a line each.
    Lines = 24,
    /// The open corpus's own words as the reader wrote them, line by line: nothing.
    OwnWords = 25,
    /// What such a text says wrong, and what it would change: the text.
    JudgeWords = 26,
    /// Cut and read the corpus anew with such a text in place of the one before; told as the wire form of
    /// [`super::Answer::Opened`].
    SetWords = 27,
    /// Words of the corpus that the dictionary lacks, most telling first: nothing.
    NewWords = 28,
}

impl Ask {
    /// All questions, each at the place of its byte.
    pub const ALL: [Self; 29] = [
        Self::Hello,
        Self::Open,
        Self::Lexicon,
        Self::Search,
        Self::Themes,
        Self::Segment,
        Self::Ends,
        Self::Clean,
        Self::Simplify,
        Self::Add,
        Self::Export,
        Self::Read,
        Self::Notes,
        Self::Quote,
        Self::Words,
        Self::Definitions,
        Self::Diagnose,
        Self::Define,
        Self::Look,
        Self::Begin,
        Self::Step,
        Self::Stop,
        Self::Info,
        Self::File,
        Self::Lines,
        Self::OwnWords,
        Self::JudgeWords,
        Self::SetWords,
        Self::NewWords,
    ];
}

/// What the first byte of an answer to an [`Ask`] says the rest is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// JSON.
    Json = 0,
    /// Why it could not be done, and what to do: text.
    Failed = 1,
    /// Plain bytes.
    Bytes = 2,
}

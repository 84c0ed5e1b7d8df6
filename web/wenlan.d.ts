/**
 * Wenlan as a JavaScript module: search, themes, words and repair of a corpus of Chinese articles,
 * in the reader's own browser. Work happens in a worker.
 *
 * ```js
 * import { open } from "https://example.org/wenlan/wenlan.js";
 * const corpus = await open();
 * const { total, hits } = await corpus.search("氢能 园区", { limit: 5, filters: { theme: "green" } });
 * ```
 *
 * Results are the JSON of the command line (`wenlan search --json`, ...). All offsets count Unicode
 * scalar values of the text they belong to, end exclusive: `[...text].slice(start, end).join("")`.
 *
 * Every promise settles. A refusal is an `Error` whose message says why and what to do: a file that is no
 * pack, a pack of another version, a worker that ended, a corpus that is closed. Wrong arguments give a
 * `TypeError`; aborted calls the signal's reason.
 *
 * From another origin the module's host must send `Access-Control-Allow-Origin`, and a content policy of
 * the page must allow: `script-src` the module's origin and `'wasm-unsafe-eval'`, `connect-src` the
 * module's origin, `worker-src blob:`. Where workers are not allowed the page's own thread does the work.
 */

/** Something to open or to add. Articles need a name: its ending tells their kind (md, txt, json, jsonl, ...). */
export type FileLike =
  | File
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | { name: string; text: string }
  | { name: string; bytes: ArrayBuffer | ArrayBufferView };

/** How far something has come. */
export interface Progress {
  /** `fetch`, `open`, `read`, `index` or `themes`. */
  stage: string;
  done: number;
  of: number;
}

export interface OpenOptions {
  /** Aborts opening; afterwards it does nothing. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Name of a corpus made of articles; else the first file's. */
  name?: string;
}

/**
 * Opens a corpus.
 *
 * @param what nothing: the corpus the site was built with. A string or URL: the address of a pack; a
 *   string is relative to this module's own address (give `new URL("a.wenlan", location.href)` for the
 *   page's). One pack as a file: that pack. Articles as files: a new corpus of these articles alone, with
 *   the themes of the built corpus.
 */
export function open(what?: string | URL | FileLike | Iterable<FileLike> | ArrayLike<FileLike> | null, options?: OpenOptions): Promise<Corpus>;

/** One value, or several that widen each other. A leading `-` leaves the value out, as does `out`. */
export type FilterValue = string | number | { value: string; out?: boolean };

/** Fields narrow each other. */
export interface Filters {
  /** Theme id: `green`, `industry`, `tourism`, ... */
  theme?: FilterValue | FilterValue[];
  place?: FilterValue | FilterValue[];
  source?: FilterValue | FilterValue[];
  year?: FilterValue | FilterValue[];
  kind?: FilterValue | FilterValue[];
  /** `bundled` or `imported`. */
  origin?: FilterValue | FilterValue[];
  /** Earliest date: `2024`, `2024-08` or `2024-08-06`. */
  from?: string;
  /** Latest date. */
  to?: string;
}

export interface SearchOptions {
  /** Number of hits; 10 without it. 0 gives counts alone. */
  limit?: number;
  /** Near-duplicates as hits of their own; `false` puts them under the best of their group. Default `true`. */
  unfold?: boolean;
  /** First hit to give. */
  offset?: number;
  sort?: "relevance" | "newest" | "oldest" | "longest";
  filters?: Filters;
}

/** How a hit matches; one of a later tier never stands before one of an earlier. */
export type Tier = "whole" | "variant" | "near" | "all" | "some" | "pinyin";

export interface Snippet {
  text: string;
  /** Matches in `text`. */
  marks: [start: number, end: number][];
}

export interface Hit {
  id: string;
  title: string;
  title_marks: [start: number, end: number][];
  /** ISO date, or empty. */
  date: string;
  source: string;
  /** BM25F with its boosts; comparable within one answer only. */
  score: number;
  tier: Tier;
  /** Places in title and body that match. */
  n: number;
  /** Best sentences; the beginning of the article when there is no query text. */
  snippets: Snippet[];
}

/** As `wenlan search --json`. */
export interface Found {
  /** Articles that match. */
  total: number;
  n_searched: number;
  n_occurrences: number;
  tiers: { tier: Tier; count: number }[];
  hits: Hit[];
  /** Counts under the query and the filters of the other fields. */
  facets: Partial<Record<"theme" | "place" | "source" | "year" | "kind" | "origin", { value: string; count: number }[]>>;
  /** What was understood otherwise than typed. */
  notes: string[];
}

/** A sentence in which something was found, as a line of `wenlan themes --json`. */
export interface SentenceFound {
  /** The article's id. */
  id: string;
  /** Where the sentence stands in the article's body. */
  start: number;
  end: number;
  sentence: string;
  themes: { id: string; score: number; terms: string[] }[];
  figures: {
    verbatim: string;
    /** A plain number, 百亿级 = 10000000000. */
    value: number;
    unit: string;
    qualifier: string;
    status: "target" | "achieved" | "other";
    subject: string;
    year?: number;
  }[];
  names: { text: string; kind: string; name: string; within?: string[] }[];
}

/** A line of text in words, as a line of `wenlan segment --json`. Offsets are those of the line. */
export interface Line {
  words: { text: string; start: number; end: number; tag: string }[];
}

/** As `wenlan clean --json`. Offsets are those of the text as given. */
export interface Cleaned {
  text: string;
  repairs: { kind: string; start: number; end: number; before: string; after: string; certain: boolean }[];
}

/** What is open. */
export interface Info {
  name: string;
  n_articles: number;
  n_sentences: number;
  n_chars: number;
  n_sources: number;
  n_imported: number;
  /** First and last date, or nothing. */
  dates: [] | [first: string, last: string];
  /** Ids with names in zh-Hans, zh-Hant and English. */
  themes: { id: string; names: [string, string, string] }[];
}

/** What became of files. */
export interface Report {
  /** Ids of the articles taken in. */
  ids: string[];
  files: {
    name: string;
    n_articles: number;
    /** Articles that the corpus had already. */
    n_repeated: number;
    encoding: string;
    n_repairs: number;
    n_doubtful: number;
    /** Why nothing was taken from it. */
    error?: string;
    notes: string[];
  }[];
  info: Info;
}

/** What a way of reading is told besides the query; names and values are those of the page's address. */
export interface ReadOptions {
  filters?: Filters;
  /** Rows of each list at most; 100 unless told. */
  limit?: number;
  /** A side: `id:` and an article's id, `place:吉林`, `2023..2024`, or a query. Only its articles are read. */
  a?: string;
  /** The other side of `compare`, and what `keyness` is held against; all other articles unless told. */
  b?: string;
  /** Order, measure or unit: `date`, `l1`, `r1`; `month`, `year`; `ll`, `logdice`; `count`, `2`, ... */
  by?: string;
  /** Read in place of the query: `w:` and words in a row, `m:` and a mark's key, or a query. */
  node?: string;
  /** Only lines near this word. */
  near?: string;
  /** Words on either side that are company: `5`, or `3-7`. */
  span?: string | number;
  /** Fewest times. */
  min?: number;
  /** Words to leave out in place of the usual ones; `-` leaves none out. */
  stop?: string | string[];
  /** Only words that hold this, or of this part of speech. */
  holds?: string;
  tag?: string;
  /** Up to five terms of a trend: `氢能`, `风电+光伏`, `theme:green`. */
  terms?: string | string[];
  /** Only articles of `2024`, `2024-08`, `2024-W32` or `2024-08-06`. */
  period?: string;
  /** The other articles, in place of those that are left by all of this. */
  rest?: boolean;
}

/** A number with its lines, as `wenlan kwic|spread|trend|collocates|keyness|words|compare --json` print it. */
export interface Reading {
  /** How it was reckoned, in a line. */
  method: string;
  /** How the query was understood, and why there is nothing. */
  notes: string[];
  [part: string]: unknown;
}

/**
 * An open corpus. The ways of reading (`kwic` to `compare`), `themes`, `segment`, `ends`, `clean` and `add` fetch the larger engine and the lexicon
 * (about 1 MB compressed) at their first call; `search` works without.
 */
export interface Corpus {
  readonly info: Info;
  /** Searches in the query language of the README. */
  search(query: string, options?: SearchOptions): Promise<Found>;
  /** Theme evidence, key figures and names, sentence by sentence, of the articles that the filters leave. */
  themes(filters?: Filters, options?: { onProgress?: (progress: Progress) => void }): Promise<SentenceFound[]>;
  /** Cuts a text into words, line by line; the words of a line joined are the line. */
  segment(text: string): Promise<Line[]>;
  /** Only where the words of a text end: the quick form for long texts. Line ends are words of their own. */
  ends(text: string): Promise<Uint32Array>;
  /** Repairs a text; with `simplified` it is converted from Traditional too. */
  clean(text: string, options?: { simplified?: boolean }): Promise<Cleaned>;
  /** Takes articles in. They are searched and counted from then on, and gone when the corpus is closed. */
  add(files: FileLike | Iterable<FileLike> | ArrayLike<FileLike>, options?: { onProgress?: (progress: Progress) => void }): Promise<Report>;
  /** Every place of a query in its context. */
  kwic(query: string, options?: ReadOptions): Promise<Reading>;
  /** How evenly the places are spread over the articles. */
  spread(query: string, options?: ReadOptions): Promise<Reading>;
  /** Places over time, with denominators and bursts. */
  trend(query: string, options?: ReadOptions): Promise<Reading>;
  /** The company of a query's places. */
  collocates(query: string, options?: ReadOptions): Promise<Reading>;
  /** Words that tell the articles of a query from others. */
  keyness(query: string, options?: ReadOptions): Promise<Reading>;
  /** The most frequent words of the articles of a query. */
  words(query?: string, options?: ReadOptions): Promise<Reading>;
  /** Two sides beside each other; two versions of a text sentence by sentence. */
  compare(query: string, options: ReadOptions): Promise<Reading>;
  /** The corpus as one pack, what was added included. */
  export(): Promise<Uint8Array>;
  /** Ends the worker. Calls that wait, and later ones, are refused. */
  close(): void;
}

//! What an import makes of each format in each encoding: good, damaged, empty, huge. The table is kept in
//! `tests/formats.md`; `WENLAN_BLESS=1` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use encoding_rs::{BIG5, GB18030};
use wenlan::corpus::{Article, BuildOptions, build, read_file};
use wenlan::text::Lexicon;

const HANS: [&str; 2] = [
    "村口的石桥上月修好了，桥长二十米，由村里的石匠修成，两岸的人来往不必再绕远路。",
    "老人说，石料是从对岸山上运来的，一块一块凿平，前后用了一个冬天，开春时才合龙。",
];
const HANT: [&str; 2] = [
    "村口的石橋上月修好了，橋長二十米，由村裏的石匠修成，兩岸的人來往不必再繞遠路。",
    "老人說，石料是從對岸山上運來的，一塊一塊鑿平，前後用了一個冬天，開春時才合龍。",
];
const ENCODINGS: [&str; 7] =
    ["UTF-8", "UTF-8, marked", "UTF-16LE, marked", "UTF-16BE, marked", "UTF-16LE", "GB18030", "Big5"];
const FORMATS: [&str; 14] = [
    "txt",
    "md",
    "html",
    "json",
    "jsonl",
    "csv",
    "tsv",
    "rss",
    "atom",
    "feed.json",
    "docx",
    "zip of txt",
    "zip of html",
    "wenlan",
];

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let wide =
        |big: bool| text.encode_utf16().flat_map(move |unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
    match encoding {
        "UTF-8, marked" => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        "UTF-16LE, marked" => [0xff, 0xfe].into_iter().chain(wide(false)).collect(),
        "UTF-16BE, marked" => [0xfe, 0xff].into_iter().chain(wide(true)).collect(),
        "UTF-16LE" => wide(false).collect(),
        "GB18030" => GB18030.encode(text).0.into_owned(),
        "Big5" => BIG5.encode(text).0.into_owned(),
        _ => text.into(),
    }
}

/// A zip archive whose members are stored as they are.
fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in members {
        let at = out.len() as u32;
        let mut common = vec![20, 0, 0, 8, 0, 0, 0, 0, 0, 0];
        common.extend(rawzip::crc32(content).to_le_bytes());
        common.extend([(content.len() as u32).to_le_bytes(); 2].concat());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), content].concat());
        directory
            .extend([b"PK\x01\x02\x14\0".as_slice(), &common, &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let at = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([(members.len() as u16).to_le_bytes(); 2].concat());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend([at.to_le_bytes().as_slice(), &[0, 0]].concat());
    out
}

/// A file of a format with these paragraphs; nothing where the format has no such encoding.
fn made(format: &str, encoding: &str, title: &str, paragraphs: &[&str]) -> Option<Vec<u8>> {
    let lines = paragraphs.join("\n");
    let html = |charset: &str| {
        let body = format!("<p>{}</p>", paragraphs.join("</p><p>"));
        format!(
            "<!doctype html><html><head><meta charset=\"{charset}\"><title>{title}</title></head><body><h1>{title}</h1><article>{body}</article></body></html>"
        )
    };
    let declared = encoding.split(',').next().unwrap_or_default();
    let escaped = format!("&lt;p&gt;{}&lt;/p&gt;", paragraphs.join("&lt;/p&gt;&lt;p&gt;"));
    let record = serde_json::json!({"title": title, "date": "2024-08-06", "body": lines});
    let row = |mark: &str| format!("标题{mark}日期{mark}正文\r\n{title}{mark}2024-08-06{mark}\"{lines}\"\r\n");
    // The heads of tables are simplified, which Big5 has not.
    let row = |mark: &str| if encoding == "Big5" { row(mark).replace("标题", "標題") } else { row(mark) };
    let text = match format {
        "txt" | "zip of txt" => format!("{title}\n\n{lines}\n"),
        "md" => format!("---\ntitle: {title}\ndate: 2024-08-06\n---\n\n{}\n", paragraphs.join("\n\n")),
        "html" | "zip of html" => html(declared),
        "json" => serde_json::json!([record]).to_string(),
        "jsonl" => format!("{record}\n"),
        "csv" => row(","),
        "tsv" => row("\t"),
        "rss" => format!("<?xml version=\"1.0\" encoding=\"{declared}\"?><rss version=\"2.0\"><channel><title>河口</title><item><title>{title}</title><pubDate>Tue, 06 Aug 2024 08:00:00 +0800</pubDate><description>{escaped}</description></item></channel></rss>"),
        "atom" => format!("<?xml version=\"1.0\" encoding=\"{declared}\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>河口</title><entry><title>{title}</title><published>2024-08-06T08:00:00+08:00</published><content type=\"html\">{escaped}</content></entry></feed>"),
        "feed.json" => serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "河口", "items": [{"id": "1", "title": title, "date_published": "2024-08-06T08:00:00+08:00", "content_text": lines}]}).to_string(),
        // These have an encoding of their own.
        _ if encoding != "UTF-8" => return None,
        "docx" => {
            let paragraph = |text: &&str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
            let all: String = [title].iter().chain(paragraphs).map(paragraph).collect();
            return Some(zipped(&[("word/document.xml", format!("<w:document><w:body>{all}</w:body></w:document>").as_bytes())]));
        }
        _ => {
            let mut article = Article::default();
            (article.meta.title, article.body) = (title.into(), lines);
            return Some(build(vec![article], Lexicon::embedded(), &BuildOptions::default(), &mut (), &mut |_| {}));
        }
    };
    let bytes = encoded(&text, encoding);
    Some(match format {
        "zip of txt" => zipped(&[("一.txt", &bytes)]),
        "zip of html" => zipped(&[("一.html", &bytes)]),
        _ => bytes,
    })
}

/// What a file gave, in a few words.
fn gave(name: &str, bytes: &[u8], expected: &[&str]) -> String {
    let read = match read_file(name, bytes, Lexicon::embedded()) {
        Ok(read) => read,
        Err(error) => {
            return error.to_string().splitn(3, ": ").take(2).collect::<Vec<_>>().join(": ").replace('|', "/");
        }
    };
    // Markdown keeps the empty lines between its paragraphs.
    let body = read.articles.first().map(|article| article.body.replace("\n\n", "\n")).unwrap_or_default();
    let told = match expected.join("\n") {
        whole if read.articles.len() == 1 && body == whole => "whole",
        whole if !body.is_empty() && whole.starts_with(&body) => "the part before the damage",
        _ => "text with traces of the damage",
    };
    let mut out = format!("{told}, {}", read.encoding);
    for (_, note) in &read.notes {
        let said = note.to_string();
        let _ = write!(out, "; {}", said.split([':', ',']).next().unwrap_or_default());
    }
    out
}

#[test]
fn every_format_in_every_encoding_is_read_or_refused_in_words() {
    let long = "石桥修好了，两岸的人都来看，孩子们在桥头放风筝。".repeat(15_000);
    let long_hant = "石橋修好了，兩岸的人都來看，孩子們在橋頭放風箏。".repeat(15_000);
    let mut table = String::from(
        "# What an import makes of each format and encoding\n\nWritten by `WENLAN_BLESS=1 cargo test --test native formats`; a test holds it against what happens.\n\nDamaged: cut off after two thirds. Huge: one article of about a megabyte in UTF-8. Whole: the text came back as it was, with its encoding and what was remarked.\n\n| format | encoding | good | damaged | empty | huge |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for format in FORMATS {
        for encoding in ENCODINGS {
            let is_hant = encoding == "Big5";
            let (title, text, long) =
                if is_hant { ("石橋修好了", HANT, &long_hant) } else { ("石桥修好了", HANS, &long) };
            let Some(good) = made(format, encoding, title, &text) else { continue };
            let name = match format.strip_prefix("zip of ") {
                Some(_) => "a.zip".to_owned(),
                None => format!("a.{format}"),
            };
            let huge = made(format, encoding, title, &[long.as_str()]).unwrap();
            let cut = good.len() * 2 / 3;
            let cells = [
                gave(&name, &good, &text),
                gave(&name, &good[..cut], &text),
                gave(&name, b"", &text),
                gave(&name, &huge, &[long.as_str()]),
            ];
            // Whatever else the table says: what is good is read whole, in its own encoding.
            assert!(cells[0].starts_with("whole"), "{format} in {encoding}: {}", cells[0]);
            assert!(cells[3].starts_with("whole"), "{format} in {encoding}, huge: {}", cells[3]);
            assert!(cells[2].contains("the file is empty"), "{format} in {encoding}, empty: {}", cells[2]);
            let _ = writeln!(table, "| {format} | {encoding} | {} |", cells.join(" | "));
        }
    }
    table.push_str("\nRefused with what they are and what to do:\n\n| file | said |\n| --- | --- |\n");
    let too_large = vec![0; (512 << 20) + 1];
    for (name, bytes) in [
        ("a.pdf", b"%PDF-1.7".as_slice()),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.xlsx", &zipped(&[("xl/workbook.xml", b"<x/>")])),
        ("a.pptx", &zipped(&[("ppt/presentation.xml", b"<x/>")])),
        ("a.odt", &zipped(&[("META-INF/manifest.xml", b"<x/>")])),
        ("a.epub", &zipped(&[("META-INF/container.xml", b"<x/>")])),
        ("a.rtf", b"{\\rtf1"),
        ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n"),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.mp4", b"\0\0\0\x18ftypmp42"),
        ("a.rar", b"Rar!\x1a\x07"),
        ("a.exe", b"MZ\x90\0"),
        ("a.bin", b"\0\x01\x02\x03"),
        ("blank.txt", b" \r\n \n"),
        ("a.txt of 512 MB and a byte", &too_large),
        ("zip in zip", &zipped(&[("b.zip", &zipped(&[("c.txt", b"c")]))])),
    ] {
        let error = read_file(name, bytes, Lexicon::embedded()).unwrap_err();
        let _ = writeln!(table, "| {name} | {error} |");
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats.md");
    if std::env::var_os("WENLAN_BLESS").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    for (line, (is, was)) in table.lines().zip(kept.lines()).enumerate() {
        assert_eq!(is, was, "line {} of tests/formats.md: WENLAN_BLESS=1 writes it anew", line + 1);
    }
    assert_eq!(table.lines().count(), kept.lines().count(), "tests/formats.md: WENLAN_BLESS=1 writes it anew");
}

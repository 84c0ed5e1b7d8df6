use encoding_rs::{BIG5, GB18030};
use proptest::prelude::*;

use super::*;
use crate::corpus::{BuildOptions, InWords, build};

const LONG: &str = "全市上下围绕绿色转型这一主线，加快布局氢能、风电和光伏产业，一批项目陆续开工，带动上下游企业集聚发展，产业链条不断延伸。";
const HANT: &str = "全市上下圍繞綠色轉型這一主線，加快布局氫能、風電和光伏產業，一批項目陸續開工，帶動上下游企業集聚發展，產業鏈條不斷延伸。";

fn read(name: &str, bytes: &[u8]) -> Result<FileRead, ReadError> {
    read_file(name, bytes, Lexicon::embedded())
}

/// A zip archive; of members marked so the content is deflated.
fn zipped(members: &[(&[u8], &[u8], bool)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content, is_deflated) in members {
        let packed = if *is_deflated { miniz_oxide::deflate::compress_to_vec(content, 6) } else { content.to_vec() };
        let at = out.len() as u32;
        let mut common = Vec::new();
        common.extend([20, 0, 0, 0]);
        common.extend(if *is_deflated { [8, 0] } else { [0, 0] });
        common.extend([0; 4]);
        common.extend(rawzip::crc32(content).to_le_bytes());
        common.extend((packed.len() as u32).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(*name);
        out.extend(packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(*name);
    }
    let at = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([(members.len() as u16).to_le_bytes(); 2].concat());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

#[test]
fn pages_in_the_encodings_of_the_web() {
    let page = |charset: &str, text: &str| {
        format!(
            "<html><head><meta charset={charset}><title>標題在此</title></head><body><h1>標題在此</h1><p>{text}</p><p>{text}</p></body></html>"
        )
    };
    let utf16: Vec<u8> = page("utf-16", LONG).encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, text, encoding) in [
        (page("utf-8", LONG).into_bytes(), LONG, "UTF-8"),
        (GB18030.encode(&page("gb2312", LONG)).0.into_owned(), LONG, "GB18030"),
        (GB18030.encode(&page("iso-8859-1", LONG)).0.into_owned(), LONG, "GB18030"),
        (BIG5.encode(&page("big5", HANT)).0.into_owned(), HANT, "Big5"),
        (utf16, LONG, "UTF-16LE"),
    ] {
        let got = read("a.html", &bytes).unwrap();
        assert_eq!((got.articles[0].body.as_str(), got.encoding), (format!("{text}\n{text}").as_str(), encoding));
        assert_eq!(got.articles[0].meta.title, "標題在此");
    }
}

#[test]
fn tables_with_named_columns() {
    let rows = |mark: &str| {
        ["标题", "发布时间", "媒体", "作者", "正文", "序号"].join(mark)
            + "\r\n"
            + &["甲题", "2024年5月6日", "样报", "张三", "\"第一段，很好。\n第二段。\"", "1"].join(mark)
            + "\r\n"
    };
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(rows("\t").encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (name, bytes) in [
        ("a.csv", rows(",").into_bytes()),
        ("a.tsv", rows("\t").into_bytes()),
        ("a.csv", rows(";").into_bytes()),
        ("a.csv", GB18030.encode(&rows(",")).0.into_owned()),
        ("a.csv", utf16),
        ("a.txt", rows(",").into_bytes()),
        ("a.csv", format!("sep=;\n{}", rows(";")).into_bytes()),
    ] {
        let got = read(name, &bytes).unwrap();
        let Article { meta, body, .. } = &got.articles[0];
        assert_eq!(
            (meta.title.as_str(), meta.date.as_str(), meta.source.as_str(), body.as_str()),
            ("甲题", "2024-05-06", "样报", "第一段，很好。\n第二段。"),
            "{name}"
        );
        assert!(got.notes.iter().any(|(_, note)| *note == ReadNote::Unused(vec!["序号".into()])));
    }
}

#[test]
fn tables_without_names_or_with_a_quote_too_many() {
    let got = read(
        "a.csv",
        format!("甲题在此,2024-05-06,{LONG}\n乙题在此,2024-05-07,{LONG}\n").replace('，', "、").as_bytes(),
    )
    .unwrap();
    assert_eq!(
        (got.articles.len(), got.articles[1].meta.title.as_str(), got.articles[1].meta.date.as_str()),
        (2, "乙题在此", "2024-05-07")
    );
    assert!(matches!(got.notes[0].1, ReadNote::NoHeader { body: 3, title: Some(1) }));
    // Names that are not known are still no article.
    let got = read("a.csv", format!("名头,何时,材料\n甲题在此,2024-05-06,\"{LONG}\"\n").as_bytes()).unwrap();
    assert_eq!((got.articles.len(), got.articles[0].meta.title.as_str()), (1, "甲题在此"));
    assert_eq!((got.articles[0].body.as_str(), got.articles[0].meta.date.as_str()), (LONG, "2024-05-06"));
    let got = read("a.csv", "title,body\n\"甲,第一段。\n乙,第二段。\n丙,第三段。\n".as_bytes()).unwrap();
    assert_eq!(got.articles.len(), 3);
    assert!(got.notes.iter().any(|(_, note)| *note == ReadNote::Quotes));
    assert!(matches!(read("a.csv", b"a,b\n1,2\n"), Err(ReadError::NoColumns { .. })));
}

#[test]
fn names_that_lie_are_seen_through() {
    let page = format!("<html><title>标题在此处</title><p>{LONG}</p></html>");
    let csv = "title,body\n甲,第一段。\n";
    let json = r#"{"title":"甲","body":"第一段。"}"#;
    for (name, text, body) in [
        ("a.txt", page.as_str(), LONG),
        ("a.json", page.as_str(), LONG),
        ("a.json", csv, "第一段。"),
        ("a.csv", json, "第一段。"),
        ("a.txt", json, "第一段。"),
        ("a.dat", page.as_str(), LONG),
    ] {
        let got = read(name, text.as_bytes()).unwrap();
        assert_eq!(got.articles[0].body, body, "{name}");
        assert!(got.notes.iter().any(|(_, note)| matches!(note, ReadNote::Kind { .. })), "{name}");
    }
}

#[test]
fn broken_json_is_no_table() {
    for (name, text) in
        [("a.json", "{\"title\":\"x\",\"body\":)"), ("a.json", "[{\"title\":\"x\",\"body\":\"y\"},\n{\"title\":")]
    {
        let error = read(name, text.as_bytes()).unwrap_err();
        assert!(matches!(error, ReadError::BrokenJson { .. }), "{name} {text}: {error:?}");
        assert!(error.said()[0].starts_with("不是完整的 JSON"), "{:?}", error.said());
    }
    // Nor is it offered as one.
    assert_eq!(look("a.json", b"{\"title\":\"x\",\"body\":)", &FieldMap::default()), None);
    assert_eq!(read("a.txt", b"{\"title\":\"x\",\n\"body\":)").unwrap().articles.len(), 1);
    // A text that begins with a bracket is still a text, and a table in a file called .json a table.
    assert!(read("a.json", "标题,正文\n甲,乙。\n".as_bytes()).is_ok());
}

#[test]
fn pages_say_what_may_be_published() {
    let page = |said: &str| format!("<html><head>{said}<title>石桥</title></head><body><p>{LONG}</p></body></html>");
    for (said, rights, is_remarked) in [
        ("", Rights::Full, false),
        ("<meta name=rights content=full>", Rights::Full, false),
        ("<META NAME='Rights' content=' Excerpt '>", Rights::Excerpt, false),
        ("<meta name=rights content=题录>", Rights::Metadata, false),
        ("<meta name=rights content='all rights reserved'>", Rights::Metadata, true),
        ("<meta name=rights content=''>", Rights::Metadata, true),
        ("<meta name=rights content=metadata><meta name=rights content=full>", Rights::Metadata, false),
    ] {
        let got = read("a.html", page(said).as_bytes()).unwrap();
        assert_eq!(got.articles[0].meta.rights, rights, "{said}");
        assert_eq!(got.notes.iter().any(|(_, note)| matches!(note, ReadNote::Rights(_))), is_remarked, "{said}");
    }
}

#[test]
fn refusals_say_what_it_is_and_what_to_do() {
    let docx = zipped(&[(b"[Content_Types].xml", b"<x/>", false), (b"word/document.xml", b"<x/>", false)]);
    let odt = zipped(&[(b"META-INF/manifest.xml", b"<x/>", false), (b"content.xml", b"<x/>", false)]);
    let xlsx = zipped(&[(b"xl/workbook.xml", b"<x/>", false)]);
    let epub = zipped(&[(b"mimetype", b"application/epub+zip", false), (b"META-INF/container.xml", b"<x/>", false)]);
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice();
    for (name, bytes, part, chinese) in [
        ("a.txt", b"".as_slice(), "empty", "空的"),
        ("a.txt", b" \n ", "empty", "空的"),
        ("a.pdf", b"%PDF-1.4", "PDF", "这是 PDF：请先另存为文本"),
        ("a.txt", b"%PDF-1.4", "PDF", "这是 PDF"),
        ("a.docx", &docx, "empty", "空的"),
        ("a.odt", &odt, "Word", "这是 Word 文档"),
        ("a.xlsx", &xlsx, "CSV", "另存为 CSV"),
        ("a.epub", &epub, "EPUB", "EPUB 电子书"),
        ("a.xls", ole, "CSV", "旧版"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "picture", "图片"),
        ("a.exe", b"abc", ".exe", ".exe"),
        ("a.zip", b"PK\x03\x04abc", "damaged", "损坏"),
        ("a.xml", b"<a><b>x</b></a>", "feed", "订阅源"),
        ("a.html", b"<html><body></body></html>", "no text", "没找到正文"),
        ("a.wenlan", b"wenlan\r\n123", "", ""),
        ("a.bin", b"\0\0\0\x01", "no text", "二进制"),
    ] {
        let error = read(name, bytes).unwrap_err();
        let said = InWords::said(&error);
        assert!(part == "CSV" || error.to_string().contains(part), "{name}: {error}");
        assert!(said[0].contains(chinese) && !said[1].is_empty(), "{name}: {said:?}");
    }
}

#[test]
fn archives_give_their_texts_and_name_what_failed() {
    let page = format!("<html><title>网页标题在此</title><p>{LONG}</p></html>");
    let gbk = GB18030.encode("新闻/一.html").0.into_owned();
    let text = "辽源的路\n\n第一句，很好。第二句。".as_bytes();
    let inner = zipped(&[(b"x.txt", text, false)]);
    let archive = zipped(&[
        (&gbk, GB18030.encode(&page).0.as_ref(), true),
        ("新闻/二.txt".as_bytes(), text, true),
        (b"__MACOSX/._a.txt", b"x", false),
        (b"a.css", b"p{}", false),
        (b"b.pdf", b"%PDF", false),
        (b"inner.zip", &inner, false),
        (b"empty.txt", b"", false),
    ]);
    let got = read("a.zip", &archive).unwrap();
    assert_eq!(
        got.articles.iter().map(|article| article.meta.title.as_str()).collect::<Vec<_>>(),
        ["网页标题在此", "辽源的路"]
    );
    let failed: Vec<&str> = got.failed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(failed, ["b.pdf", "empty.txt", "inner.zip"]);
    assert!(matches!(got.failed[2].1, ReadError::ZipNested));
    assert!(got.notes.iter().any(|(_, note)| *note == ReadNote::PassedOver(1)));
    assert_eq!(read("a.zip", &zipped(&[])), Err(ReadError::Empty));
    // Names are told apart even when all are in GBK.
    assert_eq!(zip::name(&gbk), "新闻/一.html");
    // Cut off anywhere, it is refused in words or gives what is whole.
    for cut in (0..archive.len()).step_by(7) {
        if let Err(error) = read("a.zip", &archive[..cut]) {
            assert!(!error.to_string().is_empty());
        }
    }
}

#[test]
fn word_documents_give_their_paragraphs() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraph(text));
    let document = [
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"x\"><w:body>",
        &paragraph("石桥修好了"),
        &paragraph("2024年8月6日"),
        "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:r><w:t>河口村的石桥</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>修好了 &amp; 通车了。</w:t></w:r>",
        "<w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:p/>",
        "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>框里的话，很好。</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>框里的话，很好。</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>",
        &format!("<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>", cell("桥长"), cell("二十米"), cell("工期"), cell("一冬")),
        &paragraph("来源：河口日报"),
        "</w:body></w:document>",
    ]
    .concat();
    let core = "<cp:coreProperties><dc:title>旧模板</dc:title><dcterms:created>2020-01-02T03:04:05Z</dcterms:created></cp:coreProperties>";
    let docx = |document: &str| {
        zipped(&[
            (b"[Content_Types].xml", b"<x/>", false),
            (b"word/document.xml", document.as_bytes(), true),
            (b"docProps/core.xml", core.as_bytes(), true),
        ])
    };
    let got = read("桥.docx", &docx(&document)).unwrap();
    let Article { meta, body, .. } = &got.articles[0];
    assert_eq!(
        (meta.title.as_str(), meta.date.as_str(), meta.source.as_str()),
        ("石桥修好了", "2024-08-06", "河口日报")
    );
    assert_eq!(body, "河口村的石桥修好了 & 通车了。\n框里的话，很好。\n桥长\t二十米\n工期\t一冬");
    // A style says which paragraph is the title, and the properties what the text does not.
    let styled = format!(
        "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>一座桥，</w:t></w:r><w:r><w:t>两岸人。</w:t></w:r></w:p>{}</w:body></w:document>",
        paragraph("桥通了，大家都来看。")
    );
    let got = read("a.zip", &zipped(&[("二/桥.docx".as_bytes(), &docx(&styled), false)])).unwrap();
    let Article { meta, body, .. } = &got.articles[0];
    assert_eq!((meta.title.as_str(), meta.date.as_str()), ("一座桥，两岸人。", "2020-01-02"));
    assert_eq!(body, "桥通了，大家都来看。");
    assert!(got.notes.iter().any(|(_, note)| *note == ReadNote::DayOfFile));
    // Cut off anywhere, it is refused in words or read.
    let whole = docx(&document);
    for cut in (0..whole.len()).step_by(11) {
        if let Err(error) = read("a.docx", &whole[..cut]) {
            assert!(!error.to_string().is_empty());
        }
    }
}

#[test]
fn what_the_reader_says_of_columns_is_done() {
    let csv = "名头,标题,正文\n真的题,假的题,桥修好了。\n";
    let map = FieldMap::parse(["title=名头", "-=标题"]).unwrap();
    let got = read_file_as("a.csv", csv.as_bytes(), &map, Lexicon::embedded()).unwrap();
    assert_eq!(got.articles[0].meta.title, "真的题");
    let map = FieldMap::parse(["标题=2", "body=1"]).unwrap();
    let got = read_file_as("a.csv", "桥修好了,石桥\n水渠修好了,水渠\n".as_bytes(), &map, Lexicon::embedded()).unwrap();
    assert_eq!((got.articles.len(), got.articles[1].meta.title.as_str()), (2, "水渠"));
    let json = "{\"a\":\"石桥\",\"b\":\"桥修好了。\"}\n{\"a\":\"水渠\",\"b\":\"水渠修好了。\"}\n";
    let map = FieldMap::parse(["title=a", "body=b"]).unwrap();
    for (name, text) in [("a.jsonl", json.to_owned()), ("a.json", format!("[{}]", json.trim().replace('\n', ",")))] {
        let got = read_file_as(name, text.as_bytes(), &map, Lexicon::embedded()).unwrap();
        assert_eq!((got.articles.len(), got.articles[1].meta.title.as_str()), (2, "水渠"), "{name}");
    }
    assert_eq!(FieldMap::parse(["nonsense=a"]), Err("nonsense=a".to_owned()));
    assert_eq!(FieldMap::parse(["a"]), Err("a".to_owned()));
}

#[test]
fn ids_stay_when_a_word_changes() {
    let ids = |name: &str, text: &str| -> Vec<String> {
        read(name, text.as_bytes()).unwrap().articles.into_iter().map(|article| article.meta.id).collect()
    };
    let feed =
        "<rss><channel><item><title>甲</title><guid>7</guid><description>修好了。</description></item></channel></rss>";
    let page = |head: &str| format!("<html><head>{head}<title>石桥</title></head><p>{LONG}</p></html>");
    for (name, text) in [
        ("报/一.txt", LONG.to_owned()),
        ("一.md", format!("---\ntitle: 一\nurl: https://a.example/1\n---\n{LONG}")),
        ("一.html", page("<link rel=canonical href='https://a.example/1'>")),
        ("二.html", page("")),
        ("a.jsonl", format!("{{\"title\":\"一\",\"body\":\"{LONG}\"}}\n\n{{\"title\":\"二\",\"body\":\"{LONG}\"}}")),
        ("a.csv", format!("标题,正文\n一,{LONG}\n二,{LONG}")),
        ("a.rss", feed.to_owned()),
    ] {
        let before = ids(name, &text);
        assert!(!before.iter().any(String::is_empty), "{name}: {before:?}");
        assert!(before.iter().collect::<std::collections::BTreeSet<_>>().len() == before.len(), "{name}: {before:?}");
        let edited = text.replace("氢能", "太阳能").replace("修好", "建好");
        assert_ne!(edited, text);
        assert_eq!(ids(name, &edited), before, "{name}");
        let other = ids(&format!("别的{}", name.replace('/', "-")), &text);
        // What has an address keeps its id under any name of its file.
        assert_eq!(other == before, text.contains("https://") || name == "a.rss", "{name}");
    }
    // Above an entry another is put in: it keeps its id.
    let more = feed.replace("<item>", "<item><title>乙</title><guid>8</guid></item><item>");
    assert_eq!(ids("a.rss", &more).pop(), ids("a.rss", feed).pop());
    // A record that is left out counts: that it is mended changes no other id.
    let broken = format!("{{\"title\":\"一\"}}\n?\n{{\"title\":\"三\",\"body\":\"{LONG}\"}}");
    assert_eq!(ids("b.jsonl", &broken).pop(), ids("b.jsonl", &broken.replace('?', "{\"title\":\"二\"}")).pop());
    // In an archive as by itself.
    let archive = zipped(&[("报/一.txt".as_bytes(), LONG.as_bytes(), true)]);
    assert_eq!(read("z.zip", &archive).unwrap().articles[0].meta.id, ids("一.txt", LONG)[0]);
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![b' '; 40 << 20];
    let bomb = zipped(&[(b"a.txt", &zeros, true)]);
    assert!(bomb.len() < 100_000);
    assert!(matches!(read("a.zip", &bomb), Err(ReadError::ZipBomb { .. })));
}

#[test]
fn packs_give_their_articles_back() {
    let text = "标题甲在此\n\n第一句，很好。".as_bytes();
    let articles = read("a.txt", text).unwrap().articles;
    let pack = build(articles.clone(), Lexicon::embedded(), &BuildOptions::default(), &mut (), &mut |_| {});
    let got = read("a.wenlan", &pack).unwrap();
    assert_eq!(
        (got.articles[0].body.as_str(), got.articles[0].meta.title.as_str()),
        (articles[0].body.as_str(), "标题甲在此")
    );
    assert!(matches!(read("a.wenlan", &pack[..pack.len() / 2]), Err(ReadError::Pack(_))));
}

#[test]
fn huge_inputs_are_read_or_refused() {
    let line = "字".repeat(1 << 20);
    for (name, text) in [
        ("a.txt", line.clone()),
        ("a.csv", format!("title,body\n甲,{line}\n")),
        ("a.csv", format!("title,body\n{}", "\"".repeat(100_001))),
        ("a.json", format!("{{\"title\":\"甲\",\"body\":\"{line}\"}}")),
        ("a.json", "[".repeat(200_000)),
        ("a.json", "{\"data\":".repeat(100_000)),
        ("a.xml", format!("<rss>{}", "<item>".repeat(50_000))),
        ("a.rss", "<rss><![CDATA[".repeat(20_000)),
        ("a.md", format!("---\n{}", "a: b\n".repeat(50_000))),
        ("a.md", "[".repeat(20_000)),
    ] {
        let _ = read(name, text.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_under_any_name_are_read_or_refused_in_words(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        end in prop::sample::select(vec!["txt", "md", "html", "csv", "tsv", "json", "jsonl", "xml", "zip", "wenlan", ""]),
    ) {
        if let Err(error) = read(&format!("a.{end}"), &bytes) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn damaged_texts_are_read_or_refused_in_words(
        parts in prop::collection::vec(prop::sample::select(vec![
            "<p>", "</p>", "<div class=content>", "</div>", "<table>", "<td>", "</tr>", "<script>", "<!--", "<![CDATA[", "]]>", "<item>", "<title>",
            "</title>", "标题", "正文", ",", "\t", "\"", "\n", "{", "}", "[", "]", ":", "，", "。", "来源：", "2024年5月6日", "（责任编辑：", "&nbsp;", "&#x", "<rss>",
            "title,body\n", "---\n", "辽源发展氢能，很好。", "<a href=x>", "</a>", "\u{3000}\u{3000}",
        ]), 0..60),
        end in prop::sample::select(vec!["txt", "md", "html", "csv", "json", "jsonl", "xml"]),
    ) {
        if let Err(error) = read(&format!("a.{end}"), parts.concat().as_bytes()) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}

//! The command line as scripts see it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

fn wenlan(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wenlan")).args(args).output().unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn packed(name: &str) -> (PathBuf, String) {
    let folder = folder(name);
    fs::write(
        folder.join("a.md"),
        "---\nid: a\ntitle: 氢能\ndate: 2024-05-06\nsource: 样报\n---\n辽源发展𠮷氢能，氢能很好。\n",
    )
    .unwrap();
    fs::write(folder.join("b.txt"), "遼源的路\n\n遼源發展氫能。\n來源：樣報\n").unwrap();
    fs::write(folder.join("c.pdf"), "%PDF-1.4").unwrap();
    fs::write(folder.join("d.txt"), "%PDF-1.4 but named txt").unwrap();
    let pack = folder.join("x.wenlan").to_string_lossy().into_owned();
    (folder, pack)
}

#[test]
fn packing_twice_gives_the_same_bytes_and_names_what_failed() {
    let (folder, pack) = packed("pack");
    let input = folder.to_string_lossy();
    let done = wenlan(&["pack", &input, "-o", &pack]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(0), "{said}");
    assert!(said.contains("d.txt") && said.contains("PDF") && said.contains("2 of 3 files read, 1 failed"), "{said}");
    let first = fs::read(&pack).unwrap();
    assert_eq!(wenlan(&["pack", &input, "-o", &pack]).status.code(), Some(0));
    assert_eq!(fs::read(&pack).unwrap(), first);
    fs::remove_file(&pack).unwrap();
    assert_eq!(wenlan(&["pack", &input, "-o", &pack, "--strict"]).status.code(), Some(1));
    assert!(!PathBuf::from(&pack).exists());
    // A document that is not read is named, and `--strict` does not pass over it either.
    fs::remove_file(folder.join("d.txt")).unwrap();
    let done = wenlan(&["pack", &input, "-o", &pack, "--strict"]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("left out") && said.contains("c.pdf"), "{said}");
    fs::remove_file(folder.join("c.pdf")).unwrap();
    assert_eq!(wenlan(&["pack", &input, "-o", &pack, "--strict"]).status.code(), Some(0));
}

#[test]
fn search_prints_the_contract_in_characters() {
    let (folder, pack) = packed("search");
    assert!(wenlan(&["pack", &folder.to_string_lossy(), "-o", &pack]).status.success());
    let out = wenlan(&["search", &pack, "氢能", "--json"]);
    let found: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(found["total"], 2);
    let hit = &found["hits"][0];
    assert_eq!(
        (&hit["id"], &hit["tier"], &hit["date"], &hit["source"]),
        (&"a".into(), &"whole".into(), &"2024-05-06".into(), &"样报".into())
    );
    assert_eq!(hit["snippets"][0]["text"], "辽源发展𠮷氢能，氢能很好。");
    assert_eq!(hit["snippets"][0]["marks"], serde_json::json!([[5, 7], [8, 10]]));
    assert_eq!(found["hits"][1]["tier"], "variant");
    assert_eq!(found["facets"]["source"][0], serde_json::json!({"value": "样报", "count": 1}));
    let queries = folder.join("q.txt");
    fs::write(&queries, "氫能\n没有这个\n辽源\n").unwrap();
    let out = wenlan(&["search", &pack, "--queries", &queries.to_string_lossy()]);
    let totals: Vec<Value> = String::from_utf8(out.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["total"].clone())
        .collect();
    assert_eq!(totals, [2, 0, 2]);
    let plain = String::from_utf8(wenlan(&["search", &pack, "-氢能"]).stdout).unwrap();
    assert!(plain.starts_with("! only exclusions"), "{plain}");
}

#[test]
fn a_corpus_is_read_by_its_words() {
    let (folder, pack) = packed("reading");
    assert!(wenlan(&["pack", &folder.to_string_lossy(), "-o", &pack]).status.success());
    let json = |args: &[&str]| -> Value {
        let out = wenlan(&[&[args[0], &pack], &args[1..], &["--json"]].concat());
        assert_eq!(out.status.code(), Some(0), "{args:?}");
        serde_json::from_slice(&out.stdout).unwrap()
    };
    let lines = json(&["kwic", "氢能", "--sort", "r1", "--by", "l1"]);
    assert_eq!((&lines["total"], &lines["n_articles"]), (&4.into(), &2.into()));
    let line = lines["lines"].as_array().unwrap().iter().find(|line| line["start"] == 5).unwrap();
    assert_eq!((&line["left"], &line["key"], &line["end"]), (&"辽源发展𠮷".into(), &"氢能".into(), &7.into()));
    let found = json(&["search", "氢能"]);
    let spread = json(&["kwic", "氢能", "--dispersion"]);
    let time = json(&["trend", "氢能", "氢能+辽源", "--bucket", "day"]);
    assert_eq!(found["n_occurrences"], lines["total"]);
    assert_eq!(spread["total"], lines["total"]);
    assert_eq!((&time["series"][0]["n"], &time["n_undated"]), (&lines["total"], &1.into()));
    assert_eq!(time["series"][0]["points"], serde_json::json!([{"n": 3, "n_articles": 1}]));
    let stop = folder.join("stop.md").to_string_lossy().into_owned();
    fs::write(&stop, "# 不看\n发展 很\n").unwrap();
    let words = json(&["words", "--min", "1", "--stop", &stop]);
    assert_eq!(words["words"][0]["words"], serde_json::json!(["氢能"]));
    assert_eq!((&words["words"][0]["n"], &words["stop"]), (&4.into(), &serde_json::json!(["发展", "很"])));
    let company = json(&["collocates", "氢能", "--min", "1", "--window", "2,1", "--stop", &stop]);
    assert!(company["collocates"].as_array().is_some_and(|rows| !rows.is_empty()));
    assert_eq!(json(&["keyness", "year:2024"])["of_articles"], serde_json::json!([1, 1]));
    let other = found["hits"][1]["id"].as_str().unwrap();
    let sides = json(&["compare", "a", other, "--articles"]);
    assert!(sides["aligned"].as_array().is_some_and(|rows| !rows.is_empty()));
    let csv = String::from_utf8(wenlan(&["collocates", &pack, "氢能", "--csv"]).stdout).unwrap();
    assert!(csv.starts_with('\u{feff}') && csv.contains("# method: "), "{csv}");
    let none = wenlan(&["kwic", &pack, "龘"]);
    assert_eq!(none.status.code(), Some(0));
    assert!(String::from_utf8(none.stdout).unwrap().contains("try another wording"));
    for (args, code) in [
        (vec!["kwic", &pack, "x", "--sort", "up"], 2),
        (vec!["trend", &pack], 2),
        (vec!["words", "nowhere.wenlan"], 1),
        (vec!["keyness", &stop, "x"], 1),
    ] {
        let out = wenlan(&args);
        assert_eq!(out.status.code(), Some(code), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    }
}

#[test]
fn read_shows_what_an_import_takes() {
    let (folder, _) = packed("read");
    let out = wenlan(&["read", &folder.join("b.txt").to_string_lossy(), "--json"]);
    let read: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(
        (&read["title"], &read["source"], &read["body"]),
        (&"遼源的路".into(), &"樣報".into(), &"遼源發展氫能。".into())
    );
    assert!(read["id"].as_str().is_some_and(|id| id.len() == 17) && read["notes"].is_array());
}

#[test]
fn many_formats_are_read_and_packed() {
    let folder = folder("formats");
    let long = "全市上下围绕绿色转型这一主线，加快布局氢能和风电产业，一批项目陆续开工，带动上下游企业集聚发展。";
    let page = format!(
        "<html><meta charset=gbk><title>网页标题在此_样报网</title><h1>网页标题在此</h1><p>2024年5月6日 来源：样报</p><div><p>{long}</p><p>{long}</p></div></html>"
    );
    fs::write(folder.join("a.html"), encoding_rs::GB18030.encode(&page).0).unwrap();
    fs::write(folder.join("b.csv"), "标题,日期,正文\n表格标题,2024/5/7,第一段。\n").unwrap();
    fs::write(folder.join("c.xml"), "<rss><channel><title>样报</title><item><title>订阅标题</title><description>摘要。</description></item></channel></rss>").unwrap();
    fs::write(folder.join("d.zip"), b"PK\x03\x04 cut off").unwrap();
    fs::write(folder.join("e.txt"), "{\\rtf1 text}").unwrap();
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let out = wenlan(&["read", &path("a.html"), "--json"]);
    let read: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(
        (&read["title"], &read["date"], &read["source"]),
        (&"网页标题在此".into(), &"2024-05-06".into(), &"样报".into())
    );
    assert_eq!(read["body"], format!("{long}\n{long}"));
    let out = wenlan(&["read", &folder.to_string_lossy(), "--json"]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(
        said.contains("d.zip: the zip archive is damaged") && said.contains("RTF") && said.contains("2 of 5 files"),
        "{said}"
    );
    assert_eq!(String::from_utf8(out.stdout).unwrap().lines().count(), 3);
    let pack = path("x.wenlan");
    let done = wenlan(&["pack", &folder.to_string_lossy(), "-o", &pack]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(
        done.status.success() && said.contains("3 articles") && said.contains("3 of 5 files read, 2 failed"),
        "{said}"
    );
    // A pack is read like any file, and its articles are what they were.
    let again = wenlan(&["read", &pack, "--json"]);
    assert_eq!(String::from_utf8(again.stdout).unwrap().lines().count(), 3);
}

#[test]
fn faults_have_their_codes() {
    let (folder, _) = packed("faults");
    let text = folder.join("b.txt").to_string_lossy().into_owned();
    for (args, code, part) in [
        (vec!["search", text.as_str(), "x"], 1, "not a Wenlan pack"),
        (vec!["search", "nowhere.wenlan", "x"], 1, "cannot be read"),
        (vec!["pack", "nowhere", "-o", "x"], 1, "does not exist"),
        (vec!["read", "nowhere.txt"], 1, "does not exist"),
        (vec!["search"], 2, "Usage"),
        (vec!["nonsense"], 2, "Usage"),
        (vec!["pack"], 2, "Usage"),
    ] {
        let out = wenlan(&args);
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(part), "{args:?}: {said}");
    }
}

#[test]
fn text_comes_in_as_it_is_and_goes_out_as_utf8() {
    let folder = folder("encodings");
    let text = "辽源市委书记在接受采访时表示，绿色转型取得新突破。\r\n新增20万千瓦。\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, Vec<u8>); 3] =
        [("utf8", text.into()), ("gbk", encoding_rs::GB18030.encode(text).0.into_owned()), ("utf16", utf16)];
    for (name, bytes) in files {
        let file = folder.join(name);
        fs::write(&file, bytes).unwrap();
        let file = file.to_string_lossy();
        assert_eq!(String::from_utf8(wenlan(&["clean", &file]).stdout).unwrap(), text, "{name}");
        let words = String::from_utf8(wenlan(&["segment", &file]).stdout).unwrap();
        assert!(words.starts_with("辽源 市委 书记 ") && words.contains("。\r\n新增 20万 千瓦 。\n"), "{name}: {words}");
    }
    let own = folder.join("own.txt");
    fs::write(&own, encoding_rs::GB18030.encode("# 自己的词\n20万千瓦 m\n-转型\n零碳高地 5 nz\n").0).unwrap();
    let file = folder.join("utf8").to_string_lossy().into_owned();
    let words = String::from_utf8(wenlan(&["segment", &file, "--dict", &own.to_string_lossy()]).stdout).unwrap();
    assert!(words.contains("新增 20万千瓦 。") && words.contains("转 型"), "{words}");
}

#[test]
fn new_words_are_offered_as_a_dictionary() {
    let folder = folder("new");
    let around = ["发展", "支持", "看好", "布局", "用上", "谈谈"];
    let after = ["产业", "前景", "价格", "设备", "项目", "企业"];
    let mut text = String::new();
    for (i, before) in around.iter().cycle().take(36).enumerate() {
        let after = after[(i + i / 6) % after.len()];
        let first = format!("第{i}天，大家{before}沁砚坞{after}。");
        text.push_str(&first);
        text.push_str("山上有风，河里有水，城外的田野一片金黄，路边的老人坐着晒太阳，远处传来火车的声音。\n");
    }
    let file = folder.join("a.txt");
    fs::write(&file, &text).unwrap();
    let out = String::from_utf8(wenlan(&["segment", "--new", &file.to_string_lossy()]).stdout).unwrap();
    let line = out.lines().find(|line| line.starts_with("沁砚坞")).unwrap_or_default();
    assert!(line.starts_with("沁砚坞  # 36 × 沁|砚|坞 ") && line.ends_with("。"), "{out}");
    let own = folder.join("own.txt");
    fs::write(&own, line).unwrap();
    let words = wenlan(&["segment", &file.to_string_lossy(), "--dict", &own.to_string_lossy()]).stdout;
    assert_eq!(String::from_utf8(words).unwrap().matches(" 沁砚坞 ").count(), 36);
}

#[test]
fn fields_are_shown_and_can_be_changed() {
    let folder = folder("fields");
    let csv = folder.join("a.csv");
    fs::write(&csv, "名头,材料,序号\n石桥,桥修好了。,1\n").unwrap();
    let file = csv.to_string_lossy().into_owned();
    let done = wenlan(&["read", &file]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1));
    assert!(said.contains("名头 → -: 石桥") || said.contains("1 → -: 名头"), "{said}");
    let done = wenlan(&["read", &file, "--json", "--field", "title=名头", "--field", "正文=材料"]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("名头 → title: 石桥") && said.contains("序号 → -: 1"), "{said}");
    let article: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!((&article["title"], &article["body"]), (&"石桥".into(), &"桥修好了。".into()));
    let pack = folder.join("x.wenlan").to_string_lossy().into_owned();
    assert!(wenlan(&["pack", &file, "-o", &pack, "--field", "title=1", "--field", "body=2"]).status.success());
    let done = wenlan(&["read", &file, "--field", "nonsense=1"]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.code() == Some(1) && said.contains("nonsense=1") && said.contains("title, "), "{said}");
}

#[test]
fn a_folder_packed_saved_and_taken_in_again_is_the_same_corpus() {
    let (folder, pack) = packed("round");
    fs::write(
        folder.join("e.csv"),
        "标题,日期,来源,地区,正文\n桥,2024-08-06,河口日报,辽源、长春,\"第一段，有“引号”。\n第二段。\"\n",
    )
    .unwrap();
    assert!(wenlan(&["pack", &folder.to_string_lossy(), "-o", &pack, "--name", "一"]).status.success());
    let again = folder.join("again.wenlan").to_string_lossy().into_owned();
    assert!(wenlan(&["pack", &pack, "-o", &again, "--name", "一"]).status.success());
    assert_eq!(fs::read(&pack).unwrap(), fs::read(&again).unwrap());
    // And by the articles as JSON, which any other program can read.
    let out = wenlan(&["read", &pack, "--json"]);
    let lines = folder.join("all.jsonl").to_string_lossy().into_owned();
    fs::write(&lines, &out.stdout).unwrap();
    let from_lines = folder.join("lines.wenlan").to_string_lossy().into_owned();
    assert!(wenlan(&["pack", &lines, "-o", &from_lines, "--name", "一"]).status.success());
    let text = |pack: &str| {
        let out = wenlan(&["read", pack, "--json"]);
        let mut all: Vec<Value> =
            String::from_utf8(out.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for article in &mut all {
            // What was repaired is known of the text as it came alone.
            article.as_object_mut().unwrap().retain(|name, _| !matches!(name.as_str(), "n_repairs" | "notes"));
        }
        all
    };
    assert_eq!(text(&pack), text(&from_lines));
}

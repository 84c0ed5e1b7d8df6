//! `wenlan publish`: a folder of files, published, published again, and read again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use serde_json::{Value, json};

fn wenlan(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wenlan")).args(args).output().unwrap()
}

/// A folder of its own with articles and a built site in small.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("publish").join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("in")).unwrap();
        fs::create_dir_all(root.join("site")).unwrap();
        let shell = include_str!("../../index.html").replacen(
            "<meta charset=\"utf-8\">",
            "<meta charset=\"utf-8\"><!-- wenlan:build -->",
            1,
        );
        let module = include_str!("../../web/wenlan.js");
        let offline = include_str!("../../web/sw.js");
        let files = ["app-1.js", "style-1.css"];
        let program = json!({ "build": { "id": "1", "style": { "href": "style-1.css", "integrity": "sha384-1" } }, "files": files, "shell": shell, "module": module, "offline": offline });
        let place = Self(root);
        place.put("site/program.json", &program.to_string());
        place.put("site/app-1.js", "export default 1;");
        place.put("site/style-1.css", "body{}");
        place.put("in/bridge.md", "---\nid: bridge\ntitle: 石桥修好了\ndate: 2024-08-06\nsource: 河口日报\nurl: https://a.example/b\n---\n村口的石桥修好了，风电项目同日投产。\n");
        place.put(
            "in/annals.jsonl",
            &(json!({"id": "annals", "title": "村志编成", "date": "2024-07-01", "rights": "excerpt",
                "body": format!("村志编成，全书三卷。{}末句写着鸬鹚归来。", "记事的人很多，写得也细。".repeat(40))})
            .to_string()
                + "\n"
                + &json!({"id": "closed", "title": "不刊正文的一篇", "rights": "题录", "body": "这一句里有鹡鸰在原。"}).to_string()),
        );
        place
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn publish(&self, more: &[&str]) -> (Option<i32>, String) {
        let (input, out, site) = (self.path("in"), self.path("out"), self.path("site"));
        let mut args = vec!["publish", &input, "-o", &out, "--site", &site];
        args.extend(more);
        let done = wenlan(&args);
        (done.status.code(), String::from_utf8(done.stderr).unwrap())
    }
}

/// All files under a folder: bytes and time of the last change.
fn snapshot(dir: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(dir).unwrap().to_string_lossy().replace('\\', "/");
            let changed = fs::metadata(&path).unwrap().modified().unwrap();
            found.insert(name, (fs::read(&path).unwrap(), changed));
        }
    }
    found
}

#[test]
fn a_folder_becomes_a_site_that_holds_only_what_it_may() {
    let place = Place::new("whole");
    let views = place.path("views.toml");
    place.put("views.toml", "[[view]]\nid = \"stone\"\ntitle = \"石桥\"\naddress = \"?q=石桥\"\n");
    place.put("intro.txt", "一段说明。\n");
    let intro = place.path("intro.txt");
    let url = "https://press.example/explorer/";
    let (code, said) = place.publish(&[
        "--title",
        "河口文览",
        "--intro",
        &intro,
        "--accent",
        "#8a1c1c",
        "--lang",
        "zh-Hans",
        "--url",
        url,
        "--views",
        &views,
    ]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("3 articles") && said.contains("1 articles with their beginning only, 1 without text"),
        "{said}"
    );
    assert!(said.contains("<iframe src=\"https://press.example/explorer/?embed=reader\" title=\"河口文览\""), "{said}");
    let files = snapshot(&place.0.join("out"));
    for (name, (bytes, _)) in &files {
        for secret in ["鹡鸰", "鸬鹚", "归来"] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret} stands in {name}");
        }
    }
    for name in [
        "index.html",
        "wenlan.js",
        "app-1.js",
        "program.json",
        "published.json",
        "embed.html",
        "method.html",
        "sitemap.xml",
        "feed.xml",
        "robots.txt",
        "articles/bridge.html",
        "articles/annals.html",
        "articles/closed.html",
        "views/stone.html",
        "oembed/index.json",
        "oembed/articles/bridge.json",
        "oembed/views/stone.json",
    ] {
        assert!(files.contains_key(name), "{name} is missing: {:?}", files.keys());
    }
    // The pack of the site opens, has the site's name, and is searched.
    let pack = files.keys().find(|name| name.starts_with("corpus-")).unwrap();
    let found = wenlan(&["search", &place.path(&format!("out/{pack}")), "石桥", "--json"]);
    let found: Value = serde_json::from_slice(&found.stdout).unwrap();
    assert_eq!(found["total"], 1);
    let note = String::from_utf8(wenlan(&["method", &place.path(&format!("out/{pack}"))]).stdout).unwrap();
    assert!(note.contains("河口文览：3 篇") && note.contains("jieba-rs"), "{note}");
}

#[test]
fn publishing_again_changes_what_changed_and_nothing_else() {
    let place = Place::new("again");
    place.put("in/gone.md", "---\nid: gone\ntitle: 旧文\ndate: 2023-01-01\n---\n旧文一篇，写旧事。\n");
    assert_eq!(place.publish(&[]).0, Some(0));
    let out = place.0.join("out");
    place.put("out/robots-of-ours.txt", "ours");
    place.put("out/articles/ours.html", "ours");
    let first = snapshot(&out);
    let (code, said) = place.publish(&[]);
    assert!(code == Some(0) && said.contains("0 files new, 0 changed") && said.contains("0 removed"), "{said}");
    assert_eq!(snapshot(&out), first, "bytes and times are as they were");

    fs::remove_file(place.0.join("in/gone.md")).unwrap();
    place.put("in/new.md", "---\nid: new\ntitle: 新文\ndate: 2024-09-01\n---\n新文一篇，写新事。\n");
    let (code, said) = place.publish(&[]);
    assert_eq!(code, Some(0), "{said}");
    let second = snapshot(&out);
    assert!(second.contains_key("articles/new.html") && !second.contains_key("articles/gone.html"));
    assert_eq!(second.keys().filter(|name| name.starts_with("corpus-")).count(), 1, "the old pack is gone");
    for same in ["articles/bridge.html", "app-1.js", "robots-of-ours.txt", "articles/ours.html", "robots.txt"] {
        assert_eq!(second[same], first[same], "{same}");
    }
    assert_ne!(second["index.html"].0, first["index.html"].0);
}

#[test]
fn files_of_others_are_not_written_over() {
    let place = Place::new("foreign");
    place.put("out/index.html", "a page of ours");
    let (code, said) = place.publish(&[]);
    assert!(code == Some(1) && said.contains("is not of an earlier publish"), "{said}");
    assert_eq!(snapshot(&place.0.join("out")).len(), 1, "nothing was written");
    // A list of the last publish that was tampered with leads nowhere.
    let place = Place::new("tampered");
    place.put("mine.txt", "mine");
    place.put("out/published.json", "{\"files\":{\"../mine.txt\":\"x\",\"/etc/hostname\":\"x\"}}");
    assert_eq!(place.publish(&[]).0, Some(0));
    assert_eq!(fs::read_to_string(place.0.join("mine.txt")).unwrap(), "mine");
}

#[test]
fn what_is_wrong_is_said_before_anything_is_written() {
    let place = Place::new("faults");
    place.put("bad.css", "display: none\n");
    place.put("bad.json", "[{\"title\":\"\",\"address\":\"?q=x\"}]");
    let (colours, views) = (place.path("bad.css"), place.path("bad.json"));
    for (more, part) in [
        (vec!["--url", "press.example"], "no address of a folder"),
        (vec!["--accent", "red}"], "is no colour"),
        (vec!["--colours", &colours], "line 1 of the colours"),
        (vec!["--views", &views], "has no title"),
    ] {
        let (code, said) = place.publish(&more);
        assert!(code == Some(1) && said.contains(part), "{more:?}: {said}");
    }
    let (input, inside, nowhere) = (place.path("in"), place.path("in/site"), place.path("nowhere"));
    for (args, part) in [
        (vec!["publish", &input, "-o", &inside, "--site", &place.path("site")], "lies inside"),
        (vec!["publish", &input, "-o", &nowhere, "--site", &nowhere], "no built site"),
    ] {
        let done = wenlan(&args);
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(done.status.code() == Some(1) && said.contains(part), "{args:?}: {said}");
    }
    assert!(!place.0.join("out").exists());
    place.put("in/odd.md", "---\ntitle: 权限写错的一篇\nrights: excrept\n---\n这一句里有鸱鸮。\n");
    let (code, said) = place.publish(&[]);
    assert!(code == Some(0) && said.contains("`excrept` were not understood"), "{said}");
    assert!(
        snapshot(&place.0.join("out"))
            .values()
            .all(|(bytes, _)| !bytes.windows(6).any(|part| part == "鸱鸮".as_bytes()))
    );
}

#[test]
fn folder_pack_export_import_is_the_same_corpus() {
    let place = Place::new("round");
    let pack = |input: &str, name: &str| {
        let out = place.path(name);
        let done = wenlan(&["pack", &place.path(input), "-o", &out, "--name", "河口"]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        fs::read(out).unwrap()
    };
    let first = pack("in", "a.wenlan");
    assert_eq!(pack("a.wenlan", "b.wenlan"), first, "a pack of a pack is that pack");
    // Read out as JSON lines and taken in again: the same articles, rights included.
    let lines = wenlan(&["read", &place.path("in"), "--json"]).stdout;
    fs::write(place.0.join("all.jsonl"), &lines).unwrap();
    assert_eq!(pack("all.jsonl", "c.wenlan"), first);
    // Published from the pack as from the folder.
    assert_eq!(place.publish(&["--title", "河口"]).0, Some(0));
    let (from, out, site) = (place.path("a.wenlan"), place.path("out2"), place.path("site"));
    let done = wenlan(&["publish", &from, "-o", &out, "--site", &site, "--title", "河口"]);
    assert!(done.status.success());
    let bytes = |dir: &str| {
        let files = snapshot(&place.0.join(dir));
        files.into_iter().map(|(name, (bytes, _))| (name, bytes)).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(bytes("out"), bytes("out2"));
}

//! The JavaScript module in pages of portals: the command line's answers, from here and from another origin.

use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::server::{Reply, Server};
use crate::support::{Page, dist};

/// A portal: an empty page at `/`, and the built site below `/w/` for every origin.
fn portal() -> String {
    let server = Server::start(|target| {
        let path = target.split('?').next().unwrap_or_default();
        let reply = match path.strip_prefix("/w/") {
            Some(file) if !file.contains("..") => {
                Reply { body: std::fs::read(dist().join(file)).ok(), ..Reply::default() }
            }
            _ => Reply::html(PAGE),
        };
        reply.with("Access-Control-Allow-Origin", "*")
    });
    server.origin()
}

/// Keeps hold of the workers that are made, so that a test can end one.
const PAGE: &str = "<!doctype html><meta charset=utf-8><title>portal</title><script>
globalThis.workers = [];
globalThis.Worker = class extends Worker { constructor(...all) { super(...all); workers.push(this); } };
globalThis.use = (address) => import(address);
</script>";

fn here() -> &'static str {
    static HERE: OnceLock<String> = OnceLock::new();
    HERE.get_or_init(portal)
}

/// Runs the body of an async function in an empty page; `open` is the module's, of `module` below an origin.
async fn script(page: &Page, module: &str, body: &str, argument: Value) -> Value {
    let script = format!(
        "const [module, argument, done] = arguments;
         (async () => {{ const {{ open }} = await use(module); {body} }})()
           .then(done, (error) => done({{ error: error.message, kind: error.name, isError: error instanceof Error }}));"
    );
    page.client.execute_async(&script, vec![json!(module), argument]).await.unwrap_or_else(|error| panic!("{error}"))
}

async fn run(body: &str, argument: Value) -> Value {
    let page = Page::blank(800, 600).await;
    page.client.goto(here()).await.unwrap();
    let told = script(&page, &format!("{}/w/wenlan.js", here()), body, argument).await;
    page.close().await;
    told
}

/// Lines that the command line prints.
fn wenlan(args: &[&str], input: &str) -> Vec<String> {
    use std::io::Write as _;
    let mut child = Command::new(env!("CARGO_BIN_EXE_wenlan"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success(), "{args:?}");
    String::from_utf8(out.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn bundled() -> String {
    let mut files = std::fs::read_dir(dist()).unwrap().map(|entry| entry.unwrap().path());
    let pack = files.find(|path| path.extension().is_some_and(|end| end == "wenlan")).expect("dist/ holds a pack");
    pack.display().to_string()
}

/// The list is the same, byte for byte; says where it is not.
fn assert_same(what: &str, got: &Value, expected: &[String]) {
    let got: Vec<&str> =
        got.as_array().unwrap_or_else(|| panic!("{what}: {got}")).iter().filter_map(Value::as_str).collect();
    for (got, expected) in got.iter().zip(expected) {
        assert_eq!(got, expected, "{what}");
    }
    assert_eq!(got.len(), expected.len(), "{what}");
}

#[tokio::test]
async fn answers_are_those_of_the_command_line() {
    let queries = [
        "氢能",
        "氫能",
        "氢能 园区",
        "“增量配电网” OR 绿电",
        "theme:green 2024..2026",
        "-煤炭",
        "没有这样的话",
        "新能*",
        "\"没有关上",
        "辽源",
        "lyxny",
        "𠮷",
        "",
    ];
    let told = run(
        "const corpus = await open();
         const out = [];
         for (const query of argument) out.push(JSON.stringify(await corpus.search(query, { limit: 20 })));
         return [out, corpus.info, workers.length];",
        json!(queries),
    )
    .await;
    let pack = bundled();
    let expected: Vec<String> =
        queries.iter().flat_map(|query| wenlan(&["search", &pack, query, "--json", "--limit", "20"], "")).collect();
    assert_same("search", &told[0], &expected);
    let total: Value = serde_json::from_str(expected.last().unwrap()).unwrap();
    assert_eq!(told[1]["n_articles"], total["total"], "{told}");
    assert_eq!(told[2], 1, "the work is done in one worker");
}

#[tokio::test]
async fn filters_narrow_search_and_themes() {
    let told = run(
        "const corpus = await open(null, { name: 'x' });
         const all = await corpus.search('');
         const green = await corpus.search('', { filters: { theme: 'green' }, limit: 0 });
         const other = await corpus.search('', { filters: { theme: { value: 'green', out: true } }, limit: 0 });
         const same = await corpus.search('', { filters: { theme: '-green' }, limit: 0 });
         const late = await corpus.search('', { filters: { from: '9999' }, sort: 'oldest' });
         const next = await corpus.search('', { limit: 1, offset: 1 });
         const news = new Set((await corpus.themes({ kind: all.facets.kind[0].value })).map((line) => line.id));
         return [all.total, green.total, other.total, same.total, late.total, all.hits[1].id === next.hits[0].id,
           news.size, all.facets.kind[0].count, (await corpus.themes()).map((line) => JSON.stringify(line))];",
        json!(null),
    )
    .await;
    let n = |i: usize| told[i].as_u64().unwrap_or_else(|| panic!("{told}"));
    assert!(n(1) > 0 && n(2) > 0 && n(0) == n(1) + n(2) && n(2) == n(3), "{told}");
    assert!(n(4) == 0 && told[5] == true && n(6) > 0 && n(6) <= n(7), "{told}");
    assert_same("themes", &told[8], &wenlan(&["themes", &bundled(), "--json"], ""));
}

#[tokio::test]
async fn words_and_repairs_are_those_of_the_command_line() {
    let text = "辽源市圍繞氫能打造𠮷林產業園，20万千瓦。\n\n動(dòng)力從風電來 ， 绿电&nbsp;变成氢能。\n";
    let told = run(
        "const corpus = await open();
         const lines = await corpus.segment(argument);
         const ends = await corpus.ends('辽源𠮷氢能');
         const cut = [...ends].map((end, i) => [...'辽源𠮷氢能'].slice(ends[i - 1] ?? 0, end).join(''));
         const clean = await corpus.clean(argument);
         const simple = await corpus.clean(argument, { simplified: true });
         return [lines.map((line) => JSON.stringify(line)), [JSON.stringify(clean), JSON.stringify(simple)], cut, clean.repairs.length];",
        json!(text),
    )
    .await;
    assert_same("segment", &told[0], &wenlan(&["segment", "--json"], text));
    let expected = [wenlan(&["clean", "--json"], text), wenlan(&["clean", "--json", "--simplified"], text)].concat();
    assert_same("clean", &told[1], &expected);
    assert!(told[3].as_u64().is_some_and(|n| n > 1), "{told}");
    let cut: String = told[2].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(cut, "辽源𠮷氢能");
}

#[tokio::test]
async fn articles_are_added_kept_and_opened_alone() {
    let told = run(
        "const stages = [];
         const onProgress = ({ stage }) => stages.push(stage);
         const file = new File(['一篇笔记\\n\\n白鹤滩边上建设制氢项目，绿电变成氢能。\\n'], 'note.txt');
         const corpus = await open();
         const before = corpus.info.n_articles;
         const report = await corpus.add([file, { name: 'bad.txt', bytes: new Uint8Array([0, 1, 2, 0, 3]) }], { onProgress });
         const found = await corpus.search('白鹤滩边');
         const again = await corpus.add(file);
         const saved = await open(await corpus.export());
         const alone = await open([file], { name: '笔记', onProgress });
         const themes = await alone.themes();
         return { before, report, found, again, after: corpus.info.n_articles, saved: saved.info.n_articles,
           alone: alone.info, themes: themes.map((line) => line.themes[0]?.id), stages: [...new Set(stages)] };",
        json!(null),
    )
    .await;
    let before = told["before"].as_u64().unwrap_or_else(|| panic!("{told}"));
    assert_eq!((&told["after"], &told["saved"]), (&json!(before + 1), &json!(before + 1)), "{told}");
    assert_eq!(told["found"]["hits"][0]["id"], told["report"]["ids"][0], "{told}");
    assert_eq!(told["found"]["total"], 1);
    assert!(told["report"]["files"][1]["error"].as_str().is_some_and(|why| !why.is_empty()), "{told}");
    assert_eq!(told["again"]["files"][0]["n_repeated"], 1);
    assert_eq!((&told["alone"]["n_articles"], &told["alone"]["name"]), (&json!(1), &json!("笔记")));
    assert!(told["themes"].as_array().unwrap().contains(&json!("green")), "{told}");
    assert!(told["stages"].as_array().unwrap().contains(&json!("read")), "{told}");
}

/// What a script is told when something is refused: each attempt gives the name and message of its error.
async fn refused(body: &str) -> Vec<(String, String)> {
    let told = run(
        &format!(
            "const attempts = [];
             const attempt = async (work) => {{
               try {{ await work(); attempts.push(['none', '']); }}
               catch (error) {{ attempts.push([typeof error?.name === 'string' && typeof error.message === 'string' ? error.name : 'no error', error.message]); }}
             }};
             {body}
             return attempts;"
        ),
        json!(null),
    )
    .await;
    serde_json::from_value(told.clone()).unwrap_or_else(|_| panic!("{told}"))
}

fn assert_says(said: &[(String, String)], expected: &[(&str, &str)]) {
    assert_eq!(said.len(), expected.len(), "{said:?}");
    for ((name, message), (kind, part)) in said.iter().zip(expected) {
        assert!(name == kind && message.contains(part), "{name}: {message} (expected {kind}: {part})");
    }
}

#[tokio::test]
async fn what_cannot_be_opened_is_said() {
    let said = refused(
        "const pack = await (await open()).export();
         const damaged = pack.slice();
         damaged[damaged.length >> 1] ^= 255;
         const newer = pack.slice();
         newer[8] = 200;
         await attempt(() => open('nowhere.wenlan'));
         await attempt(() => open('wenlan.js'));
         await attempt(() => open(new File(['<!doctype html>'], 'a.wenlan')));
         await attempt(() => open(damaged));
         await attempt(() => open(newer));
         await attempt(() => open(pack.slice(0, 100)));
         await attempt(() => open(42));
         await attempt(() => open([]));
         await attempt(() => open([new File([pack], 'a.wenlan'), new File(['x'], 'b.txt')]));
         await attempt(() => open(new Blob(['text'])));
         await attempt(() => open('http://127.0.0.1:9/x.wenlan'));
         await attempt(() => open(null, { signal: AbortSignal.abort() }));
         const control = new AbortController();
         const opening = open(null, { signal: control.signal });
         setTimeout(() => control.abort(), 1);
         await attempt(() => opening);",
    )
    .await;
    assert_says(
        &said,
        &[
            ("Error", "answered 404"),
            ("Error", "not a Wenlan pack"),
            ("Error", "web page"),
            ("Error", "checksum"),
            ("Error", "version"),
            ("Error", "pack"),
            ("TypeError", "number is no file"),
            ("TypeError", "empty"),
            ("TypeError", "opened alone"),
            ("TypeError", "needs a name"),
            ("Error", "could not be fetched"),
            ("AbortError", ""),
            ("AbortError", ""),
        ],
    );
}

#[tokio::test]
async fn every_promise_settles() {
    let said = refused(
        "const corpus = await open();
         await attempt(() => corpus.search(42));
         await attempt(() => corpus.search('氢能', { limit: -1 }));
         await attempt(() => corpus.search('氢能', { filters: { colour: 'red' } }));
         await attempt(() => corpus.search('氢能', { sort: 'best' }));
         await attempt(() => corpus.clean(null));
         await attempt(() => corpus.add('text'));
         await attempt(() => corpus.add(await0));
         const waiting = corpus.segment('氢能');
         corpus.close();
         await attempt(() => waiting);
         await attempt(() => corpus.search('氢能'));
         corpus.close();
         const other = await open();
         const asked = other.themes();
         workers.at(-1).dispatchEvent(new ErrorEvent('error', { message: 'killed' }));
         await attempt(() => asked);
         await attempt(() => other.search('氢能'));
         await attempt(() => other.clean('氢能'));"
            .replace("await0", "[new File(['x'], 'x.wenlan')]")
            .as_str(),
    )
    .await;
    assert_says(
        &said,
        &[
            ("TypeError", "the query must be a string"),
            ("TypeError", "limit"),
            ("TypeError", "no filter colour"),
            ("TypeError", "sort"),
            ("TypeError", "the text must be a string"),
            ("TypeError", "string is no file"),
            ("TypeError", "is a pack"),
            ("Error", "closed"),
            ("Error", "closed"),
            ("Error", "killed"),
            ("Error", "killed"),
            ("Error", "killed"),
        ],
    );
}

#[tokio::test]
async fn another_origin_may_import_it() {
    let page = Page::blank(800, 600).await;
    page.client.goto(&portal()).await.unwrap();
    let told = script(
        &page,
        &format!("{}/w/wenlan.js", here()),
        "const corpus = await open();
         const found = await corpus.search('氢能', { limit: 1 });
         const words = await corpus.segment('氢能');
         return [found.total, words.length, workers.length];",
        json!(null),
    )
    .await;
    page.close().await;
    assert!(told[0].as_u64().is_some_and(|n| n > 0), "{told}");
    assert_eq!((&told[1], &told[2]), (&json!(1), &json!(1)), "{told}");
}

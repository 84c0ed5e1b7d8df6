//! Nothing that comes in as text becomes markup: five hundred cross-site scripting payloads as titles, bodies, fields,
//! front matter, own words, theme names and addresses. Each would call `pwned()` or ask for `/pwned`.

use std::process::Command;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::server::{Reply, Server};
use crate::support::{BASE, Browser, Page, browser, site_file};

/// Ways to write a call once markup is read as such.
fn payloads() -> Vec<String> {
    let calls = [
        "pwned()",
        "pwned`1`",
        "window['pwned']()",
        "top.pwned()",
        "self[`pwned`]()",
        "eval('pwned()')",
        "&#112;wned()",
        "\\u0070wned()",
    ];
    let tags = [
        "img", "svg", "video", "audio", "body", "input", "details", "iframe", "object", "embed", "math", "marquee",
        "link", "style", "form", "select", "textarea", "x-y",
    ];
    let events = [
        "onerror",
        "onload",
        "onfocus",
        "ontoggle",
        "onpointerenter",
        "onanimationstart",
        "onbegin",
        "onclick",
        "onmouseover",
    ];
    let mut out = Vec::new();
    // Tags with handlers, in three ways of quoting.
    for (at, tag) in tags.iter().enumerate() {
        for (n, event) in events.iter().enumerate() {
            let call = calls[(at + n) % calls.len()];
            out.push(match (at + n) % 3 {
                0 => format!("<{tag} src=x {event}={call} autofocus open tabindex=0>"),
                1 => format!("<{tag} src=\"x\" {event}=\"{call}\" autofocus>"),
                _ => format!("<{tag}/src='/pwned'/{event}='{call}'/autofocus>"),
            });
        }
    }
    // Out of attributes, texts, scripts, comments and styles.
    let outs = [
        "\"",
        "'",
        "\">",
        "'>",
        "`",
        "--> ",
        "</script>",
        "</title>",
        "</textarea>",
        "</style>",
        "]]>",
        "*/",
        "</svg>",
        "</noscript>",
        "\\\"",
        "\u{0}\">",
        "\n\n",
        "\">\u{202e}",
        "{{",
        "${",
    ];
    for out_of in outs {
        for call in calls {
            out.push(format!("{out_of}<script>{call}</script>"));
        }
        out.push(format!("{out_of} onfocus=pwned() autofocus x="));
        out.push(format!("{out_of}<svg><script href=/pwned /></svg>"));
        out.push(format!("{out_of};pwned();//"));
    }
    // Addresses that run.
    let schemes = [
        "javascript:",
        "JaVaScRiPt:",
        "java\tscript:",
        "java\nscript:",
        " javascript:",
        "\u{1}javascript:",
        "&#106;avascript:",
        "javascript&colon;",
        "data:text/html,<script>",
        "vbscript:",
        "blob:",
        "//pwned/",
    ];
    for scheme in schemes {
        out.push(format!("{scheme}pwned()"));
        out.push(format!("<a href=\"{scheme}pwned()\">看</a>"));
        out.push(format!("<svg><a xlink:href='{scheme}pwned()'><text>看</text></a></svg>"));
        out.push(format!("<form action='{scheme}pwned()'><button>看</button></form>"));
        out.push(format!("<iframe src=\"{scheme}pwned()\"></iframe>"));
        out.push(format!("[看]({scheme}pwned())"));
    }
    // Vector and mathematical markup, and parsers that disagree.
    for inner in [
        "<img src=x onerror=pwned()>",
        "<style>@import'/pwned'</style>",
        "<script>pwned()</script>",
        "<a href=javascript:pwned()>看",
    ] {
        for outer in [
            "svg><desc",
            "svg><foreignObject",
            "math><mtext",
            "math><annotation-xml encoding=text/html",
            "noscript",
            "template",
            "table",
            "select",
            "frameset",
            "svg><style",
            "math><mtext><table><mglyph><style",
            "xmp",
            "title",
            "svg><title",
        ] {
            let close = outer.split('>').next_back().unwrap_or_default().split(' ').next().unwrap_or_default();
            out.push(format!("<{outer}>{inner}</{close}>"));
        }
    }
    // Templates and encodings.
    for call in ["pwned()", "constructor.constructor('pwned()')()"] {
        for (open, close) in [
            ("{{", "}}"),
            ("${", "}"),
            ("<%=", "%>"),
            ("#{", "}"),
            ("[[", "]]"),
            ("{%", "%}"),
            ("\u{e000}ev=", ""),
            ("＜script＞", "＜/script＞"),
        ] {
            out.push(format!("{open}{call}{close}"));
        }
    }
    for text in [
        "%3Cscript%3Epwned()%3C/script%3E",
        "&lt;script&gt;pwned()&lt;/script&gt;",
        "&amp;lt;img src=x onerror=pwned()&amp;gt;",
        "+ADw-script+AD4-pwned()+ADw-/script+AD4-",
        "\\x3cscript\\x3epwned()\\x3c/script\\x3e",
        "\\u003cimg src=x onerror=pwned()\\u003e",
        "&#x3C;script&#x3E;pwned()&#x3C;/script&#x3E;",
        "<scr\u{200b}ipt>pwned()</scr\u{200b}ipt>",
        "<<script>pwned()//<</script>",
        "<scr<script>ipt>pwned()</scr</script>ipt>",
        "<ＳＣＲＩＰＴ>pwned()</ＳＣＲＩＰＴ>",
        "ˋ<img src=x onerror=pwned()>",
    ] {
        out.push(text.to_owned());
    }
    out.sort();
    out.dedup();
    out
}

/// Listens before anything comes in.
const LISTEN: &str = "window.ran = []; window.pwned = (...all) => ran.push('ran ' + all); \
    addEventListener('securitypolicyviolation', e => ran.push('refused ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));";

/// What ran, was refused by the policy, or stands in the page as an element that the page does not make.
const FOUND: &str = "const odd = [...document.querySelectorAll('script, iframe, object, embed, math, video, audio, marquee, base, img, style, foreignObject, meta[http-equiv=refresh], x-y')] \
      .filter(e => e !== document.querySelector('head > style') && !(e.matches('script[src], script[type=\"application/json\"]') && document.head.contains(e))).map(e => e.outerHTML.slice(0, 200)); \
    const held = [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on') || (/^(href|src|action|xlink:href)$/.test(a.name) && /^[\\s\\x00-\\x1f]*(javascript|data|vbscript):/i.test(a.value) && !e.matches('link[rel=icon]')))).map(e => e.outerHTML.slice(0, 200)); \
    return [...window.ran, ...odd, ...held];";

async fn assert_nothing_ran(page: &Page, when: &str) {
    tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    assert_eq!(page.js(FOUND).await, json!([]), "{when}");
}

fn server() -> Server {
    Server::start(|target| Reply { body: site_file(target), ..Reply::default() })
}

#[test]
fn there_are_five_hundred() {
    assert!(payloads().len() >= 500, "{}", payloads().len());
}

#[tokio::test]
async fn articles_of_payloads_are_text() {
    let payloads = payloads();
    let lines: String = payloads
        .iter()
        .enumerate()
        .map(|(n, x)| {
            let body = format!("氢能发展第{n}段。{x}\n\n绿色转型写到氢能园区与{x}，投资10亿元。");
            let line = json!({ "id": format!("x{n}{x}"), "title": format!("{x} 氢能{n}"), "date": "2024-05-01", "source": x, "author": x, "region": x, "url": x, "body": body });
            line.to_string() + "\n"
        })
        .collect();
    let server = server();
    let page = Page::blank(1280, 900).await;
    page.client.goto(&(server.origin() + BASE)).await.unwrap();
    page.ready().await;
    page.js(LISTEN).await;
    page.drop_file("payloads.jsonl", lines.as_bytes()).await;
    page.find("import-report").await;
    page.wait("all are in", |page| async move { page.total().await >= 500 }).await;
    assert_nothing_ran(&page, "front page with the imported articles").await;
    // Front matter, web page, table: other ways in.
    let some: Vec<&String> = payloads.iter().step_by(9).collect();
    for (n, x) in some.iter().enumerate().take(8) {
        let x = x.replace('\n', " ");
        page.drop_file(
            &format!("<img src=x onerror=pwned()>{n}.md"),
            format!("---\ntitle: {x}\nsource: {x}\nnote: {x}\n---\n\n{x}\n\n氢能写在这里。").as_bytes(),
        )
        .await;
        page.drop_file(
            &format!("{n}.html"),
            format!("<title>{x}</title><article><h1>{x}</h1><p>氢能写在这里，句子够长可以留下。{x}</p></article>")
                .as_bytes(),
        )
        .await;
    }
    page.wait("more are in", |page| async move {
        page.js("return document.querySelector('[data-testid=status]').dataset.state").await == json!("ready")
    })
    .await;
    // Everything the reader can open.
    for address in [
        "?q=%E6%B0%A2%E8%83%BD",
        "?ev=theme.green",
        "?q=%E6%B0%A2%E8%83%BD&read=kwic",
        "?q=pwned",
        "?q=%E6%B0%A2%E8%83%BD&read=collocates",
        "?lang=en",
        "?q=script&lang=zh-Hant",
    ] {
        go(&page, address).await;
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        assert_nothing_ran(&page, address).await;
    }
    for (n, x) in payloads.iter().enumerate().step_by(12) {
        let id: String = form_urlencoded::byte_serialize(format!("x{n}{x}").as_bytes()).collect();
        go(&page, &format!("?article={id}")).await;
        page.css("[data-testid='reader'] h1, [data-testid='reader'] .empty").await;
        assert_nothing_ran(&page, x).await;
    }
    assert_eq!(server.count("pwned"), 0);
    page.close().await;
}

/// To an address without loading the page anew.
async fn go(page: &Page, address: &str) {
    if browser() == Browser::WebKit {
        // It refuses more than a hundred addresses in ten seconds.
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    }
    page.js_with(
        "history.pushState(null, '', arguments[0]); dispatchEvent(new PopStateEvent('popstate'))",
        json!(address),
    )
    .await;
}

#[tokio::test]
async fn addresses_of_payloads_are_text() {
    let server = server();
    let page = Page::blank(1280, 900).await;
    page.client.goto(&(server.origin() + BASE)).await.unwrap();
    page.ready().await;
    page.js(LISTEN).await;
    let names = [
        "q", "theme", "place", "source", "panel", "view", "article", "ev", "mark", "node", "near", "period", "terms",
        "from", "to", "by", "lang", "corpus", "embed",
    ];
    let encode = |x: &str| form_urlencoded::byte_serialize(x.as_bytes()).collect::<String>();
    for (n, x) in payloads().iter().enumerate() {
        let read = if n % 3 == 0 { "&read=kwic" } else { "" };
        go(&page, &format!("?q={}&{}={}{read}", encode(x), names[n % names.len()], encode(x))).await;
        if n % 25 == 0 {
            assert_nothing_ran(&page, x).await;
        } else {
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
    }
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    assert_nothing_ran(&page, "after all addresses").await;
    // From the start, as a link brings them.
    for x in payloads().iter().step_by(60) {
        page.client
            .goto(&format!("{}{BASE}?q={x}&scheme={x}&accent={x}&lang={x}&panel={x}", server.origin(), x = encode(x)))
            .await
            .unwrap();
        page.ready().await;
        page.js("window.ran ??= []").await;
        assert_nothing_ran(&page, x).await;
    }
    assert_eq!(server.count("pwned"), 0);
    page.close().await;
}

#[tokio::test]
async fn names_of_themes_and_own_words_of_payloads_are_text() {
    let folder = std::env::temp_dir().join(format!("wenlan-payloads-{}", std::process::id()));
    let themes = folder.join("themes");
    std::fs::create_dir_all(&themes).unwrap();
    let all = payloads();
    // One of the project's own, with its name and the names of its parts replaced.
    let green =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/green.toml")).unwrap();
    for (n, x) in all.iter().step_by(40).enumerate() {
        let quoted = Value::from(x.replace(['\u{0}', '\u{1}'], "").as_str()).to_string();
        let text = green.replacen("id = \"green\"", &format!("id = \"t{n}\""), 1);
        let text: Vec<String> = text
            .lines()
            .map(|line| {
                if line.starts_with("names = ") {
                    format!("names = [{quoted}, {quoted}, {quoted}]")
                } else if line.starts_with("about = ") {
                    format!("about = {quoted}")
                } else {
                    line.to_owned()
                }
            })
            .collect();
        std::fs::write(themes.join(format!("t{n}.toml")), text.join("\n")).unwrap();
    }
    let pack = folder.join("x.wenlan");
    let done = Command::new(env!("CARGO_BIN_EXE_wenlan"))
        .args(["pack", "articles", "-o"])
        .arg(&pack)
        .arg("--themes")
        .arg(&themes)
        .args(["--name", "<img src=x onerror=pwned()>"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let bytes = Arc::new(std::fs::read(&pack).unwrap());
    let server = Server::start(move |target| {
        let body = if target.contains("x.wenlan") && !target.contains('?') {
            Some((*bytes).clone())
        } else {
            site_file(target)
        };
        Reply { body, ..Reply::default() }
    });
    let page = Page::blank(1280, 900).await;
    page.client.goto(&format!("{}{BASE}?corpus=x.wenlan", server.origin())).await.unwrap();
    page.ready().await;
    page.js(LISTEN).await;
    let n_panels = all.iter().step_by(40).count() as u64;
    assert_eq!(page.count("[data-testid='panel']").await, n_panels, "the themes are there");
    assert_nothing_ran(&page, "panels").await;
    go(&page, "?corpus=x.wenlan&ev=theme.t1").await;
    page.css("[data-testid='evidence']").await;
    go(&page, "?corpus=x.wenlan&article=hydrogen-chain").await;
    page.css("[data-testid='reader'] p").await;
    assert_nothing_ran(&page, "reader").await;
    // Own words.
    go(&page, "?corpus=x.wenlan").await;
    page.find("dictionary-open").await.click().await.unwrap();
    page.css("[data-testid='dictionary'] textarea").await;
    let lines: Vec<String> = all.iter().map(|x| x.replace('\n', " ")).collect();
    page.js_with("const box = document.querySelector('[data-testid=dictionary] textarea'); box.value = arguments[0]; box.dispatchEvent(new Event('input', { bubbles: true }))", json!(lines.join("\n"))).await;
    page.wait("the larger engine", |page| async move {
        page.count("[data-testid='dictionary-apply']:not([disabled])").await == 1
    })
    .await;
    page.find("dictionary-apply").await.click().await.unwrap();
    page.wait("words are applied", |page| async move {
        page.count("[data-testid='dictionary-apply']:not([disabled])").await == 1
    })
    .await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_nothing_ran(&page, "dictionary").await;
    assert_eq!(server.count("pwned"), 0);
    let _ = std::fs::remove_dir_all(folder);
    page.close().await;
}

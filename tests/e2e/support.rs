//! A static server, a driver and a page with words for what tests do.

use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

use crate::server::{Reply, Server};

/// The site below a sub-path, as portals host it.
pub(crate) const BASE: &str = "/portal/wenlan/";

pub(crate) fn dist() -> PathBuf {
    std::env::var_os("WENLAN_DIST").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"), PathBuf::from)
}

/// The file of the site that a path below [`BASE`] names.
pub(crate) fn site_file(target: &str) -> Option<Vec<u8>> {
    let path = target.split(['?', '#']).next().unwrap_or_default().strip_prefix(BASE)?;
    let path = if path.is_empty() { "index.html" } else { path };
    (!path.contains("..")).then(|| std::fs::read(dist().join(path)).ok()).flatten()
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        assert!(dist().join("index.html").exists(), "{} is not built: run ./dev build first", dist().display());
        Server::start(|target| match target {
            // A page that embeds the site in a frame.
            "/host.html" => Reply::html(format!(
                "<!doctype html><meta charset=utf-8><title>host</title><iframe src=\"{BASE}?embed=reader&q=%E6%B0%A2%E8%83%BD\" width=320 height=900></iframe>"
            )),
            _ => Reply { body: site_file(target), ..Reply::default() },
        })
    })
}

/// Address of the served site, with a slash at the end.
pub(crate) fn site() -> &'static str {
    static SITE: OnceLock<String> = OnceLock::new();
    SITE.get_or_init(|| server().origin() + BASE)
}

/// What the server was asked for and could not give.
pub(crate) fn missing_files() -> Vec<String> {
    let seen = server().seen.lock().unwrap();
    let missing = seen
        .iter()
        .filter(|(_, path, status)| *status == 404 && path != "/favicon.ico" && !path.ends_with("nowhere.wenlan"));
    missing.map(|(_, path, _)| path.clone()).collect()
}

/// The engines that tests run in; `WENLAN_BROWSER` names one, Chromium otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Browser {
    /// Chromium with chromedriver.
    Chromium,
    /// Firefox with geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser with WebKitWebDriver; needs a display (`./dev test --all-browsers` gives one).
    WebKit,
}

/// The browser of this run.
pub(crate) fn browser() -> Browser {
    match std::env::var("WENLAN_BROWSER").as_deref() {
        Ok("firefox") => Browser::Firefox,
        Ok("webkit") => Browser::WebKit,
        _ => Browser::Chromium,
    }
}

/// Whether a test that needs Chromium's own commands can run; says so where not.
pub(crate) fn is_chromium(what: &str) -> bool {
    let is = browser() == Browser::Chromium;
    if !is {
        eprintln!("skipped in {:?}: {what} is asked of Chromium's driver alone", browser());
    }
    is
}

/// A program that is ended with all it started as soon as this one ends, which closes its standard input.
fn ending_with_this(program: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", r#""$0" "$@" & read -r _; kill -- -$$"#, program]).stdin(Stdio::piped());
    // A group of its own, so that the browser it starts ends with it.
    command.process_group(0);
    command
}

fn spawn_driver(with: With<'_>) -> (String, Child) {
    let port = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address").port();
    let mut command = match browser() {
        Browser::Chromium => {
            let mut command = ending_with_this("chromedriver");
            command.arg(format!("--port={port}")).arg("--log-level=SEVERE");
            command
        }
        Browser::Firefox => {
            let mut command = ending_with_this("geckodriver");
            command.args(["--port", &port.to_string(), "--log", "fatal"]);
            command
        }
        Browser::WebKit => {
            let mut command = ending_with_this("WebKitWebDriver");
            command.arg(format!("--port={port}"));
            // Inside containers WebKit's own sandbox cannot be set up.
            command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            if with.no_wasm {
                // An option of its engine; the second is what older versions call it.
                command.env("JSC_useWasm", "0").env("JSC_useWebAssembly", "0");
            }
            command
        }
    };
    // The page speaks the browser's language.
    command.env("LANGUAGE", "zh_CN").stdout(Stdio::null());
    let child = command.spawn().unwrap_or_else(|error| panic!("{:?}'s driver is not on PATH: {error}", browser()));
    std::thread::sleep(Duration::from_millis(600));
    (format!("http://127.0.0.1:{port}"), child)
}

/// A driver that serves one window, and ends with it.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["--", &format!("-{}", self.0.id())]).stderr(Stdio::null()).status();
        let _ = self.0.wait();
    }
}

/// The driver's address. Chromium's is started once; the others serve one session at a time, so that each window has
/// a driver of its own.
fn driver(with: With<'_>) -> (String, Option<Driver>) {
    static DRIVER: OnceLock<(String, Child)> = OnceLock::new();
    if browser() == Browser::Chromium {
        return (DRIVER.get_or_init(|| spawn_driver(with)).0.clone(), None);
    }
    let (address, child) = spawn_driver(with);
    (address, Some(Driver(child)))
}

/// What a window has besides its size.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct With<'a> {
    /// Origin of a proxy that is asked for everything, this machine's own addresses too.
    pub(crate) proxy: Option<&'a str>,
    /// WebAssembly is switched off.
    pub(crate) no_wasm: bool,
    /// A script that runs before those of every page (Chromium's driver alone can do it).
    pub(crate) before: &'a str,
}

/// What a request asks for below its host, whether it came through a proxy (`http://host/path`) or not.
pub(crate) fn proxied(target: &str) -> &str {
    target.strip_prefix("http://").map_or(target, |rest| rest.split_once('/').map_or("", |(_, path)| path))
}

fn capabilities(width: u32, height: u32, with: With<'_>) -> serde_json::Map<String, Value> {
    let mut options = match browser() {
        Browser::Chromium => json!({
            "goog:chromeOptions": {
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    "--disable-dev-shm-usage", "--disable-features=AutofillServerCommunication,OptimizationHints",
                    "--lang=zh-CN", format!("--window-size={width},{height}"),
                ],
                "prefs": { "intl.accept_languages": "zh-CN,zh", "signin.allowed": false, "signin.allowed_on_next_startup": false },
                "mobileEmulation": { "deviceMetrics": { "width": width, "height": height, "pixelRatio": 1.0, "touch": false } },
            },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        }),
        Browser::Firefox => json!({
            "moz:firefoxOptions": {
                "args": ["-headless", format!("--width={width}"), format!("--height={}", height + 85)],
                "prefs": { "intl.accept_languages": "zh-CN,zh", "intl.locale.requested": "zh-CN" },
            },
        }),
        Browser::WebKit => json!({
            "webkitgtk:browserOptions": {
                "binary": std::env::var("WENLAN_MINIBROWSER")
                    .unwrap_or_else(|_| "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser".into()),
                "args": ["--automation"],
            },
        }),
    };
    let proxy = with.proxy.map(|origin| origin.trim_start_matches("http://"));
    match browser() {
        Browser::Chromium => {
            let args = options["goog:chromeOptions"]["args"].as_array_mut().expect("a list");
            // Without the second, what goes to this machine would pass it by.
            let listened = proxy.map(|at| [format!("--proxy-server={at}"), "--proxy-bypass-list=<-loopback>".into()]);
            args.extend(listened.into_iter().flatten().map(Value::from));
        }
        Browser::Firefox => {
            let prefs = options["moz:firefoxOptions"]["prefs"].as_object_mut().expect("a table");
            if let Some((host, port)) = proxy.and_then(|at| at.split_once(':')) {
                let port: u16 = port.parse().expect("a port");
                prefs.insert("network.proxy.type".into(), json!(1));
                for kind in ["http", "ssl"] {
                    prefs.insert(format!("network.proxy.{kind}"), json!(host));
                    prefs.insert(format!("network.proxy.{kind}_port"), json!(port));
                }
                prefs.insert("network.proxy.no_proxies_on".into(), json!(""));
                prefs.insert("network.proxy.allow_hijacking_localhost".into(), json!(true));
            }
            if with.no_wasm {
                prefs.insert("javascript.options.wasm".into(), json!(false));
            }
        }
        Browser::WebKit => {
            // What goes to this machine passes it by whatever is said here.
            let caps = options.as_object_mut().expect("a table");
            caps.extend(proxy.map(|at| ("proxy".into(), json!({ "proxyType": "manual", "httpProxy": at }))));
        }
    }
    options.as_object().cloned().unwrap_or_default()
}

/// A browser window on the site.
pub(crate) struct Page {
    /// The WebDriver client.
    pub(crate) client: Client,
    _driver: Option<Driver>,
}

impl Page {
    /// Opens the site at an address such as `?q=氢能`, in a window of 1280 by 900.
    pub(crate) async fn open(address: &str) -> Self {
        Self::open_sized(address, 1280, 900).await
    }

    /// The same in a window of this size.
    pub(crate) async fn open_sized(address: &str, width: u32, height: u32) -> Self {
        let page = Self::blank(width, height).await;
        page.goto(address).await;
        page
    }

    /// A window with nothing in it.
    pub(crate) async fn blank(width: u32, height: u32) -> Self {
        Self::blank_with(width, height, With::default()).await
    }

    /// The same with more than its size.
    pub(crate) async fn blank_with(width: u32, height: u32, with: With<'_>) -> Self {
        let (capabilities, (address, driver)) = (capabilities(width, height, with), driver(with));
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let mut last = None;
        for _ in 0..20 {
            match ClientBuilder::new(connector.clone()).capabilities(capabilities.clone()).connect(&address).await {
                Ok(client) => {
                    if browser() != Browser::Chromium {
                        let _ = client.set_window_rect(0, 0, width, height).await;
                    } else if with.no_wasm || !with.before.is_empty() {
                        // It has no switch for that any more.
                        let script = if with.no_wasm { "delete globalThis.WebAssembly;" } else { with.before };
                        let source = json!({ "source": script });
                        let command = Cdp { method: "Page.addScriptToEvaluateOnNewDocument", params: source };
                        client.issue_cmd(command).await.expect("the driver takes it");
                    }
                    return Self { client, _driver: driver };
                }
                Err(error) => last = Some(error),
            }
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        panic!("no browser session: {last:?}");
    }

    /// Goes to an address below the site and waits for its first answer.
    pub(crate) async fn goto(&self, address: &str) {
        self.client.goto(&format!("{}{address}", site())).await.expect("the page opens");
        self.ready().await;
    }

    /// Waits until the first answer is on the page.
    pub(crate) async fn ready(&self) {
        self.wait("the first answer", |page| async move {
            page.js("return document.documentElement.dataset.ready === 'true'").await == json!(true)
        })
        .await;
    }

    /// Runs a script.
    pub(crate) async fn js(&self, script: &str) -> Value {
        self.execute(script, vec![]).await
    }

    /// Runs a script with one argument.
    pub(crate) async fn js_with(&self, script: &str, argument: Value) -> Value {
        self.execute(script, vec![argument]).await
    }

    async fn execute(&self, script: &str, arguments: Vec<Value>) -> Value {
        // Only Chromium's driver makes an asynchronous function of a script; all wait for a promise.
        let waits = script.contains("await ").then(|| format!("return (async () => {{ {script} }})()"));
        let script = waits.as_deref().unwrap_or(script);
        self.client.execute(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until something holds; at most 30 s.
    pub(crate) async fn wait<'a, F, Fut>(&'a self, what: &str, holds: F)
    where
        F: Fn(&'a Self) -> Fut,
        Fut: Future<Output = bool>,
    {
        let start = Instant::now();
        while !holds(self).await {
            if start.elapsed() > Duration::from_secs(30) {
                let body = self.js("return document.body.innerText.slice(0, 600)").await;
                panic!("waited for {what}; the page says: {body}\nconsole: {:?}", self.console().await);
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Waits until a script gives true.
    pub(crate) async fn wait_js(&self, what: &str, script: &str) {
        self.wait(what, |page| async move { page.js(script).await == json!(true) }).await;
    }

    /// The first element with this test id; waits for it.
    pub(crate) async fn find(&self, testid: &str) -> Element {
        self.css(&format!("[data-testid='{testid}']")).await
    }

    /// The first element of a selector; waits for it.
    pub(crate) async fn css(&self, selector: &str) -> Element {
        self.wait(selector, |page| async move { page.client.find(Locator::Css(selector)).await.is_ok() }).await;
        self.client.find(Locator::Css(selector)).await.expect("it was just there")
    }

    /// Clicks the first element of a selector; waits for it, and brings it into sight: WebKit's driver cannot do so with
    /// what stands in a row that is not drawn because it is outside the window.
    pub(crate) async fn click(&self, selector: &str) {
        let start = Instant::now();
        loop {
            let element = self.css(selector).await;
            self.js_with("document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' })", json!(selector))
                .await;
            let Err(error) = element.click().await else { return };
            assert!(start.elapsed() < Duration::from_secs(10), "{selector}: {error}");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// How many elements a selector has.
    pub(crate) async fn count(&self, selector: &str) -> u64 {
        self.js_with("return document.querySelectorAll(arguments[0]).length", json!(selector))
            .await
            .as_u64()
            .unwrap_or(0)
    }

    /// The text of the first element of a selector; empty when there is none.
    pub(crate) async fn text(&self, selector: &str) -> String {
        let text = self.js_with("return document.querySelector(arguments[0])?.innerText ?? ''", json!(selector)).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Saves the note that is being written, and waits until this browser has it: a reader who leaves sees it said.
    pub(crate) async fn save_note(&self, kept: usize) {
        self.css("[data-testid='note-form'] button").await.click().await.unwrap();
        let script = format!(
            "const settled = (request) => new Promise((done) => (request.onsuccess = () => done(request.result))); const db = await settled(indexedDB.open('wenlan-notes', 1)); const all = db.objectStoreNames.length ? await settled(db.transaction('notes').objectStore('notes').getAll()) : []; db.close(); return all.flatMap((record) => record.list).length === {kept}"
        );
        self.wait_js("the note is kept", &script).await;
    }

    /// The part of the address after `?`, decoded.
    pub(crate) async fn address(&self) -> String {
        let text = self.js("return decodeURIComponent(location.search.replaceAll('+', ' '))").await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Empties the search box and types.
    pub(crate) async fn search(&self, text: &str) {
        let input = self.find("search-input").await;
        input.clear().await.expect("the box can be emptied");
        input.send_keys(text).await.expect("text can be typed");
    }

    /// The number of articles found, once it belongs to the query.
    pub(crate) async fn total(&self) -> u64 {
        let total = self
            .js("return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total ?? -1)")
            .await;
        total.as_u64().unwrap_or(0)
    }

    /// Presses a key on whatever has the focus.
    pub(crate) async fn press(&self, key: &str) {
        let active = self.client.active_element().await.expect("something has the focus");
        active.send_keys(key).await.expect("a key can be pressed");
    }

    /// Drops a file on the page.
    pub(crate) async fn drop_file(&self, name: &str, bytes: &[u8]) {
        let content: Vec<u8> = bytes.to_vec();
        self.js_with(
            "const [name, bytes] = arguments[0]; const data = new DataTransfer(); \
             data.items.add(new File([new Uint8Array(bytes)], name)); \
             for (const kind of ['dragover', 'drop']) \
               document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));",
            json!([name, content]),
        )
        .await;
    }

    /// What the browser's console said, warnings and errors only.
    pub(crate) async fn console(&self) -> Vec<String> {
        self.log("browser")
            .await
            .into_iter()
            .filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")))
            .map(|entry| entry["message"].to_string())
            .collect()
    }

    /// Addresses the browser asked for, frames and workers included.
    pub(crate) async fn requests(&self) -> Vec<String> {
        let log = self.log("performance").await;
        log.iter()
            .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
            .filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|entry| entry["message"]["params"]["request"]["url"].as_str().map(str::to_owned))
            .collect()
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let found = self.client.issue_cmd(Log(kind.to_owned())).await;
        found.ok().and_then(|value| value.as_array().cloned()).unwrap_or_default()
    }

    /// Media features as a reader's system would set them (Chromium).
    pub(crate) async fn emulate(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        let command = Cdp { method: "Emulation.setEmulatedMedia", params: json!({ "features": features }) };
        self.client.issue_cmd(command).await.expect("the driver takes it");
    }

    /// Shown as it will be on paper (Chromium).
    pub(crate) async fn as_printed(&self) {
        let command = Cdp { method: "Emulation.setEmulatedMedia", params: json!({ "media": "print" }) };
        self.client.issue_cmd(command).await.expect("the driver takes it");
    }

    /// Closes the window.
    pub(crate) async fn close(self) {
        let _ = self.client.close().await;
    }
}

/// ChromeDriver's own command for logs.
#[derive(Debug)]
struct Log(String);

impl fantoccini::wd::WebDriverCompatibleCommand for Log {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }
    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "type": self.0 }).to_string()))
    }
}

#[derive(Debug)]
struct Cdp {
    method: &'static str,
    params: Value,
}

impl fantoccini::wd::WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }
    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(serde_json::json!({ "cmd": self.method, "params": self.params }).to_string()))
    }
}

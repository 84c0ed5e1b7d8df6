//! A static server for tests: a thread per connection, as `wenlan serve` has it, that can be stopped and begun again,
//! keeps a log, and has the headers that a test wants.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What is answered to one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reply {
    /// Nothing is a 404.
    pub(crate) body: Option<Vec<u8>>,
    /// Its media type; nothing goes by the end of the path.
    pub(crate) kind: Option<&'static str>,
    /// Further headers, name and value.
    pub(crate) headers: Vec<(String, String)>,
}

impl Reply {
    /// A page of HTML.
    pub(crate) fn html(body: impl Into<String>) -> Self {
        Self { body: Some(body.into().into_bytes()), kind: Some("text/html; charset=utf-8"), ..Self::default() }
    }

    /// The same with one header more.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

type Answer = dyn Fn(&str) -> Reply + Send + Sync;

/// A running server.
pub(crate) struct Server {
    port: u16,
    is_open: Arc<AtomicBool>,
    /// Method, path and status of every request.
    pub(crate) seen: Arc<Mutex<Vec<(String, String, u16)>>>,
}

impl Server {
    /// Serves on any free port. `answer` gets the target with what stands after `?`.
    pub(crate) fn start(answer: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (is_open, seen) = (Arc::new(AtomicBool::new(true)), Arc::new(Mutex::new(Vec::new())));
        let answer: Arc<Answer> = Arc::new(answer);
        let (open, log) = (is_open.clone(), seen.clone());
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                // Closed without a word, as a host that is not there.
                if open.load(Ordering::SeqCst) {
                    let (answer, log) = (answer.clone(), log.clone());
                    std::thread::spawn(move || serve(&connection, &*answer, &log));
                }
            }
        });
        Self { port, is_open, seen }
    }

    /// `http://127.0.0.1:port`, without a slash at the end.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on the server is there, or is not.
    pub(crate) fn set_open(&self, open: bool) {
        self.is_open.store(open, Ordering::SeqCst);
    }

    /// How many requests had a path that holds this.
    pub(crate) fn count(&self, part: &str) -> usize {
        self.seen
            .lock()
            .expect("no test panics while it holds the log")
            .iter()
            .filter(|(_, path, _)| path.contains(part))
            .count()
    }
}

fn serve(mut connection: &TcpStream, answer: &Answer, log: &Mutex<Vec<(String, String, u16)>>) {
    let _ = connection.set_read_timeout(Some(Duration::from_secs(20)));
    let mut head = BufReader::new(connection.take(64 << 10));
    let mut request = String::new();
    if head.read_line(&mut request).unwrap_or(0) == 0 {
        return;
    }
    let mut line = String::new();
    while head.read_line(&mut line).unwrap_or(0) > 2 {
        line.clear();
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let reply = answer(target);
    let status = if reply.body.is_some() { 200 } else { 404 };
    log.lock().expect("no thread panics while it holds the log").push((method.to_owned(), path.to_owned(), status));
    let kind = reply.kind.unwrap_or_else(|| kind_of(path));
    let body = reply.body.unwrap_or_default();
    let headers: Vec<String> = reply.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let word = if status == 200 { "OK" } else { "Not Found" };
    let head = format!(
        "HTTP/1.1 {status} {word}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n",
        body.len(),
        headers.concat()
    );
    let _ = connection.write_all(head.as_bytes());
    let _ = connection.write_all(&body);
    let _ = connection.flush();
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        Some("wenlan" | "bin") => "application/octet-stream",
        _ => "text/html; charset=utf-8",
    }
}

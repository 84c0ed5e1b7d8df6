//! `wenlan serve`: a static folder over HTTP on this machine, to look at before it is put on a host.
//! Programs of a page are not run from `file:` addresses.

use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Serve a published folder on this machine, to look at it
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder, as `./dev build` or `wenlan publish` wrote it
    dir: PathBuf,
    /// Port; 0 takes any that is free
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Isolate pages from other origins, which gives scripts a finer clock
    #[arg(long)]
    isolate: bool,
}

/// Serves until it is stopped.
pub(crate) fn run(args: &Args) -> Result<()> {
    if !args.dir.join("index.html").is_file() {
        bail!("{} holds no index.html: give the folder that was published", args.dir.display());
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).with_context(|| {
        format!("port {} cannot be listened on: stop what uses it, or give another with --port", args.port)
    })?;
    writeln!(std::io::stdout(), "http://{}/", listener.local_addr()?)?;
    accept(&listener, &args.dir, args.isolate);
    Ok(())
}

fn accept(listener: &TcpListener, dir: &Path, isolate: bool) {
    for connection in listener.incoming() {
        let dir = dir.to_owned();
        // A thread each, and each closed after its answer. tiny_http 0.12 was tried: its pool can leave a browser's
        // connection waiting for as long as the others are kept open.
        std::thread::spawn(move || {
            // A reader that went away needs no answer.
            let _ = connection.and_then(|connection| answer(&connection, &dir, isolate));
        });
    }
}

/// Bytes of the longest request head that is read.
const LONGEST_HEAD: u64 = 64 << 10;

/// Answers the one request of a connection.
fn answer(mut connection: &TcpStream, dir: &Path, isolate: bool) -> std::io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut head = BufReader::new(connection.take(LONGEST_HEAD));
    let mut request = String::new();
    head.read_line(&mut request)?;
    let mut line = String::new();
    while head.read_line(&mut line)? > 2 {
        line.clear();
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let found = file_of(dir, path).and_then(|file| Some((std::fs::read(&file).ok()?, kind_of(&file))));
    let (status, kind, content) = match (method, found) {
        ("GET" | "HEAD", Some((content, kind))) => ("200 OK", kind, content),
        ("GET" | "HEAD", None) => ("404 Not Found", TEXT, b"not found\n".to_vec()),
        _ => ("405 Method Not Allowed", TEXT, b"only GET and HEAD\n".to_vec()),
    };
    let isolation = if isolate {
        "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\n"
    } else {
        ""
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: {}\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n{isolation}\r\n",
        content.len(),
        if is_named_by_content(path) { "public, max-age=31536000, immutable" } else { "no-cache" },
    )?;
    if method != "HEAD" {
        connection.write_all(&content)?;
    }
    connection.flush()
}

/// Whether a file's name ends in the hash of what it holds (`app-8d5b91d8f72c971e.js`), so that it never changes.
fn is_named_by_content(path: &str) -> bool {
    let stem = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(stem, _)| stem);
    let hash = stem.trim_end_matches("_bg").rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

const TEXT: &str = "text/plain; charset=utf-8";

/// The file an address names; never one outside the folder.
fn file_of(dir: &Path, path: &str) -> Option<PathBuf> {
    let path = percent_decode(path)?;
    let relative = Path::new(path.trim_start_matches('/'));
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = dir.join(relative);
    Some(if file.is_dir() { file.join("index.html") } else { file })
}

fn percent_decode(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut out = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            out.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok().filter(|path| !path.contains('\0'))
}

fn kind_of(file: &Path) -> &'static str {
    match file.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "xml" => "application/xml",
        "txt" | "md" => TEXT,
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_in_the_folder() {
        let dir = Path::new("site");
        assert_eq!(file_of(dir, "/a/%E6%B0%A2.html"), Some(dir.join("a/氢.html")));
        for path in ["/../x", "/a/../../x", "/%2e%2e/x", "//etc/passwd/..", "/a%00b", "/%zz"] {
            assert_eq!(file_of(dir, path), None, "{path}");
        }
    }

    #[test]
    fn idle_connections_hold_nobody_up() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || accept(&listener, Path::new("src/bin/wenlan"), false));
        // More than any pool has, open and silent, as browsers open them ahead of need.
        let idle: Vec<TcpStream> = (0..12).map(|_| TcpStream::connect(address).unwrap()).collect();
        let get = |request: &str| {
            let mut connection = TcpStream::connect(address).unwrap();
            connection.write_all(request.as_bytes()).unwrap();
            let mut answer = String::new();
            connection.read_to_string(&mut answer).unwrap();
            answer
        };
        let found = get("GET /main.rs?x=1 HTTP/1.1\r\nHost: a\r\n\r\n");
        assert!(found.starts_with("HTTP/1.1 200 OK\r\n") && found.contains("mod serve;"), "{found}");
        assert!(get("HEAD /main.rs HTTP/1.1\r\n\r\n").ends_with("\r\n\r\n"));
        assert!(get("GET /../Cargo.toml HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
        assert!(get("POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
        drop(idle);
    }
}

//! `wenlan serve`: a static folder over HTTP on this machine, to look at before it is put on a host.
//! Programs of a page are not run from `file:` addresses.

use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use tiny_http::{Header, Request, Response, Server};

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
    let address = format!("127.0.0.1:{}", args.port);
    let server = Server::http(&address).map_err(|error| {
        anyhow!("{address} cannot be listened on ({error}): stop what uses the port, or give another with --port")
    })?;
    let port = server.server_addr().to_ip().map_or(args.port, |address| address.port());
    writeln!(std::io::stdout(), "http://127.0.0.1:{port}/")?;
    let server = Arc::new(server);
    let (dir, isolate) = (args.dir.clone(), args.isolate);
    // Browsers hold several connections open; a few threads keep one from waiting for another.
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (server, dir) = (Arc::clone(&server), dir.clone());
            std::thread::spawn(move || {
                for request in server.incoming_requests() {
                    answer(request, &dir, isolate);
                }
            })
        })
        .collect();
    for thread in threads {
        let _ = thread.join();
    }
    Ok(())
}

fn answer(request: Request, dir: &Path, isolate: bool) {
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    let found = file_of(dir, path).and_then(|file| Some((std::fs::read(&file).ok()?, kind_of(&file))));
    let (content, kind, status) = match found {
        Some((content, kind)) => (content, kind, 200),
        None => (b"not found\n".to_vec(), "text/plain; charset=utf-8", 404),
    };
    let mut headers =
        vec![("Content-Type", kind), ("Cache-Control", "no-cache"), ("X-Content-Type-Options", "nosniff")];
    if isolate {
        headers.extend([
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Embedder-Policy", "require-corp"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]);
    }
    let mut response = Response::from_data(content).with_status_code(status);
    for header in headers.iter().filter_map(|(name, value)| Header::from_bytes(*name, *value).ok()) {
        response.add_header(header);
    }
    // A reader that went away needs no answer.
    let _ = request.respond(response);
}

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
        "txt" | "md" => "text/plain; charset=utf-8",
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
}

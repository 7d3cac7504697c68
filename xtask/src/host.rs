//! A host for static files, as small as the page needs.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write, copy};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;

use crate::shell::Result;
use crate::stamp;

/// Longest request head that is read; browsers send about one kilobyte.
const HEAD_LIMIT: u64 = 64 * 1024;

/// What to serve and where.
#[derive(Clone, Debug)]
pub(crate) struct Host {
    /// The folder.
    pub(crate) dir: PathBuf,
    /// The path that it appears under, with a slash at both ends.
    pub(crate) base: String,
}

impl Host {
    /// Serves on this machine's own address until the process ends.
    pub(crate) fn serve(&self, port: u16) -> Result<()> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|err| format!("port {port}: {err}"))?;
        println!("http://127.0.0.1:{port}{}", self.base);
        for stream in listener.incoming().flatten() {
            let host = self.clone();
            // A browser that goes away in the middle of an answer is no news.
            thread::spawn(move || host.converse(&stream).ok());
        }
        Ok(())
    }

    /// Answers requests of one connection until it is closed.
    fn converse(&self, stream: &TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream);
        loop {
            let mut head = Vec::new();
            let mut limited = reader.by_ref().take(HEAD_LIMIT);
            while !head.ends_with(b"\r\n\r\n") {
                if limited.read_until(b'\n', &mut head)? == 0 {
                    return Ok(());
                }
            }
            self.answer(&String::from_utf8_lossy(&head), stream)?;
        }
    }

    fn answer(&self, head: &str, mut stream: &TcpStream) -> std::io::Result<()> {
        let mut words = head.split_whitespace();
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if !matches!(method, "GET" | "HEAD") {
            return status(stream, "405 Method Not Allowed");
        }
        if self.base.strip_suffix('/') == target.split('?').next() {
            // Without its slash the page's relative addresses would lead elsewhere; every host does this.
            let head = "HTTP/1.1 308 Permanent Redirect\r\nContent-Length: 0";
            return write!(stream, "{head}\r\nLocation: {}\r\n\r\n", self.base);
        }
        let Some(path) = self.locate(target) else { return status(stream, "404 Not Found") };
        let Ok(mut file) = File::open(&path) else { return status(stream, "404 Not Found") };
        let size = file.metadata()?.len();
        let tag = stamp::of_file(&path).map_err(std::io::Error::other)?;
        // `no-cache` lets a browser keep a file but ask each time: a rebuilt page is seen at once.
        let common = format!("ETag: \"{tag}\"\r\nCache-Control: no-cache\r\nAccess-Control-Allow-Origin: *\r\n");
        if header(head, "if-none-match").is_some_and(|known| known.contains(&tag)) {
            return write!(stream, "HTTP/1.1 304 Not Modified\r\n{common}\r\n");
        }
        let kind = content_type(&path);
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\n{common}\r\n")?;
        if method == "GET" {
            copy(&mut file, &mut stream)?;
        }
        stream.flush()
    }

    /// The file that a request's target names, if it lies in the folder.
    fn locate(&self, target: &str) -> Option<PathBuf> {
        let path = target.split(['?', '#']).next()?;
        let name = decode(path.strip_prefix(&self.base)?)?;
        if name.contains(['\\', '\0']) || name.split('/').any(|part| part == "..") || name.starts_with('/') {
            return None;
        }
        let mut file = self.dir.join(name);
        if file.is_dir() {
            file.push("index.html");
        }
        // A link must not lead out of the folder either.
        let file = file.canonicalize().ok()?;
        (file.is_file() && file.starts_with(self.dir.canonicalize().ok()?)).then_some(file)
    }
}

fn status(mut stream: &TcpStream, line: &str) -> std::io::Result<()> {
    let text = format!("{line}\n");
    write!(stream, "HTTP/1.1 {line}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{text}", text.len())
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().skip(1).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().unwrap_or_default().to_string_lossy().to_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(target: &str, expected: Option<&str>) {
        let dir = crate::shell::root();
        let host = Host { dir: dir.clone(), base: "/blog/ikesu/".to_owned() };
        let found = host.locate(target).map(|path| {
            let dir = dir.canonicalize().expect("the root exists");
            path.strip_prefix(dir).expect("inside").to_string_lossy().into_owned()
        });
        assert_eq!(found.as_deref(), expected, "{target}");
    }

    #[test]
    fn a_target_leads_to_a_file_under_the_base_or_nowhere() {
        check("/blog/ikesu/Cargo.toml", Some("Cargo.toml"));
        check("/blog/ikesu/Cargo.toml?v=1", Some("Cargo.toml"));
        check("/blog/ikesu/%43argo.toml", Some("Cargo.toml"));
        check("/blog/ikesu/", Some("index.html"));
        check("/Cargo.toml", None);
        check("/blog/ikesu/src", None);
        check("/blog/ikesu/../Cargo.toml", None);
        check("/blog/ikesu/%2e%2e/Cargo.toml", None);
        check("/blog/ikesu//etc/hostname", None);
        check("/blog/ikesu/src%5c..%5cCargo.toml", None);
        check("/blog/ikesu/%zz", None);
        check("/blog/ikesu/%", None);
    }

    #[test]
    fn wasm_is_served_as_wasm() {
        assert_eq!(content_type(Path::new("a_bg.wasm")), "application/wasm");
        assert_eq!(content_type(Path::new("A.JPG")), "image/jpeg");
    }

    #[test]
    fn a_header_is_found_in_any_case() {
        let head = "GET / HTTP/1.1\r\nHost: x\r\nif-None-Match: \"a\"\r\n\r\n";
        assert_eq!(header(head, "if-none-match"), Some("\"a\""));
        assert_eq!(header(head, "range"), None);
    }
}

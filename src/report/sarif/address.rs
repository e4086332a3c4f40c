//! Where a file is, in SARIF's terms.
//!
//! A file below the folder in which the command ran is named from there, with a base that whoever reads the report resolves
//! (a checkout stands elsewhere on another machine). Any other file has its full address.

use serde_json::{Value, json};
use std::path::{Component, Path, PathBuf};

/// The name of the folder in which the command ran, as code scanning knows it.
pub(super) const BASE: &str = "%SRCROOT%";

/// An `artifactLocation` for `path`, which counts from `folder` (absolute).
pub(super) fn address(path: &Path, folder: &Path) -> Value {
    let whole = plain(&folder.join(path));
    match whole.strip_prefix(plain(folder)) {
        Ok(below) => json!({"uri": encoded(below), "uriBaseId": BASE}),
        Err(_) => {
            let path = encoded(&whole);
            json!({"uri": format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" })})
        }
    }
}

/// `path` without `.` and `..`, by its names alone.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = plain.pop(),
            part => plain.push(part),
        }
    }
    plain
}

/// The path of a URI: what is not unreserved there is percent-encoded, so that no name is taken for a scheme or a query.
fn encoded(path: &Path) -> String {
    let path = path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    let mut text = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => text.push(byte.into()),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_an_address() {
        let below = [
            ("./a b/é.md", "a%20b/%C3%A9.md"),
            ("x.md", "x.md"),
            ("a:b%?#.md", "a%3Ab%25%3F%23.md"),
            ("sub/../x.md", "x.md"),
            ("/home/maya/x.md", "x.md"),
        ];
        for (path, uri) in below {
            assert_eq!(address(Path::new(path), Path::new("/home/maya")), json!({"uri": uri, "uriBaseId": BASE}));
        }
        for (path, uri) in [("../ann/x.md", "file:///home/ann/x.md"), ("/tmp/a b.md", "file:///tmp/a%20b.md")] {
            assert_eq!(address(Path::new(path), Path::new("/home/maya")), json!({"uri": uri}));
        }
    }
}

//! A page of the book for each editor: its own README, with links to the files that this shows.

use crate::{assert_current, hold, is_update, links::links_and_headings, root};
use std::{fs, os::unix::fs::symlink, path::Path};

/// An editor for which there is something in `editors/`.
pub struct Editor {
    /// Its folder there.
    pub folder: String,
    /// Its name, by the heading of its README.
    pub name: String,
    /// Where its README leads.
    links: Vec<String>,
}

/// The editors that have a README, by name.
pub fn editors() -> Vec<Editor> {
    let mut editors = Vec::new();
    for entry in fs::read_dir(root().join("editors")).unwrap() {
        let entry = entry.unwrap();
        let Ok(text) = fs::read_to_string(entry.path().join("README.md")) else { continue };
        let heading = text.lines().find_map(|line| line.strip_prefix("# ")).unwrap();
        editors.push(Editor {
            folder: entry.file_name().into_string().unwrap(),
            name: heading.trim_start_matches("Tactful in ").to_owned(),
            links: links_and_headings(&text).0,
        });
    }
    editors.sort_by_key(|editor| editor.name.to_lowercase());
    editors
}

#[test]
fn every_editor_has_its_page() {
    let mut stale = Vec::new();
    for Editor { folder, links, .. } in editors() {
        let page = format!("{{{{#include ../../../editors/{folder}/README.md}}}}\n");
        hold(Path::new(&format!("docs/editors/{folder}/README.md")), &page, &mut stale);
        for link in links.iter().filter(|link| !link.contains("://") && !link.starts_with(['#', '.'])) {
            let (first, _) = link.split_once(['/', '#']).unwrap_or((link, ""));
            let there = format!("docs/editors/{folder}/{first}");
            if fs::read_link(root().join(&there)).is_err() {
                match is_update() {
                    true => symlink(format!("../../../editors/{folder}/{first}"), root().join(&there)).unwrap(),
                    false => stale.push(there),
                }
            }
        }
    }
    hold(Path::new("docs/editors/README.md"), &overview(), &mut stale);
    assert_current(&stale);
}

/// The overview with a line for each editor.
fn overview() -> String {
    let now = fs::read_to_string(root().join("docs/editors/README.md")).unwrap();
    let mut text = String::new();
    for line in now.lines().filter(|line| !line.starts_with("- [")) {
        text.push_str(&format!("{line}\n"));
        if line.ends_with("These have a page:") {
            text.push('\n');
            editors().iter().for_each(|editor| text.push_str(&format!("- [{}]({}/README.md)\n", editor.name, editor.folder)));
        }
    }
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text
}

//! Every link of the documentation leads somewhere, on the forge and in the book, and the book has every page.

use crate::{pages, root};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;
use std::{
    collections::BTreeSet,
    fs,
    path::{Component, Path, PathBuf},
};

/// A page of the book as it is built: with what it includes.
fn whole(page: &Path) -> String {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let include = Regex::new(r"\{\{#include ([^}]+)\}\}").unwrap();
    let folder = root().join(page.parent().unwrap());
    include
        .replace_all(&text, |found: &regex::Captures<'_>| {
            let path = folder.join(&found[1]);
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {}: {error}", page.display(), path.display()))
        })
        .into_owned()
}

/// Where the links of a page lead, and the names of its headings.
pub fn links_and_headings(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut links, mut headings, mut heading) = (Vec::new(), BTreeSet::new(), None::<String>);
    let address = Regex::new(r#"(?:src|srcset|href)="([^"]+)""#).unwrap();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => links.push(dest_url.into_string()),
            Event::Html(html) | Event::InlineHtml(html) => {
                links.extend(address.captures_iter(&html).map(|found| found[1].to_owned()));
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => headings.extend(heading.take().map(|text| anchor(&text))),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    (links, headings)
}

/// The name by which a heading is linked to.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// `path` without `..`, as a link means it.
fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                assert!(straight.pop(), "{} leads out of the checkout", path.display());
            }
            Component::CurDir => {}
            part => straight.push(part),
        }
    }
    straight
}

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for page in pages() {
        let is_in_book = page.starts_with("docs");
        let (links, own) = links_and_headings(&whole(&page));
        for link in links.iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            let (path, heading) = link.split_once('#').map_or((link.as_str(), None), |(path, heading)| (path, Some(heading)));
            let target = if path.is_empty() { page.clone() } else { straight(&page.parent().unwrap().join(path)) };
            if !root().join(&target).exists() {
                wrong.push(format!("{}: {link}: there is no {}", page.display(), target.display()));
            } else if is_in_book && !target.starts_with("docs") {
                wrong.push(format!("{}: {link} leads out of the book", page.display()));
            } else if let Some(heading) = heading {
                let there = if path.is_empty() { own.clone() } else { links_and_headings(&whole(&target)).1 };
                if !there.contains(heading) {
                    wrong.push(format!("{}: {link}: there is no such heading; there are {there:?}", page.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_contents_list_every_page_once() {
    let contents = fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap();
    let (mut listed, _) = links_and_headings(&contents);
    let mut there: Vec<_> = pages()
        .into_iter()
        .filter_map(|page| Some(page.strip_prefix("docs").ok()?.to_str()?.to_owned()))
        .filter(|page| page != "SUMMARY.md")
        .collect();
    listed.sort();
    there.sort();
    assert_eq!(listed, there);
}

/// A file that a page names in passing is there, unless its reader makes it, or NAME stands for what they choose.
#[test]
fn files_that_are_named_are_there() {
    let named = Regex::new(r"`((?:src|tests|benches|editors|packages|fuzz|docs)/[\w./-]+)`").unwrap();
    let mut wrong = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        for found in named.captures_iter(&text) {
            let is_made =
                found[1].contains("NAME") || found[1].ends_with("/dist") || text.contains(&format!("save it as `{}`", &found[1]));
            if !root().join(&found[1]).exists() && !is_made {
                wrong.push(format!("{}: there is no {}", page.display(), &found[1]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Whose thing is named: the writer's own brands and links, and configured competitors.

use crate::document::ByteRange;
use aho_corasick::{AhoCorasick, MatchKind};

/// Whose a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The writer's.
    Writer,
    /// A competitor's.
    Competitor,
}

/// A name in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// Where it stands.
    pub range: ByteRange,
    /// Whose it is.
    pub owner: Owner,
}

/// The names that the settings give.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    names: Option<AhoCorasick>,
    owners: Vec<Owner>,
    links: Vec<String>,
}

impl Entities {
    /// Names of the writer's products, pages and groups; hosts or URL prefixes of theirs; names of competitors.
    #[must_use]
    pub fn new(brands: &[String], links: &[String], competitors: &[String]) -> Self {
        let named = |names: &[String], owner| -> Vec<_> {
            names.iter().filter(|name| !name.trim().is_empty()).map(|name| (name.trim().to_owned(), owner)).collect()
        };
        let mut all = named(brands, Owner::Writer);
        all.extend(named(competitors, Owner::Competitor));
        Self {
            names: AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                .build(all.iter().map(|(name, _)| name))
                .ok()
                .filter(|_| !all.is_empty()),
            owners: all.into_iter().map(|(_, owner)| owner).collect(),
            links: links.iter().map(|link| without_scheme(link).to_owned()).filter(|link| !link.is_empty()).collect(),
        }
    }

    /// Whether there is a name that may be found.
    #[must_use]
    pub const fn have_names(&self) -> bool {
        self.names.is_some()
    }

    /// The names in `text`, in the order in which they stand.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Named> {
        let Some(names) = &self.names else {
            return Vec::new();
        };
        names
            .find_iter(text)
            .filter(|found| is_whole(text, found.start(), found.end()))
            .filter_map(|found| {
                let owner = *self.owners.get(found.pattern().as_usize())?;
                Some(Named { range: ByteRange::new(found.start(), found.end()), owner })
            })
            .collect()
    }

    /// Whether `address` leads to something of the writer's.
    #[must_use]
    pub fn is_own_link(&self, address: &str) -> bool {
        let address = without_scheme(address);
        self.links.iter().any(|own| {
            let host = address.split(['/', '?', '#']).next().unwrap_or_default();
            let subdomain = host.strip_suffix(own.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('.'));
            subdomain || (own.contains('/') && address.starts_with(own.as_str()))
        })
    }
}

fn without_scheme(link: &str) -> &str {
    let link = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://")).unwrap_or(link);
    link.strip_prefix("www.").unwrap_or(link).trim_end_matches('/')
}

/// Whether no letter or digit touches the match: "BreadBoss" is in "BreadBoss's", not in "BreadBossing".
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let after = text.get(end..).and_then(|t| t.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entities() -> Entities {
        Entities::new(
            &["Rye & Shine".into()],
            &["ryeandshine.example".into(), "x.example/maya".into()],
            &["Acme CRM".into(), "DoughPro".into()],
        )
    }

    #[test]
    fn names_are_whole() {
        let text = "the acme of rye & shine, DoughPro's and DoughProX, Acme CRM";
        let found: Vec<_> = entities().find(text).iter().map(|n| (n.range.of(text), n.owner)).collect();
        assert_eq!(found, [("rye & shine", Owner::Writer), ("DoughPro", Owner::Competitor), ("Acme CRM", Owner::Competitor)]);
    }

    #[test]
    fn own_links() {
        let table = [
            ("https://ryeandshine.example/easter", true),
            ("shop.ryeandshine.example", true),
            ("notryeandshine.example", false),
            ("x.example/maya/1", true),
            ("x.example/other", false),
        ];
        for (link, own) in table {
            assert_eq!(entities().is_own_link(link), own, "{link}");
        }
    }
}

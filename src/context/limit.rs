//! How long a text may be where it goes.

use super::{Kind, Platform};

/// The limits, as data with their sources.
const LIMITS: &str = include_str!("platforms.txt");

/// Characters that a web address counts on a platform which shortens it (X and Mastodon say 23).
const SHORTENED: usize = 23;

/// How long a text may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// In characters as readers count them (grapheme clusters).
    pub characters: usize,
    /// Whether it holds for the headline alone.
    pub is_of_title: bool,
    /// What a web address counts; `None` where it counts as it is written.
    pub address: Option<usize>,
}

impl Limit {
    /// The limit of `platform` for a draft of `kind`.
    #[must_use]
    pub fn of(platform: Platform, kind: Kind) -> Option<Self> {
        let address = matches!(platform, Platform::X | Platform::Mastodon).then_some(SHORTENED);
        let lines = LIMITS.lines().filter(|line| !line.starts_with('#'));
        lines.map(str::split_whitespace).find_map(|mut words| {
            let (name, of, figure) = (words.next()?, words.next()?, words.next()?);
            let is_of_title = of == "title" && kind == Kind::Post;
            let holds = name == platform.name() && (of == "*" || of == kind.name() || is_of_title);
            Some(Self { characters: figure.parse().ok().filter(|_| holds)?, is_of_title, address })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_of_the_specification_hold() {
        let table = [
            (Platform::Linkedin, Kind::Invite, Some(300)),
            (Platform::X, Kind::Post, Some(280)),
            (Platform::Bluesky, Kind::Comment, Some(300)),
            (Platform::Mastodon, Kind::Post, Some(500)),
            (Platform::HackerNews, Kind::Post, Some(80)),
            (Platform::HackerNews, Kind::Comment, None),
        ];
        for (platform, kind, characters) in table {
            assert_eq!(Limit::of(platform, kind).map(|limit| limit.characters), characters, "{platform:?} {kind:?}");
        }
    }

    #[test]
    fn every_line_of_the_data_can_be_read() {
        for line in LIMITS.lines().filter(|line| !line.starts_with('#')) {
            let words: Vec<_> = line.split_whitespace().collect();
            assert!(Platform::named(words[0]).is_some(), "{line}");
            assert!(words[1] == "*" || words[1] == "title" || Kind::named(words[1]).is_some(), "{line}");
            assert!(words[2].parse::<usize>().is_ok() && words.len() > 3, "{line}");
        }
    }
}

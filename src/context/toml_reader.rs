//! Reads a TOML table key by key, and keeps every mistake with its place.

use super::settings::Problem;
use crate::{
    document::ByteRange,
    shown::{MOST, on_a_line},
};
use jiff::civil::Date;
use std::cell::RefCell;
use toml::de::{DeTable, DeValue};

/// A table that is being read. Keys that nobody asked for are reported by `finish`.
pub struct Reader<'s, 'p> {
    source: &'s str,
    table: DeTable<'s>,
    range: ByteRange,
    asked: Vec<String>,
    problems: &'p RefCell<Vec<Problem>>,
}

impl<'s, 'p> Reader<'s, 'p> {
    /// The whole file; `None` where it is no TOML, which is reported.
    pub fn root(source: &'s str, problems: &'p RefCell<Vec<Problem>>) -> Option<Self> {
        let (table, errors) = DeTable::parse_recoverable(source);
        for error in &errors {
            let range = error.span().map_or(ByteRange::at(0), ByteRange::from);
            problems.borrow_mut().push(Problem { range, message: format!("this is no TOML: {}", error.message()) });
        }
        let range = ByteRange::from(table.span());
        Some(Self { source, table: table.into_inner(), range, asked: Vec::new(), problems })
    }

    /// Where the table stands, in the file.
    pub const fn range(&self) -> ByteRange {
        self.range
    }

    /// The line of the byte `at`, from 0.
    pub fn line(&self, at: usize) -> u32 {
        let before = self.source.as_bytes().get(..at).unwrap_or_default();
        u32::try_from(memchr::memchr_iter(b'\n', before).count()).unwrap_or(u32::MAX)
    }

    /// Reports a mistake.
    pub fn report(&self, range: ByteRange, message: String) {
        self.problems.borrow_mut().push(Problem { range, message });
    }

    fn take(&mut self, key: &str) -> Option<(DeValue<'s>, ByteRange)> {
        self.asked.push(key.to_owned());
        let (_, value) = self.table.remove_entry(key)?;
        let range = ByteRange::from(value.span());
        Some((value.into_inner(), range))
    }

    /// Whether the value of `key` is a list.
    pub fn is_list(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Array(_)))
    }

    /// A string.
    pub fn string(&mut self, key: &str) -> Option<String> {
        let (value, range) = self.take(key)?;
        match value {
            DeValue::String(text) => Some(text.into_owned()),
            _ => self.wrong(range, format!("`{key}` is a string: {key} = \"…\"")),
        }
    }

    /// A string that has to be there.
    pub fn required(&mut self, key: &str, message: &str) -> Option<String> {
        if self.table.contains_key(key) {
            return self.string(key);
        }
        self.asked.push(key.to_owned());
        self.wrong(self.range, message.to_owned())
    }

    /// A list of strings, each with its place.
    pub fn strings(&mut self, key: &str) -> Option<Vec<(String, ByteRange)>> {
        let (value, range) = self.take(key)?;
        let DeValue::Array(items) = value else {
            return self.wrong(range, format!("`{key}` is a list of strings: {key} = [\"…\", \"…\"]"));
        };
        let mut found = Vec::new();
        for item in items {
            let range = ByteRange::from(item.span());
            match item.into_inner() {
                DeValue::String(text) => found.push((text.into_owned(), range)),
                _ => self.report(range, format!("`{key}` holds strings: put this in quotation marks")),
            }
        }
        Some(found)
    }

    /// A date.
    pub fn date(&mut self, key: &str) -> Option<Date> {
        let (value, range) = self.take(key)?;
        let text = match &value {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        text.parse().ok().or_else(|| self.wrong(range, format!("`{key}` is a date: {key} = 2026-11-20")))
    }

    /// A whole number, 0 or more.
    pub fn count(&mut self, key: &str) -> Option<i64> {
        let (value, range) = self.take(key)?;
        let number = match &value {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        number.filter(|number| *number >= 0).or_else(|| self.wrong(range, format!("`{key}` is a whole number, 0 or more")))
    }

    /// One of `names`.
    pub fn choice<T>(&mut self, key: &str, names: &[&str], named: impl Fn(&str) -> Option<T>) -> Option<T> {
        let (value, range) = self.take(key)?;
        let text = match &value {
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        named(&text).or_else(|| {
            let meant = suggestion(&text, names.iter().copied());
            self.wrong(range, format!("`{key}` is one of {}{meant}", names.join(", ")))
        })
    }

    /// A table.
    pub fn table(&mut self, key: &str) -> Option<Self> {
        let (value, range) = self.take(key)?;
        match value {
            DeValue::Table(table) => Some(self.inner(table, range)),
            _ => self.wrong(range, format!("`{key}` is a table: [{key}]")),
        }
    }

    /// A list of tables: `[[key]]`.
    pub fn tables(&mut self, key: &str) -> Vec<Self> {
        let Some((value, range)) = self.take(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value else {
            self.report(range, format!("`{key}` is a list of tables: [[{key}]]"));
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items {
            let range = ByteRange::from(item.span());
            match item.into_inner() {
                DeValue::Table(table) => found.push(self.inner(table, range)),
                _ => self.report(range, format!("`{key}` is a list of tables: [[{key}]]")),
            }
        }
        found
    }

    fn inner(&self, table: DeTable<'s>, range: ByteRange) -> Self {
        Self { source: self.source, table, range, asked: Vec::new(), problems: self.problems }
    }

    fn wrong<T>(&self, range: ByteRange, message: String) -> Option<T> {
        self.report(range, message);
        None
    }

    /// Reports the keys that nobody asked for.
    pub fn finish(self) {
        for (key, _) in &self.table {
            let meant = suggestion(key.get_ref(), self.asked.iter().map(String::as_str));
            let known = if meant.is_empty() { format!("; known here: {}", self.asked.join(", ")) } else { meant };
            let shown = on_a_line(key.get_ref(), MOST);
            self.report(ByteRange::from(key.span()), format!("unknown key `{shown}`{known}"));
        }
    }
}

/// ": did you mean …?" where one of `names` is close to `written`.
#[must_use]
pub fn suggestion<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> String {
    // Nobody meant a short word by a very long one, and to compare them costs memory.
    names
        .filter(|name| written.len() < name.len() * 2 + MOST)
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 5)
        .min()
        .map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"))
}

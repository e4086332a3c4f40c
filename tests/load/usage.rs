//! What a process holds, and how long answers take.

use std::{fmt, fs, time::Duration};

/// What a process holds.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// Resident memory, in kilobytes.
    pub memory: u64,
    pub threads: u64,
    /// Open descriptors.
    pub files: usize,
}

impl Usage {
    /// That of a process which lives.
    pub fn of(process: u32) -> Self {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        let files = fs::read_dir(format!("/proc/{process}/fd")).unwrap().count();
        Self { memory: field("VmRSS:"), threads: field("Threads:"), files }
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} MB, {} threads, {} descriptors", self.memory as f64 / 1000.0, self.threads, self.files)
    }
}

/// How long answers took.
#[derive(Default)]
pub struct Latencies(Vec<Duration>);

impl Latencies {
    pub fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// In words; begins anew.
    pub fn take(&mut self) -> String {
        self.0.sort();
        let at = |part: f64| self.0.get((self.0.len() as f64 * part) as usize).or(self.0.last()).copied().unwrap_or_default();
        let milliseconds = |took: Duration| took.as_secs_f64() * 1000.0;
        let text = format!("median {:.2} ms, 99% {:.2} ms", milliseconds(at(0.5)), milliseconds(at(0.99)));
        self.0.clear();
        text
    }
}

//! The progress of a long run: shown on a terminal only, and only once somebody may wonder.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

/// How long nobody wonders.
const PATIENCE: Duration = Duration::from_millis(400);

/// What is being done, and how far it is. It is gone from the terminal once this is dropped.
pub struct Progress {
    bar: ProgressBar,
    since: Instant,
    is_shown: AtomicBool,
}

impl Progress {
    /// For `total` things; each is `what`, in the plural.
    pub fn new(total: usize, what: &'static str) -> Self {
        let style = ProgressStyle::with_template("{msg} {human_pos} of {human_len} {bar:24} {eta} left");
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        Self { bar, since: Instant::now(), is_shown: AtomicBool::new(false) }
    }

    /// One more is done.
    pub fn advance(&self) {
        self.bar.inc(1);
        if self.since.elapsed() > PATIENCE && !self.is_shown.swap(true, Ordering::Relaxed) {
            // It stays hidden where stderr is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

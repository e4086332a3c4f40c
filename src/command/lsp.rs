//! `tactful lsp`.

use super::{COULD_NOT_RUN, complain};
use clap::Args;
use jiff::civil::Date;
use std::process::ExitCode;
use tactful::{
    context::set_today,
    server::{self, End},
};
use tracing_subscriber::EnvFilter;

#[derive(Args)]
pub struct Arguments {
    /// Accepted for editors that insist on it; there is no other way.
    #[arg(long)]
    stdio: bool,
    /// Read as if it were this day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::check::date)]
    today: Option<Date>,
}

/// Serves until the client says `exit` or goes away. Logs go to stderr at the level of `TACTFUL_LOG`, else warnings.
pub fn run(arguments: &Arguments) -> ExitCode {
    arguments.today.into_iter().for_each(set_today);
    let filter = EnvFilter::try_from_env("TACTFUL_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false).init();
    match server::serve() {
        Ok(End::Orderly) => ExitCode::SUCCESS,
        Ok(End::Abrupt) => ExitCode::FAILURE,
        Err(error) => {
            complain(&format!("the server cannot start: {error}"));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

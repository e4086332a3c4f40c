//! `tactful lsp`.

use super::{COULD_NOT_RUN, complain};
use clap::Args;
use std::process::ExitCode;
use tactful::server::{self, End};
use tracing_subscriber::EnvFilter;

#[derive(Args)]
pub struct Arguments {
    /// Accepted for editors that insist on it; there is no other way.
    #[arg(long)]
    stdio: bool,
}

/// Serves until the client says `exit` or goes away. Logs go to stderr at the level of `TACTFUL_LOG`, else warnings.
pub fn run(_: &Arguments) -> ExitCode {
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

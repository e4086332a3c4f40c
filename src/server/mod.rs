//! The language server: a thin skin over `check`.
//!
//! Handlers run concurrently, so their order holds only up to the first await. A notification therefore makes one send that
//! does not wait to the session, which owns the documents; a request sends its question and awaits the answer. What belongs
//! to the workspace as a whole is read beside the session (`workspace`), which gives it what is open.

mod actions;
mod archive;
mod backend;
mod capabilities;
mod commands;
mod completion;
mod convert;
mod fix_all;
mod frames;
mod hover;
mod in_force;
mod inlay;
mod introducing;
mod lens;
mod open_draft;
mod outgoing;
mod pull;
mod reading;
mod recording;
mod sent;
mod session;
mod silencing;
mod state;
mod symbols;
mod workspace;

use backend::{Backend, Life};
use std::{
    sync::{OnceLock, atomic::Ordering},
    time::Duration,
};
use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::{LspService, Server};

/// How often it is looked whether the client is still there.
const PARENT_CHECK: Duration = Duration::from_secs(2);

/// Threads that wait for something: one for each pipe, and one for each reading of the workspace that may run at a time (the
/// framework runs four requests). Without a bound their number wanders.
const MOST_THREADS: usize = 8;

/// Bytes of input that may wait for the service.
const BUFFER: usize = 1 << 16;

/// How the service came to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The client asked for it in the agreed way.
    Orderly,
    /// The client went away, or said `exit` without `shutdown`.
    Abrupt,
}

/// Serves a client over stdin and stdout until it says `exit`, closes stdin, or is gone.
///
/// # Errors
/// Where no runtime can be started.
pub fn serve() -> std::io::Result<End> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(MOST_THREADS).build()?;
    let life = Life::default();
    runtime.block_on(async {
        tokio::select! {
            () = answer(tokio::io::stdin(), tokio::io::stdout(), &life) => {}
            () = parent_gone(&life.parent) => tracing::info!("the client's process is gone"),
        }
    });
    // A read of stdin may still be waiting; it must not keep the process.
    runtime.shutdown_background();
    Ok(life.end())
}

/// Serves a client over `input` and `output` until it says `exit` or closes `input`. Needs a runtime of tokio's around it.
pub async fn converse(input: impl AsyncRead + Send + Unpin + 'static, output: impl AsyncWrite) -> End {
    let life = Life::default();
    answer(input, output, &life).await;
    life.end()
}

async fn answer(input: impl AsyncRead + Send + Unpin + 'static, output: impl AsyncWrite, life: &Life) {
    let (service, socket) = LspService::build(|client| Backend::new(client, life.clone()))
        .custom_method("$/setTrace", Backend::set_trace)
        .custom_method("window/workDoneProgress/cancel", Backend::cancel_progress)
        .finish();
    let (messages, whole) = tokio::io::duplex(BUFFER);
    tokio::spawn(frames::forward(input, messages));
    Server::new(whole, output, socket).serve(service).await;
}

impl Life {
    fn end(&self) -> End {
        if self.ended.load(Ordering::SeqCst) { End::Orderly } else { End::Abrupt }
    }
}

async fn parent_gone(parent: &OnceLock<u32>) {
    loop {
        tokio::time::sleep(PARENT_CHECK).await;
        if parent.get().is_some_and(|id| !is_running(*id)) {
            return;
        }
    }
}

/// Whether the process lives. Where there is no `/proc`, the end of stdin has to do.
fn is_running(id: u32) -> bool {
    !cfg!(target_os = "linux") || std::path::Path::new("/proc").join(id.to_string()).exists()
}

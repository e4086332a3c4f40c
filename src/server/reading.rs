//! The request for the diagnostics of the whole workspace: read beside the session, with progress, until somebody cancels it.

use super::{
    outgoing::Outgoing,
    workspace::{Shelf, Workspace},
};
use rustc_hash::FxHashMap;
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, AtomicI32, Ordering},
};
use tokio::sync::{mpsc::UnboundedSender, oneshot};
use tower_lsp::{
    jsonrpc::{Error, ErrorCode, Result},
    ls_types::{
        ProgressToken, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport,
        WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    },
};

/// The protocol's code for work that the server gave up.
const SERVER_CANCELLED: i64 = -32802;

/// What readings of the workspace share.
#[derive(Clone, Default)]
pub struct Readings {
    shelf: Arc<Mutex<Shelf>>,
    running: Arc<Mutex<FxHashMap<ProgressToken, Arc<AtomicBool>>>>,
    count: Arc<AtomicI32>,
}

/// Tells a reading to stop when nobody waits for it any more: a cancelled request's handler is dropped.
struct Stop(Arc<AtomicBool>);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Readings {
    /// Stops the reading whose progress has this token.
    pub fn cancel(&self, token: &ProgressToken) {
        if let Some(cancelled) = self.running.lock().unwrap_or_else(PoisonError::into_inner).get(token) {
            cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Reads `workspace`. `shows_progress` is whether the server may show progress that nobody asked for.
    ///
    /// # Errors
    /// Where it was cancelled.
    pub async fn read(
        &self,
        workspace: Workspace,
        params: WorkspaceDiagnosticParams,
        shows_progress: bool,
        outgoing: UnboundedSender<Outgoing>,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let token = params.work_done_progress_params.work_done_token;
        let own = || ProgressToken::String(format!("tactful/workspace/{}", self.count.fetch_add(1, Ordering::Relaxed)));
        let created = token.is_none() && shows_progress;
        let token = token.or_else(|| created.then(own));
        if let Some(token) = token.clone().filter(|_| created) {
            let _ = outgoing.send(Outgoing::CreateProgress(token));
        }
        let cancelled = Arc::new(AtomicBool::new(false));
        let _stop = Stop(Arc::clone(&cancelled));
        let running = || self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(token) = &token {
            running().insert(token.clone(), Arc::clone(&cancelled));
        }
        let (shelf, shown, told) = (Arc::clone(&self.shelf), token.clone(), outgoing.clone());
        let previous = params.previous_result_ids.into_iter().map(|known| (known.uri, known.value)).collect();
        let work = move || {
            let mut progress = Progress { token: shown, outgoing: told, percentage: None };
            let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
            let reports = shelf.read(workspace, &previous, &cancelled, |done, all| progress.tell(done, all));
            progress.end();
            reports
        };
        let reports = tokio::task::spawn_blocking(work).await;
        if let Some(token) = &token {
            running().remove(token);
            let (mark, reached) = oneshot::channel();
            let _ = outgoing.send(Outgoing::Mark(mark));
            let _ = reached.await;
        }
        match reports {
            Ok(Some(items)) => Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items })),
            Ok(None) => Err(Error {
                code: ErrorCode::ServerError(SERVER_CANCELLED),
                message: "cancelled".into(),
                data: Some(serde_json::json!({"retriggerRequest": false})),
            }),
            Err(_) => Err(Error::internal_error()),
        }
    }
}

/// What a client is shown of a reading: at most a hundred messages, however many files there are.
struct Progress {
    token: Option<ProgressToken>,
    outgoing: UnboundedSender<Outgoing>,
    percentage: Option<u32>,
}

impl Progress {
    fn tell(&mut self, done: usize, all: usize) {
        let percentage = u32::try_from(done * 100 / all.max(1)).ok();
        if percentage == self.percentage {
            return;
        }
        let message = Some(format!("{done} of {all} files"));
        let told = if self.percentage.is_none() {
            let title = "Reading drafts".to_owned();
            WorkDoneProgress::Begin(WorkDoneProgressBegin { title, cancellable: Some(true), message, percentage })
        } else {
            WorkDoneProgress::Report(WorkDoneProgressReport { cancellable: Some(true), message, percentage })
        };
        self.percentage = percentage;
        self.send(told);
    }

    fn end(&mut self) {
        if self.percentage.is_some() {
            self.send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
        }
    }

    fn send(&self, told: WorkDoneProgress) {
        if let Some(token) = &self.token {
            let _ = self.outgoing.send(Outgoing::Progress(token.clone(), told));
        }
    }
}

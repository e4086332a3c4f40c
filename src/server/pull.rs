//! Pulled diagnostics: the answer, or that nothing has changed since the last.
//!
//! A result's id is a digest of what it says, so that it needs no memory and holds over restarts.

use std::hash::{DefaultHasher, Hash, Hasher};
use tower_lsp::ls_types::{
    Diagnostic, DiagnosticSeverity, DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

/// The id of a result that says `items`.
pub fn result_id(items: &[Diagnostic]) -> String {
    let mut digest = DefaultHasher::new();
    items.len().hash(&mut digest);
    items.iter().for_each(|item| take_in(item, &mut digest));
    format!("{:016x}", digest.finish())
}

/// All that this program says in a diagnostic.
fn take_in(item: &Diagnostic, digest: &mut impl Hasher) {
    const LEVELS: [DiagnosticSeverity; 4] =
        [DiagnosticSeverity::ERROR, DiagnosticSeverity::WARNING, DiagnosticSeverity::INFORMATION, DiagnosticSeverity::HINT];
    let level = item.severity.and_then(|severity| LEVELS.iter().position(|level| *level == severity));
    (item.range, level, &item.code, &item.message).hash(digest);
    let related = item.related_information.as_deref().unwrap_or_default();
    related.iter().for_each(|related| (&related.location, &related.message).hash(digest));
}

/// What there is to say of a document of which the client knows the result `previous`.
pub fn report(items: Vec<Diagnostic>, previous: Option<&str>) -> DocumentDiagnosticReportResult {
    let result_id = result_id(&items);
    let report = if previous == Some(&result_id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
        })
    };
    DocumentDiagnosticReportResult::Report(report)
}

/// The same as a part of what there is to say of a workspace. `version` is that of a document that is open.
pub fn part(uri: Uri, version: Option<i32>, items: Vec<Diagnostic>, previous: Option<&str>) -> WorkspaceDocumentDiagnosticReport {
    let (result_id, version) = (result_id(&items), version.map(i64::from));
    if previous == Some(&result_id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }.into()
    } else {
        let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
        WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
    }
}

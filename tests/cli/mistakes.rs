//! What was mistyped, and what was meant.

use super::*;

#[test]
fn what_was_meant_is_said() {
    let folder = folder(&[
        ("pitch.md", PITCH),
        ("outreach/ann.md", PITCH),
        ("settings.toml", "competitors = []\n"),
        (
            "keys/tactful.toml",
            "competitor = []\n[me]\nnmae = \"Maya\"\n[rules]\npresure = \"off\"\npressure = \"of\"\n[limits]\ncooldown-days = 3\n",
        ),
        ("keys/a.md", "---\nto: Ann\n---\n\nHi Ann!\n"),
        ("front/a.md", "---\nto: Ann\nkind: massage\nrelationship: freind\n---\n\nHi Ann!\n"),
    ]);
    let table: &[(&[&str], &[&str])] = &[
        (&["chekc"], &["'check'"]),
        (&["check", "--select", "presure"], &["did you mean `pressure`"]),
        (&["check", "--ignore", "poaching,nagging2"], &["did you mean `nagging`"]),
        (&["check", "--formt", "json"], &["'--format'"]),
        (&["check", "--unsafe-fix", "--fix"], &["'--unsafe-fixes'"]),
        (&["check", "--wach"], &["'--watch'"]),
        (&["check", "--format", "sarf"], &["'sarif'", "human, json, sarif, github"]),
        (&["check", "--fail-on", "worning"], &["'warning'", "hint, information, warning, error"]),
        (&["check", "--color", "alwys"], &["'always'", "auto, always, never"]),
        (&["check", "--today", "tomorrow"], &["a date such as 2026-11-20"]),
        (&["check", "pich.md"], &["pich.md: there is no such file or folder; did you mean `pitch.md`?"]),
        (&["check", "outreech"], &["did you mean `outreach`?"]),
        (&["check", "outreach/an.md"], &["outreach/an.md: there is no such file", "did you mean `ann.md`?"]),
        (&["check", "--config", "setings.toml"], &["setings.toml: there is no such file; did you mean `settings.toml`?"]),
        (&["check", "keys"], &["unknown key `competitor`; did you mean `competitors`?", "did you mean `name`?"]),
        (&["check", "keys"], &["did you mean `pressure`?", "did you mean `off`?", "did you mean `cool-down-days`?"]),
        (&["check", "front"], &["did you mean `message`?", "did you mean `friend`?"]),
        (&["explain", "poching"], &["did you mean `poaching`"]),
        (&["completions", "bsh"], &["'bash'"]),
        (&["new", "--to", "Ann", "--kind", "mesage"], &["'message'"]),
        (&["new", "--to", "Ann", "--platform", "linkdin"], &["'linkedin'"]),
        (&["history", "--format", "jsn"], &["'json'"]),
    ];
    for (arguments, says) in table {
        let run = tactful(folder.path(), arguments);
        // Mistakes in a draft are findings; everything else cannot be run.
        let expected = if arguments.contains(&"front") { 1 } else { 2 };
        assert_eq!(run.status, expected, "{arguments:?}: {}{}", run.out, run.err);
        for expected in *says {
            let said = run.out.contains(expected) || run.err.contains(expected);
            assert!(said, "{arguments:?}: {expected} is not in\n{}{}", run.out, run.err);
        }
    }
    let far = tactful(folder.path(), &["check", "something-else-entirely.md"]);
    assert!(!far.err.contains("did you mean"), "no guess where nothing is near: {}", far.err);
}

#!/usr/bin/env python3
"""Prints how fast the server and `check` are, beside those of its peers that are on PATH (harper-ls, rumdl, typos), and which
goals they meet.

    cargo build --release && python3 benches/table/table.py [--quick]

Times are in ms as a client sees them. The folders hold 10,000 drafts of one page (1,000 with --quick), no two of them the
same: in one, sentences recur as they do where one person writes to many; in the other hardly any clause does.
"""
import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import gen_docs

HERE = Path(__file__).resolve().parent
OURS = HERE.parent.parent / "target" / "release" / "tactful"
SERVERS = {"tactful": [str(OURS), "lsp"], "rumdl": ["rumdl", "server"], "harper-ls": ["harper-ls", "--stdio"]}
CHECKS = {"tactful": [str(OURS), "check", "--format", "json"], "rumdl": ["rumdl", "check", "--no-cache"], "typos": ["typos"]}
SIZES = ["page", "10k", "100k"]
# The same 10,000 words with a recipient: the history of the workspace is then kept current at each keystroke.
ADDRESSED = "10k-to"
HEAD = "---\nto: Bakers of Bristol\nkind: post\n---\n\n"
KEYS = ["startup_ms", "open_ms", "edit_p50_ms", "edit_p95_ms", "action_p50_ms", "rss_peak_mb"]
# What is wanted: a name, where its figure is, and what it stays under.
GOALS = [
    ("keystroke, one page, p95", ("page", "edit_p95_ms"), 1.0),
    ("keystroke, 10,000 words, p95", ("10k", "edit_p95_ms"), 1.5),
    ("keystroke, 10,000 words to somebody, p95", (ADDRESSED, "edit_p95_ms"), 1.5),
    ("200 keystrokes at once, 10,000 to somebody", (ADDRESSED, "burst_ms"), 20.0),
    ("keystroke, 100,000 words, p95", ("100k", "edit_p95_ms"), 2.0),
    ("200 keystrokes at once, 100,000 words", ("100k", "burst_ms"), 20.0),
    ("opening 100,000 words", ("100k", "open_ms"), 150.0),
    ("start", ("page", "startup_ms"), 10.0),
    ("code action, 10,000 words, p50", ("10k", "action_p50_ms"), 1.0),
    ("memory, 10,000 words, MB", ("10k", "rss_peak_mb"), 25.0),
]


def installed(commands):
    return {name: command for name, command in commands.items() if shutil.which(command[0])}


def session(command, doc, root, *options):
    """One session with a server; what it measured."""
    run = subprocess.run(
        [sys.executable, HERE / "lsp_bench.py", "--json", "--doc", doc, "--root", root, "--max-seconds", "20",
         *options, "--", *command],
        capture_output=True, text=True)
    return json.loads(run.stdout) if run.stdout.strip() else {"crashed": True}


def figure(report, key):
    return f"{report[key]:.2f}" if isinstance(report.get(key), (int, float)) else "-"


def keystrokes(docs, root, runs):
    """Prints what sessions measured; that of ours by size."""
    print(f"{'server':<12}{'text':<7}" + "".join(f"{key:>15}" for key in [*KEYS, "burst_ms"]))
    ours = {}
    for name, command in installed(SERVERS).items():
        for size in [*SIZES, ADDRESSED] if name == "tactful" else SIZES:
            if name == "harper-ls" and size == "100k":
                continue  # it needs 12 s a keystroke
            doc = docs / f"{size}.md"
            times = ["--runs", str(runs if name == "tactful" else 1)]
            report = session(command, doc, root, "--edits", "150", "--code-actions", "10", *times)
            burst = session(command, doc, root, "--edits", "200", "--burst", "--code-actions", "0", *times)
            report["burst_ms"] = burst.get("burst_ms")
            print(f"{name:<12}{size:<7}" + "".join(f"{figure(report, key):>15}" for key in [*KEYS, "burst_ms"]), flush=True)
            if name == "tactful":
                ours[size] = report
    return ours


def goals(ours):
    print(f"\n{'goal':<44}{'under':>10}{'measured':>12}")
    for name, (size, key), most in GOALS:
        value = ours[size].get(key)
        is_met = isinstance(value, (int, float)) and value < most
        print(f"{name:<44}{most:>10}{figure(ours[size], key):>12}  {'met' if is_met else 'MISSED'}")


def folder(root, count, finish, what):
    for number in range(count):
        text = gen_docs.document(random.Random(1000 + number), 400, finish)
        (root / f"{number:05}.md").write_text(text, encoding="utf-8")
    size = sum(path.stat().st_size for path in root.glob("*.md")) / 1e6
    print(f"\nfolder of {count} drafts, {what}: {size:.1f} MB, the best of three runs")
    for name, command in installed(CHECKS).items():
        took = []
        for _ in range(3):
            begun = time.perf_counter()
            subprocess.run([*command, root], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            took.append(time.perf_counter() - begun)
        print(f"{name:<12}{min(took):8.2f} s{size / min(took):8.1f} MB/s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    if not OURS.exists():
        sys.exit("first: cargo build --release")
    print(f"binary {OURS.stat().st_size / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as scratch:
        paths = [Path(scratch) / name for name in ("docs", "workspace", "recurring", "unique")]
        docs, workspace, recurring, unique = paths  # gen_docs writes into docs
        for path in paths:
            path.mkdir()
        for path in paths[1:]:
            (path / "tactful.toml").write_text('drafts = ["*.md"]\n', encoding="utf-8")
        subprocess.run([sys.executable, HERE / "gen_docs.py", scratch], check=True, stdout=subprocess.DEVNULL)
        text = (docs / "10k.md").read_text(encoding="utf-8")
        (docs / f"{ADDRESSED}.md").write_text(HEAD + text, encoding="utf-8")
        goals(keystrokes(docs, workspace, 1 if quick else 3))
        count = 1_000 if quick else 10_000
        folder(recurring, count, lambda _, text: text, "whose sentences recur")
        folder(unique, count, gen_docs.unique, "in which hardly a clause recurs")


if __name__ == "__main__":
    main()

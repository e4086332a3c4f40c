#!/usr/bin/env python3
"""Prints how fast the server and `check` are, beside those of its peers that are on PATH (harper-ls, rumdl, typos).

    cargo build --release && python3 benches/table/table.py [--quick]

Times are in ms as a client sees them; the folder is 10,000 different drafts of one page (1,000 with --quick).
"""
import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
OURS = HERE.parent.parent / "target" / "release" / "tactful"
SERVERS = {"tactful": [str(OURS), "lsp"], "harper-ls": ["harper-ls", "--stdio"], "rumdl": ["rumdl", "server"]}
CHECKS = {"tactful": [str(OURS), "check", "--format", "json"], "rumdl": ["rumdl", "check", "--no-cache"], "typos": ["typos"]}
SIZES = ["page", "10k", "100k"]


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


def keystrokes(docs, root):
    keys = ["startup_ms", "open_ms", "edit_p50_ms", "edit_p95_ms", "action_p50_ms", "rss_peak_mb"]
    print(f"{'server':<12}{'text':<7}" + "".join(f"{key:>15}" for key in keys + ["burst_ms"]))
    for name, command in installed(SERVERS).items():
        for size in SIZES:
            if name == "harper-ls" and size == "100k":
                continue  # it needs 12 s a keystroke
            doc = docs / f"{size}.md"
            report = session(command, doc, root, "--edits", "150", "--code-actions", "10")
            burst = session(command, doc, root, "--edits", "200", "--burst", "--code-actions", "0")
            print(f"{name:<12}{size:<7}" + "".join(f"{figure(report, key):>15}" for key in keys)
                  + f"{figure(burst, 'burst_ms'):>15}", flush=True)


def folder(docs, root, copies):
    pages = sorted((docs / "corpus").iterdir())
    for at in range(copies):
        for page in pages:
            target = root / f"{at}-{page.name}"
            target.write_text(page.read_text(encoding="utf-8") + f"\nCopy {at}.\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in root.glob("*.md")) / 1e6
    print(f"\nfolder of {copies * len(pages)} drafts, {size:.1f} MB, the best of three runs")
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
        docs, workspace, drafts = (Path(scratch) / name for name in ("docs", "workspace", "drafts"))  # gen_docs writes into docs
        for path in (docs, workspace, drafts):
            path.mkdir()
        for path in (workspace, drafts):
            (path / "tactful.toml").write_text('drafts = ["*.md"]\n', encoding="utf-8")
        subprocess.run([sys.executable, HERE / "gen_docs.py", scratch], check=True, stdout=subprocess.DEVNULL)
        keystrokes(docs, workspace)
        folder(docs, drafts, 1 if quick else 10)


if __name__ == "__main__":
    main()

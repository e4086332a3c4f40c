#!/usr/bin/env python3
"""Writes into the folder docs of the one named: page.md (~400 words), 10k.md, 100k.md and corpus/ (1,000 different one-page files),
and 10k-unique.md, in which hardly any clause occurs twice (no help from a per-clause cache).

The text is outreach-like English prose put together from parts, the same on every run.
About 1 sentence in 12 holds something a prose checker is expected to notice.
"""
import random
import re
import sys
from pathlib import Path

WHO = ["Maya", "the maintainers", "our small team", "two volunteers", "Dr. Okafor", "a friend of mine",
       "the support desk", "Jürgen", "everyone on the call", "the working group", "José", "our designer"]
DID = ["rewrote", "published", "measured", "tested", "shared", "questioned", "summarised", "translated",
       "reviewed", "archived", "postponed", "simplified"]
WHAT = ["the onboarding guide", "a short survey of forty readers", "the release notes", "last year's budget",
        "our accessibility checklist", "the import tool", "a draft of the open letter", "the mailing list rules",
        "three of the slower queries", "the volunteer schedule", "a plugin for the editor", "the grant report"]
WHEN = ["last Tuesday", "before the spring meeting", "over a long weekend", "in early March", "two weeks ago",
        "after the pilot ended", "during the code freeze", "while the office was closed"]
WHY = ["because new readers kept getting lost", "so that nobody has to guess", "since the numbers looked odd",
       "although the deadline had already moved", "which saved us about six hours a week",
       "and the response was warmer than we expected", "even though we had only one reviewer",
       "to see whether the idea would hold up outside our own group"]
YOU = ["Your talk on plain language", "The article you posted about moderation", "Your reply on the forum",
       "The small library you maintain", "Your comparison of the two formats", "The way you label issues"]
MADE = ["helped us settle an argument", "changed how we write our own notes", "reminded me of a project from 2019",
        "answered a question we had carried for months", "gave our interns a good first task"]
ASK = ["Would you have twenty minutes in the week of June 9 to talk it through?",
       "Could you tell us which part you would cut first?",
       "Is there somebody else we should be asking about this?",
       "May we quote one paragraph of it, with a link to the original?",
       "What would have to be true for you to try it on a real document?"]
PLAIN = ["We are a group of five people, and none of us does this full time.",
         "There is no deadline, and “no” is a perfectly good answer.",
         "The code is free to use; the data stays on your own machine.",
         "Nothing here is final — we would rather hear about the problems now.",
         "I have kept this note short because I know how many of them you receive.",
         "The first version handled plain text only, and it took about 40 ms per page.",
         "If the timing is bad, I can write again in the autumn.",
         "We pay reviewers €120 for an afternoon, whatever they conclude."]
FLAWED = ["I just wanted to quickly reach out and touch base about a very unique oppurtunity.",
          "The the report was written by a intern, and it was recieved very well.",
          "In order to to move forward, we would of needed more data.",
          "Obviously this is a game-changing, world-class solution that literally everyone loves.",
          "Due to the fact that it was delayed, mistakes were made by the team.",
          "We looks forward to hearing from you soon , and hope its useful."]
HEADS = ["Why we are writing", "What we found", "A small request", "What happens next", "Some background",
         "How the pilot went", "Open questions", "Who is involved", "What it costs", "Thanks"]
LINKS = ["[the summary](https://example.org/summary)", "[our changelog](https://example.org/changes)",
         "[the sign-up page](https://example.org/join?from=letter)", "[a recorded demo](https://example.org/demo)"]


def cap(text):
    return text[0].upper() + text[1:]


def sentence(rng):
    kind = rng.random()
    if kind < 1 / 12:
        return rng.choice(FLAWED)
    if kind < 0.25:
        return rng.choice(PLAIN)
    if kind < 0.35:
        return rng.choice(ASK)
    if kind < 0.50:
        return f"{rng.choice(YOU)} {rng.choice(MADE)}, {rng.choice(WHY)}."
    if kind < 0.60:
        return f"You can read {rng.choice(LINKS)} or write to **{rng.choice(WHO)}** directly."
    if kind < 0.80:
        return cap(f"{rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHAT)} {rng.choice(WHEN)}, {rng.choice(WHY)}.")
    return cap(f"{rng.choice(WHEN)}, {rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHAT)}, "
               f"and {rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHAT)} {rng.choice(WHY)}.")


def unique(rng, text):
    """The sentence with a numbered place put in front of each comma and full stop."""
    return re.sub(r"(?<=[a-z])(?=[,.]( |$))", lambda _: f" in room {rng.randint(100, 99999)}", text)


def document(rng, words, finish=lambda rng, text: text):
    blocks, count = ["# A note to the people who read our drafts"], 9
    since_heading = 0
    while count < words:
        pick = rng.random()
        if since_heading >= 4 and pick < 0.35:
            block, since_heading = "## " + rng.choice(HEADS), 0
        elif since_heading >= 1 and pick < 0.45 and not blocks[-1].startswith("- "):
            block = "\n".join(f"- {cap(rng.choice(WHO))} {rng.choice(DID)} {rng.choice(WHAT)}."
                              for _ in range(rng.randint(3, 5)))
        else:
            block = " ".join(finish(rng, sentence(rng)) for _ in range(rng.randint(3, 6)))
            since_heading += 1
        blocks.append(block)
        count += len(block.split())
    return "\n\n".join(blocks) + "\n"


def main():
    docs = Path(sys.argv[1]) / "docs"
    (docs / "corpus").mkdir(parents=True, exist_ok=True)
    for name, words in (("page", 400), ("10k", 10_000), ("100k", 100_000)):
        (docs / f"{name}.md").write_text(document(random.Random(7), words), encoding="utf-8")
    (docs / "10k-unique.md").write_text(document(random.Random(7), 10_000, unique), encoding="utf-8")
    for number in range(1000):
        (docs / "corpus" / f"{number:04}.md").write_text(
            document(random.Random(1000 + number), 400), encoding="utf-8")


if __name__ == "__main__":
    main()

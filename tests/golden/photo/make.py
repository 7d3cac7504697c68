"""Says what other people's code makes of the photo model as it lies in models/photo: vectors of pictures and of names.

    python make.py WEIGHTS      efficientnet-lite0-57934424.pth, as models/photo/make.py leaves it in target/photo

timm's tf_efficientnet_lite0, through transformers' TimmWrapperModel, gives the features twice: from the weights of
models/photo, which have 8 bits (`rounded`), and from those they were made of (`published`). What comes behind them, and
the names, is numpy. To be run again whenever models/photo/model.safetensors has changed; `photo.json` names it by its
sha256, and the versions and the day.
"""

import datetime
import hashlib
import json
import pathlib
import sys

import numpy as np
import PIL
import timm
import tokenizers
import torch
import transformers
from PIL import Image
from safetensors.numpy import load_file
from transformers import CLIPImageProcessorPil, TimmWrapperConfig, TimmWrapperModel

HERE = pathlib.Path(__file__).resolve().parent
MODEL = HERE.parents[2] / "models" / "photo"
PICTURES = ["fish.png", "noise.png"]
NAMES = ["cat", "traffic light", "Chub mackerel", "a, b", "Übermensch 🐟"]
# timm's names of a block's layers and of their norms.
BLOCK = {"expand": ("conv_pw", "bn1"), "depthwise": ("conv_dw", "bn2"), "project": ("conv_pwl", "bn3")}
FIRST = {"depthwise": ("conv_dw", "bn1"), "project": ("conv_pw", "bn2")}
PUBLISHED = {"expand": ("_expand_conv", "_bn0"), "depthwise": ("_depthwise_conv", "_bn1"), "project": ("_project_conv", "_bn2")}
REPEATS = [1, 2, 2, 3, 3, 4, 1]
EPS = 1e-3


def layers():
    """For each layer: its name in models/photo, timm's names and the publisher's, of convolution and norm."""
    yield "vision_model.stem", ("conv_stem", "bn1"), ("_conv_stem", "_bn0")
    yield "vision_model.head", ("conv_head", "bn2"), ("_conv_head", "_bn1")
    at = 0
    for stage, n_blocks in enumerate(REPEATS):
        for block in range(n_blocks):
            for part, (convolution, norm) in (BLOCK if stage else FIRST).items():
                theirs = (f"blocks.{stage}.{block}.{convolution}", f"blocks.{stage}.{block}.{norm}")
                yield f"vision_model.blocks.{at}.{part}", theirs, tuple(f"_blocks.{at}.{it}" for it in PUBLISHED[part])
            at += 1


def of_rounded(tensors, net):
    """Weights whose norms are folded, in a net that has norms."""
    shapes, state = {name: it.shape for name, it in net.state_dict().items()}, {}
    for name, (convolution, norm), _ in layers():
        state[f"{convolution}.weight"] = torch.from_numpy(tensors[f"{name}.weight"]).reshape(shapes[f"{convolution}.weight"])
        bias = torch.from_numpy(tensors[f"{name}.bias"])
        ones = torch.ones_like(bias)
        state |= {f"{norm}.weight": ones, f"{norm}.bias": bias, f"{norm}.running_mean": 0 * ones, f"{norm}.running_var": (1 - EPS) * ones}
    return state


def of_published(weights):
    state = {}
    for _, (convolution, norm), (their_convolution, their_norm) in layers():
        state[f"{convolution}.weight"] = weights[f"{their_convolution}.weight"]
        for key in ("weight", "bias", "running_mean", "running_var"):
            state[f"{norm}.{key}"] = weights[f"{their_norm}.{key}"]
    return state


def listed(values):
    return [float(f"{it:.7g}") for it in values]


@torch.no_grad()
def main():
    torch.set_num_threads(1)
    weights = MODEL / "model.safetensors"
    raw = load_file(weights)
    tensors = {}
    for name, values in raw.items():
        if not name.endswith("_scale"):
            scales = raw.get(f"{name}_scale", np.float32(1))
            tensors[name] = values.astype(np.float32) * np.reshape(scales, (-1,) + (1,) * (values.ndim - 1)) if values.ndim else values
    wrapper = TimmWrapperModel(TimmWrapperConfig(architecture="tf_efficientnet_lite0", num_classes=0, do_pooling=True)).eval()
    processor = CLIPImageProcessorPil.from_pretrained(MODEL)
    published = torch.load(sys.argv[1], weights_only=True)

    def features(state, pixels):
        missing = wrapper.timm_model.load_state_dict(state, strict=False)
        assert all("num_batches" in it for it in missing.missing_keys) and not missing.unexpected_keys, missing
        return wrapper(pixels).pooler_output[0].numpy()

    pictures = []
    for name in PICTURES:
        pixels = processor(Image.open(HERE.parent / "clip" / "pictures" / name).convert("RGB"), return_tensors="pt")["pixel_values"]
        rounded = features(of_rounded(tensors, wrapper.timm_model), pixels)
        logits = tensors["classifier.weight"] @ rounded + tensors["classifier.bias"]
        shares = np.exp(logits - logits.max())
        vector = shares @ tensors["class_embedding.weight"]
        pictures.append({
            "file": name,
            "rounded": listed(rounded),
            "published": listed(features(of_published(published), pixels)),
            "names": listed(vector / np.linalg.norm(vector)),
        })  # fmt: skip

    tokenizer = tokenizers.Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    table, bias, names = tensors["text_model.token_embedding.weight"], tensors["text_model.bias"], []
    for name in NAMES:
        ids = [it for it in tokenizer.encode(name).ids if it < len(table)]
        vector = table[ids].mean(0) + bias
        names.append({"name": name, "ids": ids, "vector": listed(vector / np.linalg.norm(vector))})

    versions = {it.__name__: it.__version__ for it in (np, PIL, timm, tokenizers, torch, transformers)}
    said = {
        "made": f"{datetime.date.today()}, " + ", ".join(f"{name} {version}" for name, version in versions.items()),
        "sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
        "pictures": pictures,
        "names": names,
    }
    (HERE / "photo.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

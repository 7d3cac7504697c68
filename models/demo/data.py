"""Draws pictures with the project's own `draw` and keeps them as one array of 120 x 120 pixels."""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

ROOT = Path(__file__).resolve().parents[2]
DRAWN, KEPT = 192, 120
# Every set has seeds of its own; none of them meets another.
SEEDS = {"train": 1_000_000, "valid": 2_000_000, "test": 3_000_000, "odd": 4_000_000, "samples": 9_000_000}


def build_draw():
    command = ["cargo", "build", "--release", "--no-default-features", "--features", "draw", "--bin", "draw", "--message-format", "json"]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return [path for path in (json.loads(line).get("executable") for line in lines) if path][-1]


def draw(binary, n, seed, size=DRAWN, odd=False):
    """`n` pictures [n, size, size, 3] u8 and their captions."""
    with tempfile.TemporaryDirectory() as folder:
        flags = ["--count", str(n), "--seed", str(seed), "--size", str(size)] + (["--odd"] if odd else [])
        subprocess.run([binary, folder, *flags], check=True)
        pixels = np.fromfile(f"{folder}/pictures.rgb", np.uint8).reshape(n, size, size, 3)
        lines = Path(folder, "pictures.jsonl").read_text(encoding="utf-8").splitlines()
    return pixels, [json.loads(line) for line in lines]


def training_set(binary, n, folder):
    """The training pictures [n, 3, 120, 120] u8 and their captions, drawn once and kept in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    kept, told = folder / "pictures.npy", folder / "captions.json"
    if not told.exists():
        out = np.lib.format.open_memmap(kept, "w+", np.uint8, (n, 3, KEPT, KEPT))
        captions, chunk = [], 1860  # 20 of each entry at a time
        for start in range(0, n, chunk):
            count = min(chunk, n - start)
            pixels, lines = draw(binary, count, SEEDS["train"] + start)
            out[start : start + count] = shrink(pixels)
            captions += lines
        out.flush()
        told.write_text(json.dumps(captions, ensure_ascii=False), encoding="utf-8")
    return np.load(kept, mmap_mode="r"), json.loads(told.read_text(encoding="utf-8"))


def shrink(pixels, side=KEPT):
    small = F.interpolate(torch.from_numpy(pixels).permute(0, 3, 1, 2).float(), (side, side), mode="bicubic", antialias=True, align_corners=False)
    return small.round_().clamp_(0, 255).byte().numpy()


def catalog():
    """[(ja, en, scientific, aliases)] in order, and for each entry the number of its animal."""
    rows = [line for line in (ROOT / "models/names.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    names = [(ja, en, sci, [it.strip() for it in more.split("、") if it.strip()]) for ja, en, sci, more in cells]
    # Two entries with one English and one scientific name are one animal.
    firsts = {}
    animals = [firsts.setdefault((en, sci), len(firsts)) for _, en, sci, _ in names]
    return names, animals

"""Draws pictures with the project's own `draw` and keeps the training ones as one array of 136 x 136 pixels."""

import hashlib
import json
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

ROOT = Path(__file__).resolve().parents[2]
DRAWN, KEPT = 192, 136
# 20 of each entry at a time.
CHUNK = 1860
SEED = 10_000_000


def build_draw():
    command = ["cargo", "build", "--release", "--no-default-features", "--features", "draw", "--bin", "draw", "--message-format", "json"]
    # What cargo has to say of a mistake stays on stderr.
    lines = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return [path for path in (json.loads(line).get("executable") for line in lines) if path][-1]


def draw(binary, n, seed, flags):
    """`n` training pictures [n, 4, KEPT, KEPT] u8, the last channel what a creature covers, and their captions."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([binary, folder, "--count", str(n), "--seed", str(seed), "--size", str(DRAWN), "--mask", *flags], check=True)
        pixels = np.fromfile(f"{folder}/pictures.rgb", np.uint8).reshape(n, DRAWN, DRAWN, 3)
        mask = np.fromfile(f"{folder}/pictures.mask", np.uint8).reshape(n, DRAWN, DRAWN, 1)
        lines = Path(folder, "pictures.jsonl").read_text(encoding="utf-8").splitlines()
    small = torch.from_numpy(np.concatenate([pixels, mask], 3)).permute(0, 3, 1, 2).float()
    small = F.interpolate(small, (KEPT, KEPT), mode="bicubic", antialias=True, align_corners=False)
    return small.round_().clamp_(0, 255).byte().numpy(), [json.loads(line) for line in lines]


def training_set(binary, n, folder, what, flags):
    """`n` pictures and their captions, drawn once and kept in `folder`; and the seconds that drawing took, then and now.

    Two at a time, for there are two cores.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept, told, stamp = (folder / f"{what}.{ending}" for ending in ("npy", "json", "stamp.json"))
    asked = {"draw": hashlib.sha256(Path(binary).read_bytes()).hexdigest(), "n": n, "flags": flags, "seed": SEED}
    now = 0.0
    # The stamp comes last: without one the pictures are not all there.
    if not stamp.exists():
        start = time.time()
        out = np.lib.format.open_memmap(kept, "w+", np.uint8, (n, 4, KEPT, KEPT))

        def fill(start):
            count = min(CHUNK, n - start)
            out[start : start + count], lines = draw(binary, count, SEED + start, flags)
            return lines

        with ThreadPoolExecutor(2) as pool:
            captions = [line for lines in pool.map(fill, range(0, n, CHUNK)) for line in lines]
        out.flush()
        told.write_text(json.dumps(captions, ensure_ascii=False), encoding="utf-8")
        now = time.time() - start
        stamp.write_text(json.dumps({"asked": asked, "secs": now}), encoding="utf-8")
    made = json.loads(stamp.read_text(encoding="utf-8"))
    if made["asked"] != asked:
        raise SystemExit(f"{kept} was drawn as {made['asked']}, but {asked} is asked for: remove {stamp} to draw anew, or take another --work")
    return np.load(kept, mmap_mode="r"), json.loads(told.read_text(encoding="utf-8")), made["secs"], now


def phrases(binary):
    """What each value of each attribute is called: {attribute: {value: {language: [with a name at {}, without, bare]}}}."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([binary, folder, "--phrases"], check=True)
        return json.loads(Path(folder, "phrases.json").read_text(encoding="utf-8"))


def catalog():
    """[(ja, en, scientific, aliases)] in order, and for each entry the number of its animal."""
    rows = [line for line in (ROOT / "models/names.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    names = [(ja, en, sci, [it.strip() for it in more.split("、") if it.strip()]) for ja, en, sci, more in cells]
    # Two entries with one English and one scientific name are one animal.
    firsts = {}
    animals = [firsts.setdefault((en, sci), len(firsts)) for _, en, sci, _ in names]
    return names, animals

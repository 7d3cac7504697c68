"""Draws the sample pictures: a market tank of a few kinds, with some odd ones among them.

    python samples.py          writes samples/*.jpg and samples/samples.json
"""

import argparse
import io
import json
import random
from pathlib import Path

from PIL import Image

import data

HERE = Path(__file__).resolve().parent
SIZE, LIMIT = 288, 12_000
KINDS = {
    "squid and octopus": "スルメイカ ヤリイカ アオリイカ ホタルイカ マダコ ミズダコ",
    "red": "マダイ マダイ キンメダイ キンメダイ アカハタ ユメカサゴ",
    "flat": "ヒラメ ヒラメ ヒラメ カレイ カレイ カレイ",
    "silver": "サンマ イワシ サバ マアジ タチウオ ブリ",
    "long": "ウナギ マアナゴ ハモ ウツボ",
    "shells": "クルマエビ ボタンエビ アマエビ イセエビ ブラックタイガー",
    "others": "カゴカキダイ トラフグ",
    "odd": "モクギョ タイヤキ",
}
ODD = {0: ("長靴", "boot"), 1: ("びん", "bottle"), 6: ("傘", "umbrella")}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--draw", help="the draw binary; built with cargo if not given")
    options = options.parse_args()
    binary = options.draw or data.build_draw()
    names, _ = data.catalog()
    index_of = {ja: it for it, (ja, _, _, _) in enumerate(names)}
    n = len(names)
    pixels, lines = data.draw(binary, n * 8, data.SEEDS["samples"], SIZE)
    taken, chosen = set(), []
    for kind, wanted in KINDS.items():
        for ja in wanted.split():
            rows = [row for row in range(index_of[ja], len(lines), n) if row not in taken]
            # One alone, large enough to be recognised in a thumbnail, in a light that shows it.
            row = min(rows, key=lambda it: plainness(lines[it]))
            taken.add(row)
            chosen.append((pixels[row], {"name": ja, "en": names[index_of[ja]][1], "odd": kind == "odd"}))
    things, told = data.draw(binary, 60, data.SEEDS["samples"], SIZE, odd=True)
    for kind, (ja, en) in ODD.items():
        row = [it for it, line in enumerate(told) if line["ja"] == ja][1]
        chosen.append((things[row], {"name": ja, "en": en, "odd": True}))
    random.Random(1).shuffle(chosen)
    folder = HERE / "samples"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.jpg"):
        old.unlink()
    entries = []
    for number, (picture, entry) in enumerate(chosen, 1):
        file = f"{number:02}.jpg"
        (folder / file).write_bytes(jpeg(picture))
        entries.append(json.dumps({"file": file, **entry}, ensure_ascii=False))
    (folder / "samples.json").write_text("[\n  " + ",\n  ".join(entries) + "\n]\n", encoding="utf-8")


def plainness(line):
    return (line["count"] > 1) * 4 + (line["size"] == "small") * 2 + (line["light"] == "dim") * 2 + (line["cast"] != "none") + (line["style"] == "pencil")


def jpeg(picture):
    for quality in (85, 80, 75, 70, 65):
        buffer = io.BytesIO()
        Image.fromarray(picture).save(buffer, "JPEG", quality=quality, optimize=True)
        if buffer.tell() <= LIMIT:
            break
    return buffer.getvalue()


if __name__ == "__main__":
    main()

"""Measures the shipped files on drawings with seeds that training never saw, and writes metrics.json.

    python eval.py             top-1 and top-3 in Japanese and English, and the threshold for わからない
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F
from transformers import AutoTokenizer, CLIPImageProcessor, CLIPModel

import data

HERE = Path(__file__).resolve().parent
SIZE = 256


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--draw", help="the draw binary; built with cargo if not given")
    options.add_argument("--each", type=int, default=10, help="test drawings of each entry")
    options.add_argument("--dry", action="store_true", help="print only")
    options = options.parse_args()
    binary = options.draw or data.build_draw()
    model = CLIPModel.from_pretrained(HERE, dtype=torch.float32).eval()
    tokenizer, processor = AutoTokenizer.from_pretrained(HERE), CLIPImageProcessor.from_pretrained(HERE)
    names, animals = data.catalog()
    animals = np.array(animals)
    words = {
        "ja": read(model, tokenizer, [ja for ja, _, _, _ in names]),
        "en": read(model, tokenizer, [en for _, en, _, _ in names]),
        "scientific": read(model, tokenizer, [sci or en for _, en, sci, _ in names]),
    }
    n = len(names)
    test, lines = data.draw(binary, n * options.each, data.SEEDS["test"], SIZE)
    test = see(model, processor, test)
    truth = np.array([line["species"] for line in lines])
    rows = []
    for language, goal in (("ja", 0.6), ("en", 0.6), ("scientific", None)):
        cosines = test @ words[language].T
        order = ranked(cosines, animals)
        right = order == animals[truth][:, None]
        rows.append(row(f"top-1, {language}, over the whole catalog", goal, right[:, 0].mean()))
        rows.append(row(f"top-3, {language}, over the whole catalog", None, right[:, :3].any(1).mean()))
        if language == "ja":
            hits = right[:, 0]
            for key in ("count", "size", "style", "cast", "light", "background"):
                for value in sorted({line[key] for line in lines}, key=str):
                    chosen = np.array([line[key] == value for line in lines])
                    rows.append(row(f"top-1, ja, {key} {value}", None, hits[chosen].mean()))
            print("weakest:", weakest(names, truth, hits))
    # The threshold: 95 % of other fresh drawings reach it with their best name.
    valid, _ = data.draw(binary, n * 5, data.SEEDS["valid"], SIZE)
    odd, told = data.draw(binary, 300, data.SEEDS["odd"], SIZE, odd=True)
    valid, odd = see(model, processor, valid), see(model, processor, odd)
    for language in ("ja", "en"):
        best = (valid @ words[language].T).max(1)
        threshold = float(np.floor(np.quantile(best, 0.05) * 1000) / 1000)
        strange = (odd @ words[language].T).max(1)
        rows.append(row(f"threshold, {language} (95 % of drawings reach it)", None, threshold))
        rows.append(row(f"things of no entry under the threshold, {language}", None, (strange < threshold).mean()))
        if language == "ja":
            kinds = sorted({line["en"] for line in told})
            print({kind: round(float(np.mean([s < threshold for s, line in zip(strange, told) if line["en"] == kind])), 2) for kind in kinds})
    rows.append(row("test drawings", None, len(lines)))
    for it in rows:
        print(it["row"], it["value"])
    if not options.dry:
        text = ",\n".join("  " + json.dumps(it, ensure_ascii=False) for it in rows)
        (HERE / "metrics.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


def row(name, goal, value):
    value = round(float(value), 4)
    return {"row": name, "goal": goal, "value": value, "met": None if goal is None else value >= goal}


def ranked(cosines, animals):
    """For each picture the animals from the most to the least similar, each once."""
    best = np.full((len(cosines), animals.max() + 1), -2.0)
    for entry, animal in enumerate(animals):
        best[:, animal] = np.maximum(best[:, animal], cosines[:, entry])
    return np.argsort(-best, axis=1)


def weakest(names, truth, hits):
    shares = sorted((hits[truth == it].mean(), names[it][0]) for it in range(len(names)))
    return [f"{name} {share:.1f}" for share, name in shares[:12]]


@torch.no_grad()
def see(model, processor, pixels):
    out = []
    for start in range(0, len(pixels), 93):
        inputs = processor(images=list(pixels[start : start + 93]), return_tensors="pt")
        out.append(unit(model.visual_projection(model.vision_model(**inputs).pooler_output)))
    return np.concatenate(out)


@torch.no_grad()
def read(model, tokenizer, texts):
    out = []
    for text in texts:
        inputs = tokenizer([text], return_tensors="pt")
        pooled = model.text_model(input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"]).pooler_output
        out.append(unit(model.text_projection(pooled)))
    return np.concatenate(out)


def unit(features):
    return F.normalize(features.float(), dim=-1).numpy()


if __name__ == "__main__":
    main()

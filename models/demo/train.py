"""Draws the training pictures, makes the tokenizer, trains the demo model and writes its files here.

    python train.py            from the first line to the last; a run that was broken off goes on where it was

Everything follows from the seed. Work that is not shipped (pictures, checkpoint) stays in --work.
"""

import argparse
import json
import os
import resource
import time
from pathlib import Path

# Two busy-waiting thread pools on two cores cost more than they bring.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("KMP_BLOCKTIME", "0")

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from torch.nn import functional as F
from transformers import CLIPConfig, CLIPModel

import data

HERE = Path(__file__).resolve().parent
SIDE, PATCH, WORDS = 112, 16, 32
TEMPLATES = ["{}の絵", "{}の写真", "{}", "a drawing of a {}", "a picture of a {}", "{}"]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--work", type=Path, default=data.ROOT / "target" / "demo")
    options.add_argument("--draw", help="the draw binary; built with cargo if not given")
    options.add_argument("--pictures", type=int, default=37_200)
    options.add_argument("--steps", type=int, default=2_400)
    options.add_argument("--batch", type=int, default=48)
    options.add_argument("--rate", type=float, default=1e-3)
    options.add_argument("--seed", type=int, default=7)
    options = options.parse_args()
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    pictures, captions = data.training_set(options.draw or data.build_draw(), options.pictures, options.work)
    names, animals = data.catalog()
    tokenizer = make_tokenizer(names, captions)
    tokenizer.save(str(HERE / "tokenizer.json"))
    torch.manual_seed(options.seed)
    model = make_model(tokenizer)
    whiten_patches(model, pictures)
    train(model, Bank(names, animals, tokenizer), pictures, captions, tokenizer, options)
    export(model)


def make_tokenizer(names, captions):
    """Byte-level BPE: any Unicode in, never an unknown word; NFKC folds half-width katakana, case is folded."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    ends = ["<|startoftext|>", "<|endoftext|>"]
    trainer = trainers.BpeTrainer(vocab_size=2048, special_tokens=ends, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    every = [form for ja, en, sci, more in names for form in [ja, en, sci, *more] if form]
    told = [line[language] for line in captions[:9300] for language in ("ja", "en")]
    tokenizer.train_from_iterator(every * 20 + told, trainer)
    start, end = (tokenizer.token_to_id(it) for it in ends)
    tokenizer.post_processor = processors.TemplateProcessing(single=f"{ends[0]} $A {ends[1]}", special_tokens=[(ends[0], start), (ends[1], end)])
    tokenizer.enable_truncation(WORDS)
    return tokenizer


def make_model(tokenizer):
    start, end = tokenizer.token_to_id("<|startoftext|>"), tokenizer.token_to_id("<|endoftext|>")
    text = dict(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=128, intermediate_size=384, num_hidden_layers=3, num_attention_heads=4,
        max_position_embeddings=WORDS, hidden_act="quick_gelu", bos_token_id=start, eos_token_id=end, pad_token_id=end, projection_dim=192,
    )
    vision = dict(
        hidden_size=192, intermediate_size=576, num_hidden_layers=6, num_attention_heads=3, image_size=SIDE, patch_size=PATCH,
        hidden_act="quick_gelu", projection_dim=192,
    )
    return CLIPModel(CLIPConfig(text_config=text, vision_config=vision, projection_dim=192, logit_scale_init_value=2.65))


def whiten_patches(model, pictures):
    """Starts the patch embedding as the whitened principal components of real patches, and the places as waves."""
    sample = torch.from_numpy(np.stack([pictures[it][:, 4:116, 4:116] for it in range(0, len(pictures), max(1, len(pictures) // 900))]))
    patches = F.unfold(normalize(sample.float() / 255), PATCH, stride=PATCH).transpose(1, 2).reshape(-1, 3 * PATCH * PATCH)
    values, vectors = torch.linalg.eigh(patches.T @ patches / len(patches))
    tower = model.vision_model.embeddings
    width = tower.embed_dim
    kernels = (vectors / (values.clamp_min(0) + 0.02).sqrt()).flip(1)[:, :width].T
    with torch.no_grad():
        tower.patch_embedding.weight.copy_(0.5 * kernels.reshape(width, 3, PATCH, PATCH))
        grid = SIDE // PATCH
        y, x = torch.meshgrid(torch.arange(grid), torch.arange(grid), indexing="ij")
        rates = 2.0 ** torch.linspace(0, 3, width // 4) * torch.pi / (2 * grid)
        waves = [wave(place.reshape(-1, 1) * rates) for place in (x, y) for wave in (torch.sin, torch.cos)]
        tower.position_embedding.weight[1:].copy_(0.25 * torch.cat(waves, 1))


class Bank:
    """One spelling of every animal, drawn anew at each step."""

    def __init__(self, names, animals, tokenizer):
        self.forms = [[] for _ in range(max(animals) + 1)]
        for (ja, en, sci, more), animal in zip(names, animals):
            forms = {"ja": [ja], "en": [en], "sci": [sci] if sci else [], "more": more}
            self.forms[animal].append(forms)
        self.animal_of = torch.tensor(animals)
        self.tokenizer = tokenizer

    def texts(self, random):
        out = []
        for entries in self.forms:
            forms = entries[random.integers(len(entries))]
            kind = random.choice(["ja", "en", "sci", "more"], p=[0.4, 0.4, 0.1, 0.1])
            choices = forms[kind] or forms["ja"]
            text = choices[random.integers(len(choices))]
            out.append(TEMPLATES[random.integers(len(TEMPLATES))].format(text) if random.random() < 0.2 else text)
        return out


def train(model, bank, pictures, captions, tokenizer, options):
    # Two plain classifiers on the vision tower, thrown away afterwards: early on, while the text tower's vectors still
    # mean nothing, they are what tells the vision tower where to look.
    helper = torch.nn.ModuleDict({it: torch.nn.Linear(192, len(bank.forms)) for it in ("whole", "parts")})
    decay = [p for n, p in model.named_parameters() if p.ndim >= 2 and "embedding" not in n]
    plain = [p for n, p in model.named_parameters() if p.ndim < 2 or "embedding" in n]
    decay += [it.weight for it in helper.values()]
    plain += [it.bias for it in helper.values()]
    groups = [{"params": decay, "weight_decay": 0.05}, {"params": plain, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.98))
    warm = 60
    rate = lambda it: min((it + 1) / warm, 0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * min(1.0, max(0, it - warm) / max(1, options.steps - warm)))))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    checkpoint, begun, spent = options.work / "checkpoint.pt", 0, {"wall": 0.0, "cpu": 0.0}
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(kept["model"]), helper.load_state_dict(kept["helper"]), optimizer.load_state_dict(kept["optimizer"]), schedule.load_state_dict(kept["schedule"])
        begun, spent = kept["step"], kept["spent"]
    clock = (time.time(), cpu_seconds())
    total = lambda: {"wall": spent["wall"] + time.time() - clock[0], "cpu": spent["cpu"] + cpu_seconds() - clock[1]}
    recent, hits, guessed = 0.0, 0.0, 0.0
    pools = [np.flatnonzero([line["count"] == 1 and line["size"] in sizes for line in captions]) for sizes in (["large"], ["large", "medium"])]
    pools.append(np.arange(len(captions)))
    model.train()
    for step in range(begun, options.steps):
        # Each step's chances follow from the seed and its number, so a resumed run goes the same way.
        random = np.random.default_rng([options.seed, step])
        torch.manual_seed(options.seed * 1_000_003 + step)
        # First the easy ones, large and alone; then smaller ones; for the second half, all.
        pool = pools[min(2, 4 * step // options.steps)]
        chosen = random.choice(pool, options.batch, replace=False)
        pixels = augment(torch.from_numpy(np.stack([pictures[it] for it in chosen])).float() / 255)
        species = torch.tensor([captions[it]["species"] for it in chosen])
        animal = bank.animal_of[species]
        told_of = options.batch // 2
        said = [captions[it]["ja" if random.random() < 0.5 else "en"] for it in chosen[:told_of]]
        texts = bank.texts(random)
        with torch.autocast("cpu", torch.bfloat16):
            tower = model.vision_model(pixel_values=pixels)
            seen = F.normalize(model.visual_projection(tower.pooler_output).float(), dim=-1)
            guesses = [helper["whole"](tower.pooler_output), helper["parts"](tower.last_hidden_state[:, 1:].mean(1))]
            read = F.normalize(embed_texts(model, tokenizer, texts).float(), dim=-1)
            heard = F.normalize(embed_texts(model, tokenizer, said).float(), dim=-1)
        scale = model.logit_scale.exp()
        logits = scale * seen @ read.T
        named = F.cross_entropy(logits, animal, label_smoothing=0.05)
        # Captions against pictures: another picture of the same animal is neither right nor wrong.
        pairs = scale * seen[:told_of] @ heard.T
        same = (animal[:told_of, None] == animal[None, :told_of]) & ~torch.eye(told_of, dtype=torch.bool)
        pairs = pairs.masked_fill(same, -1e4)
        target = torch.arange(told_of)
        told = 0.5 * (F.cross_entropy(pairs, target) + F.cross_entropy(pairs.T, target))
        helped = sum(F.cross_entropy(guess.float(), animal, label_smoothing=0.05) for guess in guesses)
        loss = named + 0.3 * told + 0.5 * helped
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step(), schedule.step()
        with torch.no_grad():
            model.logit_scale.clamp_(0, 4.0)
        recent, hits = recent + loss.item(), hits + (logits.argmax(1) == animal).float().mean().item()
        guessed += (guesses[1].argmax(1) == animal).float().mean().item()
        if (step + 1) % 50 == 0:
            now = total()
            print(f"step {step + 1} loss {recent / 50:.3f} right {hits / 50:.3f} helper {guessed / 50:.3f} scale {scale.item():.1f} wall {now['wall']:.0f} cpu {now['cpu']:.0f}", flush=True)
            recent, hits, guessed = 0.0, 0.0, 0.0
        if (step + 1) % 200 == 0 or step + 1 == options.steps:
            parts = {"model": model.state_dict(), "helper": helper.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "step": step + 1, "spent": total()}
            torch.save(parts, checkpoint.with_suffix(".new"))
            os.replace(checkpoint.with_suffix(".new"), checkpoint)
    now = total()
    facts = {"steps": options.steps, "batch": options.batch, "pictures": len(pictures), "wall_secs": round(now["wall"]), "cpu_secs": round(now["cpu"])}
    (options.work / "time.json").write_text(json.dumps(facts))


def embed_texts(model, tokenizer, texts):
    ids = [it.ids for it in tokenizer.encode_batch(texts)]
    longest, pad = max(map(len, ids)), model.config.text_config.pad_token_id
    padded = torch.tensor([it + [pad] * (longest - len(it)) for it in ids])
    # The mask is causal and the vector is read at the first end token: what follows it changes nothing.
    return model.text_projection(model.text_model(input_ids=padded).pooler_output)


def normalize(pixels):
    return (pixels - 0.5) / 0.5


def augment(pixels):
    """A little shift, zoom, turn, light, colour, blur and noise; never a mirror, for left is not right."""
    n = len(pixels)
    zoom, turn = 1 + 0.12 * (2 * torch.rand(n) - 1), 0.12 * torch.randn(n)
    shift = 0.12 * (2 * torch.rand(n, 2) - 1)
    cos, sin = torch.cos(turn) * zoom, torch.sin(turn) * zoom
    theta = torch.stack([torch.stack([cos, -sin, shift[:, 0]], 1), torch.stack([sin, cos, shift[:, 1]], 1)], 1)
    grid = F.affine_grid(theta, (n, 3, SIDE, SIDE), align_corners=False)
    pixels = F.grid_sample(pixels, grid, mode="bilinear", padding_mode="reflection", align_corners=False)
    gain = (1 + 0.15 * torch.randn(n, 1, 1, 1)) * (1 + 0.04 * torch.randn(n, 3, 1, 1))
    pixels = pixels * gain + 0.04 * torch.randn(n, 1, 1, 1)
    blurred = torch.rand(n) < 0.15
    pixels[blurred] = F.avg_pool2d(pixels[blurred], 3, 1, 1, count_include_pad=False)
    pixels = pixels + 0.015 * torch.randn_like(pixels)
    return normalize(pixels.clamp(0, 1))


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def export(model):
    """The folder as the hub has it; weights in f16."""
    model = model.half().eval()
    model.config.architectures = ["CLIPModel"]
    model.config.dtype = "float16"
    weights = {name: tensor.contiguous() for name, tensor in model.state_dict().items() if not name.endswith("position_ids")}
    save_file(weights, HERE / "model.safetensors", metadata={"format": "pt"})
    model.config.to_json_file(HERE / "config.json", use_diff=False)
    write("preprocessor_config.json", {
        "crop_size": {"height": SIDE, "width": SIDE}, "do_center_crop": True, "do_convert_rgb": True, "do_normalize": True,
        "do_rescale": True, "do_resize": True, "image_mean": [0.5] * 3, "image_processor_type": "CLIPImageProcessor",
        "image_std": [0.5] * 3, "resample": 3, "rescale_factor": 1 / 255, "size": {"shortest_edge": SIDE},
    })
    write("tokenizer_config.json", {
        "tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>",
        "pad_token": "<|endoftext|>", "model_max_length": WORDS,
    })


def write(name, value):
    (HERE / name).write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

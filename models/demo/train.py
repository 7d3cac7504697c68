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
from torch import nn
from torch.nn import functional as F
from transformers import CLIPConfig, CLIPModel
from transformers.modeling_utils import ALL_ATTENTION_FUNCTIONS

import data
from muon import Muon

HERE = Path(__file__).resolve().parent
SIDE, PATCH, WORDS, WIDTH = 128, 16, 32, 192
TEMPLATES = ["{}の絵", "{}の写真", "{}", "a drawing of a {}", "a picture of a {}", "{}"]
# Of each step's pictures: things of no entry; pictures with a caption; pictures with a caption and a false one.
STRANGE, TOLD, DOUBTED = 8, 16, 16
# The cosine that a picture has to its own name at least, and a thing of no entry to no name.
MARGIN = 0.45


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--work", type=Path, default=data.ROOT / "target" / "demo")
    options.add_argument("--out", type=Path, default=HERE)
    options.add_argument("--draw", help="the draw binary; built with cargo if not given")
    options.add_argument("--pictures", type=int, default=65_100)
    options.add_argument("--steps", type=int, default=7_500)
    options.add_argument("--stop", type=int, help="breaks off after this step, for a look at a run of --steps")
    options.add_argument("--batch", type=int, default=64)
    options.add_argument("--rate", type=float, default=7e-4)
    options.add_argument("--seed", type=int, default=7)
    options = options.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    ALL_ATTENTION_FUNCTIONS["plain"] = attention
    start = time.time()
    binary = options.draw or data.build_draw()
    drawn = Drawn(binary, options.pictures, options.work)
    names, animals = data.catalog()
    phrases = data.phrases(binary)
    bare = [form for values in phrases.values() for forms in values.values() for form in (forms["ja"][2], forms["en"][2])]
    tokenizer = make_tokenizer(names, drawn.lines, bare)
    torch.manual_seed(options.seed)
    model = make_model(tokenizer)
    whiten_patches(model, drawn.pixels)
    prepared = time.time() - start - drawn.secs_now
    print(f"drawn in {drawn.secs:.0f} s, prepared in {prepared:.0f} s", flush=True)
    spent = train(model, Bank(names, animals, tokenizer, phrases), drawn, prepared, options)
    # What was broken off is no model to ship.
    if options.stop is None:
        export(model, tokenizer, options.out)
        write(options.out / "training.json", {
            "pictures": options.pictures, "steps": options.steps, "batch": options.batch,
            "prepare_secs": round(spent["prepare"]), "train_secs": round(spent["wall"]), "cpu_secs": round(spent["cpu"]),
        })


class Drawn:
    """The training pictures: creatures with their captions, and things of no entry."""

    def __init__(self, binary, n, folder):
        camera = ["--camera-share", "0.3"]
        self.pixels, self.lines, *creatures = data.training_set(binary, n, folder, "creatures", ["--train", *camera])
        self.strange, _, *strange = data.training_set(binary, n // 8, folder, "strange", ["--odd", "train", *camera])
        # The seconds that drawing took in all, and those of them in this run.
        self.secs, self.secs_now = (sum(it) for it in zip(creatures, strange))

    def batch(self, random, size):
        """`size` pictures [size, 4, KEPT, KEPT], the last STRANGE of them of no entry; the lines of the others."""
        chosen = random.choice(len(self.lines), size - STRANGE, replace=False)
        others = random.choice(len(self.strange), STRANGE, replace=False)
        pixels = np.stack([self.pixels[it] for it in chosen] + [self.strange[it] for it in others])
        return torch.from_numpy(pixels).float() / 255, [self.lines[it] for it in chosen]


def make_tokenizer(names, captions, bare):
    """Byte-level BPE: any Unicode in, never an unknown word; NFKC folds half-width katakana, case is folded."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    ends = ["<|startoftext|>", "<|endoftext|>"]
    trainer = trainers.BpeTrainer(vocab_size=2048, special_tokens=ends, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    every = [form for ja, en, sci, more in names for form in [ja, hiragana(ja), en, sci, *more] if form]
    told = [line[language] for line in captions[:9300] for language in ("ja", "en")] + bare * 20
    tokenizer.train_from_iterator(every * 20 + told, trainer)
    start, end = (tokenizer.token_to_id(it) for it in ends)
    tokenizer.post_processor = processors.TemplateProcessing(single=f"{ends[0]} $A {ends[1]}", special_tokens=[(ends[0], start), (ends[1], end)])
    tokenizer.enable_truncation(WORDS)
    return tokenizer


def hiragana(text):
    """Katakana as hiragana: a spelling that the catalog does not list."""
    return "".join(chr(ord(it) - 0x60) if "ァ" <= it <= "ヶ" else it for it in text)


def make_model(tokenizer):
    start, end = tokenizer.token_to_id("<|startoftext|>"), tokenizer.token_to_id("<|endoftext|>")
    text = dict(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=128, intermediate_size=384, num_hidden_layers=3, num_attention_heads=4,
        max_position_embeddings=WORDS, hidden_act="quick_gelu", bos_token_id=start, eos_token_id=end, pad_token_id=end, projection_dim=192,
    )
    vision = dict(
        hidden_size=WIDTH, intermediate_size=3 * WIDTH, num_hidden_layers=6, num_attention_heads=3, image_size=SIDE, patch_size=PATCH,
        hidden_act="quick_gelu", projection_dim=192,
    )
    model = CLIPModel(CLIPConfig(text_config=text, vision_config=vision, projection_dim=192, logit_scale_init_value=2.65))
    model.set_attn_implementation("plain")
    return model


def attention(module, query, key, value, mask, scaling=None, **_):
    """Attention by plain products: backwards on a processor, for pictures this small, torch's own takes twice as long."""
    n, heads, tokens, width = query.shape
    query, key, value = (it.reshape(n * heads, tokens, width) for it in (query, key, value))
    scores = torch.bmm(query * scaling, key.transpose(1, 2))
    if mask is not None:
        scores = (scores.view(n, heads, tokens, tokens) + mask).view(n * heads, tokens, tokens)
    mixed = torch.bmm(torch.softmax(scores, -1, dtype=scores.dtype), value)
    return mixed.view(n, heads, tokens, width).transpose(1, 2).contiguous(), None


def whiten_patches(model, pictures):
    """Starts the patch embedding as the whitened principal components of real patches, and the places as waves."""
    sample = torch.from_numpy(np.stack([pictures[it][:3, 4 : 4 + SIDE, 4 : 4 + SIDE] for it in range(0, len(pictures), max(1, len(pictures) // 900))]))
    patches = F.unfold(normalize(sample.float() / 255), PATCH, stride=PATCH).transpose(1, 2).reshape(-1, 3 * PATCH * PATCH)
    values, vectors = torch.linalg.eigh(patches.T @ patches / len(patches))
    tower = model.vision_model.embeddings
    kernels = (vectors / (values.clamp_min(0) + 0.02).sqrt()).flip(1)[:, :WIDTH].T
    with torch.no_grad():
        tower.patch_embedding.weight.copy_(0.5 * kernels.reshape(WIDTH, 3, PATCH, PATCH))
        grid = SIDE // PATCH
        y, x = torch.meshgrid(torch.arange(grid), torch.arange(grid), indexing="ij")
        rates = 2.0 ** torch.linspace(0, 3, WIDTH // 4) * torch.pi / (2 * grid)
        waves = [wave(place.reshape(-1, 1) * rates) for place in (x, y) for wave in (torch.sin, torch.cos)]
        tower.position_embedding.weight[1:].copy_(0.25 * torch.cat(waves, 1))


class Bank:
    """What each step reads: one spelling of every animal, one phrase for every value of every attribute and look."""

    def __init__(self, names, animals, tokenizer, phrases):
        self.forms = [[] for _ in range(max(animals) + 1)]
        for (ja, en, sci, more), animal in zip(names, animals):
            forms = {"ja": [ja], "en": [en], "sci": [sci] if sci else [], "more": more, "kana": [hiragana(ja)]}
            self.forms[animal].append(forms)
        self.names, self.phrases, self.tokenizer = names, phrases, tokenizer
        self.animal_of = torch.tensor(animals)
        self.values = {attribute: list(values) for attribute, values in phrases.items()}

    def spellings(self, random):
        out = []
        for entries in self.forms:
            forms = entries[random.integers(len(entries))]
            kind = random.choice(["ja", "en", "sci", "more", "kana"], p=[0.35, 0.35, 0.1, 0.1, 0.1])
            choices = forms[kind] or forms["ja"]
            text = choices[random.integers(len(choices))]
            out.append(TEMPLATES[random.integers(len(TEMPLATES))].format(text) if random.random() < 0.2 else text)
        return out

    def bare_phrases(self, random):
        """Of every attribute all values in one language, and which rows are whose."""
        out, rows = [], {}
        for attribute, values in self.phrases.items():
            language = "ja" if random.random() < 0.5 else "en"
            form = 1 if random.random() < 0.5 else 2
            rows[attribute] = slice(len(out), len(out) + len(values))
            out += [forms[language][form] for forms in values.values()]
        return out, rows

    def doubts(self, lines, random):
        """For each line a true phrase with its name, and for each a false one."""
        true, false = [], []
        for line in lines:
            language = "ja" if random.random() < 0.5 else "en"
            attribute = random.choice(list(self.values))
            right = str(line[attribute])
            wrong = random.choice([it for it in self.values[attribute] if it != right])
            name = self.names[line["species"]][0 if language == "ja" else 1]
            for out, value in ((true, right), (false, wrong)):
                out.append(self.phrases[attribute][value][language][0].format(name))
        return true + false


def train(model, bank, drawn, prepared, options):
    """Trains, from the last checkpoint on if there is one; gives the seconds spent in all runs."""
    n_animals = len(bank.forms)
    # Four plain classifiers on the vision tower, thrown away afterwards. Early on, while the text tower's vectors mean
    # nothing yet, they are what tells the vision tower where to look; the third names what lies under every patch, and
    # the fourth says which way it faces, which hardly anything else teaches: a mirrored creature has the same name.
    sizes = {"whole": n_animals, "parts": n_animals, "patches": n_animals + 1, "facing": 2}
    helper = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in sizes.items()})
    optimizers = make_optimizers(model, helper, options.rate)
    parts = [model, helper, *optimizers]
    checkpoint, begun, spent = options.work / "checkpoint.pt", 0, {"prepare": drawn.secs, "wall": 0.0, "cpu": 0.0}
    run = {name: getattr(options, name) for name in ("steps", "batch", "rate", "seed", "pictures")}
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=False)
        if kept.get("run") != run:
            raise SystemExit(f"{checkpoint} is of a run with {kept.get('run')}, this is one with {run}: remove it, or take another --work")
        for part, state in zip(parts, kept["parts"]):
            part.load_state_dict(state)
        begun, spent = kept["step"], kept["spent"]
    clock = (time.time(), cpu_seconds())
    total = lambda: {
        "prepare": spent["prepare"] + prepared, "wall": spent["wall"] + time.time() - clock[0], "cpu": spent["cpu"] + cpu_seconds() - clock[1],
    }
    kin, apart = kinship(bank, drawn.lines), builds(bank, drawn.lines)
    sums = {}
    model.train()
    last = options.stop or options.steps
    for step in range(begun, last):
        # Each step's chances follow from the seed and its number, so a resumed run goes the same way.
        random = np.random.default_rng([options.seed, step])
        torch.manual_seed(options.seed * 1_000_003 + step)
        losses = step_losses(model, helper, bank, kin, apart, *drawn.batch(random, options.batch), random)
        for it in optimizers:
            it.zero_grad(set_to_none=True)
            for group in it.param_groups:
                group["lr"] = it.defaults["lr"] * rate(step, options.steps)
        losses["loss"].backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for it in optimizers:
            it.step()
        with torch.no_grad():
            model.logit_scale.clamp_(0, 4.0)
        for key, value in losses.items():
            sums[key] = sums.get(key, 0.0) + value.item() / 100
        if (step + 1) % 100 == 0:
            now = total()
            told = " ".join(f"{key} {value:.3f}" for key, value in sums.items())
            print(f"step {step + 1} {told} scale {model.logit_scale.exp().item():.1f} wall {now['wall']:.0f} cpu {now['cpu']:.0f}", flush=True)
            sums = {}
        if (step + 1) % 200 == 0 or step + 1 == last:
            torch.save({"parts": [it.state_dict() for it in parts], "step": step + 1, "spent": total(), "run": run}, checkpoint.with_suffix(".new"))
            os.replace(checkpoint.with_suffix(".new"), checkpoint)
    return total()


def rate(step, steps, warm=100):
    """The share of the full rate: warm-up, then a cosine down to 1 %."""
    fall = 0.01 + 0.99 * 0.5 * (1 + np.cos(np.pi * min(1.0, max(0, step - warm) / max(1, steps - warm))))
    return min((step + 1) / warm, fall)


def make_optimizers(model, helper, rate):
    """Muon for the matrices inside the towers, AdamW for all the rest."""
    named = list(model.named_parameters())
    inner = [p for n, p in named if p.ndim == 2 and "encoder.layers" in n]
    decay = [p for n, p in named if p.ndim >= 2 and "encoder.layers" not in n and "embedding" not in n] + [it.weight for it in helper.values()]
    plain = [p for n, p in named if p.ndim < 2 or "embedding" in n] + [it.bias for it in helper.values()]
    groups = [{"params": decay, "weight_decay": 0.05}, {"params": plain, "weight_decay": 0.0}]
    return [torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98)), Muon(inner, lr=2 * rate, weight_decay=0.05)]


def kinship(bank, lines):
    """What a picture of each animal should be called, in shares: 5 % any, 8 % its kin if it has any, the rest itself."""
    kind_of = {bank.animal_of[line["species"]].item(): line["kind"] for line in lines[: len(bank.names)]}
    kinds = [kind_of[animal] for animal in range(len(kind_of))]
    alike = torch.tensor([[float(a is not None and a == b) for b in kinds] for a in kinds]).fill_diagonal_(0)
    shares = 0.08 * alike / alike.sum(1, keepdim=True).clamp_min(1) + 0.05 / len(kinds)
    return shares + torch.diag(1 - shares.sum(1))


def builds(bank, lines):
    """Which two animals are of different builds, so that their names are not to lie together."""
    build_of = {bank.animal_of[line["species"]].item(): line["build"] for line in lines[: len(bank.names)]}
    of = [build_of[animal] for animal in range(len(build_of))]
    return torch.tensor([[a is not None and b is not None and a != b for b in of] for a in of])


def step_losses(model, helper, bank, kin, apart, pixels, lines, random):
    pixels, mask = augment(pixels)
    n = len(lines)
    animal = bank.animal_of[torch.tensor([line["species"] for line in lines])]
    phrases, rows = bank.bare_phrases(random)
    texts = bank.spellings(random) + phrases
    said = [line["ja" if random.random() < 0.5 else "en"] for line in lines[:TOLD]] + bank.doubts(lines[TOLD : TOLD + DOUBTED], random)
    with torch.autocast("cpu", torch.bfloat16):
        tower = model.vision_model(pixel_values=pixels)
        seen = F.normalize(model.visual_projection(tower.pooler_output).float(), dim=-1)
        patches = tower.last_hidden_state[:, 1:]
        guesses = [helper["whole"](tower.pooler_output[:n]), helper["parts"](patches[:n].mean(1))]
        under, facing = helper["patches"](patches), helper["facing"](patches[:n])
        read = F.normalize(embed_texts(model, bank.tokenizer, texts).float(), dim=-1)
        heard = F.normalize(embed_texts(model, bank.tokenizer, said).float(), dim=-1)
    scale = model.logit_scale.exp()
    names, phrases = read[: len(kin)], read[len(kin) :]
    cosines = seen @ names.T
    named = F.cross_entropy(scale * cosines[:n], kin[animal])
    foreign = F.relu(names @ names.T)[apart].square().mean()
    # None of these: the right name is above the margin, and of a thing of no entry every name is under it.
    known = F.softplus(scale * (MARGIN - cosines[:n].gather(1, animal[:, None]))).mean() / scale
    strange = F.softplus(torch.logsumexp(scale * cosines[n:], 1) - scale * MARGIN).mean() / scale
    # Attributes: which of an attribute's phrases; and a true phrase with the name against a false one.
    attributes = 0.0
    for attribute, values in bank.values.items():
        right = torch.tensor([values.index(str(line[attribute])) for line in lines])
        attributes = attributes + F.cross_entropy(20 * seen[:n] @ phrases[rows[attribute]].T, right) / len(rows)
    doubted = seen[TOLD : TOLD + DOUBTED, None] @ heard[TOLD:].view(2, DOUBTED, -1).transpose(0, 1).transpose(1, 2)
    doubts = F.cross_entropy(20 * doubted[:, 0], torch.zeros(DOUBTED, dtype=torch.long))
    # Captions against pictures: another picture of the same animal is neither right nor wrong.
    pairs = scale * seen[:TOLD] @ heard[:TOLD].T
    same = (animal[:TOLD, None] == animal[None, :TOLD]) & ~torch.eye(TOLD, dtype=torch.bool)
    pairs, target = pairs.masked_fill(same, -1e4), torch.arange(TOLD)
    told = 0.5 * (F.cross_entropy(pairs, target) + F.cross_entropy(pairs.T, target))
    helped = sum(F.cross_entropy(guess.float(), animal, label_smoothing=0.05) for guess in guesses)
    covered = F.avg_pool2d(mask, PATCH).flatten(1) > 0.15
    nothing = torch.full(covered.shape, len(kin))
    lies = torch.where(covered, torch.cat([animal, nothing[n:, 0]])[:, None], nothing)
    lying = F.cross_entropy(under.float().flatten(0, 1), lies.flatten())
    to_right = torch.tensor([int(line["direction"] == "right") for line in lines])[:, None].expand(-1, covered.shape[1])
    faced = F.cross_entropy(facing.float()[covered[:n]], to_right[covered[:n]])
    loss = named + 0.2 * told + 3.0 * attributes + 0.4 * doubts + 10.0 * foreign + 2.0 * (known + strange) + 0.5 * helped + lying + 0.5 * faced
    right = (cosines[:n].argmax(1) == animal).float().mean()
    return {"loss": loss, "right": right, "named": named, "told": told, "attr": attributes, "doubts": doubts, "known": known, "strange": strange, "foreign": foreign, "patches": lying, "facing": faced}


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
    grid = F.affine_grid(theta, (n, 4, SIDE, SIDE), align_corners=False)
    pixels = F.grid_sample(pixels, grid, mode="bilinear", padding_mode="reflection", align_corners=False)
    pixels, mask = pixels[:, :3], pixels[:, 3:]
    gain = (1 + 0.1 * torch.randn(n, 1, 1, 1)) * (1 + 0.03 * torch.randn(n, 3, 1, 1))
    pixels = pixels * gain + 0.03 * torch.randn(n, 1, 1, 1)
    blurred = torch.rand(n) < 0.15
    pixels[blurred] = F.avg_pool2d(pixels[blurred], 3, 1, 1, count_include_pad=False)
    pixels = pixels + 0.015 * torch.randn_like(pixels)
    return normalize(pixels.clamp(0, 1)), mask


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def export(model, tokenizer, out):
    """The folder as the hub has it; weights in f16."""
    tokenizer.save(str(out / "tokenizer.json"))
    model = model.half().eval()
    model.config.architectures = ["CLIPModel"]
    model.config.dtype = "float16"
    weights = {name: tensor.contiguous() for name, tensor in model.state_dict().items() if not name.endswith("position_ids")}
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    model.config.to_json_file(out / "config.json", use_diff=False)
    write(out / "preprocessor_config.json", {
        "crop_size": {"height": SIDE, "width": SIDE}, "do_center_crop": True, "do_convert_rgb": True, "do_normalize": True,
        "do_rescale": True, "do_resize": True, "image_mean": [0.5] * 3, "image_processor_type": "CLIPImageProcessor",
        "image_std": [0.5] * 3, "resample": 3, "rescale_factor": 1 / 255, "size": {"shortest_edge": SIDE},
    })
    write(out / "tokenizer_config.json", {
        "tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>",
        "pad_token": "<|endoftext|>", "model_max_length": WORDS,
    })


def write(path, value):
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

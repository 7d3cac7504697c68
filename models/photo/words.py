"""Words as vectors: all-MiniLM-L6-v2, and what WordNet and the labels say of the classifier's 1,000 classes."""

import json
import re
from functools import cached_property

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertModel

# Ancestors that say nothing of what a thing looks like.
GENERAL = set(
    "entity|physical entity|object|whole|living thing|organism|artifact|instrumentality|abstraction|matter|causal agent"
    "|vertebrate|chordate|placental|device|unit|thing|physical object|substance|part|way|implement|covering|equipment"
    "|container|structure|conveyance|foodstuff|aquatic vertebrate|teleost fish|arthropod|invertebrate".split("|")
)
PLAIN = {"bony fish": "fish"}
# A class's ancestors count less the farther they are.
N_ANCESTORS, DECAY = 8, 0.8


class MiniLm:
    """Texts to vectors of length 1, the mean over the tokens, as its makers say."""

    def __init__(self, parts):
        self.tokenizer = Tokenizer.from_file(str(parts.tokenizer))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.bert = BertModel.from_pretrained(parts.minilm).eval()

    @torch.inference_mode()
    def of_ids(self, ids):
        """`ids`: rows of one length."""
        found = self.bert(torch.tensor(ids)).last_hidden_state.mean(1)
        return torch.nn.functional.normalize(found).numpy()

    def __call__(self, texts):
        ids = [it.ids[:128] for it in self.tokenizer.encode_batch(list(texts))]
        found = np.zeros((len(ids), 384), np.float32)
        by_length = {}
        for at, row in enumerate(ids):
            by_length.setdefault(len(row), []).append(at)
        for rows in by_length.values():
            for start in range(0, len(rows), 256):
                chunk = rows[start : start + 256]
                found[chunk] = self.of_ids([ids[at] for at in chunk])
        return found


class WordNet:
    """The nouns of WordNet 3.1: what a sense is called, what it is a kind of, and its gloss (wndb(5WN))."""

    def __init__(self, parts):
        self.lemmas, self.kinds, self.gloss, self.files = {}, {}, {}, {}
        for line in records(parts.nouns):
            fields, _, gloss = line.partition(" | ")
            offset, file, _type, n_words, *rest = fields.split()
            self.files.setdefault(file, []).append(offset)
            n_words = int(n_words, 16)
            self.lemmas[offset] = [word.replace("_", " ") for word in rest[: 2 * n_words : 2]]
            pointers = rest[2 * n_words + 1 :]
            n_pointers = int(rest[2 * n_words])
            quads = (pointers[4 * at : 4 * at + 4] for at in range(n_pointers))
            self.kinds[offset] = [quad[1] for quad in quads if quad[0] in ("@", "@i")]
            self.gloss[offset] = gloss.strip()
        self.senses = {}
        for line in records(parts.senses):
            fields = line.split()
            self.senses[fields[0].replace("_", " ")] = fields[-int(fields[2]) :]

    def in_files(self, files):
        return (offset for file in files for offset in self.files[file])

    def ancestors(self, offset):
        while self.kinds[offset]:
            offset = self.kinds[offset][0]
            yield offset

    def named_like(self, labels):
        """The sense that has the most names in common with `labels`, the more usual one of two."""
        lower = {label.lower() for label in labels}
        best = (0.0, None)
        for label in labels:
            for rank, offset in enumerate(self.senses.get(label.lower(), [])):
                lemmas = self.lemmas[offset]
                common = len(lower & {lemma.lower() for lemma in lemmas})
                score = common + 0.5 * (len(lemmas) == len(labels)) - 0.01 * rank
                best = max(best, (score, offset), key=lambda it: it[0])
        return best[1]


def records(path):
    return (line for line in path.read_text(encoding="latin1").splitlines() if not line.startswith("  "))


class Classes:
    """The 1,000 classes of ImageNet-1k, in the classifier's order."""

    def __init__(self, parts, wordnet):
        labels = json.loads(parts.labels.read_text(encoding="utf-8"))
        self.labels = [[word.strip() for word in labels[str(at)].split(",")] for at in range(1000)]
        names = json.loads(parts.names.read_text(encoding="utf-8"))
        self.names = [re.sub(r"\s*\(.*?\)", "", name) for name in names]
        self.wordnet = wordnet
        self.senses = [wordnet.named_like(labels) for labels in self.labels]

    def ancestors(self, at):
        """What the class is a kind of, from near to far, in plain words."""
        words = []
        for offset in list(self.wordnet.ancestors(self.senses[at]))[:N_ANCESTORS]:
            word = self.wordnet.lemmas[offset][0]
            word = PLAIN.get(word, word)
            if word not in GENERAL and word not in words:
                words.append(word)
        return words

    @cached_property
    def texts(self):
        """What is said of each class."""
        return [self.said_of(at) for at in range(1000)]

    def said_of(self, at):
        name = self.names[at]
        others = [label for label in self.labels[at] if label.lower() != name.lower()][:2]
        kinds = self.ancestors(at)[:3]
        gloss = self.wordnet.gloss[self.senses[at]].split(";")[0]
        return [name, *others, *([f"{name}, a kind of {', '.join(kinds)}"] if kinds else []), f"{name}: {gloss}"]


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)

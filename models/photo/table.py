"""A static table of name pieces: a vector for each WordPiece, so that their mean is near to what MiniLM makes of the whole name.

It begins as what MiniLM makes of each piece alone (as model2vec does, https://github.com/MinishLab/model2vec), rare pieces
counting more (SIF, Arora et al. 2017, https://openreview.net/forum?id=SyK00v5xx); ridge regression on names of things of
WordNet then moves the rows.
"""

import numpy as np
import scipy.sparse as sparse

# WordNet's files of nouns (lexnames(5WN)): animal, artifact, body, food, location, natural object, person, phenomenon, plant,
# substance.
FILES = {"05", "06", "08", "13", "15", "17", "18", "19", "20", "27"}
N_NAMES, RIDGE, SMOOTH = 24_000, 0.02, 1e-3
# The last letter of Latin Extended-B: what is beyond is no piece of an English, or scientific, name.
LAST_LETTER = 0x24F


class Table:
    """`rows` [pieces, 384] and `mean` [384] in MiniLM's space; `pieces` are ids of its tokenizer."""

    def __init__(self, minilm, wordnet, classes, seed):
        self.tokenizer = minilm.tokenizer
        vocabulary = self.tokenizer.get_vocab()
        special = set(self.tokenizer.get_added_tokens_decoder())
        is_kept = lambda word, at: at not in special and not word.startswith("[unused") and max(map(ord, word)) <= LAST_LETTER
        self.pieces = sorted(at for word, at in vocabulary.items() if is_kept(word, at))
        self.place = {at: row for row, at in enumerate(self.pieces)}
        first, last = vocabulary["[CLS]"], vocabulary["[SEP]"]
        ids = [[first, at, last] for at in self.pieces]
        alone = np.concatenate([minilm.of_ids(ids[start : start + 256]) for start in range(0, len(ids), 256)])
        alone -= alone.mean(0)
        self.weights = self.weights_by(wordnet)

        names = sorted({name for sense in wordnet.in_files(FILES) for name in wordnet.lemmas[sense] if not name[0].isdigit() and len(name) < 32})
        names = [names[at] for at in np.random.default_rng(seed).permutation(len(names))[:N_NAMES]]
        names += [text for texts in classes.texts for text in texts if len(text) < 60]
        wanted = minilm(names)
        self.mean = wanted.mean(0)
        bags = self.bags(names)
        self.rows = alone + ridge(bags, wanted - self.mean - bags @ alone)

    def weights_by(self, wordnet):
        counts = np.zeros(len(self.pieces))
        for encoding in self.tokenizer.encode_batch(list(wordnet.gloss.values())[::2], add_special_tokens=False):
            for at in encoding.ids:
                if at in self.place:
                    counts[self.place[at]] += 1
        return SMOOTH / (SMOOTH + counts / counts.sum())

    def bags(self, names):
        """A row for each name: its pieces' weights over their number."""
        rows, columns, values = [], [], []
        for row, encoding in enumerate(self.tokenizer.encode_batch(names, add_special_tokens=False)):
            found = [self.place[at] for at in encoding.ids if at in self.place]
            rows += [row] * len(found)
            columns += found
            values += [self.weights[at] / len(found) for at in found]
        return sparse.csr_matrix((values, (rows, columns)), (len(names), len(self.pieces)))

    def __call__(self, names):
        return self.bags(names) @ self.rows + self.mean


def ridge(bags, wanted):
    """The rows `z` that make `|bags z - wanted|^2 + RIDGE |z|^2` small, by conjugate gradients on all columns at once."""
    gram = (bags.T @ bags).tocsr()
    found = np.zeros((bags.shape[1], wanted.shape[1]))
    left = bags.T @ wanted
    way, length = left.copy(), (left**2).sum(0)
    for _ in range(60):
        change = gram @ way + RIDGE * way
        step = length / np.maximum((way * change).sum(0), 1e-12)
        found += step * way
        left -= step * change
        before, length = length, (left**2).sum(0)
        way = left + length / np.maximum(before, 1e-12) * way
    return found

#!/bin/sh
# tokenizers 0.23.3 (2026-11-29): BpeTrainer on the same few sentences, in the same process settings, gives other merges
# from run to run: pairs of equal count are taken in no fixed order. Whoever commits a tokenizer that a script has trained
# cannot make the same file again. Seen: "8 runs, 8 tokenizers" (the number differs). Fails if all are one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet tokenizers==0.23.3
cat > train.py <<'EOF'
import hashlib
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
tokenizer = Tokenizer(models.BPE(unk_token=None, end_of_word_suffix="</w>"))
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
trainer = trainers.BpeTrainer(vocab_size=400, end_of_word_suffix="</w>", show_progress=False,
    initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()))
text = "a photo of a tuna and a crab in the sea, a squid, an octopus, a shrimp; red, blue, silver and long"
tokenizer.train_from_iterator([text] * 3, trainer)
print(hashlib.sha256(tokenizer.to_str().encode()).hexdigest())
EOF
runs=0
while [ $runs -lt 8 ]; do venv/bin/python train.py; runs=$((runs + 1)); done > sums
kinds=$(sort -u sums | wc -l)
echo "8 runs, $kinds tokenizers"
[ "$kinds" -gt 1 ]

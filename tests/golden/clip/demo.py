"""Says what transformers makes of the shipped demo model as it lies in models/demo: vectors of three texts and a picture.

    python demo.py

To be run again whenever models/demo/model.safetensors has changed; `demo.json` beside this file names the model by its
sha256, and the versions and the day. The vectors have length 1; float32 throughout.
"""

import datetime
import hashlib
import json
import pathlib

import PIL
import tokenizers
import torch
import transformers
from PIL import Image
from transformers import AutoTokenizer, CLIPImageProcessorPil, CLIPModel

HERE = pathlib.Path(__file__).resolve().parent
MODEL = HERE.parents[2] / "models" / "demo"
TEXTS = ["皿の上のマアジの絵", "a drawing of a Squid, facing left", "マグロ 🐟 tuna"]
PICTURE = "fish.png"


def unit(features):
    features = features if torch.is_tensor(features) else features.pooler_output
    return [round(float(it), 8) for it in torch.nn.functional.normalize(features[0].double(), dim=0)]


@torch.no_grad()
def main():
    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(MODEL)
    processor = CLIPImageProcessorPil.from_pretrained(MODEL)
    model, loading = CLIPModel.from_pretrained(MODEL, dtype=torch.float32, output_loading_info=True)
    assert not any(loading.values()), loading
    model.eval()
    texts = []
    for text in TEXTS:
        encoded = tokenizer(text, return_tensors="pt")
        features = model.get_text_features(encoded["input_ids"], encoded["attention_mask"])
        texts.append({"text": text, "ids": encoded["input_ids"][0].tolist(), "vector": unit(features)})
    pixels = processor(Image.open(HERE / "pictures" / PICTURE), return_tensors="pt")["pixel_values"]
    expected = {
        "made_by": f"transformers {transformers.__version__}, tokenizers {tokenizers.__version__}, torch {torch.__version__}, "
        f"Pillow {PIL.__version__}, {datetime.date.today()}, demo.py",
        "model": hashlib.sha256((MODEL / "model.safetensors").read_bytes()).hexdigest(),
        "texts": texts,
        "pictures": [{"file": PICTURE, "vector": unit(model.get_image_features(pixels))}],
    }
    lines = json.dumps(expected, ensure_ascii=False, indent=1)
    (HERE / "demo.json").write_text(lines + "\n", encoding="utf-8")


main()

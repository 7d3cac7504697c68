"""Random CLIPs in the shapes of real ones, for the page and for its peers, and large photos: python export.py FOLDER PHOTOS

Each model becomes a folder as transformers writes it (f32) with the demo model's tokenizer, and beside it both towers as
ONNX, in fp32 and with dynamically quantised uint8 weights; `hf/` holds one as transformers.js wants it. `jpegs/` are
pictures of 12 megapixels, made of the pictures in PHOTOS with the noise of a sensor.
"""

import json
import os
import shutil
import sys
import warnings
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from PIL import Image
from transformers import CLIPConfig, CLIPModel

DEMO = Path(__file__).parents[2] / "models/demo"
VOCABULARY, LENGTH = 49408, 77
N_JPEGS, JPEG_SIZE = 64, (4000, 3000)

#        vision: hidden, layers, heads, patch   text: hidden, layers, heads
SHAPES = {
    "b32": ((768, 12, 12, 32), (512, 12, 8)),
    # TinyCLIP-ViT-8M-16-Text-3M
    "tiny16": ((256, 10, 4, 16), (256, 3, 4)),
    # The same with a few channels far larger than the rest, as real CLIPs have them.
    "tiny16_outliers": ((256, 10, 4, 16), (256, 3, 4)),
    # The picture tower of b32 all but alone.
    "b32_picture": ((768, 12, 12, 32), (64, 1, 1)),
}


class Picture(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        pooled = self.model.vision_model(pixel_values=pixel_values).pooler_output
        return self.model.visual_projection(pooled)


class Text(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids):
        pooled = self.model.text_model(input_ids=input_ids).pooler_output
        return self.model.text_projection(pooled)


def tower(shape, **more):
    hidden, n_layers, n_heads = shape[:3]
    return dict(hidden_size=hidden, intermediate_size=4 * hidden, num_hidden_layers=n_layers,
                num_attention_heads=n_heads, projection_dim=512, hidden_act="quick_gelu", **more)


def export(module, example, name, axes, folder):
    path = folder / f"{name}.onnx"
    (key,) = axes
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(module, (example,), path, input_names=[key], output_names=["embeds"], dynamic_axes=axes,
                          opset_version=17, dynamo=False)
    quantize_dynamic(path, folder / f"{name}_uint8.onnx", weight_type=QuantType.QUInt8)


def add_outliers(model):
    """0.5 % of the gains of layer norms and of the outputs of the perceptrons, 20 to 60 times the rest."""
    with torch.no_grad():
        for name, values in model.named_parameters():
            if name.endswith("weight") and ("norm" in name or "fc2" in name):
                factors = torch.where(torch.rand(len(values)) < 0.005, 20 + 40 * torch.rand(len(values)), 1.0)
                values *= factors.view(-1, *[1] * (values.dim() - 1))


def write_jpegs(folder, photos):
    folder.mkdir(exist_ok=True)
    paths = sorted(it for it in photos.iterdir() if it.suffix in (".jpg", ".jpeg", ".png"))
    rng = np.random.default_rng(0)
    for at in range(N_JPEGS):
        picture = Image.open(paths[at % len(paths)]).convert("RGB").resize(JPEG_SIZE, Image.Resampling.LANCZOS)
        noise = rng.normal(0, 4, (JPEG_SIZE[1], JPEG_SIZE[0], 1))
        pixels = (np.asarray(picture) + noise).clip(0, 255).astype(np.uint8)
        Image.fromarray(pixels).save(folder / f"{at:02}.jpg", quality=90, subsampling=2)


def main(folder, photos):
    write_jpegs(folder / "jpegs", photos)
    demo = json.loads((DEMO / "config.json").read_text())["text_config"]
    ends = {key: demo[key] for key in ("bos_token_id", "eos_token_id")}
    for name, (vision, text) in SHAPES.items():
        torch.manual_seed(0)
        config = CLIPConfig(
            projection_dim=512,
            vision_config=tower(vision, patch_size=vision[3], image_size=224),
            text_config=tower(text, vocab_size=VOCABULARY, max_position_embeddings=LENGTH, **ends),
        )
        config._attn_implementation = "eager"
        model = CLIPModel(config).eval()
        if name.endswith("outliers"):
            add_outliers(model)
        out = folder / name
        model.save_pretrained(out, max_shard_size="10GB")
        for file in ("tokenizer.json", "preprocessor_config.json"):
            shutil.copy(DEMO / file, out / file)
        preprocessor = json.loads((out / "preprocessor_config.json").read_text())
        preprocessor |= {"size": {"shortest_edge": 224}, "crop_size": {"height": 224, "width": 224}}
        (out / "preprocessor_config.json").write_text(json.dumps(preprocessor))
        if name != "b32_picture":
            export(Picture(model), torch.randn(2, 3, 224, 224), f"{name}_picture", {"pixel_values": {0: "n"}}, folder)
            ids = torch.randint(2, 99, (2, 9))
            ids[:, -1] = ends["eos_token_id"]
            export(Text(model), ids, f"{name}_text", {"input_ids": {0: "n", 1: "length"}}, folder)
        if name == "b32":
            hf = folder / "hf/b32"
            (hf / "onnx").mkdir(parents=True, exist_ok=True)
            for file in ("config.json", "preprocessor_config.json"):
                shutil.copy(out / file, hf / file)
            quantised = hf / "onnx/vision_model_quantized.onnx"
            quantised.unlink(missing_ok=True)
            os.link(folder / "b32_picture_uint8.onnx", quantised)
        print(name, f"{sum(it.numel() for it in model.parameters()) / 1e6:.1f} M")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

#!/bin/sh
# transformers 5.24.0 and torchvision 0.29.2 (2026-11-29): both are asked for the middle 224 columns of a picture 335 wide,
# a margin of 111. CLIPImageProcessorPil begins at column 55, torchvision's CenterCrop, with which OpenAI's own CLIP was
# written, at 56: it rounds (half to even), the other cuts off. A CLIP folder that names CLIPImageProcessor therefore sees
# every picture of such a size one pixel beside where the original saw it.
# Seen: "transformers 55, torchvision 56". Fails if they agree.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet transformers==5.24.0 torchvision==0.29.2 pillow==13.0.0
venv/bin/python - <<'EOF'
import numpy as np
from PIL import Image
from torchvision.transforms import CenterCrop
from transformers import CLIPImageProcessorPil
# Each column's number is its colour.
picture = Image.fromarray(np.tile(np.arange(335) % 256, (224, 1)).astype(np.uint8)).convert("RGB")
processor = CLIPImageProcessorPil(do_resize=False, do_rescale=False, do_normalize=False, crop_size={"height": 224, "width": 224})
one = int(np.asarray(processor(picture, return_tensors="np").pixel_values)[0, 0, 0, 0])
other = picture and CenterCrop(224)(picture).getpixel((0, 0))[0]
print(f"transformers {one}, torchvision {other}")
assert one != other
EOF

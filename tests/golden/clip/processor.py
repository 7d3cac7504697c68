"""Says what the image processor of transformers makes of pictures whose crop has an odd margin, and with the nearest
pixel for a filter.

    python processor.py

Made on 2026-11-29 with transformers 5.24.0 (CLIPImageProcessorPil, its Pillow backend), Pillow 13.0.0 and numpy 2.4.6.
The pictures are those that `pixel` paints; each file is what the tower sees, before it becomes numbers, and is called
by the picture's width and height, the tower's side and Pillow's number of the filter.
"""

import pathlib

import numpy as np
from PIL import Image
from transformers import CLIPImageProcessorPil

CASES = [
    (640, 427, 224, 3),
    (427, 640, 224, 3),
    (90, 61, 32, 3),
    (61, 90, 32, 2),
    (640, 427, 224, 0),
    (333, 500, 224, 0),
    (20, 13, 32, 0),
]


def pixel(x, y):
    return np.stack([(x * 5 + y) % 256, (x * y // 16 + 40) % 256, (y * 3 + x // 2) % 256], -1).astype(np.uint8)


here = pathlib.Path(__file__).resolve().parent / "processor"
for width, height, side, resample in CASES:
    y, x = np.mgrid[0:height, 0:width]
    processor = CLIPImageProcessorPil(
        size={"shortest_edge": side}, crop_size={"height": side, "width": side}, resample=resample,
        do_rescale=False, do_normalize=False,
    )  # fmt: skip
    seen = processor(Image.fromarray(pixel(x, y)), return_tensors="np")["pixel_values"][0]
    picture = Image.fromarray(seen.transpose(1, 2, 0).astype(np.uint8))
    picture.save(here / f"{width}x{height}-{side}-{resample}.png", optimize=True)

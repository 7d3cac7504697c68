"""Says how Pillow sees the pictures of ../shared/material: size and mean colours of the four quarters.

    python pillow.py ../../../../shared/material

Made on 2026-11-29 with Pillow 13.0.0 (libjpeg-turbo, libwebp and libtiff of its wheel) and numpy 2.4.6. What is
transparent is laid on white. Null where Pillow refuses the file.
"""

import json
import pathlib
import sys
import warnings

import numpy as np
from PIL import Image, ImageOps

FOLDERS = ["images/formats", "images/bad", "photos/exif", "photos/seafood"]
ENDINGS = {".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"}


def seen(path):
    try:
        with Image.open(path) as file:
            file.load()
            image = ImageOps.exif_transpose(file)
            if image.has_transparency_data:
                white = Image.new("RGBA", image.size, "white")
                image = Image.alpha_composite(white, image.convert("RGBA"))
            image = image.convert("RGB")
    except Exception:
        return None
    pixels = np.asarray(image, dtype=np.float64)
    # The middle line belongs to both halves, so that a picture one pixel wide has four quarters.
    down, across = (pixels.shape[0] + 1) // 2, (pixels.shape[1] + 1) // 2
    quarters = [pixels[:down, :across], pixels[:down, -across:], pixels[-down:, :across], pixels[-down:, -across:]]
    means = [round(float(it), 2) for quarter in quarters for it in quarter.mean((0, 1))]
    return {"width": image.width, "height": image.height, "quarters": means}


warnings.simplefilter("ignore")
root = pathlib.Path(sys.argv[1])
paths = sorted(path for folder in FOLDERS for path in (root / folder).rglob("*") if path.suffix.lower() in ENDINGS)
lines = [f"{json.dumps(str(path.relative_to(root)), ensure_ascii=False)}: {json.dumps(seen(path))}" for path in paths]
target = pathlib.Path(__file__).resolve().parent / "pillow.json"
target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
print(len(paths), "files")

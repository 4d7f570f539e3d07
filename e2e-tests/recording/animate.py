"""Makes an animated GIF of numbered frames: NN-SECONDS.png in a folder.

Needs Pillow. Usage: animate.py FOLDER FILE
"""

import pathlib
import sys

from PIL import Image

WIDTH = 900
COLORS = 255


def frames_in(folder: pathlib.Path):
    for path in sorted(folder.glob("[0-9][0-9]-*.png")):
        seconds = float(path.stem.split("-", 1)[1])
        image = Image.open(path).convert("RGB")
        height = round(image.height * WIDTH / image.width)
        yield image.resize((WIDTH, height), Image.Resampling.LANCZOS), seconds


def main(folder: str, file: str) -> None:
    frames = list(frames_in(pathlib.Path(folder)))
    if not frames:
        sys.exit(f"{folder} has no frames")
    # Keeps the colors of small icons. Without dithering, flat areas stay flat
    # and compress well.
    images = [
        image.quantize(
            COLORS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        for image, _ in frames
    ]
    images[0].save(
        file,
        save_all=True,
        append_images=images[1:],
        duration=[round(seconds * 1000) for _, seconds in frames],
        loop=0,
        optimize=True,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

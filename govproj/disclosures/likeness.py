"""Whether two photos show the same: a difference hash of 64 bits, which survives scaling and saving anew.

The libraries for this bring a scientific stack of a hundred megabytes; the hash itself is five lines of Pillow.
"""

from PIL import Image

from govproj.core.uploads import path_of

WIDTH, HEIGHT = 9, 8
ALIKE = 4  # bits of 64: saving anew changes 0 to 3, two views of one site more than ten
# Of the 16 hex digits (start, length): one more band than bits may differ, so one of them is always the same.
BANDS = ((0, 3), (3, 3), (6, 3), (9, 3), (12, 4))
PLAIN = {0, 2**64 - 1}  # a white wall is like every other white wall


def likeness_of(sha256: str) -> str | None:
    """16 hex digits; None for a picture without anything on it, or one that is not there."""
    try:
        with Image.open(path_of(sha256)) as picture:
            grey = picture.convert("L").resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).tobytes()
    except OSError:
        return None
    rows = [grey[start : start + WIDTH] for start in range(0, len(grey), WIDTH)]
    bits = [row[x] < row[x + 1] for row in rows for x in range(WIDTH - 1)]
    number = sum(bit << place for place, bit in enumerate(bits))
    return None if number in PLAIN else f"{number:016x}"


def are_alike(one: str, other: str) -> bool:
    return (int(one, 16) ^ int(other, 16)).bit_count() <= ALIKE

"""Pictures as strangers send them: decoded within bounds of memory and time, turned upright, made small."""

import io
import re
import warnings
from threading import BoundedSemaphore

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 40_000_000
LONG_EDGE = 1600  # px: enough for a wall sheet, small enough for a slow line
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # what phones make, and no decoder that is written in Python
MOST_SCANS = 64  # of a progressive JPEG; cameras make about ten

Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # Pillow itself refuses twice as many
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)  # we refuse the rest below
decoding = BoundedSemaphore(2)  # 40 megapixels take 300 MB while they are decoded


class NoPicture(Exception):
    """No format we take."""


class TooLarge(Exception):
    """More pixels than anybody's camera has."""


class Damaged(Exception):
    """Begins like a picture and cannot be read to the end."""


def decoded(content: bytes) -> Image.Image:
    """The first picture of the file, upright, in plain colours, at most LONG_EDGE long."""
    if _scans(content) > MOST_SCANS:
        raise Damaged
    try:
        with decoding, Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise TooLarge
            return _plain(image)
    except (TooLarge, Image.DecompressionBombError):
        raise TooLarge from None
    except UnidentifiedImageError:
        raise NoPicture from None
    except Exception:  # a damaged file can trip a decoder in any way
        raise Damaged from None


def encoded(image: Image.Image, edge: int) -> bytes:
    """As WebP, at most `edge` long, nothing but pixels."""
    copy = image.copy()
    copy.thumbnail((edge, edge))
    out = io.BytesIO()
    copy.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """Made small before anything else copies it; what is transparent becomes white paper."""
    if image.has_transparency_data and image.mode != "RGBA":
        image = image.convert("RGBA")
    elif image.mode == "P":
        image = image.convert("RGB")
    image.thumbnail((LONG_EDGE, LONG_EDGE))  # a JPEG is not even decoded larger than twice that
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):  # 16 bits of grey, which convert() would cut off instead of scaling
        return image.convert("I").point(lambda grey: grey / 256).convert("RGB")
    if image.mode != "RGBA":
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image)
    return paper


NEXT_MARKER = re.compile(rb"\xff+[^\x00\x01\xd0-\xd7\xff]", re.DOTALL)
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9


def _scans(content: bytes) -> int:
    """How often a JPEG goes over its picture: 300 KB that do so 500 times take half a minute.

    Only the first picture counts: phones append a second one or a film.
    """
    if not content.startswith(b"\xff\xd8"):
        return 0
    scans, place = 0, 2
    while scans <= MOST_SCANS and (marker := NEXT_MARKER.search(content, place)):
        kind, place = content[marker.end() - 1], marker.end()
        if kind == END_OF_IMAGE:
            break
        scans += kind == START_OF_SCAN
        place += int.from_bytes(content[place : place + 2], "big")
    return scans

"""Drawn stand-ins for the photos and papers of the demo: nothing in them claims to be a real place."""

import io
import random

from PIL import Image, ImageDraw
from werkzeug.datastructures import FileStorage

from govproj.core import uploads

SKY, HILL, EARTH, WATER, GREY, INK, RED = (
    "#DCE9EF",
    "#7FA28A",
    "#C7AE86",
    "#8DB6C9",
    "#B9B4AA",
    "#22252A",
    "#B4261E",
)
SIZE = (960, 640)
_kept: dict[str, uploads.StoredFile] = {}


def a_site(category: str, percent: int, name: str) -> uploads.StoredFile:
    """A drawn building site: hills, what is being built, and how much of it is done."""
    image = Image.new("RGB", SIZE, SKY)
    draw, dice = ImageDraw.Draw(image), random.Random(name)  # noqa: S311 - a picture, no secret
    for layer, colour in ((300, "#A9C4B2"), (340, HILL)):
        points = [(x, layer - dice.randint(0, 110)) for x in range(0, 1000, 120)]
        draw.polygon([(0, 640), *points, (960, 640)], fill=colour)
    draw.rectangle((0, 430, 960, 640), fill=EARTH)
    for _tree in range(
        5
    ):  # no two sites look alike, or the site would point them out as one photo used twice
        x, height = dice.randint(0, 900), dice.randint(120, 300)
        draw.ellipse((x, 440 - height, x + 110, 450), fill=dice.choice(("#3F6B4F", "#C3D7C4", "#6E5A3C")))
    done = 60 + percent * 8.4
    if category in {"water", "environment"}:
        draw.polygon([(0, 470), (960, 500), (960, 600), (0, 560)], fill=WATER)
        draw.line([(0, 470), (done, 470 + done / 32)], fill=GREY, width=16)
    elif category == "bridge":
        draw.polygon([(0, 500), (960, 520), (960, 640), (0, 620)], fill=WATER)
        draw.rectangle((60, 440, done, 470), fill=GREY)
        for pier in range(120, int(done), 180):
            draw.rectangle((pier, 470, pier + 30, 580), fill=GREY)
    elif category == "building":
        draw.rectangle((280, 500 - percent * 2, 700, 560), fill="#EDE3D0", outline=INK, width=3)
    else:
        draw.polygon([(60, 600), (done, 560), (done, 500), (60, 520)], fill=GREY)
        draw.line([(60, 560), (done, 530)], fill="white", width=4)
    draw.rectangle((24, 24, 210, 72), fill="white", outline=RED, width=3)
    draw.text((40, 40), "DEMO / SAMPLE", fill=RED)
    return _keep(image, name)


def a_paper(name: str) -> uploads.StoredFile:
    """A sheet that says it is a sample; drawn and stored once, whatever it stands for."""
    if "paper" not in _kept:
        image = Image.new("RGB", (600, 800), "#FBF8F2")
        draw = ImageDraw.Draw(image)
        draw.rectangle((20, 20, 579, 779), outline=RED, width=4)
        draw.text((60, 380), "DEMO / SAMPLE", fill=RED)
        _kept["paper"] = _keep(image, "paper")
    return _kept["paper"]._replace(name=_file_name(name))


def a_posted_sheet(name: str) -> uploads.StoredFile:
    """A wooden board with a sheet on it; drawn and stored once, whatever the sheet announces."""
    if "board" not in _kept:
        image = Image.new("RGB", SIZE, SKY)
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 480, 960, 640), fill=EARTH)
        draw.rectangle((160, 90, 800, 520), fill="#8C5A33", outline=INK, width=6)
        draw.rectangle((160, 60, 800, 110), fill=RED)
        draw.rectangle((330, 150, 630, 480), fill="#FBF8F2", outline=INK, width=2)
        for line in range(220, 450, 32):
            draw.line([(365, line), (595, line)], fill=GREY, width=5)
        draw.text((430, 170), "DEMO / SAMPLE", fill=RED)
        _kept["board"] = _keep(image, "board")
    return _kept["board"]._replace(name=_file_name(name))


def _keep(image: Image.Image, name: str) -> uploads.StoredFile:
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return uploads.keep_photo(FileStorage(out, filename=_file_name(name)))


def _file_name(name: str) -> str:
    return f"{name}.png"[-110:]

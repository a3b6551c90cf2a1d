"""Takes the pictures of the README from the demo: `python -m tests.browser.screenshots`."""

import io
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser import serving, windows
from tests.loaded import ROOT, load

IMAGES = ROOT / "docs" / "images"
COLOURS = 256


def main():
    with (
        tempfile.TemporaryDirectory() as room,
        windows.chromium() as browser,
        serving.served(load(Path(room) / "site")) as site,
    ):
        project = site.project("MJN-01")
        take(browser, site, "/", windows.DESK, "board.png")
        take(browser, site, f"/projects/{project}", windows.PHONE, "project-phone.png")


def take(browser, site, address, size, name):
    page = windows.Window(browser, site, size=size).open(address).page
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    IMAGES.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").quantize(COLOURS).save(IMAGES / name, optimize=True)


if __name__ == "__main__":
    main()

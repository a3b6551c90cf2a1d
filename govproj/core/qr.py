"""QR codes as addresses of images, for sheets that hang where people have phones."""

import segno


def qr_image(text: str) -> str:
    """A `data:` address for an <img>; the code stands a crease or a raindrop (correction level M)."""
    return segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=2)

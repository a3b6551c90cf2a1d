"""Slips for paper: the code in groups, and a QR where the site knows its own address."""

from typing import NamedTuple

import segno

from govproj.core.codes import grouped


class Slip(NamedTuple):
    code: str
    address: str | None
    qr: str | None  # an image as a data: address


def slip(code: str, public_url: str | None) -> Slip:
    if not public_url:
        return Slip(grouped(code), None, None)
    address = f"{public_url.rstrip('/')}/v/{code}"
    return Slip(grouped(code), address, segno.make(address, error="m").svg_data_uri(border=2))

"""What villagers write becomes public without what would tell who wrote it: phones, numbers of identity, their name."""

import re

# Typed as people type them: in groups of four or in full-width signs as well.
PHONE = re.compile(r"(?<!\d)([1１][3-9３-９]\d)[\s－-]?\d{4}[\s－-]?(\d{4})(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{6}\d{8}\d{3}[\dXx](?!\d)")
ACCOUNT = re.compile(r"(?<!\d)(\d{16,19}|\d{4}([\s－-]\d{4}){3}([\s－-]?\d{1,3})?)(?!\d)")

SHORTEST_PHONE = 5  # signs; what is shorter is no number anybody could call


def unnamed(text: str, name: str = "", phone: str = "") -> str:
    """`138****5678`, `某村民` for the name that was given with it; the phone given with it goes, mobile or not."""
    text = IDENTITY.sub("（证件号已隐去）", text)
    text = ACCOUNT.sub("（账号已隐去）", text)
    text = PHONE.sub(r"\1****\2", text)
    return without(text, name, phone)


def without(text: str, name: str, phone: str) -> str:
    """What officials answer keeps the numbers of their own offices, not who it was that spoke."""
    if len(phone) > SHORTEST_PHONE:
        text = text.replace(phone, "（电话已隐去）")
    return text.replace(name, "某村民") if len(name) > 1 else text

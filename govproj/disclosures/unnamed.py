"""What villagers write becomes public without what would tell who wrote it: phones, numbers of identity, their name."""

import re

PHONE = re.compile(r"(?<!\d)(1[3-9]\d)(\d{4})(\d{4})(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{6}\d{8}\d{3}[\dXx](?!\d)")
ACCOUNT = re.compile(r"(?<!\d)\d{16,19}(?!\d)")


def unnamed(text: str, name: str = "") -> str:
    """`138****5678`, `某村民` for the name that was given with it."""
    text = IDENTITY.sub("（证件号已隐去）", text)
    text = ACCOUNT.sub("（账号已隐去）", text)
    text = PHONE.sub(r"\1****\3", text)
    return text.replace(name, "某村民") if len(name) > 1 else text

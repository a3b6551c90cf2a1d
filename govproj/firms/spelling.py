"""One firm, however its name is written: width, blanks, brackets and the words for a company say nothing."""

import re
import unicodedata

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as NotACode

MISTYPED = str.maketrans({"O": "0", "I": "1"})  # letters the code does not use
BRACKETS = str.maketrans(dict.fromkeys("[{【〔〖「『《〈<", "(") | dict.fromkeys("]}】〕〗」』》〉>", ")"))
# A company limited by shares is another legal form, often another firm beside the first: its words stay.
LIMITED = re.compile(r"(?<!股份)(有限责任公司|有限公司|公司)$")


def key(name: str) -> str:
    """What two spellings of one firm have in common; empty where nothing but such words was written."""
    plain = unicodedata.normalize("NFKC", name).translate(BRACKETS)
    return LIMITED.sub("", "".join(plain.split()).casefold())


def credit_code(typed: str) -> str | None:
    """The 18 characters of a 统一社会信用代码 whose check digit fits; None for anything else."""
    code = "".join(unicodedata.normalize("NFKC", typed).split()).replace("-", "").upper().translate(MISTYPED)
    try:
        return uscc.validate(code)
    except NotACode:
        return None

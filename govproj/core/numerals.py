"""Amounts as people write them: full-width digits, 万 and 元, Chinese numerals; and the capitals of a slip.

Both directions are exact: an amount that is finer than a fen is refused, never rounded.
"""

import re
import unicodedata
from decimal import Decimal

SIGNS = ("零〇", "一壹弌", "二贰两貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
DIGITS = {sign: number for number, signs in enumerate(SIGNS) for sign in signs}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
WAN, YI = "万", "亿"
CAPITALS, PLACES, SECTIONS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿", "万亿")
FEN_PER_YUAN, FEN_PER_WAN = 100, 1_000_000
BARE = re.compile(r"[+-]?\d{1,15}(\.\d{1,8})?")
YUAN = "元"
LONGEST = 60


class NoAmount(ValueError):
    """Not an amount at all."""


class NoUnit(ValueError):
    """A Chinese number that could be yuan or 万元."""


class TooFine(ValueError):
    """Finer than a fen."""


def fen_from_text(text: str) -> int:
    """An amount typed into a field of 万元 → fen. A bare number counts as 万元, everything with a unit as it says."""
    if len(text) > LONGEST:
        raise NoAmount
    plain = _plain(text)
    if BARE.fullmatch(plain):
        return _whole(Decimal(plain) * FEN_PER_WAN)
    sign, plain = (-1, plain[1:]) if plain.startswith("-") else (1, plain)
    plain, small = _small_change(plain)
    if not plain:
        if small is None:
            raise NoAmount
        return sign * small
    has_unit = plain.endswith(YUAN) or WAN in plain or YI in plain or small is not None
    number = _number(plain.removesuffix(YUAN))
    if not has_unit:
        raise NoUnit
    return sign * _whole(number * FEN_PER_YUAN + (small or 0))


def _plain(text: str) -> str:
    """One spelling: no blanks, separators or currency signs."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\s,，]", "", plain).replace("。", ".").replace("点", ".")
    currency = re.match(r"人民币|RMB|¥", plain)
    if currency:
        plain = plain[currency.end() :]
        plain += "" if re.search(r"[万萬亿億元圆圓块角分整正]", plain) else YUAN
    plain = (
        plain.replace("萬", WAN).replace("億", YI).replace("圆", YUAN).replace("圓", YUAN).replace("块", YUAN)
    )
    return re.sub(r"[整正]$", "", plain)


def _small_change(plain: str) -> tuple[str, int | None]:
    """角 and 分 at the end, in fen; None where there are none."""
    found = re.fullmatch(rf"(.*?{YUAN})?零?(?:([^角分{YUAN}.])角)?零?(?:([^角分{YUAN}.])分)?", plain)
    if not found or not (found[2] or found[3]):
        return plain, None
    return found[1] or "", 10 * _digit(found[2]) + _digit(found[3])


def _digit(sign: str | None) -> int:
    if sign is None:
        return 0
    if sign.isdecimal():
        return int(sign)
    if sign not in DIGITS:
        raise NoAmount
    return DIGITS[sign]


def _number(text: str) -> Decimal:
    """十二万三千, 3万5千, 12.5万, 一亿零五十 → a number."""
    for unit, size in ((YI, 10**8), (WAN, 10**4)):
        if unit in text:
            head, _unit, tail = text.rpartition(unit)
            if not head:
                raise NoAmount
            if tail and (len(tail) == 1 or "." in tail):
                raise NoAmount  # 两万三 means 23,000 to one and 20,003 to another
            rest = _number(tail) if tail else Decimal(0)
            if rest >= size:
                raise NoAmount
            return _number(head) * size + rest
    return _below_wan(text)


def _below_wan(text: str) -> Decimal:
    if re.fullmatch(r"\d{1,15}(\.\d{1,8})?", text):
        return Decimal(text)
    if "." in text:
        whole, _point, part = text.partition(".")
        if not part or not all(sign in DIGITS for sign in part):
            raise NoAmount
        return _below_wan(whole) + Decimal("0." + "".join(str(DIGITS[sign]) for sign in part))
    return Decimal(_in_words(text))


def _in_words(text: str) -> int:
    """A number up to 9999 in words; 十五 is fifteen, each place at most once and in order."""
    total, last = 0, 10_000
    words = re.sub("[零〇]", "", text)
    for found in re.finditer(r"(\d|[^\d十拾百佰千仟])?([十拾百佰千仟])?", words):
        digit, place = found.groups()
        if digit is None and place is None:
            continue
        size = TENS.get(place, 1)
        if size >= last or (digit is None and size != 10):
            raise NoAmount
        if place is None and last in (100, 1000) and not re.search("[零〇].$", text):
            raise NoAmount  # 三百五 means 350 to one and 305 to another
        total, last = total + (1 if digit is None else _digit(digit)) * size, size
    if not words and not text:
        raise NoAmount
    return total


def _whole(fen: Decimal) -> int:
    if fen != fen.to_integral_value():
        raise TooFine
    return int(fen)


# ---- the capitals of a payment slip ----


def capitals(fen: int) -> str:
    """12_300_000 → 壹拾贰万叁仟元整, as cheques and slips are written."""
    if fen < 0:
        return "负" + capitals(-fen)
    yuan, (jiao, small) = fen // 100, divmod(fen % 100, 10)
    words = _yuan_in_capitals(yuan) + YUAN if yuan or not (jiao or small) else ""
    if not jiao and not small:
        return words + "整"
    if jiao:
        words += CAPITALS[jiao] + "角"
    elif words:
        words += "零"
    return words + (CAPITALS[small] + "分" if small else "整")


def _yuan_in_capitals(yuan: int) -> str:
    if yuan == 0:
        return "零"
    words, gap, power = "", False, 0
    sections = []
    while yuan:
        yuan, section = divmod(yuan, 10_000)
        sections.append(section)
    for power in reversed(range(len(sections))):
        section = sections[power]
        if section == 0:
            gap = bool(words)
            continue
        if gap or (words and section < 1000):
            words += "零"
        gap = False
        words += _section(section) + SECTIONS[power]
    return words


def _section(number: int) -> str:
    words, gap = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + CAPITALS[digit] + PLACES[place]
        gap = False
    return words

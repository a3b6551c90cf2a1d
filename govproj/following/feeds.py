"""Following without an account: an Atom feed (RFC 4287) and a calendar (RFC 5545), written out by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
LINE = 75  # octets of a line of a calendar; longer ones are folded


class Entry(NamedTuple):
    """Something that was published. `address` is whole, with the site's name."""

    address: str
    title: str
    words: str
    at: datetime


def atom(title: str, own: str, page: str, entries: list[Entry]) -> bytes:
    """Newest first; an empty feed is as old as time, so that readers do not take it for news."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    newest = max((entry.at for entry in entries), default=datetime(2000, 1, 1, tzinfo=UTC))
    for name, words in (("id", own), ("title", title), ("updated", _moment(newest))):
        ET.SubElement(feed, f"{{{ATOM}}}{name}").text = words
    ET.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=own, type="application/atom+xml")
    ET.SubElement(feed, f"{{{ATOM}}}link", rel="alternate", href=page, type="text/html")
    author = ET.SubElement(feed, f"{{{ATOM}}}author")
    ET.SubElement(author, f"{{{ATOM}}}name").text = title
    for entry in entries:
        _add(feed, entry)
    return ET.tostring(feed, encoding="utf-8", xml_declaration=True)


def _add(feed, entry: Entry) -> None:
    node = ET.SubElement(feed, f"{{{ATOM}}}entry")
    facts = (("id", entry.address), ("title", entry.title), ("updated", _moment(entry.at)))
    for name, words in (*facts, ("summary", entry.words)):
        ET.SubElement(node, f"{{{ATOM}}}{name}").text = _plain(words)
    ET.SubElement(node, f"{{{ATOM}}}link", rel="alternate", href=entry.address, type="text/html")


def _plain(words: str) -> str:
    """XML knows no control characters."""
    return "".join(sign for sign in words if sign in "\n\t" or sign.isprintable())


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Day(NamedTuple):
    """A whole day of a calendar, or several: a period of publicity, a day by which something is due."""

    uid: str
    title: str
    first: date
    last: date
    address: str


def calendar(title: str, days: list[Day], made_at: datetime) -> bytes:
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//govproj//disclosures//ZH",
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [*head, *(line for day in days for line in _event(day, stamp)), "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(day: Day, stamp: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{day.uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day.first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.last + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(day.title)}",
        f"URL:{day.address}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.split())


def _folded(line: str) -> str:
    """No line longer than 75 octets, and no character torn apart."""
    parts, rest = [], line
    while len(rest.encode()) > LINE:
        size = LINE - bool(parts)
        head = rest.encode()[:size].decode(errors="ignore")
        parts.append(head)
        rest = rest[len(head) :]
    return "\r\n ".join([*parts, rest])

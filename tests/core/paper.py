"""A stand-in for WeasyPrint, and a machine without it."""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace

import pytest


class Fetcher:
    """As WeasyPrint's own: opens whatever protocol it is allowed to."""

    def __init__(self, allowed_protocols=None, allow_redirects=True):
        self.allowed, self.redirects = allowed_protocols, allow_redirects

    def fetch(self, url, headers=None):
        assert url.partition(":")[0] in self.allowed, f"fetched {url}"
        return SimpleNamespace(content=b"inline")


class Sheets:
    """What was made, and what the page asked for while it was."""

    made = 0
    html = ""

    def __init__(self, string, base_url, url_fetcher):
        Sheets.html, Sheets.base, Sheets.fetcher = string, base_url, url_fetcher

    def write_pdf(self):
        Sheets.made += 1
        return b"%PDF-1.7 made"


@pytest.fixture
def installed(monkeypatch):
    module = ModuleType("weasyprint")
    module.__spec__ = ModuleSpec("weasyprint", None)
    module.HTML, Sheets.made = Sheets, 0
    response = lambda url, content, headers: SimpleNamespace(content=content, headers=headers)  # noqa: E731
    module.urls = SimpleNamespace(URLFetcher=Fetcher, URLFetcherResponse=response)
    monkeypatch.setitem(sys.modules, "weasyprint", module)
    return module


@pytest.fixture
def missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)

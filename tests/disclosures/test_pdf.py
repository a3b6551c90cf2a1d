"""The sheets as PDF: offered where the component is there, and never fetching anything that is not on them."""

import pytest
from flask_login import login_user

from govproj.accounts import sessions
from govproj.core import pdf
from govproj.core.uploads import keep
from govproj.disclosures.models import State
from tests.core.paper import Sheets
from tests.disclosures.factories import a_disclosure, a_photo
from tests.factories import a_cadre, a_project, a_village


@pytest.fixture
def notice(app, on_day):
    with on_day("2022-06-09"):
        yield a_disclosure(a_project(a_village(name="示例村")), state=State.PUBLISHED)


def pages(notice) -> list[str]:
    village = notice.project.village_id
    return [f"/disclosures/{notice.id}/print", f"/villages/{village}/disclosures/2022-05/print"]


def test_where_it_is_not_installed_nothing_is_offered_and_the_address_says_what_to_do(as_, notice, missing):
    for page in pages(notice):
        assert "下载 PDF" not in as_(None).open(page).links
        refused = as_(None).open(f"{page}.pdf", expect=409)
        assert "用浏览器打印" in refused.main


def test_a_component_that_does_not_load_says_the_same(as_, notice, monkeypatch):
    def broken(name):
        raise OSError("cannot load library 'libpango'")

    monkeypatch.setattr(pdf.importlib, "import_module", broken)
    assert "用浏览器打印" in as_(None).open(f"{pages(notice)[0]}.pdf", expect=409).main


def test_where_it_is_installed_each_sheet_is_one_press_away(as_, notice, installed):
    for page in (pages(notice)[0], f"{pages(notice)[0]}?size=a3", pages(notice)[1]):
        seen = as_(None).open(page)
        answer = as_(None).open(seen.links["下载 PDF"])
        assert answer.response.data == b"%PDF-1.7 made"
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert seen.heading in Sheets.html
        assert "pdf.css" in Sheets.html
        assert ("sheet--a3" in Sheets.html) is ("a3" in seen.url or "villages" in seen.url)


def test_the_same_sheet_is_made_once(as_, notice, installed, on_day):
    for _ in range(3):
        as_(None).open(f"{pages(notice)[0]}.pdf")
    assert Sheets.made == 1
    with on_day("2022-06-10"):
        as_(None).open(f"{pages(notice)[0]}.pdf")
    assert Sheets.made == 1  # only the time of printing is another


def test_only_one_is_made_at_a_time_and_the_next_is_asked_to_wait(as_, notice, installed, monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS_TO_WAIT", 0)
    with pdf.ONE_AT_A_TIME:
        assert "请过一分钟再试" in as_(None).open(f"{pages(notice)[0]}.pdf", expect=429).main
    as_(None).open(f"{pages(notice)[0]}.pdf")


def test_what_is_not_public_is_no_pdf(as_, notice, installed):
    draft = a_disclosure(a_project(notice.project.village))
    as_(a_cadre(notice.project.village)).open(f"/disclosures/{draft.id}/print.pdf", expect=404)
    assert Sheets.made == 0


@pytest.fixture
def fetch(app, as_, notice, installed):
    """Fetches as the sheet would; None where that is refused."""
    as_(None).open(f"{pages(notice)[0]}.pdf")

    def asked(url, by=None):
        with app.test_request_context("/"):
            if by is not None:
                login_user(by)
            try:
                return Sheets.fetcher.fetch(url).content
            except ValueError:
                return None

    return asked


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "http://169.254.169.254/latest/meta-data", "https://example.org/x.png"),
        *("ftp://localhost/x", "http://localhost:5432/", "http://localhost.example.org/static/css/print.css"),
        *("http://localhost/static/../govproj/config.py", "http://localhost/static/%2e%2e/app.py"),
        *("http://localhost/workbench", "http://localhost/disclosures/1", "http://user@localhost/static/x"),
    ],
)
def test_it_fetches_nothing_from_elsewhere_and_no_other_page_or_file(fetch, url):
    assert fetch(url) is None
    assert Sheets.fetcher.allowed == {"data"}
    assert not Sheets.fetcher.redirects


def test_it_gets_our_stylesheet_what_stands_in_the_page_and_photos_that_are_public(fetch, notice):
    assert b"@page" in fetch("http://localhost/static/css/print.css?v=1")
    assert fetch("data:image/png;base64,AAAA") == b"inline"
    hung = a_photo(notice, stored=keep(b"a public photo"))
    assert fetch(f"http://localhost/disclosures/{notice.id}/photos/{hung.id}") == b"a public photo"
    draft = a_disclosure(a_project(notice.project.village))
    hidden = a_photo(draft, stored=keep(b"not public"))
    address = f"http://localhost/disclosures/{draft.id}/photos/{hidden.id}"
    assert fetch(address) is None
    # Not even for whoever may read the draft: the sheet is kept and handed to everybody.
    cadre = a_cadre(notice.project.village)
    sessions.open_session(cadre)
    cadre.grants, cadre.directs, _since = sessions.rights_of(cadre.id)
    assert fetch(address, by=cadre) is None

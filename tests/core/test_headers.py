"""What every answer carries, whatever page it is."""

import re

import pytest

from govproj.core.headers import SECURITY
from tests.factories import a_secretary, a_village

pytestmark = pytest.mark.once  # the same headers whoever answers


def addresses(app):
    """Every address that can be asked for, with numbers that lead nowhere: error pages count as well."""
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods:
            yield re.sub(r"<[^>]+>", "1", rule.rule)


GUARDS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",
}
VARY = {"HX-Request", "Cookie", "Accept-Language"}


def test_every_answer_carries_the_same_guards(app, as_):
    """Written out here: what everybody agrees to leave out of a constant would be missed by nobody."""
    a_village()
    for person in (None, a_secretary()):
        browser = as_(person)
        for url in addresses(app):
            answer = browser._ask("GET", url)
            assert {name: answer.headers.get(name) for name in {**SECURITY, **GUARDS}} == {
                **SECURITY,
                **GUARDS,
            }, url
            if not url.startswith("/static/"):
                assert set(answer.vary) >= VARY, url
                assert person is None or answer.headers["Cache-Control"] == "no-store", url


def test_a_refused_request_carries_them_too(as_):
    a_village()
    browser = as_(a_secretary())
    for status, data, headers in [
        (400, {"csrf_token": "x"}, {}),
        (403, {}, {"Origin": "https://evil.example"}),
        (413, {"name": "x" * 3_000_000}, {}),
        (413, {"name": ["x"] * 2_100}, {}),
    ]:
        answer = browser.send("/account/relatives/new", data, expect=status, **headers)
        assert {name: answer.headers.get(name) for name in GUARDS} == GUARDS, status


def test_pages_for_somebody_are_kept_by_nobody(as_):
    assert as_(a_secretary()).open("/workbench").headers["Cache-Control"] == "no-store"


def test_public_pages_set_no_cookie_and_are_compressed(as_):
    village = a_village()
    for url in ("/", f"/villages/{village.id}", "/projects", "/villages"):
        response = as_()._ask("GET", url, headers={"Accept-Encoding": "gzip"})
        assert "Set-Cookie" not in response.headers, url
        assert response.headers["Content-Encoding"] == "gzip", url


def test_a_page_with_a_session_is_not_compressed(as_):
    """Compressing secrets together with what a stranger can put into a page gives them away (BREACH)."""
    a_village()
    response = as_(a_secretary())._ask("GET", "/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers


def test_htmx_and_readers_of_other_languages_do_not_share_a_cached_page(as_):
    a_village()
    assert {"HX-Request", "Cookie", "Accept-Language"} <= set(as_()._ask("GET", "/").vary)


def test_static_files_are_kept_for_good_under_their_version(as_):
    a_village()
    sheet = as_().open("/").html.select_one('link[rel="stylesheet"]')["href"]
    named = as_()._ask("GET", sheet, headers={"Accept-Encoding": "gzip"})
    assert "immutable" in named.headers["Cache-Control"]
    assert named.headers["Content-Encoding"] == "gzip"
    assert as_()._ask("GET", sheet.partition("?")[0]).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["../run.py", "css/../../app.py", "css/none.css", "vendor/htmx/LICENSE", ""])
def test_nothing_but_the_files_of_a_page_is_served(as_, path):
    assert as_()._ask("GET", f"/static/{path}").status_code == 404

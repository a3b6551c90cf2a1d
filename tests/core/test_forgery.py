"""Requests that come from elsewhere change nothing."""

import re

import pytest
from sqlalchemy import select

from govproj.core.audit import LogHead
from govproj.core.csrf import SAFE_METHODS
from govproj.core.db import db
from govproj.projects.models import CentralWorkItem
from tests.factories import a_secretary, a_village

pytestmark = pytest.mark.once  # refused before anything is looked up

LASTING = {"pages.language", "pages.reading"}  # a choice of language or large type is a cookie
ITEM = {"name": "步道", "kind": "construction", "year": "2022"}


@pytest.fixture
def secretary(app):
    return a_secretary(a_village())


@pytest.fixture
def url(secretary):
    return f"/villages/{secretary.offices[0].village_id}/work-items/new"


def nothing_happened():
    return db.session.scalars(select(CentralWorkItem)).all() == []


def test_without_a_token_nothing_happens(as_, secretary, url):
    as_(secretary).send(url, {**ITEM, "csrf_token": ""}, expect=400)
    assert nothing_happened()


def test_somebody_else_s_token_is_worth_nothing(as_, secretary, url):
    hers = as_(a_secretary()).token()
    as_(secretary).send(url, {**ITEM, "csrf_token": hers}, expect=400)
    assert nothing_happened()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_request_from_another_site_is_refused_even_with_the_right_token(as_, secretary, url, headers):
    as_(secretary).send(url, ITEM, expect=403, **headers)
    assert nothing_happened()


FORGED = {
    "no token": (400, {"csrf_token": ""}, {}),
    "somebody else's token": (400, {}, {}),
    "another site": (403, {}, {"Origin": "https://evil.example"}),
    "another port": (403, {}, {"Origin": "http://localhost:8080"}),
}


@pytest.mark.parametrize("forgery", FORGED)
def test_no_address_at_all_can_be_used_from_elsewhere(app, as_, secretary, forgery):
    """Before anything is looked up, so the numbers in the addresses need not lead anywhere."""
    wanted, data, headers = FORGED[forgery]
    browser, hers = as_(secretary), as_(a_secretary()).token()
    size, mine = db.session.scalar(select(LogHead.size)), browser.token()
    for rule in app.url_map.iter_rules():
        tokenless = getattr(app.view_functions[rule.endpoint], "tokenless", False)
        if rule.methods <= SAFE_METHODS or (wanted == 400 and tokenless):
            continue
        url = re.sub(r"<[^>]+>", "1", rule.rule)
        typed = {"csrf_token": mine if headers else hers, **data}
        assert browser._ask("POST", url, data=typed, headers=headers).status_code == wanted, url
    db.session.rollback()
    assert db.session.scalar(select(LogHead.size)) == size
    browser.open("/workbench")  # still signed in


def test_forms_without_an_account_leave_no_cookie(app, as_):
    for rule in app.url_map.iter_rules():
        if getattr(app.view_functions[rule.endpoint], "tokenless", False) and rule.endpoint not in LASTING:
            answer = as_()._ask("POST", re.sub(r"<[^>]+>", "1", rule.rule), data={"text": "x"})
            assert "Set-Cookie" not in answer.headers, rule.rule


def test_our_own_pages_get_through(as_, secretary, url):
    as_(secretary).send(url, ITEM, Origin="http://localhost", **{"Sec-Fetch-Site": "same-origin"})
    assert not nothing_happened()


def test_a_form_without_an_account_needs_no_token_but_an_origin_of_ours(as_):
    a_village()
    stranger = as_()
    stranger.send("/language", {"lang": "en"}, expect=403, Origin="https://evil.example")
    stranger.send("/language", {"lang": "en"})
    assert stranger.open("/").html.html["lang"] == "en"


def test_the_language_switch_leads_back_and_never_off_the_site(as_):
    a_village()
    assert as_().send("/language", {"lang": "en", "next": "/projects"}).headers["Location"] == "/projects"
    assert as_().send("/language", {"lang": "en", "next": "//evil.example"}).headers["Location"] == "/"


def test_an_address_in_chinese_fits_into_the_header_htmx_reads(as_):
    """Servers refuse a header they cannot write, after the page has done its work."""
    where = {"lang": "en", "next": "/projects?words=水渠\x85Set-Cookie:x"}
    answer = as_().send("/language", where, expect=204, htmx=True)
    assert answer.headers["HX-Redirect"] == "/projects?words=%E6%B0%B4%E6%B8%A0%C2%85Set-Cookie:x"

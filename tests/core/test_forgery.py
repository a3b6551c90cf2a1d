"""Requests that come from elsewhere change nothing."""

import pytest
from sqlalchemy import select

from govproj.core.db import db
from govproj.projects.models import CentralWorkItem
from tests.factories import a_secretary, a_village

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

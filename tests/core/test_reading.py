"""大字版 and 高对比: switched in the header, remembered on every page, without a script."""

import pytest

from tests.factories import a_village


@pytest.fixture
def stranger(as_, app):
    a_village()
    return as_()


def looks(page) -> dict:
    return {name: value for name, value in page.html.html.attrs.items() if name.startswith("data-")}


def switch(browser, page, label):
    return page.press(label, within="header").follow()


def test_large_type_and_high_contrast_stay_on_until_they_are_switched_off(stranger):
    first = stranger.open("/projects")
    assert looks(first) == {"data-theme": "light"}

    large = switch(stranger, first, "大字版")
    both = switch(stranger, large, "高对比")

    assert large.url.startswith("/projects")
    assert looks(both) == {"data-theme": "light", "data-size": "large", "data-contrast": "high"}
    assert looks(stranger.open("/")) == looks(both)
    assert looks(switch(stranger, both, "大字版")) == {"data-theme": "light", "data-contrast": "high"}


def test_they_hold_on_the_page_for_slips_too(stranger):
    switch(stranger, stranger.open("/"), "大字版")
    assert looks(stranger.open("/v")) == {"data-size": "large"}


def test_the_switch_says_whether_it_is_on(stranger):
    page = switch(stranger, stranger.open("/"), "大字版")
    pressed = {b.text: b["aria-pressed"] for b in page.html.select("header form.switches button")}
    assert pressed == {"大字版": "true", "高对比": "false", "朗读": "false"}


def test_nonsense_in_the_cookie_changes_nothing(as_, app):
    a_village()
    assert looks(as_(size="huge", contrast='"><script>').open("/")) == {"data-theme": "light"}


def test_the_switch_leads_back_and_never_off_the_site(stranger):
    assert stranger.send("/reading", {"size": "large", "next": "//evil.example"}).headers["Location"] == "/"
    stranger.send("/reading", {"size": "large"}, expect=403, Origin="https://evil.example")

"""The tablet in the hall clears itself; a code is read even where a sign was mistaken for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govproj.core.codes import ALPHABET, check_sign
from govproj.evaluations import slips
from tests.evaluations.scenes import a_village_that_evaluates, an_open_round
from tests.pages import _values


@pytest.fixture
def a_slip(app):
    return an_open_round(a_village_that_evaluates())


def test_every_page_of_the_tablet_goes_back_to_the_first_by_itself(as_, a_slip, on_day):
    round_, codes = a_slip
    tablet = as_(None)
    with on_day("2022-05-21"):
        sheet = tablet.open("/v/kiosk").press("下一步", {"code": codes[0]}, expect=200)
        assert sheet.headers["Refresh"] == "1200; url=/v/kiosk"
        check = sheet.press("填好了，看一遍", {f"{round_.projects[0].id}-overall": "a"}, expect=200)
        received = tablet.send("/v/cast", _values(check.html.select_one("form")), expect=200)
    assert received.heading == "已收到"
    assert received.headers["Refresh"] == "20; url=/v/kiosk"
    assert received.links["下一位"] == "/v/kiosk"
    assert "看公示栏" not in received.links
    assert "Set-Cookie" not in received.headers
    assert codes[0] not in received.response.text


def test_the_refusal_goes_back_to_the_tablet_too(as_, a_slip):
    refused = as_(None).send("/v", {"code": slips.new_code("ZZ"), "kiosk": "1"}, expect=409)
    assert refused.links["再输一次号码"] == "/v/kiosk"


def test_a_phone_is_never_sent_anywhere(as_, a_slip, on_day):
    round_, codes = a_slip
    with on_day("2022-05-21"):
        fields = {"code": codes[0], f"{round_.projects[0].id}-overall": "a"}
        received = as_(None).send("/v/cast", fields, expect=200)
    assert "Refresh" not in received.headers


MISREAD = {"D": "O0", "Q": "O0", "J": "I1L", "7": "I1L"}


@given(st.text(ALPHABET, min_size=13, max_size=13), st.data())
def test_a_sign_mistaken_for_one_that_is_on_no_slip_is_read_as_what_it_is(body, data):
    """With one sign misread only one reading fits the check sign."""
    code = "AJ" + body + check_sign("AJ" + body)
    place = data.draw(st.sampled_from([place for place, sign in enumerate(code) if sign in MISREAD]))
    typed = code[:place] + data.draw(st.sampled_from(MISREAD[code[place]])) + code[place + 1 :]
    assert slips.read_code(typed) == code


def test_more_than_two_such_signs_are_asked_for_again():
    with pytest.raises(slips.NotACode):
        slips.read_code("ABO0I" + "2" * 11)

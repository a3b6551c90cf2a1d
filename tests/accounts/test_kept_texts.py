"""What was typed when the session had ended is kept for its writer alone, and for a few days."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from govproj.accounts import kept_texts
from govproj.accounts.models import KeptText, SignInSession
from govproj.core import dates
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from tests.factories import a_cadre, a_supervisor, a_village, last_audit_entry

LONG = "三次变更的原因、金额和审批情况，请书面答复。" * 20
ASKED = {"asked_by": "reps", "signers": "6", "text": LONG, "received_on": "2022-06-09", "project_id": ""}


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-12"):
        yield a_village()


@pytest.fixture
def address(village):
    return f"/villages/{village.id}/inquiries/new"


def idle(user, by=timedelta(minutes=31)):
    gone = dates.machine_now() - by
    mine = update(SignInSession).where(SignInSession.user_id == user.id)
    db.session.execute(mine.values(seen_at=gone, started_at=gone))
    db.session.commit()


def kept() -> list[KeptText]:
    return db.session.scalars(db.select(KeptText)).all()


def lost(as_, somebody, address, **asked):
    """The page is open, the session ends, the button is pressed; no script, so the browser has nothing."""
    page = as_(somebody).open(address)
    idle(somebody)
    return page.press("登记", {**ASKED, **asked})


def test_after_signing_in_again_the_form_holds_every_word(as_, village, address):
    cadre = a_cadre(village)
    answer = lost(as_, cadre, address)
    assert answer.headers["Location"] == f"/sign-in?next={address}"
    assert "替您存好" in answer.follow().notices
    assert "三次变更" not in answer.follow().text

    form = as_(cadre).open(address)
    assert form.html.select_one("textarea").text.strip() == LONG
    assert form.html.select_one("[name=asked_by][checked]")["value"] == "reps"
    assert form.html.select_one("[name=signers]")["value"] == "6"
    assert "已放回下面的表单" in form.notices
    form.press("登记")
    assert kept() == []
    assert as_(cadre).open(address).html.select_one("textarea").text.strip() == ""


def test_the_next_one_at_the_same_computer_sees_nothing_of_it(as_, village, address):
    cadre, other = a_cadre(village), a_cadre(village)
    browser = lost(as_, cadre, address).browser
    browser._sign_in(other)  # in the same browser, cookies and all
    for page in (address, "/account", "/workbench"):
        seen = browser.open(page).text
        assert "三次变更" not in seen
        assert "没交上的内容" not in seen
    number = kept()[0].id
    browser.user = other
    browser.send(f"/account/kept/{number}/drop", expect=404)
    assert len(kept()) == 1


def test_what_they_send_in_themselves_leaves_it_alone(as_, village, address):
    cadre, other = a_cadre(village), a_cadre(village)
    lost(as_, cadre, address)
    as_(other).open(address).press("登记", ASKED)
    assert [text.user_id for text in kept()] == [cadre.id]


def test_a_refused_form_does_not_lose_it(as_, village, address):
    cadre = a_cadre(village)
    lost(as_, cadre, address)
    as_(cadre).open(address).press("登记", {"signers": "0"}, expect=422)
    assert len(kept()) == 1


def test_the_workbench_and_the_account_lead_back_to_it_and_it_can_be_dropped(as_, village, address):
    cadre = a_cadre(village)
    lost(as_, cadre, address)
    bench = as_(cadre).open("/workbench")
    page = as_(cadre).open(bench.links["登录过期时没交上的内容：1 份，请接着写"])
    assert address in page.links.values()
    (button,) = [words for words in page.buttons if words.startswith("丢掉")]
    page.press(button)
    assert kept() == []
    assert last_audit_entry() == ("accounts.text_dropped", cadre.id)


@pytest.mark.parametrize("end", ["signed out", "disabled", "too long ago", "a made-up cookie"])
def test_a_session_that_was_ended_on_purpose_speaks_for_nobody(as_, village, address, end):
    cadre = a_cadre(village)
    page = as_(cadre).open(address)
    if end == "signed out":
        db.session.execute(delete(SignInSession))
    elif end == "disabled":
        cadre.disabled_at = dates.machine_now()
    elif end == "too long ago":
        idle(cadre, timedelta(hours=25))
    else:
        with page.browser.client.session_transaction() as session:
            session["_user_id"] = "made-up"
    db.session.commit()
    answer = page.press("登记", ASKED)
    assert "没能存下来" in answer.follow().notices
    assert kept() == []


def test_secrets_are_not_kept_and_the_log_has_none_of_it(as_, village, address):
    lost(as_, a_cadre(village), address, password="geheim", passphrase="geheim", code="geheim")
    names = {name for name, _value in kept()[0].fields}
    assert names == set(ASKED)
    logged = db.session.scalars(db.select(AuditEntry).filter_by(event="accounts.text_kept")).one()
    assert "三次变更" not in logged.content


def test_forms_that_do_not_ask_for_it_keep_nothing(as_, village):
    cadre = a_cadre(village)
    page = as_(cadre).open("/account")
    idle(cadre)
    page.press("改密码", {"current": "x", "new": "y", "again": "y"})
    assert kept() == []


def test_there_is_a_limit_to_what_is_kept(as_, village, address):
    cadre = a_cadre(village)
    assert "没能存下来" in lost(as_, cadre, address, text="长" * 30_000).follow().notices
    for number in range(kept_texts.MOST_FORMS):
        db.session.add(KeptText(user_id=cadre.id, path=f"/{number}", fields=[["text", "x"]]))
    db.session.commit()
    assert "没能存下来" in lost(as_, cadre, address).follow().notices
    assert len(kept()) == kept_texts.MOST_FORMS


def test_after_three_days_it_is_gone(as_, village, address):
    cadre = a_cadre(village)
    lost(as_, cadre, address)
    kept()[0].kept_at -= timedelta(days=3, minutes=1)
    db.session.commit()
    assert as_(cadre).open(address).html.select_one("textarea").text.strip() == ""
    kept_texts.sweep(dates.today())
    db.session.commit()
    assert kept() == []


def test_a_forged_request_plants_nothing(as_, village, address):
    cadre = a_cadre(village)
    page = as_(cadre).open(address)
    idle(cadre)
    page.browser.send(address, {**ASKED, "csrf_token": "forged"}, expect=400)
    page.browser.send(address, ASKED, expect=403, **{"Sec-Fetch-Site": "cross-site"})
    assert kept() == []


def test_nobody_who_was_never_signed_in_leaves_anything(as_, village, address):
    as_(None).send(address, ASKED, expect=400)
    assert kept() == []


def test_the_text_of_a_member_who_lost_the_office_is_still_only_theirs(as_, village, address):
    member = a_supervisor(village)
    lost(as_, member, address)
    member.offices[0].until = dates.today() - timedelta(days=1)
    db.session.commit()
    as_(member).open(address, expect=403)
    assert "三次变更" in as_(member).open("/account").main


def test_on_sqlite_the_words_are_wiped_from_the_file(as_, village, address, app):
    if db.engine.dialect.name != "sqlite":
        return
    cadre = a_cadre(village)
    lost(as_, cadre, address, text="暗号天王盖地虎" * 50)
    kept_texts.drop(kept()[0], by=cadre)
    db.session.commit()
    assert db.session.execute(db.text("PRAGMA secure_delete")).scalar() == 1

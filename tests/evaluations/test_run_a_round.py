"""A round from the secretary's draft to the published result, as people press through it."""

import re

import pytest
from sqlalchemy import select

from govproj.accounts.models import DeclaredRelative
from govproj.core import dates
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.evaluations import actions, urn
from govproj.evaluations.models import EvaluationRound, HolderKey, RollEntry, State
from govproj.evaluations.urn import Urn
from govproj.villages.models import Resident
from tests.evaluations.scenes import (
    FIRST,
    PASSPHRASE,
    a_closed_round,
    a_counted_round,
    a_round,
    a_village_that_evaluates,
    an_answer,
    an_open_round,
    printed,
)
from tests.factories import a_cadre, a_party_member, a_supervisor, a_villager, saved
from tests.together import at_once

CODE = re.compile(r"\b(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}\b")


@pytest.fixture
def scene(app):
    return a_village_that_evaluates()


def events():
    return db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.leaf_index)).all()


def draft_fields(scene, **kw):
    return {
        "title": "完工评议",
        "purpose": "final",
        "projects": [str(scene.project.id)],
        "opens_on": "2022-05-20",
        "closes_on": "2022-05-30",
        **kw,
    }


# ---- preparing ----


def test_the_secretary_prepares_a_round(as_, scene):
    page = as_(scene.secretary).open(f"/villages/{scene.village.id}/evaluations/new")

    answer = page.press("生成名册，保存", draft_fields(scene))

    assert "名册上有 30 人" in answer.follow().notices
    assert events()[-1] == "evaluations.drafted"


def test_a_round_needs_a_project_and_days_in_order(as_, scene):
    page = as_(scene.secretary).open(f"/villages/{scene.village.id}/evaluations/new")
    wrong = page.press("生成名册，保存", draft_fields(scene, projects=[], closes_on="2022-05-01"), expect=422)
    assert wrong.errors == ["请至少选一个项目。", "最后一天不能早于开始日期。"]


def test_nobody_but_the_secretary_prepares_one(as_, scene):
    for other in (scene.supervisor, scene.inspector, a_cadre(scene.village), scene.lead):
        as_(other).open(f"/villages/{scene.village.id}/evaluations/new", expect=403)


def test_those_the_project_concerns_and_their_relatives_are_not_on_the_roll(as_, scene):
    lead, relative, contact, moved, *_rest = db.session.scalars(
        select(Resident).order_by(Resident.number)
    ).all()
    scene.lead.resident_id, scene.project.contact.resident_id = lead.id, contact.id
    saved(DeclaredRelative(user=scene.lead, name=relative.name, relation="兄弟", resident_id=relative.id))
    moved.left_on = FIRST
    db.session.commit()

    as_(scene.secretary).open(f"/villages/{scene.village.id}/evaluations/new").press(
        "生成名册，保存", draft_fields(scene)
    )

    on_roll = set(db.session.scalars(select(RollEntry.resident_id)))
    assert len(on_roll) == 26
    assert not on_roll & {lead.id, relative.id, contact.id, moved.id}


def test_a_draft_is_hidden_from_everybody_else(as_, scene):
    round_ = a_round(scene)
    for outsider in (None, a_villager(), a_supervisor(), a_party_member(scene.village)):
        as_(outsider).open(f"/evaluations/{round_.id}", expect=404)
        assert round_.title not in as_(outsider).open("/evaluations").main


# ---- printing ----


def test_slips_are_printed_straight_into_the_answer(as_, scene):
    round_ = a_round(scene)
    form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/print")

    sheets = form.press("生成并打印", {"number": "12"}, expect=200)

    codes = CODE.findall(sheets.main)
    assert len(set(codes)) == 12
    assert len(sheets.html.select(".slip img[src^='data:image/svg+xml']")) == 12
    assert sheets.headers["Cache-Control"] == "no-store"
    assert scene.inspector.name in sheets.main
    assert events()[-1] == "evaluations.slips_printed"
    assert not any(
        code.replace("-", "") in str(db.session.scalars(select(AuditEntry.content)).all()) for code in codes
    )


def test_without_an_address_of_the_site_a_slip_has_only_its_code_and_the_place_of_the_tablet(as_, scene, app):
    app.config["PUBLIC_URL"], before = None, app.config["PUBLIC_URL"]
    try:
        form = as_(scene.supervisor).open(f"/evaluations/{a_round(scene).id}/print")
        sheets = form.press("生成并打印", {"number": "1"}, expect=200)
    finally:
        app.config["PUBLIC_URL"] = before
    assert not sheets.html.select(".slip img")
    assert "到平板上输入号码：便民服务点" in sheets.main


def test_there_are_never_more_slips_than_people_on_the_roll(as_, scene):
    round_ = a_round(scene)
    form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/print")

    refused = form.press("生成并打印", {"number": "31"}, expect=422)

    assert refused.errors == ["票不能比名册上的人多，最多还可打印 30 张。"]
    assert refused.html.select_one("#number")["value"] == "31"
    with pytest.raises(MoveRefused):
        actions.print_slips(round_, 31, by=scene.supervisor, witness=scene.inspector)


def test_twelve_slips_go_on_a_sheet_and_each_says_where_and_until_when(as_, scene):
    form = as_(scene.supervisor).open(f"/evaluations/{a_round(scene).id}/print")
    sheets = form.press("生成并打印", {"number": "12"}, expect=200)
    for slip in sheets.html.select(".slip"):
        assert "有效到2022年5月30日" in slip.text
        assert "便民服务点" in slip.text


def test_printing_takes_two_people_of_different_bodies(as_, scene):
    round_ = a_round(scene)
    beside = as_(scene.supervisor).open(f"/evaluations/{round_.id}/print").html.select("#witness option")
    assert [option.text for option in beside] == [scene.inspector.name]
    with pytest.raises(MoveRefused):
        actions.print_slips(round_, 5, by=scene.supervisor, witness=a_supervisor(scene.village))


def test_neither_the_secretary_nor_the_one_who_is_judged_prints(as_, scene):
    round_ = a_round(scene)
    as_(scene.secretary).open(f"/evaluations/{round_.id}/print", expect=403)
    scene.project.contact_id = scene.supervisor.id
    db.session.commit()
    as_(scene.supervisor).open(f"/evaluations/{round_.id}/print", expect=403)


# ---- drawing online ----


def somebody_on_the_roll(scene, number=7):
    resident = db.session.scalars(select(Resident).where(Resident.number == number)).one()
    return a_villager(scene.village, resident_id=resident.id)


def test_somebody_away_draws_one_slip_before_the_opening(as_, scene):
    round_, away = a_round(scene), somebody_on_the_roll(scene)
    hint = f"人在外地的，开始以前可以线上领票：{round_.title}"
    assert as_(away).open("/workbench").links[hint] == f"/evaluations/{round_.id}/draw"
    page = as_(away).open(f"/evaluations/{round_.id}")
    assert "线上领票" in page.links

    drawn = as_(away).open(page.links["线上领票"]).press("我明白，领一张票", expect=200)

    code = CODE.search(drawn.main)[0].replace("-", "")
    assert drawn.headers["Cache-Control"] == "no-store"
    with Urn(urn.path_of(round_.id)) as box:
        assert box.size() == 1
    assert hint not in as_(away).open("/workbench").links
    again = as_(away).open(f"/evaluations/{round_.id}/draw", expect=403)
    assert "您已经领过一张票" in again.main
    assert again.links["回到相关页面"] == f"/evaluations/{round_.id}"
    printed(scene, round_, 10)
    with_both = db.session.get(EvaluationRound, round_.id)
    assert (with_both.slips, with_both.drawn_online) == (11, 1)
    assert code not in str(db.session.scalars(select(AuditEntry.content)).all())


def test_who_drew_online_is_struck_out_of_the_signing_list(as_, scene, on_day):
    round_, away = a_round(scene), somebody_on_the_roll(scene)
    as_(away).open(f"/evaluations/{round_.id}/draw").press("我明白，领一张票", expect=200)
    printed(scene, round_)
    with on_day("2022-05-20"):
        as_(scene.supervisor).open(f"/evaluations/{round_.id}").press("开启评议")
        sheet = as_(scene.supervisor).open(f"/evaluations/{round_.id}/signing-list")
    assert [struck.text for struck in sheet.html.select("del")] == ["村民示007"]
    assert "村民示008" in sheet.main


def test_who_is_not_on_the_roll_cannot_draw(as_, scene):
    round_ = a_round(scene)
    for outsider in (a_villager(scene.village), scene.secretary, scene.supervisor):
        as_(outsider).open(f"/evaluations/{round_.id}/draw", expect=404)


def test_nobody_draws_after_the_opening(as_, scene):
    round_, _codes = an_open_round(scene)
    away = somebody_on_the_roll(scene)
    as_(away).send(f"/evaluations/{round_.id}/draw", expect=403)
    with pytest.raises(MoveRefused):
        actions.draw(round_, db.session.get(RollEntry, (round_.id, away.resident_id)))


# ---- opening ----


def test_the_committee_opens_and_the_set_of_slips_is_on_record(as_, scene, on_day):
    round_ = a_round(scene)
    printed(scene, round_, 15)
    with on_day("2022-05-20"):
        as_(scene.supervisor).open(f"/evaluations/{round_.id}").press("开启评议")
        assert round_.state is State.OPEN
        as_(scene.supervisor).open(f"/evaluations/{round_.id}/print", expect=403)
    with Urn(urn.path_of(round_.id)) as box:
        assert round_.root == box.root.hex()
    committed = db.session.scalars(
        select(AuditEntry).where(AuditEntry.event == "evaluations.slips_committed")
    ).one()
    assert committed.facts == {"root": round_.root, "slips": 15}


def test_what_is_missing_before_the_opening_is_said(as_, scene, on_day):
    round_ = a_round(scene)
    key = db.session.scalars(select(HolderKey).where(HolderKey.user_id == scene.inspector.id)).one()
    db.session.delete(key)
    db.session.commit()
    with on_day("2022-05-19"):
        page = as_(scene.supervisor).open(f"/evaluations/{round_.id}")
        refused = as_(scene.supervisor).send(f"/evaluations/{round_.id}/open", expect=409)
    for sentence in ("请先打印票", "村监会和镇纪委要先各有一人领好计票钥匙", "还没有到评议开始的那一天"):
        assert sentence in page.main
        assert sentence in refused.main


def test_the_secretary_cannot_open_close_count_or_publish(as_, scene):
    round_, _codes = an_open_round(scene)
    for move in ("open", "close", "count", "publish"):
        as_(scene.secretary).send(f"/evaluations/{round_.id}/{move}", expect=403)


# ---- while it is open ----


def test_while_it_is_open_only_the_number_of_spent_slips_per_day_is_shown(as_, scene, on_day):
    round_, codes = an_open_round(scene)
    with on_day("2022-05-21"):
        before = as_(scene.supervisor).open(f"/evaluations/{round_.id}").main
        for code in codes[:3]:
            actions.cast(round_, code, an_answer(round_))
        assert as_(scene.supervisor).open(f"/evaluations/{round_.id}").main == before
    with on_day("2022-05-22"):
        actions.note_spent(dates.today())
        actions.note_spent(dates.today())
        db.session.commit()
        page = as_(None).open(f"/evaluations/{round_.id}")
    assert page.rows("#days ~ table tbody tr") == ["2022年5月21日 3"]


# ---- closing and counting ----

COUNTED = {
    "signatures": "18",
    "left_over": "2",
    "paper_issued": "3",
    "paper_returned": "2",
    "complaints": "1",
}


def test_closing_takes_down_what_was_counted_on_the_table(as_, scene, on_day):
    round_, codes = an_open_round(scene)
    with on_day("2022-05-25"):
        for code in codes[:12]:
            actions.cast(round_, code, an_answer(round_))
    with on_day("2022-05-31"):
        page = as_(scene.supervisor).open(f"/evaluations/{round_.id}")
        as_(scene.supervisor).open(page.links["截止评议"]).press("截止，作废余票", COUNTED)
        assert actions.is_good(round_, codes[-1]) is False
    assert (round_.state, round_.spent) == (State.CLOSED, 12)
    assert round_.turnout == (30, 21, 14, 0)


def test_it_is_not_closed_before_its_last_day_is_over(as_, scene, on_day):
    round_, _codes = an_open_round(scene)
    with on_day("2022-05-30"):
        assert "评议期还没有结束" in as_(scene.supervisor).open(f"/evaluations/{round_.id}").main
        as_(scene.supervisor).send(f"/evaluations/{round_.id}/close", COUNTED, expect=409)


def test_a_step_whose_time_has_not_come_leads_to_the_reason_instead_of_a_form(as_, scene, on_day):
    round_, _codes = an_open_round(scene)
    with on_day("2022-05-30"):
        for move in ("close", "count"):
            page = as_(scene.supervisor).open(f"/evaluations/{round_.id}/{move}", expect=303).follow()
            assert page.heading == round_.title
            assert "评议期还没有结束" in page.main
    with on_day("2022-05-31"):
        as_(scene.supervisor).open(f"/evaluations/{round_.id}/count", expect=303)
        as_(scene.supervisor).open(f"/evaluations/{round_.id}/close")


def test_whoever_waits_is_told_for_what(as_, scene, on_day):
    round_ = a_round(scene)
    assert "接下来由村监会和镇纪委打印票" in as_(scene.secretary).open(f"/evaluations/{round_.id}").main
    open_one, _codes = an_open_round(scene)
    for day, words in (("2022-05-30", "到2022年5月30日为止"), ("2022-05-31", "评议期已满")):
        with on_day(day):
            assert words in as_(None).open(f"/evaluations/{open_one.id}").main


def test_more_slips_on_the_table_than_were_printed_are_counted_again(as_, scene, on_day):
    round_, _codes = an_open_round(scene)
    with on_day("2022-05-31"):
        form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/close")
        wrong = form.press("截止，作废余票", {**COUNTED, "left_over": "3"}, expect=422)
        assert wrong.errors == ["签名人数加余票是 21，比打印的 20 张还多，请再清点一遍。"]
        form.press("截止，作废余票", {**COUNTED, "left_over": "1"})  # one slip was lost: taken down as it is
    assert round_.state is State.CLOSED


def test_counts_that_cannot_be_are_refused(as_, scene, on_day):
    round_, _codes = an_open_round(scene)
    with on_day("2022-05-31"):
        form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/close")
        wrong = form.press(
            "截止，作废余票", {**COUNTED, "paper_returned": "4", "paper_issued": "6"}, expect=422
        )
        assert wrong.errors == ["这一轮只打印了 5 份纸质问卷。"]
        wrong = form.press("截止，作废余票", {**COUNTED, "paper_returned": "4"}, expect=422)
        assert wrong.errors == ["收回的不能比发出的多。"]


def test_more_voices_than_people_are_counted_again(as_, scene, on_day):
    round_, _codes = an_open_round(scene, 28)
    with on_day("2022-05-31"):
        form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/close")
        counted = {**COUNTED, "signatures": "28", "left_over": "0"}
        refused = form.press("截止，作废余票", counted, expect=409)
    assert "发出的票和问卷合起来 31 份，比名册上的 30 人还多" in refused.main


def test_a_holder_counts_with_the_passphrase_and_the_urn_is_gone(as_, scene, on_day):
    round_ = a_closed_round(scene, ["aaaaaaaa"] * 11 + ["ddddddd-"])
    with on_day("2022-05-31"):
        form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/count")
        wrong = form.press("打开票箱，计票", {"passphrase": "demo2022-key"}, expect=422)
        assert "口令不对" in wrong.errors[0]
        form.press("打开票箱，计票", {"passphrase": PASSPHRASE})

    assert round_.state is State.COUNTED
    assert not urn.path_of(round_.id).exists()
    assert events()[-2:] == ["evaluations.count", "evaluations.key_destroyed"]


def test_without_a_key_of_this_round_nobody_counts(as_, scene, on_day):
    round_ = a_closed_round(scene, ["aaaaaaaa"] * 12)
    newcomer = a_supervisor(scene.village)
    with on_day("2022-05-31"):
        assert "您还没有计票钥匙" in as_(newcomer).open(f"/evaluations/{round_.id}/count").main
        as_(newcomer).open("/evaluations/my-key").press(
            "领钥匙", {"passphrase": PASSPHRASE, "again": PASSPHRASE}, expect=200
        )
        refused = as_(newcomer).send(
            f"/evaluations/{round_.id}/count",
            {"passphrase": PASSPHRASE, "witness": scene.inspector.id},
            expect=409,
        )
    assert "没有封给您的钥匙" in refused.main
    assert urn.path_of(round_.id).exists()


def test_an_urn_that_was_tampered_with_is_not_counted(as_, scene, on_day):
    round_ = a_closed_round(scene, ["aaaaaaaa"] * 12)
    with Urn(urn.path_of(round_.id)) as box:
        box.connection.execute("UPDATE slips SET spent = 1, void = 0 WHERE spent = 0")
    with on_day("2022-05-31"):
        form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/count")
        refused = form.press("打开票箱，计票", {"passphrase": PASSPHRASE}, expect=409)
    assert "可能被动过" in refused.main
    assert round_.state is State.CLOSED


# ---- keys ----


def test_a_key_is_made_and_its_recovery_code_shown_once(as_, app, scene):
    member = a_supervisor(scene.village)
    page = as_(member).open("/evaluations/my-key")

    made = page.press("领钥匙", {"passphrase": "门前一条清水溪", "again": "门前一条清水溪"}, expect=422)
    assert "口令至少 10 个字符" in made.errors[0]
    made = page.press("领钥匙", {"passphrase": PASSPHRASE, "again": PASSPHRASE}, expect=200)

    code = made.html.select_one("code").text
    assert made.headers["Cache-Control"] == "no-store"
    assert code not in as_(member).open("/evaluations/my-key").main
    change = as_(member).open("/evaluations/my-key/passphrase")
    new = {"passphrase": "门前一条清清的小水溪", "again": "门前一条清清的小水溪"}
    wrong = change.press("更换口令", {"secret": "记错了的口令啊啊", **new}, expect=422)
    assert wrong.errors == ["口令或恢复码不对，请重新输入。"]
    change.press("更换口令", {"secret": code.lower(), **new})


def test_only_those_who_count_hold_keys(as_, scene):
    for other in (scene.secretary, scene.lead, a_cadre(scene.village)):
        as_(other).open("/evaluations/my-key", expect=403)


# ---- cancelling ----


def test_a_draft_is_taken_back_with_a_reason_and_its_slips_are_worthless(as_, scene):
    round_ = a_round(scene)
    printed(scene, round_)
    as_(scene.secretary).send(f"/evaluations/{round_.id}/discard", {"note": ""}, expect=409)
    as_(scene.secretary).open(f"/evaluations/{round_.id}").press("取消这一轮", {"note": "项目选错了"})
    assert round_.state is State.VOID
    assert not urn.path_of(round_.id).exists()


def test_an_urn_left_behind_by_a_machine_that_stopped_is_swept(app, scene):
    round_ = a_counted_round(scene, ["aaaaaaaa"] * 12)
    urn.create(urn.path_of(round_.id))
    actions.sweep_urns(dates.today())
    assert not urn.path_of(round_.id).exists()


def test_a_second_draw_is_refused_even_when_the_page_was_opened_before_the_first(app, scene):
    round_, away = a_round(scene), somebody_on_the_roll(scene)
    entry = db.session.get(RollEntry, (round_.id, away.resident_id))
    actions.draw(round_, entry)
    with pytest.raises(MoveRefused, match="每人只能领一张"):
        actions.draw(round_, entry)


def test_two_windows_of_the_same_person_draw_one_slip(app, as_, scene):
    round_, away = a_round(scene), somebody_on_the_roll(scene)
    windows = [as_(away), as_(away)]
    url, tokens = f"/evaluations/{round_.id}/draw", [window.token() for window in windows]

    answers = at_once(
        app,
        *(
            lambda w=window, t=token: w.client.post(url, data={"csrf_token": t}).status_code
            for window, token in zip(windows, tokens, strict=True)
        ),
    )

    assert sorted(answers) in ([200, 403], [200, 409])
    with Urn(urn.path_of(round_.id)) as box:
        assert box.size() == 1

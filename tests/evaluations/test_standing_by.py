"""Whoever is named as having stood by says so himself: with his account, or on paper that is kept."""

import io

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from govproj.core import dates
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.evaluations import actions
from govproj.evaluations.models import Attendance, AttendancePaper, OwnWord, Part, State
from tests.evaluations.scenes import (
    A_PAPER,
    FIRST,
    a_closed_round,
    a_counted_round,
    a_published_round,
    a_round,
    a_village_that_evaluates,
)
from tests.factories import a_supervisor, last_audit_entry

ANSWERS = ["a" * 8] * 12
LATER = "2022-05-31"


@pytest.fixture
def scene(app):
    return a_village_that_evaluates()


@pytest.fixture
def a_printed_round(scene):
    """Printed by the committee, which has named the inspector."""
    round_ = a_round(scene)
    with dates.set_to(FIRST):
        actions.print_slips(round_, 20, by=scene.supervisor, witness=scene.inspector)
        db.session.commit()
    return round_


def at(round_, rest=""):
    return f"/evaluations/{round_.id}{rest}"


def own_page(as_, user, part, round_):
    return as_(user).open(as_(user).open("/workbench").links[f"确认您当时在场：{part}（{round_.title}）"])


def a_scan():
    content = io.BytesIO()
    Image.new("RGB", (80, 60), "white").save(content, "JPEG")
    content.seek(0)
    return content, "封面.jpg"


# ---- printing: nobody opens a round on a name he typed himself ----


def test_slips_are_not_open_before_the_second_one_says_himself_that_he_stood_by(
    as_, scene, a_printed_round, on_day
):
    with on_day("2022-05-20"):
        page = as_(scene.supervisor).open(at(a_printed_round))
        assert f"等{scene.inspector.name}确认打印票时在场" in page.main
        assert "开启评议" not in page.buttons
        with pytest.raises(MoveRefused):
            actions.open_round(a_printed_round, by=scene.supervisor)
        db.session.rollback()
        own_page(as_, scene.inspector, "打印票", a_printed_round).press("我在场")
        assert last_audit_entry() == ("evaluations.attendance_confirmed", scene.inspector.id)
        assert not any("确认您当时在场" in line for line in as_(scene.inspector).open("/workbench").links)
        as_(scene.supervisor).open(at(a_printed_round)).press("开启评议")
    assert a_printed_round.state is State.OPEN
    assert "本人确认在场 2022年5月20日" in as_().open(at(a_printed_round, "/ceremony")).main


def test_who_was_not_there_says_so_and_the_slips_are_printed_anew(as_, scene, a_printed_round, on_day):
    with on_day("2022-05-20"):
        own_page(as_, scene.inspector, "打印票", a_printed_round).press("我当时不在场")
        assert last_audit_entry() == ("evaluations.attendance_denied", scene.inspector.id)
        actions.add_papers(a_printed_round, Part.PRINTING, [A_PAPER], by=scene.supervisor)
        db.session.commit()
        page = as_(scene.supervisor).open(at(a_printed_round))
        assert f"{scene.inspector.name}说打印票时不在场" in page.main, "a picture does not outweigh his word"
        as_(scene.supervisor).open(page.links["重新打印票"]).press("生成并打印", {"number": "20"}, expect=200)
        assert db.session.query(AttendancePaper).count() == 0
        own_page(as_, scene.inspector, "打印票", a_printed_round).press("我在场")
        as_(scene.supervisor).open(at(a_printed_round)).press("开启评议")


def test_a_signed_cover_does_where_somebody_has_no_account_at_hand(as_, scene, a_printed_round, on_day):
    with on_day("2022-05-20"):
        form = as_(scene.supervisor).open(
            as_(scene.supervisor).open(at(a_printed_round)).links["在场的人和签字"]
        )
        assert form.press("存起来", {"part": "printing"}, expect=422).errors == ["请选择签字的扫描件或照片。"]
        form.press("存起来", {"part": "printing", "papers": a_scan()})
        as_(scene.supervisor).open(at(a_printed_round)).press("开启评议")
        paper = db.session.scalars(select(AttendancePaper)).one()
        url = f"/evaluations/signed-papers/{paper.id}"
        as_(scene.inspector).open(url)
        for other in (scene.secretary, scene.lead):
            as_(other).open(url, expect=403)
        assert "另有 1 份纸上签了字的扫描件" in as_().open(at(a_printed_round, "/ceremony")).main


def test_nobody_answers_for_another_or_twice(as_, scene, a_printed_round, on_day):
    named = db.session.scalars(select(Attendance)).one()
    with on_day("2022-05-20"):
        as_(scene.supervisor).send(f"/evaluations/attendances/{named.id}", {"present": "1"}, expect=404)
        as_(scene.inspector).send(f"/evaluations/attendances/{named.id}", {"present": "0"})
        as_(scene.inspector).send(f"/evaluations/attendances/{named.id}", {"present": "1"}, expect=409)
    assert named.said is OwnWord.ABSENT


# ---- the count: said in public, but nobody's silence keeps a result back ----


def test_the_witness_of_the_count_confirms_afterwards_and_everybody_reads_what_he_said(as_, scene, on_day):
    round_ = a_counted_round(scene, ANSWERS)
    with on_day(LATER):
        assert "本人还没有确认" in as_().open(at(round_, "/ceremony")).main
        own_page(as_, scene.inspector, "打开票箱计票", round_).press("我当时不在场")
        ceremony = as_().open(at(round_, "/ceremony")).main
        assert "本人说不在场" in ceremony
        assert "请镇纪委查明" in ceremony
        as_(scene.supervisor).open(at(round_)).press("公布结果")
    assert round_.state is State.PUBLISHED


def test_whoever_destroys_paper_names_somebody_who_is_asked(as_, scene):
    round_ = a_published_round(scene, ANSWERS)
    with dates.set_to(round_.papers_until):
        actions.destroy_papers(round_, by=scene.supervisor, witness=scene.inspector)
        db.session.commit()
        own_page(as_, scene.inspector, "销毁纸质材料", round_)


# ---- the box and the helpers ----


def test_whoever_watches_the_box_says_so_himself(as_, scene, on_day):
    round_ = a_closed_round(scene, ANSWERS)
    watcher = a_supervisor(scene.village)
    with on_day(LATER):
        as_(watcher).open(at(round_, "/paper")).press("我在场看着开箱、录入")
        assert f"在场看着的：{watcher.name}" in as_(scene.inspector).open(at(round_, "/paper")).main
        as_(watcher).send(at(round_, "/paper/stand-by"), {}, expect=409)
    assert db.session.scalars(select(Attendance.user_id).where(Attendance.part == Part.BOX)).all() == [
        watcher.id
    ]


def test_the_sheet_for_helpers_has_room_for_names_and_for_nothing_else(as_, scene):
    sheet = as_(scene.supervisor).open(at(a_round(scene), "/helpers-sheet"))
    assert [cell.text for cell in sheet.html.select("thead th")] == ["姓名", "签名"]
    assert "不写帮了谁" in sheet.main


def test_helpers_are_no_rows_beside_a_round(scene):
    people = {"user_id": scene.inspector.id, "named_by_id": scene.supervisor.id}
    db.session.add(Attendance(round_id=a_round(scene).id, part=Part.HELP, **people))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()

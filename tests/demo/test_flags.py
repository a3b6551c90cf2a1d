"""The demo's red flags: exactly those that follow from its facts, and none about the village that is real."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.flags.actions import compute_everything
from govproj.flags.models import Flag, FlagProject
from govproj.flags.states import Level, State
from govproj.projects.models import Project

pytestmark = pytest.mark.sqlite_only  # the demo is always the embedded database
TODAY = date(2022, 6, 20)
EXPECTED = {
    ("QTW-01", "RF39", "red"),
    ("QTW-01", "RF49", "yellow"),
    ("QTW-02", "RF06", "yellow"),
    ("QTW-02+QTW-03", "RF04", "red"),
    ("YXK-01", "RF33", "yellow"),
    ("YXK-01", "RF34", "red"),
    ("YXK-01", "RF35", "red"),
    ("YXK-01", "RF36", "red"),
    ("YXK-01", "RF49", "red"),
    # The remaining ones of 云溪口村 follow from what is recorded there.
    ("YXK-02", "RF37", "red"),
    ("YXK-02", "RF42", "yellow"),
    ("YXK-03", "RF14", "red"),
    ("YXK-03", "RF29", "red"),
    ("YXK-03", "RF30", "red"),
    ("YXK-03", "RF50", "yellow"),
}
# Of the evaluation of the first quarter: asked in April, put right, looked back at in May.
SETTLED = {("YXK-02", "RF48", "yellow")}


def told(flag) -> tuple:
    return "+".join(project.code for project in flag.projects), flag.rule_id, flag.level.value


def all_flags() -> list[Flag]:
    return db.session.scalars(select(Flag).order_by(Flag.id)).all()


def test_exactly_the_expected_flags_stand_on_the_day_of_the_demo(demo_site):
    assert {told(flag) for flag in all_flags() if flag.is_standing} == EXPECTED
    assert {told(flag) for flag in all_flags() if not flag.is_standing} == SETTLED
    assert len(all_flags()) == len(EXPECTED) + len(SETTLED)


def test_nothing_was_ever_asked_about_the_village_that_is_real(demo_site):
    clean = select(Project.id).where(Project.code.startswith("MJN-"))
    named = select(FlagProject.flag_id).where(FlagProject.project_id.in_(clean))
    about = db.session.scalars(select(Flag).where(Flag.id.in_(named))).all()
    assert about == []


def test_asking_everything_again_from_nothing_finds_the_same(demo_site):
    """The record of the dialogue is no part of the facts: rules that begin today come to the same questions."""
    before = {told(flag) for flag in all_flags()}
    with dates.set_to(TODAY):
        compute_everything(TODAY)
    assert {told(flag) for flag in all_flags()} == before
    db.session.rollback()


def test_the_sentences_carry_the_figures_of_the_demo(demo_site):
    said = {told(flag)[:2]: flag.sentence for flag in all_flags()}
    assert "70.0%，形象进度 56%，超前 14.0 个百分点" in said["QTW-01", "RF39"]
    assert "累计 13.30 万元，占合同价 121.40 万元的 10.96%" in said["YXK-01", "RF35"]
    assert "合计 37.30 万元" in said["QTW-02+QTW-03", "RF04"]
    assert "是 20.00 万元限额的 97.0%" in said["QTW-02", "RF06"]
    assert "已超 3 天" in said["QTW-01", "RF49"]
    assert "2022-05-14 才贴出" in said["YXK-02", "RF42"]
    assert "1 张照片、1 方签字" in said["YXK-02", "RF37"]
    assert "白例民申报的姐妹白样梅的电话" in said["YXK-03", "RF14"]
    assert "白样根 2022-05-20 一天登记了 2 处用工" in said["YXK-03", "RF29"]
    assert "白例民在村里任职，领取用工费 600.00 元" in said["YXK-03", "RF30"]
    assert "连续 2 周没有周查" in said["YXK-03", "RF50"]
    assert "63 ÷ 81 = 77.8%" in said["YXK-02", "RF48"]


def test_the_dialogue_stands_at_every_stage(demo_site):
    states = {flag.state for flag in all_flags()}
    assert states >= {State.FIRED, State.ASKED, State.ANSWERED, State.CONFIRMED}
    led_to = {flag.rectification.number for flag in all_flags() if flag.rectification}
    assert led_to == {"ZG-2022-001", "ZG-2022-002", "ZG-2022-003"}
    fired_long_ago = [flag for flag in all_flags() if flag.state is State.FIRED and flag.pressed != "none"]
    assert fired_long_ago
    assert all(flag.level is Level.RED for flag in fired_long_ago)
    assert all(flag.fired_on <= TODAY - timedelta(days=3) for flag in fired_long_ago)

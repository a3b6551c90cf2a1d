"""The page of a project opens with what a villager asks first: how far, how much, what is wrong, whom to tell."""

import pytest

from govproj.core.db import db
from govproj.disclosures.models import State as Notice
from govproj.rectifications.states import State as Case
from tests.disclosures.factories import a_disclosure, a_duty
from tests.factories import a_project, a_supervisor
from tests.rectifications.things import a_case


@pytest.fixture
def project(app):
    return a_project(name="示例河道")


def told(as_, project, user=None) -> list[str]:
    page = as_(user).open(f"/projects/{project.id}")
    return page.rows(".glance .facts > div")


def test_money_verdict_and_what_is_wrong_stand_before_everything_else(as_, project):
    assert told(as_, project) == [
        "合同价 82.30 万元",
        "已支付 0.00 万元 占合同 0%",
        "村民满意率 还没有评议",
        "问题整改 没有",
    ]
    page = as_().open(f"/projects/{project.id}")
    assert page.links["不满意？反映问题"] == f"/villages/{project.village_id}/voice"


def test_what_is_being_put_right_is_said_and_what_is_late(as_, project, on_day):
    with on_day("2022-05-10"):
        case = a_case(project)
        case.state = Case.FIXING
        db.session.commit()
        assert "问题整改 ◆ 1 件没改好" in told(as_, project)
    with on_day("2022-08-01"):
        assert "问题整改 ▲ 1 件没改好 其中 1 件逾期" in told(as_, project)
        case.state = Case.CLOSED
        db.session.commit()
        assert "问题整改 1 件已改好" in told(as_, project)


def test_a_case_nobody_was_told_of_yet_is_known_to_the_offices_only(as_, project):
    a_case(project)  # found, not handed on
    hidden = a_case(project, confidential=True)
    hidden.state = Case.FIXING
    db.session.commit()
    assert "问题整改 没有" in told(as_, project)
    assert any("2 件没改好" in words for words in told(as_, project, a_supervisor(project.village)))


def test_the_newest_notice_is_one_press_away_and_a_missing_one_is_said(as_, project, on_day):
    a_disclosure(project, month="2022-04", state=Notice.PUBLISHED)
    newest = a_disclosure(project, month="2022-05", state=Notice.PUBLISHED)
    assert "每月公示 2022年5月" in told(as_, project)
    assert as_().open(f"/projects/{project.id}").links["2022年5月"] == f"/disclosures/{newest.id}"

    a_duty(project, "2022-06")
    with on_day("2022-07-10"):
        assert "每月公示 2022年5月" in told(as_, project)
    with on_day("2022-07-11"):
        assert "每月公示 ▲ 欠 1 期" in told(as_, project)

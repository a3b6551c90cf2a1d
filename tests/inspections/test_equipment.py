"""设备台账: machines on a site; one that failed a test is red until it passes (S26.2)."""

import pytest
from sqlalchemy import select

from govproj.core.db import db
from govproj.inspections.models import Equipment, EquipmentTest
from tests.factories import a_villager, last_audit_entry
from tests.inspections.things import a_cast, a_machine


@pytest.fixture
def cast(app):
    return a_cast()


def test_a_hired_machine_is_entered_tested_and_red_until_it_passes(as_, cast):
    at = f"/projects/{cast.project.id}/equipment"
    form = as_(cast.contact).open(as_(cast.contact).open(at).links["登记设备"])
    typed = {"name": "挖掘机", "mark": "浙E00100", "owner": "试用机械租赁（虚构）"}
    form.press("登记设备", typed)
    machine = db.session.scalars(select(Equipment)).one()
    assert "还没有抽测" in as_(cast.supervisor).open(at).main
    refused = as_(cast.supervisor).send(f"/equipment/{machine.id}/test", {"result": "failed"}, expect=409)
    assert "哪里不合格" in refused.text
    as_(cast.supervisor).open(at).press("记录抽测", {"result": "failed", "note": "冒黑烟"})
    assert last_audit_entry() == ("inspections.equipment_tested", cast.supervisor.id)
    red = as_(cast.secretary).open(at).html.select_one(".badge--late")
    assert "抽测不合格" in red.get_text()
    assert "1 台抽测不合格" in as_(cast.supervisor).open(f"/projects/{cast.project.id}/inspections").main
    as_(cast.inspector).open(at).press("记录抽测", {"result": "passed", "note": "换了滤芯"})
    assert "冒黑烟" in as_(cast.secretary).open(at).main, "what was found stays"
    assert not machine.failed


def test_the_same_machine_is_entered_once(as_, cast):
    a_machine(cast.project, by=cast.contact, mark="浙E00100")
    form = as_(cast.contact).open(f"/projects/{cast.project.id}/equipment/new")
    refused = form.press("登记设备", {"name": "铲车", "mark": "浙E00100", "owner": "自有"}, expect=409)
    assert "已经登记过了" in refused.text


def test_who_runs_the_site_tests_nothing_and_villagers_read_nothing(as_, cast):
    machine = a_machine(cast.project, by=cast.contact)
    for person in (cast.contact, cast.lead, cast.secretary):
        as_(person).send(f"/equipment/{machine.id}/test", {"result": "passed"}, expect=403)
    as_(a_villager(cast.village)).open(f"/projects/{cast.project.id}/equipment", expect=403)
    assert db.session.scalars(select(EquipmentTest)).all() == []


def test_what_has_left_is_tested_no_more(as_, cast):
    machine = a_machine(cast.project, by=cast.contact)
    as_(cast.lead).open(f"/projects/{cast.project.id}/equipment").press("退场")
    assert machine.left_on
    gone = as_(cast.supervisor).send(f"/equipment/{machine.id}/test", {"result": "passed"}, expect=409)
    assert "已经退场" in gone.text
    as_(cast.lead).send(f"/equipment/{machine.id}/leave", expect=409)

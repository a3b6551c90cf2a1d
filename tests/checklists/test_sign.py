"""A signature comes from somebody who did none of it; most are given on one page, exceptions first."""

import pytest

from govproj.checklists import actions
from govproj.checklists.models import ChecklistItem
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from tests.checklists.things import a_checklist, an_item, carried_out, signed
from tests.factories import (
    a_project,
    a_supervisor,
    a_town_admin,
    a_town_inspector,
    a_villager,
    last_audit_entry,
)


def events():
    entries = db.session.query(AuditEntry).order_by(AuditEntry.leaf_index)
    return [(entry.event, entry.facts["code"]) for entry in entries if entry.event.startswith("checklists.")]


def test_a_supervisor_signs_what_is_complete(as_):
    item = carried_out(an_item())
    supervisor = a_supervisor(item.project.village)

    page = as_(supervisor).open(f"/checklist-items/{item.id}")
    shown = page.press("签字确认", {"opinion": "手续齐全"}).follow()

    assert item.mark == "done"
    assert item.signature.by is supervisor
    assert "手续齐全" in shown.main
    assert last_audit_entry() == ("checklists.signed", supervisor.id)


def test_what_is_missing_is_named_instead_of_a_button(as_):
    item = an_item()
    page = as_(a_supervisor(item.project.village)).open(f"/checklist-items/{item.id}")
    assert "签字确认" not in page.buttons
    assert "第 1、2、3、4、5、6 步还没有办。 还没有佐证材料。" in page.main


def test_an_incomplete_item_cannot_be_signed_by_force(as_):
    item = an_item()
    refusal = as_(a_supervisor(item.project.village)).send(
        f"/checklist-items/{item.id}/sign", {"version": item.version}, expect=409
    )
    assert "还没有佐证材料。" in refusal.main


def test_whoever_took_a_step_is_not_asked_to_sign_it(as_):
    project = a_project()
    agency = a_town_admin(project.village.town)
    item = carried_out(an_item("P18", project), by=agency)

    assert "签字确认" not in as_(agency).open(f"/checklist-items/{item.id}").buttons
    as_(agency).send(f"/checklist-items/{item.id}/sign", {"version": item.version}, expect=403)
    as_(agency).send(f"/projects/{project.id}/checklist/sign", rows((item,)), expect=409)

    assert item.signature is None


def test_what_changed_meanwhile_is_not_signed(as_):
    item = carried_out(an_item())
    page = as_(a_supervisor(item.project.village)).open(f"/checklist-items/{item.id}")
    cadre = as_(item.project.contact).open(f"/checklist-items/{item.id}").press("撤回第 1 步").follow()
    cadre.press("记录办理", {"steps": "1"})

    page.press("签字确认", expect=409)

    assert item.signature is None


def test_a_signed_item_is_reopened_with_a_reason_and_the_old_signature_stays_readable(as_):
    supervisor = a_supervisor()
    project = a_project(supervisor.offices[0].village)
    item = signed(an_item(project=project), by=supervisor)

    form = as_(supervisor).open(f"/checklist-items/{item.id}/reopen")
    assert form.press("重开", expect=422).errors == ["请写明原因。"]
    shown = form.press("重开", {"reason": "发票与验收单不符"}).follow()

    assert item.mark == "running"
    assert "签字，后撤回" in shown.main
    assert "发票与验收单不符" in shown.main
    as_(project.contact).open(f"/checklist-items/{item.id}").press("撤回第 1 步")


def test_only_one_signature_holds_at_a_time(as_):
    item = signed(an_item())
    other = a_town_inspector(item.project.village.town)
    as_(other).send(f"/checklist-items/{item.id}/sign", {"version": item.version}, expect=409)
    assert len(item.signatures) == 1


# ---- one page for the whole checklist ----


def rows(items, **problems):
    data = {}
    for n, item in enumerate(items):
        data |= {f"rows-{n}-item_id": item.id, f"rows-{n}-version": item.version}
        if item.code in problems:
            data |= {f"rows-{n}-has_problem": "y", f"rows-{n}-problem": problems[item.code]}
    return data


@pytest.fixture
def checklist():
    items = a_checklist(a_project())
    for code in ("P01", "P02", "P03"):
        carried_out(items[code])
    items["P04"].evidence = carried_out(items["P05"]).evidence[:0]
    return items


def test_all_ready_items_are_signed_in_one_act_with_an_entry_each(as_, checklist):
    project = checklist["P01"].project
    supervisor = a_supervisor(project.village)

    page = as_(supervisor).open(f"/projects/{project.id}/checklist/sign")
    done = page.press("签署其余各项", {"opinion": "同意"}).follow()

    assert "已签 4 项。" in done.notices
    assert [code for code, item in checklist.items() if item.signature] == ["P01", "P02", "P03", "P05"]
    assert events() == [("checklists.signed", code) for code in ("P01", "P02", "P03", "P05")]
    assert all(item.signature.opinion == "同意" for item in checklist.values() if item.signature)


def test_exceptions_get_a_question_instead_of_a_signature(as_, checklist):
    project = checklist["P01"].project
    page = as_(a_supervisor(project.village)).open(f"/projects/{project.id}/checklist/sign")

    forgotten = page.press("签署其余各项", {"rows-1-has_problem": "y"}, expect=422)
    assert forgotten.errors == ["请写明问题。"]
    page.press("签署其余各项", {"rows-1-has_problem": "y", "rows-1-problem": "缺批复原件。"})

    assert checklist["P02"].signature is None
    assert checklist["P02"].open_notes[0].text == "缺批复原件。"
    assert checklist["P01"].signature
    assert events()[1] == ("checklists.noted", "P02")


def test_what_deviates_comes_first_what_runs_comes_last(as_, checklist):
    project = checklist["P01"].project
    supervisor = a_supervisor(project.village)
    as_(project.contact).send(
        f"/checklist-items/{checklist['P06'].id}/tick", {"steps": "1", "done_on": "2022-05-06"}
    )
    as_(supervisor).send(f"/checklist-items/{checklist['P03'].id}/note", {"text": "补助文号不清。"})

    page = as_(supervisor).open(f"/projects/{project.id}/checklist/sign")

    assert page.rows()[0].startswith("P03")
    assert "有问题没有答复：补助文号不清。" in page.rows()[0]
    assert page.rows()[1].startswith("P01"), "then what can be signed, with the papers a press away"
    assert page.links["提议书"].startswith("/checklist-evidence/")
    assert "还在办的 1 项" in page.main
    assert page.rows()[-1].startswith("P06 利益关系申报、回避与廉洁承诺")
    assert "第 2、3、4、5 步还没有办。" in page.rows()[-1]


def test_the_page_signs_only_what_the_signer_saw(as_, checklist):
    project = checklist["P01"].project
    page = as_(a_supervisor(project.village)).open(f"/projects/{project.id}/checklist/sign")
    as_(project.contact).open(f"/checklist-items/{checklist['P02'].id}").press("撤回第 1 步")

    page.press("签署其余各项", expect=409)

    assert not any(item.signature for item in checklist.values())


def test_what_was_done_anew_has_to_be_looked_at_anew(as_, checklist):
    project = checklist["P01"].project
    page = as_(a_supervisor(project.village)).open(f"/projects/{project.id}/checklist/sign")
    undone = as_(project.contact).open(f"/checklist-items/{checklist['P02'].id}").press("撤回第 1 步")
    undone.follow().press("记录办理", {"steps": "1"})

    page.press("签署其余各项", expect=409)

    assert not any(item.signature for item in checklist.values())


def test_the_rule_holds_whatever_the_way_in(app):
    item = carried_out(an_item())
    with pytest.raises(MoveRefused, match="经办过的人不能监督"):
        actions.sign(item, by=item.project.contact)


@pytest.mark.parametrize("nonsense", ["", "²", "9" * 30, "-1", "P01"])
def test_nonsense_in_a_row_signs_nothing(as_, checklist, nonsense):
    project = checklist["P01"].project
    supervisor = a_supervisor(project.village)
    as_(supervisor).send(f"/projects/{project.id}/checklist/sign", {"rows-0-item_id": nonsense}, expect=409)
    assert not any(item.signature for item in checklist.values())


def test_the_accounts_agency_finds_only_money_on_its_page(as_, checklist):
    project = checklist["P01"].project
    agency = a_town_admin(project.village.town)
    as_(agency).open(f"/projects/{project.id}/checklist/sign").press("签署其余各项")
    assert [code for code, item in checklist.items() if item.signature] == ["P03"]


def test_signing_is_not_for_those_who_carry_out(as_, checklist):
    project = checklist["P01"].project
    for person in (project.contact, a_villager(project.village)):
        as_(person).open(f"/projects/{project.id}/checklist/sign", expect=403)


def test_an_item_of_another_project_cannot_be_slipped_in(as_, checklist):
    elsewhere = carried_out(an_item())
    project = checklist["P01"].project
    as_(a_supervisor(project.village)).send(
        f"/projects/{project.id}/checklist/sign", rows((elsewhere,)), expect=409
    )
    assert db.session.get(ChecklistItem, elsewhere.id).signature is None

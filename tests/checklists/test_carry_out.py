"""Those who do the work tick steps and bring evidence; once signed, nothing moves any more."""

import io
from datetime import date

import pytest
from PIL import Image

from govproj.checklists import actions
from govproj.core import dates
from govproj.core.workflow import MoveRefused
from govproj.projects.models import State
from tests.checklists.things import a_checklist, a_colleague, an_item, carried_out, signed
from tests.factories import (
    a_cadre,
    a_party_member,
    a_project,
    a_secretary,
    a_supervisor,
    a_town_admin,
    a_villager,
    last_audit_entry,
)

TODAY = "2022-05-09"


@pytest.fixture(autouse=True)
def on_a_monday(on_day):
    with on_day(TODAY):
        yield


def a_photo(name="到货.jpg"):
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "JPEG")
    content.seek(0)
    return content, name


def test_the_lead_records_steps_with_the_day_and_it_is_on_record(as_):
    lead = a_party_member()
    item = an_item("P11", a_project(lead=lead))

    page = as_(lead).open(f"/checklist-items/{item.id}")
    page.press("记录办理", {"steps": ["1", "2"], "done_on": "2022-05-06"})

    assert [(tick.step, tick.done_on, tick.by) for tick in item.ticks] == [
        (1, date(2022, 5, 6), lead),
        (2, date(2022, 5, 6), lead),
    ]
    assert last_audit_entry() == ("checklists.ticked", lead.id)


def test_a_step_cannot_be_taken_tomorrow(as_):
    item = an_item()
    page = as_(item.project.contact).open(f"/checklist-items/{item.id}")

    refusal = page.press("记录办理", {"steps": "1", "done_on": "2022-05-10"}, expect=422)

    assert refusal.errors == ["日期不能晚于今天。"]
    assert item.ticks == []


def test_nothing_chosen_is_refused_with_a_sentence(as_):
    item = an_item()
    page = as_(item.project.contact).open(f"/checklist-items/{item.id}")
    assert page.press("记录办理", expect=422).errors == ["请至少勾选一步。"]


def test_a_step_recorded_by_mistake_is_taken_back_before_the_signature(as_):
    item = carried_out(an_item())
    as_(item.project.contact).open(f"/checklist-items/{item.id}").press("撤回第 2 步")
    assert [tick.step for tick in item.ticks] == [1, 3, 4, 5, 6]


def test_evidence_is_kept_and_handed_out_to_those_concerned_only(as_):
    item = an_item()
    cadre = item.project.contact

    page = as_(cadre).open(f"/checklist-items/{item.id}")
    shown = page.press("上传佐证", {"proves": "3"}, files={"files": a_photo()}).follow()

    assert "到货照片 · 到货.jpg" in shown.main
    (photo,) = item.evidence
    url = f"/checklist-evidence/{photo.id}"
    assert as_(cadre).open(url).headers["Content-Disposition"].startswith("attachment")
    assert as_(cadre).open(f"{url}/thumb").status == 200
    as_(a_villager(item.project.village)).open(url, expect=404)
    as_(a_cadre()).open(url, expect=404)


def test_a_file_that_is_no_evidence_is_refused_with_a_sentence(as_):
    item = an_item()
    page = as_(item.project.contact).open(f"/checklist-items/{item.id}")
    script = (io.BytesIO(b"<svg onload=alert(1)>"), "图.svg")

    refusal = page.press("上传佐证", files={"files": script}, expect=422)

    assert "不是能识别的照片" in refusal.errors[0]
    assert item.evidence == []


def test_nothing_is_uploaded_when_no_file_is_chosen(as_):
    item = an_item()
    page = as_(item.project.contact).open(f"/checklist-items/{item.id}")
    assert page.press("上传佐证", expect=422).errors == ["请选择照片或文件。"]


def test_behind_a_signature_nothing_moves(as_):
    item = signed(an_item())
    browser = as_(item.project.contact)

    assert browser.open(f"/checklist-items/{item.id}").buttons == []
    refusal = browser.send(f"/checklist-items/{item.id}/untick", {"step": "1"}, expect=409)

    assert "已经签字" in refusal.main
    assert len(item.ticks) == 6


def test_the_accounts_agency_handles_money_and_nothing_else(as_):
    items = a_checklist(a_project())
    agency = a_town_admin(items["P18"].project.village.town)

    as_(agency).send(f"/checklist-items/{items['P18'].id}/tick", {"steps": "5", "done_on": TODAY})
    as_(agency).send(f"/checklist-items/{items['P16'].id}/tick", {"steps": "1", "done_on": TODAY}, expect=403)

    assert [tick.step for tick in items["P18"].ticks] == [5]


def test_what_the_accounts_agency_checks_and_pays_is_recorded_by_itself(as_):
    item = an_item("P18")
    contact, url = as_(item.project.contact), f"/checklist-items/{item.id}"
    page = contact.open(url)
    offered = [box["value"] for box in page.html.select("[name=steps]")]
    assert offered == ["1", "2", "3", "4"]
    assert page.main.count("由镇三资代理中心自己记，村里不用记") == 2
    assert "其中第 5、6 步由镇三资代理中心记录。" in page.main
    contact.send(f"{url}/tick", {"steps": "5", "done_on": TODAY}, expect=422)
    with pytest.raises(MoveRefused, match="第 5 步由镇三资代理中心记录"):
        actions.tick(item, steps=[5], on=dates.today(), by=item.project.contact)

    agency = a_town_admin(item.project.village.town)
    as_(agency).open(url).press("记录办理", {"steps": ["5", "6"]})
    contact.send(f"{url}/untick", {"step": "5"}, expect=409)
    assert [tick.by for tick in item.ticks] == [agency, agency]


def test_who_may_not_carry_out_is_offered_no_form(as_):
    item = an_item()
    for person in (a_secretary(item.project.village), a_supervisor(item.project.village)):
        assert as_(person).open(f"/checklist-items/{item.id}").buttons == []


def test_a_question_is_asked_shown_and_answered(as_):
    item = signed(an_item())
    supervisor = a_supervisor(item.project.village)

    question = as_(supervisor).open(f"/checklist-items/{item.id}/note")
    question.press("提出", {"text": "验收单只有一人签字。"})
    assert item.mark == "problem"
    assert "答复" not in as_(supervisor).open(f"/checklist-items/{item.id}").links, "who asks does not answer"
    page = as_(item.project.contact).open(f"/checklist-items/{item.id}")
    assert "验收单只有一人签字。" in page.notices
    page.browser.open(page.links["答复"]).press("答复", {"answer": "已补签。"})

    assert item.mark == "done"
    assert item.notes[0].answered_on == dates.today()
    assert item.signature, "a question after signing does not undo the signature"


def test_a_question_is_answered_once(as_):
    item = an_item()
    as_(a_supervisor(item.project.village)).send(f"/checklist-items/{item.id}/note", {"text": "请说明。"})
    url = f"/problem-notes/{item.notes[0].id}/answer"

    as_(item.project.contact).send(url, {"answer": "好。"})
    as_(a_colleague(item)).send(url, {"answer": "不是这样。"}, expect=409)

    assert item.notes[0].answer == "好。"


def test_the_asker_does_not_answer(as_):
    item = an_item()
    supervisor = a_supervisor(item.project.village)
    as_(supervisor).send(f"/checklist-items/{item.id}/note", {"text": "请说明。"})
    as_(supervisor).send(f"/problem-notes/{item.notes[0].id}/answer", {"answer": "好。"}, expect=403)


def test_a_day_that_has_passed_makes_an_open_item_a_problem(as_, on_day):
    item = an_item()
    page = as_(a_supervisor(item.project.village)).open(f"/checklist-items/{item.id}/set-due")
    page.press("确定", {"due_on": "2022-05-20"})

    assert item.mark == "waiting"
    with on_day("2022-05-21"):
        assert item.mark == "problem"
        assert "已逾期 1 天" in as_(item.project.contact).open(f"/checklist-items/{item.id}").main
        assert signed(item).mark == "done"


def test_two_at_once_the_second_is_told(as_):
    item = an_item()
    first, second = as_(item.project.contact), as_(a_colleague(item))
    form = second.open(f"/checklist-items/{item.id}")
    first.open(f"/checklist-items/{item.id}").press("记录办理", {"steps": "1"})

    refusal = form.press("记录办理", {"steps": "1"}, expect=422)

    assert refusal.errors
    assert len(item.ticks) == 1


def test_the_checklist_of_a_terminated_project_rests(as_):
    item = an_item(state=State.TERMINATED)
    url = f"/checklist-items/{item.id}/tick"
    refusal = as_(item.project.contact).send(url, {"steps": "1", "done_on": TODAY}, expect=409)
    assert "项目已经撤销或终止" in refusal.main

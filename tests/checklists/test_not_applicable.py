"""不适用 is proposed by one side and decided by the other, by the town where a grave risk would go unseen."""

from tests.checklists.things import an_item, carried_out
from tests.factories import a_supervisor, a_town_inspector, last_audit_entry


def proposed(as_, code):
    item = an_item(code)
    form = as_(item.project.contact).open(f"/checklist-items/{item.id}/propose-exemption")
    form.press("提出", {"reason": "没有租用设备"})
    return item


def test_the_village_proposes_and_the_supervision_committee_approves(as_):
    item = proposed(as_, "P12")
    supervisor = a_supervisor(item.project.village)
    assert item.mark == "waiting"

    page = as_(supervisor).open(f"/checklist-items/{item.id}")
    page.browser.open(page.links["审定不适用"]).press("确定", {"verdict": "approve"})

    assert item.mark == "not_applicable"
    assert last_audit_entry() == ("checklists.exemption_decided", supervisor.id)


def test_a_refusal_says_why_and_the_item_has_to_be_done(as_):
    item = proposed(as_, "P12")
    form = as_(a_supervisor(item.project.village)).open(f"/checklist-items/{item.id}/decide-exemption")

    assert form.press("确定", {"verdict": "refuse"}, expect=422).errors == ["不同意要写明理由。"]
    form.press("确定", {"verdict": "refuse", "answer": "合同里有挖掘机台班"})

    assert (item.mark, item.exemption) == ("waiting", None)
    assert carried_out(item).missing_before_signature == []


def test_a_grave_risk_is_for_the_town_to_wave_through(as_):
    item = proposed(as_, "P16")
    as_(a_supervisor(item.project.village)).send(
        f"/checklist-items/{item.id}/decide-exemption", {"verdict": "approve"}, expect=403
    )
    inspector = a_town_inspector(item.project.village.town)
    as_(inspector).open(f"/checklist-items/{item.id}/decide-exemption").press("确定", {"verdict": "approve"})
    assert item.is_exempt


def test_nothing_to_decide_is_said_so(as_):
    item = an_item("P12")
    refusal = as_(a_supervisor(item.project.village)).send(
        f"/checklist-items/{item.id}/decide-exemption", {"verdict": "approve"}, expect=409
    )
    assert "没有等待审定的不适用申请" in refusal.main


def test_it_is_proposed_once(as_):
    item = proposed(as_, "P12")
    refusal = as_(item.project.contact).send(
        f"/checklist-items/{item.id}/propose-exemption", {"reason": "再提"}, expect=409
    )
    assert "正在等审定" in refusal.main
    assert len(item.exemptions) == 1


def test_an_item_found_not_to_apply_takes_no_steps(as_):
    item = proposed(as_, "P12")
    as_(a_supervisor(item.project.village)).send(
        f"/checklist-items/{item.id}/decide-exemption", {"verdict": "approve"}
    )
    as_(item.project.contact).send(
        f"/checklist-items/{item.id}/tick", {"steps": "1", "done_on": "2022-05-06"}, expect=409
    )
    assert item.ticks == []


def test_it_is_decided_once(as_):
    item = proposed(as_, "P12")
    url = f"/checklist-items/{item.id}/decide-exemption"
    as_(a_supervisor(item.project.village)).send(url, {"verdict": "approve"})
    as_(a_supervisor(item.project.village)).send(url, {"verdict": "refuse", "answer": "不同意"}, expect=409)
    assert item.is_exempt

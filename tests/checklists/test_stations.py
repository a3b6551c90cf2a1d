"""S10 and S13 as they are accepted: three bands, opinions that hold up, sums by village; two lists side by side."""

import pytest

from govproj.checklists.catalogue import POWERS
from govproj.checklists.queries import lists
from govproj.core.db import db
from tests.checklists.things import a_checklist, carried_out, signed
from tests.factories import a_project, a_supervisor, a_town_inspector, a_village

LINKS = {"招投标": "P08", "合同": "P09", "采购": "P11", "验收": "P20", "付款": "P18"}


@pytest.fixture
def project(app):
    return a_project(a_village("示例村"), name="示例路")


def test_every_point_of_supervision_stands_in_one_of_three_bands_and_what_is_missing_shows(as_, project):
    signed(a_checklist(project)["P01"])
    page = as_(project.contact).open(f"/projects/{project.id}/checklist")
    assert page.rows(".band h2") == ["事前介入", "全面监督", "跟踪审计"]
    assert page.rows(".band__count") == ["1 / 10", "0 / 9", "0 / 6"]
    assert "· 还没到 P02" in page.main


@pytest.mark.parametrize("link", LINKS)
def test_an_opinion_on_any_link_keeps_it_from_being_done_until_it_is_answered(as_, project, link):
    item = carried_out(a_checklist(project)[LINKS[link]])
    supervisor = as_(a_supervisor(project.village))
    form = supervisor.open(f"/checklist-items/{item.id}/note")
    form.press("提出", {"text": f"{link}要说明。"})

    page = supervisor.open(f"/checklist-items/{item.id}")
    assert "签字确认" not in page.buttons
    supervisor.send(f"/checklist-items/{item.id}/sign", {"version": item.version}, expect=409)
    assert not item.is_done

    note = item.open_notes[0]
    answer = as_(project.contact).open(f"/problem-notes/{note.id}/answer")
    answer.press("答复", {"answer": "已补说明。"})
    supervisor.open(f"/checklist-items/{item.id}").press("签字确认")
    assert item.is_done


def test_opinions_questions_and_activities_are_added_up_by_village(as_, project):
    supervisor = as_(a_supervisor(project.village))
    for code in LINKS.values():
        item = a_checklist(project)[code]
        supervisor.send(f"/checklist-items/{item.id}/note", {"text": "请说明。"})
    page = as_(a_town_inspector(project.village.town)).open("/checklists")
    sums = next(row for row in page.rows() if row.startswith("示例村 1"))
    assert sums == "示例村 1 5 5 0 0 0 / 1 0"


def test_each_step_of_a_running_project_keeps_who_when_with_what_and_who_vouched(as_, project):
    item = a_checklist(project)["P11"]
    contact = as_(project.contact)
    page = contact.open(f"/checklist-items/{item.id}")
    every = [str(step.number) for step in item.steps]
    page.press("记录办理", {"steps": every, "done_on": "2022-05-06"})
    carried_out(item)
    as_(a_supervisor(project.village, name="示例监督")).open(f"/checklist-items/{item.id}").press("签字确认")
    shown = contact.open(f"/checklist-items/{item.id}").main
    assert f"2022年5月6日 办，{project.contact.name} 记" in shown
    assert "验收单.pdf" in shown
    assert "示例监督" in shown
    db.session.commit()


def test_every_power_of_the_catalogue_has_somebody_who_watches_over_it(app):
    assert all(power.duties for power in POWERS.values())
    assert all(power.forbidden for power in POWERS.values())
    for power in POWERS.values():
        words = [*power.forbidden, *(part for duty in power.duties for part in duty)]
        assert all(text.zh and text.en and not any("一" <= c <= "鿿" for c in text.en) for text in words)


def test_both_lists_are_public_printable_and_keep_their_editions(as_, project):
    stranger = as_(None)
    page = stranger.open(f"/villages/{project.village_id}/powers")
    assert "监督责任清单" in page.main
    assert len(page.rows("#duties ~ details tbody tr")) == sum(len(p.duties) for p in POWERS.values())
    stranger.open(page.links["打印挂图"])
    assert "现在用的是 2022-1。" in stranger.open(f"/villages/{project.village_id}/powers/P08").main
    assert lists.of_village(project.village_id) == lists.CATALOGUE

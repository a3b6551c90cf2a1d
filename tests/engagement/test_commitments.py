"""Which commitments a project needs follows from its contract; what is missing is on one list."""

from datetime import date

import pytest

from govproj.core.db import db
from govproj.engagement.actions import agreements
from govproj.engagement.queries import commitments
from govproj.engagement.states import AgreementKind, Link
from govproj.projects.models import Kind, State
from govproj.villages.models import LocalRule
from tests.checklists.things import a_checklist
from tests.engagement.things import Cast, an_agreement
from tests.factories import a_firm, a_project, a_villager, saved


@pytest.fixture
def cast(app):
    return Cast()


def links(project):
    return [row.link for row in commitments.of_project(project).rows]


@pytest.mark.parametrize(
    ("fen", "families"), [(199_999_99, False), (200_000_00, True), (82_3000_00, True), (None, False)]
)
def test_families_commit_themselves_where_much_money_moves(cast, fen, families):
    project = a_project(cast.village, contract_fen=fen)
    assert links(project) == [Link.BUYER, Link.PROJECT_TEAM, Link.SUPPLIER, *([Link.FAMILY] * families)]


def test_from_which_sum_is_a_rule_of_the_place(cast):
    rule = {"key": "commitment.family_from_fen", "value": {"value": 1_000_000_00}}
    saved(LocalRule(**rule, town_id=cast.town.id, effective_from=date(2022, 1, 1)))
    assert Link.FAMILY not in links(cast.project)


@pytest.mark.parametrize(
    "facts",
    [
        {"contractor": None, "contract_fen": None},
        {"kind": Kind.GOVERNANCE},
        {"state": State.DRAFT},
        {"state": State.TERMINATED},
    ],
)
def test_nothing_is_needed_before_there_is_a_contract_or_after_the_end(cast, facts):
    assert links(a_project(cast.village, **facts)) == []


def test_signed_ones_are_counted_as_long_as_they_stand(cast, on_day):
    with on_day("2022-05-01"):
        signed = an_agreement(cast, link=Link.BUYER, signed_on=date(2022, 3, 5), valid_to=date(2022, 12, 31))
        assert (_signed(cast), commitments.of_project(cast.project).required) == ([Link.BUYER], 4)
    with on_day("2023-01-01"):
        assert _signed(cast) == []
    with on_day("2022-06-01"):
        agreements.end(signed, note="违诺", by=cast.cadre)
        db.session.commit()
        assert _signed(cast) == []


def _signed(cast):
    return [row.link for row in commitments.of_project(cast.project).rows if row.is_signed]


def test_a_firms_word_binds_that_firm(cast):
    firm = cast.project.contractor
    an_agreement(cast, parties=[(firm.name, "王示工")])
    assert _signed(cast) == [Link.SUPPLIER]
    cast.project.contractor = a_firm()
    db.session.commit()
    assert _signed(cast) == []


def test_another_kind_of_agreement_is_no_commitment(cast):
    an_agreement(cast, kind=AgreementKind.RESPONSIBILITY, link=None, title="项目廉政责任书")
    assert _signed(cast) == []


def test_the_page_of_a_project_leads_from_missing_to_signed(as_, cast):
    lead = as_(cast.lead)
    page = lead.open(f"/projects/{cast.project.id}/commitments")
    assert page.rows()[0].startswith("发包方")
    assert "0 ÷ 4" in page.main
    paper = lead.open(
        page.links["发包方 打印承诺书"] if "发包方 打印承诺书" in page.links else page.links["打印承诺书"]
    )
    assert "见证人" in paper.main
    form = lead.open(f"/projects/{cast.project.id}/agreements/new?link=buyer")
    form.press("登记", {"parties": f"{cast.village.name} 张示例", "witness": "吴样明"})
    page = lead.open(f"/projects/{cast.project.id}/commitments")
    assert "1 ÷ 4" in page.main
    assert "已签" in page.rows()[0]


def test_before_the_start_the_checklist_reminds_of_what_is_missing(as_, cast):
    project = a_project(cast.village, state=State.CONTRACTED, lead=cast.lead)
    for with_list in (project, cast.project):
        a_checklist(with_list)
    page = as_(cast.lead).open(f"/projects/{project.id}/checklist")
    assert "开工前还有 4 份廉洁承诺没签" in page.main
    assert "没签" not in as_(None).open(f"/projects/{project.id}/checklist").main
    assert "没签" not in as_(cast.lead).open(f"/projects/{cast.project.id}/checklist").main


def test_the_list_of_all_villages_names_what_is_missing(as_, cast):
    a_project(a_project().village)
    an_agreement(cast, link=Link.BUYER)
    page = as_(cast.inspector).open("/commitments")
    assert "1 ÷ 4" in page.main
    assert "25.0%" in page.main
    assert len(page.rows("main .rows .row")) == 3


@pytest.mark.parametrize("odd", ["", "x", "buyer%00", "letter"])
def test_odd_links_fill_in_nothing_wrong(as_, cast, odd):
    as_(cast.cadre).open(f"/projects/{cast.project.id}/agreements/new?link={odd}")


def test_a_form_that_does_not_exist_is_not_found(as_, cast):
    as_(cast.cadre).open(f"/projects/{cast.project.id}/commitments/other/print", expect=404)
    letter = as_(cast.cadre).open(f"/projects/{cast.project.id}/commitments/letter/print")
    assert cast.lead.name in letter.main


def test_names_stay_inside(as_, cast):
    as_(a_villager(cast.village)).open(f"/projects/{cast.project.id}/commitments", expect=404)

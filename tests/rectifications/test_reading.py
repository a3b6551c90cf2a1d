"""What villagers, officials and neighbours get to read, and how much the pages ask of the database."""

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from govproj.core import uploads
from govproj.core.db import db
from govproj.rectifications import actions
from govproj.rectifications.states import Level, Phase, Source
from tests.factories import a_supervisor, a_villager
from tests.rectifications.things import a_case, a_case_handed_in, a_cast, day


@pytest.fixture
def cast(app):
    return a_cast()


@pytest.fixture
def queries():
    """Counts the statements sent to the database."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield sent
    event.remove(Engine, "before_cursor_execute", note)


def tab_of(cast):
    return f"/projects/{cast.project.id}/rectifications"


def closed(cast, **kw):
    case = a_case_handed_in(cast, **kw)
    actions.verify(case, result="看过", by=cast.supervisor)
    if case.needs_two_verifiers:
        actions.verify(case, result="看过", by=cast.inspector)
    actions.close(case, assessment="路面干净了", by=cast.inspector)
    db.session.commit()
    return case


def test_everybody_reads_what_was_done_and_nobodys_name(as_, cast):
    closed(cast, title="扬尘")

    page = as_().open(tab_of(cast))

    assert "扬尘" in page.main
    assert "已销号" in page.main
    assert "定下每天收工前巡一遍的规矩" in page.main
    assert "路面干净了" in page.main
    for person in cast[2:]:
        assert person.name not in page.main
    assert "办理情况" not in page.links


def test_what_is_not_confirmed_or_not_public_stays_within_the_offices(as_, cast):
    a_case(cast.project, title="刚发现还没有交办的事")
    a_case(
        cast.project, title="预警查出的事", source=Source.RED_FLAG, by=cast.inspector, responsible=cast.lead
    )
    a_case(cast.project, title="公开的事", by=cast.inspector, responsible=cast.lead)

    for outsider in (None, a_villager(cast.village), a_supervisor()):
        page = as_(outsider).open(tab_of(cast))
        assert "公开的事" in page.main
        assert "刚发现" not in page.main
        assert "预警查出" not in page.main
    for insider in (cast.supervisor, cast.cadre, cast.county, cast.lead):
        page = as_(insider).open(tab_of(cast))
        assert "刚发现" in page.main
        assert "预警查出" in page.main


def test_what_is_not_closed_tells_only_where_it_stands(as_, cast):
    a_case_handed_in(cast)
    assert "定下每天收工前巡一遍的规矩" not in as_().open(tab_of(cast)).main


def test_the_page_of_a_case_is_for_those_it_concerns(as_, cast):
    case = a_case(cast.project, by=cast.inspector, responsible=cast.lead)

    as_(cast.lead).open(f"/rectifications/{case.id}")
    as_(a_supervisor()).open(f"/rectifications/{case.id}", expect=404)
    as_(a_villager(cast.village)).open(f"/rectifications/{case.id}", expect=404)
    as_().open(f"/rectifications/{case.id}", expect=303)


def test_evidence_is_only_for_those_who_may_read_the_case(as_, cast):
    case = a_case(cast.project)
    paper = uploads.StoredFile(uploads.keep(b"%PDF-1.4 secret"), "pdf", 15, "说明.pdf")
    actions.add_evidence(case, phase=Phase.DOCUMENT, files=[paper], by=cast.inspector)
    db.session.commit()
    url = f"/rectification-evidence/{case.evidence[0].id}"

    answer = as_(cast.county).open(url)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    as_(a_supervisor()).open(url, expect=404)
    as_(a_villager(cast.village)).open(url, expect=404)


def test_the_list_shows_the_most_urgent_first_and_filters(as_, cast, on_day):
    with on_day("2022-06-20"):
        a_case(cast.project, title="不急的事", found_on=day("2022-06-19"))
        a_case(cast.project, title="逾期的事", level=Level.MAJOR, found_on=day("2022-06-01"))
        inspector = as_(cast.inspector)
        rows = inspector.open("/rectifications").rows()
        assert ["逾期的事" in row for row in rows] == [True, False]
        assert "已逾期 4 天" in rows[0]
        assert len(inspector.open("/rectifications?which=overdue").rows()) == 1
        assert inspector.open("/rectifications?which=closed").rows() == []
        page = inspector.open(f"/rectifications?which=all&village={cast.village.id}")
        assert len(page.rows()) == 2
        assert "登记发现的问题" in page.links


def test_the_list_goes_on_page_by_page(as_, cast, on_day):
    with on_day("2022-06-20"):
        for number in range(45):
            a_case(cast.project, title=f"第{number}件")
        page, seen = as_(cast.inspector).open("/rectifications"), []
        while True:
            seen += page.rows()
            if "下一页 →" not in page.links:
                break
            page = as_(cast.inspector).open(page.links["下一页 →"])
        assert len(seen) == len(set(seen)) == 45


def test_a_broken_address_of_a_page_begins_at_the_beginning(as_, cast):
    a_case(cast.project)
    for key in ("x", "2022-13-40.1", "2022-06-20.", "2022-06-20.99999999999999999999"):
        as_(cast.inspector).open(f"/rectifications?key={key}")
    as_(cast.inspector).open("/rectifications?which=nonsense", expect=422)


def test_neighbours_are_not_on_the_list(as_, cast):
    a_case(cast.project, title="这村的事")
    assert "这村的事" not in as_(a_supervisor()).open("/rectifications").main


def test_pages_ask_the_database_as_often_for_many_as_for_few(as_, cast, queries):
    case = closed(cast, level=Level.MAJOR)
    for url in ("/rectifications?which=all", tab_of(cast)):
        few = _counted(queries, lambda url=url: as_(cast.inspector).open(url))
        for _number in range(8):
            a_case(cast.project, by=cast.inspector, responsible=cast.lead)
        many = _counted(queries, lambda url=url: as_(cast.inspector).open(url))
        assert few == many <= 12, url
    assert _counted(queries, lambda: as_(cast.county).open(f"/rectifications/{case.id}")) <= 12


def _counted(queries, ask):
    browser_opens = ask
    queries.clear()
    browser_opens()
    return len(queries)


# ---- what was just opened ----


def test_everybody_is_told_at_once_that_something_was_opened_and_what_only_when_it_is_assigned(as_, cast):
    found = a_case(cast.project, title="围挡没有封闭", by=cast.inspector)
    kept = a_case(cast.project, title="内部核实的事", by=cast.inspector, confidential=True)

    told = as_().open(tab_of(cast))

    assert "刚登记了 1 个问题，正在交办" in told.main
    assert found.title not in told.main
    assert kept.title not in told.main
    assert "刚登记了" not in as_(cast.supervisor).open(tab_of(cast)).main


def test_what_grew_out_of_a_published_result_is_read_from_the_beginning(as_, cast):
    case = a_case(cast.project, title="评议薄弱环节：进度", source=Source.EVALUATION, by=cast.secretary)

    told = as_(a_villager(cast.village)).open(tab_of(cast))

    assert case.title in told.main
    assert "正在定由谁改" in told.main
    assert "刚登记了" not in told.main
    assert "1 件没改好" in as_().open(f"/projects/{cast.project.id}").main

"""A published notice is never edited; a correction is a new version and the old one stays readable."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from govproj.core.db import db
from govproj.core.versions import ChangedMeanwhile
from govproj.disclosures import actions
from govproj.disclosures.models import Disclosure, PublishedNoticeChanged, State
from tests.disclosures.factories import a_disclosure, a_photo
from tests.factories import (
    a_cadre,
    a_county_inspector,
    a_party_member,
    a_project,
    a_secretary,
    a_supervisor,
    a_town_admin,
    a_town_inspector,
    a_village,
    a_villager,
    an_admin,
    last_audit_entry,
)


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-12"):
        yield a_village()


@pytest.fixture
def lead(village):
    return a_party_member(village)


@pytest.fixture
def cadre(village):
    return a_cadre(village)


@pytest.fixture
def published(village, lead, cadre):
    project = a_project(village, name="示例溪整治", lead=lead, contact=cadre)
    return a_disclosure(project, state=State.PUBLISHED, summary="砌筑护岸 300 米")


def corrected(as_, notice, lead, cadre, members):
    """The whole way from the request to the publication of the second version."""
    draft = as_(cadre).open(f"/disclosures/{notice.id}").press("更正这一期", {"note": "长度写错"}).follow()
    form = as_(lead).open(draft.links["修改草稿"]) if "修改草稿" in draft.links else None
    form = form or as_(lead).open(f"/projects/{notice.project_id}/disclosures/2022-05/write")
    form.press("保存并看样子", {"summary": "砌筑护岸 210 米"}).follow().press("提交审核")
    as_(cadre).open(draft.url).press("通过村级审核")
    for member in members:
        as_(member).open(draft.url).press("审查签字")
    as_(cadre).open(draft.url).press("发布公示")
    return draft.url


def test_a_correction_is_a_new_version_and_the_old_one_stays_struck_through(
    as_, published, lead, cadre, village
):
    new = corrected(as_, published, lead, cadre, [a_supervisor(village), a_supervisor(village)])

    db.session.refresh(published)
    assert published.state is State.CORRECTED
    old_page = as_(None).open(f"/disclosures/{published.id}")
    assert "砌筑护岸 300 米" in old_page.html.select_one("del").text
    assert "更正原因：长度写错" in old_page.main
    assert old_page.links["看更正后的第 2 版"] == new
    new_page = as_(None).open(new)
    assert "砌筑护岸 210 米" in new_page.main
    assert new_page.html.select_one(".board del") is None
    assert new_page.links["看原来的第 1 版"] == f"/disclosures/{published.id}"
    both = as_(None).open(f"/projects/{published.project_id}/disclosures")
    assert "第 2 版（更正）" in both.main
    assert both.html.select_one("del").text == "第 1 版"


def test_until_the_correction_is_published_the_old_version_is_in_force(as_, published, cadre):
    as_(cadre).open(f"/disclosures/{published.id}").press("更正这一期", {"note": "长度写错"})

    page = as_(None).open(f"/disclosures/{published.id}")
    assert "作废" not in page.main
    assert "长度写错" not in page.main
    assert page.html.select_one(".board del") is None
    assert last_audit_entry() == ("disclosures.correction_begun", cadre.id)


def test_a_correction_wants_a_reason_and_there_is_only_one_at_a_time(as_, published, cadre):
    page = as_(cadre).open(f"/disclosures/{published.id}")
    assert "请写明理由" in page.press("更正这一期", expect=422).text
    page.press("更正这一期", {"note": "长度写错"})

    again = page.press("更正这一期", {"note": "再来"}, expect=409)
    assert "已经在更正" in again.text
    assert "更正这一期" not in as_(cadre).open(f"/disclosures/{published.id}").buttons


def test_the_writer_reads_why_and_everybody_else_whom_it_waits_for(as_, published, lead, cadre):
    draft = as_(cadre).open(f"/disclosures/{published.id}").press("更正这一期", {"note": "长度写错"}).follow()
    assert f"现在等{lead.name}填写。" in draft.main
    form = as_(lead).open(as_(lead).open(draft.url).links["修改草稿"])
    assert form.heading == "更正2022年5月公示"
    assert "更正原因：长度写错" in form.main


def test_the_new_version_starts_from_the_old_one_photos_included(as_, published, cadre):
    a_photo(published, "护岸")
    a_photo(published, "公开栏首日", posted=True)
    as_(cadre).open(f"/disclosures/{published.id}").press("更正这一期", {"note": "长度写错"})

    new = db.session.scalars(db.select(Disclosure).filter_by(edition=2)).one()
    assert new.summary == published.summary
    assert [photo.caption for photo in new.photos] == ["护岸"]


def test_the_month_keeps_the_day_it_was_first_published(as_, published, lead, cadre, village):
    from govproj.disclosures.queries import duty_of

    day = duty_of(published.project_id, "2022-05").done_day
    corrected(as_, published, lead, cadre, [a_supervisor(village), a_supervisor(village)])
    assert duty_of(published.project_id, "2022-05").done_day == day


def test_no_role_changes_a_published_notice_by_any_request(as_, app, published, lead, cadre, village):
    """Every address that takes a POST about notices is tried by everybody with everything it could want."""
    town, county = village.town, village.town.county
    a_photo(published)
    everybody = [
        *(None, lead, cadre, a_secretary(village), a_supervisor(village), a_villager(village)),
        *(a_town_inspector(town), a_town_admin(town), a_county_inspector(county), an_admin()),
    ]
    typed = {
        "version": published.version,
        "note": "改一改",
        "summary": "改过的内容",
        "next_plan": "改过的计划",
        "remove": published.photos[0].id,
        "seen": f"{published.id}:{published.version}",
    }
    before = as_(None).open(f"/disclosures/{published.id}").html.select_one(".board").text
    places = {"disclosure_id": published.id, "project_id": published.project_id, "village_id": village.id}
    tried = 0
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("disclosures.") or "POST" not in rule.methods:
            continue
        address = rule.rule
        for name, value in places.items():
            address = address.replace(f"<int:{name}>", str(value))
        for person in everybody:
            browser = as_(person)
            token = {"csrf_token": browser.token()}
            browser._ask("POST", address.replace("<month>", "2022-05"), data=typed | token)
            tried += 1
    assert tried >= 90
    assert as_(None).open(f"/disclosures/{published.id}").html.select_one(".board").text == before


def test_not_even_the_program_rewrites_a_published_notice(published):
    for name, value in {"summary": "别的", "publicity_to": None, "correction_reason": "x"}.items():
        setattr(published, name, value)
        with pytest.raises(PublishedNoticeChanged):
            db.session.flush()
        db.session.rollback()


def test_two_corrections_of_one_version_cannot_exist(published):
    for reason in ("一", "二"):
        db.session.add(
            Disclosure(
                project=published.project,
                month="2022-05",
                edition=2,
                supersedes=published,
                correction_reason=reason,
            )
        )
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_stale_form_does_not_overwrite_a_draft(app, village, lead):
    draft = a_disclosure(a_project(village, lead=lead))
    with pytest.raises(ChangedMeanwhile):
        actions.write(draft, by=lead, seen="0", summary="旧页面上的")
    db.session.rollback()


def test_the_difference_is_shown_field_by_field(as_, lead, cadre, village, statements):
    members = [a_supervisor(village), a_supervisor(village)]
    project = a_project(village, lead=lead, contact=cadre)
    old = a_disclosure(project, state=State.PUBLISHED, summary="砌筑护岸 300 米")
    address = corrected(as_, old, lead, cadre, members)

    page = as_(None).open(address)
    rows = [row.get_text(" ", strip=True) for row in page.html.select("#changes ~ table tbody tr")]
    assert rows == ["本月完成 砌筑护岸 300 米 砌筑护岸 210 米"]
    assert page.html.select_one("#changes ~ table del").text == "砌筑护岸 300 米"
    assert page.html.select_one("#changes ~ table ins").text == "砌筑护岸 210 米"
    stranger = as_(None)
    stranger.open(address)
    statements.clear()
    stranger.open(address)
    assert len(statements) <= 12


def test_a_figure_that_changed_in_the_records_is_among_the_differences(as_, published, lead, cadre):
    new = a_disclosure(
        published.project,
        edition=2,
        supersedes=published,
        correction_reason="漏记",
        summary="砌筑护岸 300 米",
    )
    published.project.month("2022-05").actual_pct = 81
    db.session.commit()
    rows = as_(lead).open(f"/disclosures/{new.id}").rows("#changes ~ table tbody tr")
    assert rows == ["实际进度 80% 81%"]


def test_the_period_begins_anew_with_the_new_version(as_, published, lead, cadre, village):
    address = corrected(as_, published, lead, cadre, [a_supervisor(village), a_supervisor(village)])
    assert "公示期 2022年6月12日 至 2022年6月19日" in as_(None).open(address).main


def test_a_frozen_month_carries_its_fingerprint_and_shows_when_it_was_rewritten(as_, village, cadre):
    project = a_project(village, lead=a_party_member(village), contact=cadre)
    notice = a_disclosure(project, state=State.SUPERVISION_PASSED)
    as_(cadre).open(f"/disclosures/{notice.id}").press("发布公示")
    page = as_(None).open(f"/disclosures/{notice.id}")
    assert "与发布时一致" in page.main
    assert notice.content_hash[:16] in page.main
    assert notice.content_hash[:8] in as_(None).open(f"/disclosures/{notice.id}/print").main

    columns = ("summary", "actual_pct", "publicity_to")
    right = {name: getattr(notice, name) for name in ("summary", "publicity_to")} | {
        "actual_pct": notice.frozen.actual_pct
    }
    for column, wrong in zip(columns, ("x", 99, date(2022, 6, 30)), strict=True):
        _write_past_the_model(notice.id, **{column: wrong})
        assert "与发布时不一致" in as_(None).open(f"/disclosures/{notice.id}").main, column
        _write_past_the_model(notice.id, **right)
    assert "与发布时一致" in as_(None).open(f"/disclosures/{notice.id}").main


def _write_past_the_model(number, **values):
    table = Disclosure.__table__
    db.session.execute(table.update().where(table.c.id == number).values(**values))
    db.session.commit()

"""A project in the photos of its notices."""

from datetime import date

import pytest

from govproj.disclosures.models import State
from govproj.projects.models import State as ProjectState
from tests.disclosures.factories import a_disclosure, a_photo
from tests.factories import a_month, a_project, a_town, a_village


@pytest.fixture
def town(app, on_day):
    with on_day("2022-06-20"):
        yield a_town(name="样板镇")


def test_photos_stand_before_during_and_after_the_work(as_, town):
    entered = {ProjectState.BUILDING: date(2022, 3, 1), ProjectState.COMPLETED: date(2022, 5, 20)}
    road = a_project(a_village(town=town), entered=entered)
    a_month(road, "2022-04", planned=50, actual=40)
    notice = a_disclosure(road, state=State.PUBLISHED)
    for caption, day in (
        ("开工前", date(2022, 2, 20)),
        ("铺路", date(2022, 4, 2)),
        ("通车", date(2022, 5, 20)),
    ):
        photo = a_photo(notice, caption)
        photo.taken_on = day
    a_photo(a_disclosure(road, month="2022-06"), "草稿里的")
    page = as_(None).open(f"/projects/{road.id}/disclosures/pictures")

    found = {
        section["aria-labelledby"]: section.select_one("img")["alt"]
        for section in page.html.select("section:has(img)")
    }
    assert found == {"before": "开工前", "during": "铺路", "after": "通车"}
    assert page.html.select(".plot__actual")
    assert "草稿里的" not in page.main
    assert "实际 80%，计划 80%" in page.main


def test_a_project_without_photos_says_when_there_will_be_some(as_, town):
    road = a_project(a_village(town=town))
    assert "还没有公示过照片" in as_(None).open(f"/projects/{road.id}/disclosures/pictures").main

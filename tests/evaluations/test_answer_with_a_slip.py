"""Answering at /v: no account, no cookie, no script, nothing spent by looking."""

import gzip

import pytest
from sqlalchemy import select

from govproj.accounts.models import SignInSession
from govproj.core.codes import grouped
from govproj.core.db import db
from govproj.evaluations import actions, slips, urn
from govproj.evaluations.models import QuestionTotal, State, WeakLink
from govproj.evaluations.urn import Urn
from govproj.evaluations.views import slips as slip_views
from tests.evaluations.scenes import (
    AFTER,
    LAST,
    a_closed_round,
    a_round,
    a_village_that_evaluates,
    an_open_round,
    close_and_count,
    printed,
)
from tests.factories import a_project, a_villager

REFUSAL = "这张票不能用（可能已用过、作废或抄错），请带票到村监会或拨打镇纪委电话"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Wrong codes are slowed for a second on a real site."""
    monkeypatch.setattr(slip_views, "SECONDS_FOR_A_WRONG_CODE", 0)


@pytest.fixture
def scene(app):
    return a_village_that_evaluates(supervision_phone="0572-0000101")


@pytest.fixture
def a_slip(scene, on_day):
    """An open round on its last day, and one of its slips."""
    round_, codes = an_open_round(scene)
    with on_day(LAST.isoformat()):
        yield round_, codes[0]


def spent(round_):
    with Urn(urn.path_of(round_.id)) as box:
        return box.spent()


def all_(round_, sign):
    project = round_.projects[0]
    return {f"{project.id}-{question['key']}": sign for question in round_.asked.scales}


def test_a_villager_scans_answers_checks_and_is_told_it_was_received(as_, a_slip):
    round_, code = a_slip
    sheet = as_(None).open(f"/v/{code}")
    assert sheet.html.select_one('[name="code"]')["value"] == code

    check = sheet.press("填好了，看一遍", {**all_(round_, "b"), "comment": "路修得好"}, expect=200)
    assert check.heading == "看一遍，再交"
    assert "路修得好" in check.main
    received = as_(None).send("/v/cast", as_sent(check), expect=200)

    assert received.heading == "已收到"
    assert spent(round_) == 1


def as_sent(page):
    """What the browser sends when 交上去 is pressed; that button has an address of its own."""
    button = next(b for b in page.html.select("button") if b.text == "交上去")
    assert button["formaction"] == "/v/cast"
    fields = button.find_parent("form").select("input[name]")
    return {field["name"]: field["value"] for field in fields}


def test_the_code_can_be_typed_on_the_tablet_as_it_stands_on_the_paper(as_, a_slip):
    _round, code = a_slip
    sheet = as_(None).open("/v").press("下一步", {"code": grouped(code).lower()}, expect=200)
    assert sheet.html.select_one('[name="code"]')["value"] == code


def test_looking_never_spends(as_, a_slip):
    round_, code = a_slip
    for _look in range(3):
        as_(None).open(f"/v/{code}").press("填好了，看一遍", all_(round_, "a"), expect=200)
    assert spent(round_) == 0


def test_going_back_keeps_what_was_chosen(as_, a_slip):
    round_, code = a_slip
    check = (
        as_(None)
        .open(f"/v/{code}")
        .press("填好了，看一遍", {**all_(round_, "c"), "stratum": "party"}, expect=200)
    )

    sheet = check.press("改一改", expect=200)

    assert {radio["value"] for radio in sheet.html.select('[type="radio"][checked]')} == {"c", "party"}


def test_a_second_answer_with_the_same_slip_is_refused_in_the_same_words_as_a_forged_one(as_, a_slip):
    round_, code = a_slip
    answers = {"code": code, "answered": "1", **all_(round_, "a")}
    as_(None).send("/v/cast", answers, expect=200)

    again = as_(None).send("/v/cast", answers, expect=409)
    forged = as_(None).send("/v/cast", {**answers, "code": slips.new_code(round_.prefix)}, expect=409)
    looking = as_(None).open(f"/v/{code}", expect=409)

    for page in (again, forged, looking):
        assert page.main == again.main
        assert REFUSAL in page.main
        assert "0572-0000101" in page.main
    assert spent(round_) == 1


def test_a_code_nobody_printed_gets_the_same_sentence(as_, app):
    assert REFUSAL in as_(None).open(f"/v/{slips.new_code('ZZ')}", expect=409).main


def test_a_slip_of_the_pen_is_told_apart_and_can_be_corrected(as_, a_slip):
    _round, code = a_slip
    wrong = ("B" if code[5] == "A" else "A").join((code[:5], code[6:]))
    for page in (
        as_(None).open(f"/v/{wrong}", expect=422),
        as_(None).send("/v", {"code": wrong}, expect=422),
    ):
        assert page.errors == [
            "号码和票面不一样，请对照票面再看一遍。 票上没有字母 I、L、O，也没有数字 0、1。"
        ]
        assert page.html.select_one("#code")["value"] == wrong


def test_pressing_on_without_a_code_asks_for_one(as_, a_slip):
    assert as_(None).send("/v", {"code": " "}, expect=422).errors == ["请先输入票上的号码。"]


def test_whoever_comes_too_early_is_told_to_keep_the_slip(as_, scene):
    round_ = a_round(scene)
    code = printed(scene, round_, 10)[0]
    early, forged = (as_(None).open(f"/v/{c}", expect=409) for c in (code, slips.new_code(round_.prefix)))
    assert "这一轮评议还没有开启，计划2022年5月20日开始" in early.main
    assert forged.main == early.main
    assert round_.title not in early.main


def test_who_has_no_slip_finds_the_way_to_one_and_back_to_the_board(as_, app):
    links = as_(None).open("/v").links
    assert links["看有哪些评议"] == "/evaluations"
    assert links["村级项目监督"] == "/"


@pytest.mark.parametrize("state", [State.CLOSED, State.DRAFT])
def test_a_slip_is_good_only_while_the_round_is_open(as_, a_slip, state):
    round_, code = a_slip
    round_.state = state
    db.session.commit()
    as_(None).open(f"/v/{code}", expect=409)


def test_a_slip_is_no_good_after_the_last_day_even_before_anybody_closes(as_, scene, on_day):
    _round, codes = an_open_round(scene)
    with on_day("2022-05-30"):
        as_(None).open(f"/v/{codes[0]}")
    with on_day("2022-05-31"):
        as_(None).open(f"/v/{codes[0]}", expect=409)


def test_an_unused_slip_is_void_after_closing(as_, scene, on_day):
    round_ = a_closed_round(scene, ["aaaaaaaa"] * 12)
    with on_day("2022-05-30"):
        as_(None).open(f"/v/{slips.new_code(round_.prefix)}", expect=409)


def test_an_urn_that_is_missing_refuses_politely(as_, a_slip):
    round_, code = a_slip
    urn.destroy(urn.path_of(round_.id))
    assert REFUSAL in as_(None).open(f"/v/{code}", expect=409).main


def test_an_empty_sheet_is_not_sent(as_, a_slip):
    _round, code = a_slip
    page = as_(None).open(f"/v/{code}").press("填好了，看一遍", expect=422)
    assert "一道题也没有选" in page.main
    as_(None).send("/v/cast", {"code": code, "answered": "1"}, expect=422)


def test_too_long_a_comment_is_kept_and_explained(as_, a_slip):
    round_, code = a_slip
    words = "好" * 301
    page = (
        as_(None)
        .open(f"/v/{code}")
        .press("填好了，看一遍", {**all_(round_, "a"), "comment": words}, expect=422)
    )
    assert "最多 300 个字" in page.main
    assert page.html.textarea.text == words


def test_what_was_never_offered_counts_as_blank(as_, a_slip):
    round_, code = a_slip
    odd = {
        **all_(round_, "z"),
        f"{round_.projects[0].id}-overall": "d",
        "999-overall": "a",
        "stratum": "mayor",
    }
    check = as_(None).open(f"/v/{code}").press("填好了，看一遍", odd, expect=200)
    assert check.main.count("（空着）") == 7
    assert "mayor" not in check.main


def test_several_projects_stand_on_one_slip(as_, scene, on_day):
    other = a_project(scene.village, name="停车场")
    _round, codes = an_open_round(scene, 12, scene.project, other)
    with on_day("2022-05-20"):
        headings = as_(None).open(f"/v/{codes[0]}").html.select("h2")
    assert [h.text for h in headings] == [scene.project.name, "停车场", "想说的话"]


def test_nobody_is_asked_about_the_lead_of_a_project_that_has_none(as_, scene, on_day):
    other = a_project(scene.village, name="停车场")
    round_, codes = an_open_round(scene, 12, scene.project, other)
    lead = "领办党员尽责、沟通和解决问题的情况怎么样？"
    with on_day(LAST.isoformat()):
        sheet = as_(None).open(f"/v/{codes[0]}")
        assert sheet.main.count(lead) == 1
        assert "7. 总的来说" in sheet.main, "the numbers go on without a gap"
        said = {
            f"{p.id}-{key}": "d" for p in (scene.project, other) for key in ("lead_performance", "overall")
        }
        check = sheet.press(
            "填好了，看一遍",
            {k: v for k, v in said.items() if sheet.html.find(attrs={"name": k})},
            expect=200,
        )
        assert check.main.count(lead) == 1
        for code in codes:
            as_(None).send("/v/cast", {"code": code, **said}, expect=200)
    with on_day(AFTER.isoformat()):
        close_and_count(scene, round_, 12)
        actions.publish(round_, by=scene.supervisor)
        db.session.commit()
        judged = db.session.scalars(
            select(QuestionTotal.project_id).where(QuestionTotal.question == "lead_performance")
        ).all()
        weak = db.session.scalars(select(WeakLink.project_id)).all()
        assert (judged, weak) == ([scene.project.id], [scene.project.id])
        assert as_(None).open(f"/evaluations/{round_.id}").main.count("领办履职") == 3


# ---- nothing is kept ----


def every_page(browser, round_, code):
    no_token = {"csrf_token": ""}  # these forms carry none, and looking for one would touch the session
    sheet = browser.open(f"/v/{code}")
    check = sheet.press("填好了，看一遍", {**all_(round_, "a"), **no_token}, expect=200)
    return [
        browser.open("/v"),
        browser.open("/v/nonsense", expect=422),
        sheet,
        check,
        browser.send("/v/cast", {**as_sent(check), **no_token}, expect=200),
        browser.open(f"/v/{code}", expect=409),
    ]


def test_no_page_sets_a_cookie_is_kept_runs_a_script_or_names_the_code_in_its_title(as_, a_slip):
    round_, code = a_slip
    for page in every_page(as_(None), round_, code):
        assert "Set-Cookie" not in page.headers, page.url
        assert page.headers["Cache-Control"] == "no-store", page.url
        assert not page.html.select("script, img, iframe"), page.url
        assert len(page.html.select('link[rel="stylesheet"]')) == 1, page.url
        assert code not in page.html.title.text


def test_somebody_signed_in_leaves_no_mark_on_the_session(as_, a_slip):
    round_, code = a_slip
    browser = as_(a_villager())
    session = db.session.scalars(select(SignInSession)).one()
    session.seen_at = session.seen_at.replace(year=2022)
    db.session.commit()
    before = session.seen_at

    for page in every_page(browser, round_, code):
        assert "Set-Cookie" not in page.headers
        assert browser.user.name not in page.text

    assert db.session.scalars(select(SignInSession.seen_at)).one() == before


def test_page_and_stylesheet_are_light(as_, a_slip):
    _round, code = a_slip
    client = as_(None).client
    sheet = client.get(f"/v/{code}", headers={"Accept-Encoding": "gzip"})
    css = client.get("/static/css/plain.css", headers={"Accept-Encoding": "gzip"})
    assert len(gzip.decompress(sheet.data)) + len(gzip.decompress(css.data)) < 40_000


def test_another_sites_form_is_refused(as_, a_slip):
    round_, code = a_slip
    answers = {"code": code, "answered": "1", **all_(round_, "d")}
    for header in ({"Origin": "http://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        as_(None).send("/v/cast", answers, expect=403, **header)
    assert spent(round_) == 0


def test_a_right_code_passes_while_wrong_ones_are_slowed(as_, a_slip):
    _round, code = a_slip
    waiting = [slip_views._slowed.acquire() for _thread in range(2)]
    try:
        as_(None).open(f"/v/{code}")
        as_(None).open(f"/v/{slips.new_code('ZZ')}", expect=409)
    finally:
        for _thread in waiting:
            slip_views._slowed.release()

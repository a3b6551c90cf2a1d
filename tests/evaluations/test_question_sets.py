"""Other questions than the nine usual ones: written in lines, versioned, frozen in the round that asks them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from govproj.core.db import db
from govproj.evaluations import actions, answers, wording
from govproj.evaluations.answers import Answer
from govproj.evaluations.models import (
    ChoiceTotal,
    Comment,
    EvaluationRound,
    HolderKey,
    QuestionSet,
    RollEntry,
)
from govproj.evaluations.questions import Asked
from govproj.evaluations.satisfaction import Majority, Tally, majority
from govproj.villages.models import LocalRule, Resident, VillagerGroup
from tests.evaluations import scenes
from tests.evaluations.scenes import AFTER, FIRST, a_village_that_evaluates
from tests.factories import a_cadre, saved
from tests.pages import _values

CANTEEN = """量表｜味道｜饭菜味道怎么样？
单选｜路灯｜晚上路灯够亮吗？｜够亮/有的地方暗/太暗
多选｜晚饭｜想吃什么？｜面/饭/粥
填空｜建议｜还有什么建议？"""


@pytest.fixture
def scene(app):
    return a_village_that_evaluates()


def write(as_, scene, lines=CANTEEN, name="食堂", expect=303):
    page = as_(scene.secretary).open(f"/villages/{scene.village.id}/question-sets/new")
    return page.press("保存", {"name": name, "lines": lines}, expect=expect)


def the_set():
    return db.session.scalars(select(QuestionSet).order_by(QuestionSet.number.desc())).first()


def test_the_secretary_writes_a_set_and_a_change_is_a_new_version(as_, scene):
    assert "“食堂”第 1 版" in write(as_, scene).follow().notices
    list_ = as_(scene.secretary).open(f"/villages/{scene.village.id}/question-sets")
    follow = as_(scene.secretary).open(list_.links["改成新的一版 食堂"])
    assert follow.html.select_one("#lines").text.strip() == CANTEEN

    follow.press("保存", {"lines": CANTEEN.replace("味道怎么样", "合口味吗")})

    versions = db.session.scalars(select(QuestionSet).order_by(QuestionSet.number)).all()
    assert [(v.number, v.retired) for v in versions] == [(1, True), (2, False)]
    assert versions[0].questions[0]["text"] == "饭菜味道怎么样？"


def test_only_the_secretary_words_questions(as_, scene):
    for other in (scene.supervisor, scene.inspector, a_cadre(scene.village), scene.lead):
        as_(other).open(f"/villages/{scene.village.id}/question-sets", expect=403)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("问答｜味道｜怎么样？", "第 1 行：开头写题型"),
        ("量表｜味道", "简称不超过 12 个字"),
        ("量表｜味道｜怎么样？\n单选｜路灯｜够亮吗？｜够亮", "第 2 行：选项写 2 到 8 个"),
        ("填空｜建议｜有什么建议？", "至少要有一道量表题"),
        ("量表｜进度｜快吗？\n量表｜进度｜慢吗？", "简称不能重复"),
        ("\n".join(f"量表｜题{n}｜怎么样？" for n in range(13)), "最多 12 道题"),
    ],
)
def test_a_line_that_is_no_question_is_said_and_what_was_typed_stays(as_, scene, lines, sentence):
    wrong = write(as_, scene, lines, expect=422)
    assert sentence in wrong.errors[0]
    assert wrong.html.select_one("#lines").text.strip() == lines


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text):
    understood = wording.read(text)
    assert understood.problems or understood.questions


def draft(as_, scene, on_day, **fields):
    with on_day(FIRST.isoformat()):
        as_(scene.secretary).open(f"/villages/{scene.village.id}/evaluations/new").press(
            "生成名册，保存",
            {"title": "食堂评议", "purpose": "quarterly", "projects": [str(scene.project.id)], **fields},
        )
    return db.session.scalars(select(EvaluationRound).order_by(EvaluationRound.id.desc())).first()


def test_a_round_asks_the_set_and_villagers_answer_every_kind(as_, scene, on_day):
    write(as_, scene)
    round_ = draft(as_, scene, on_day, set=str(the_set().id))
    codes = scenes.printed(scene, round_, 12)
    project = scene.project.id
    with on_day("2022-05-21"):
        actions.open_round(round_, by=scene.supervisor)
        db.session.commit()
        for number, code in enumerate(codes):
            page = as_(None).open(f"/v/{code}")
            assert "最需要改进" not in page.main
            chosen = {f"{project}-q1": "a", f"{project}-q2": "c", f"{project}-q3": ["a", "b"]}
            check = page.press("填好了，看一遍", {**chosen, "text-q4": f"加点辣 {number}"}, expect=200)
            assert "太暗" in check.main
            assert "面 、饭" in check.main
            sent = _values(check.html.select_one("form"))
            assert as_(None).send("/v/cast", sent, expect=200).heading == "已收到"
    with on_day(AFTER.isoformat()):
        _close_count_publish(scene, round_, 12)
    times = {(t.question, t.sign): t.times for t in db.session.scalars(select(ChoiceTotal))}
    assert times == {
        ("q2", "a"): 0,
        ("q2", "b"): 0,
        ("q2", "c"): 12,
        ("q3", "a"): 12,
        ("q3", "b"): 12,
        ("q3", "c"): 0,
    }
    result = as_(None).open(f"/evaluations/{round_.id}").main
    assert "路灯：够亮 0、有的地方暗 0、太暗 12" in result
    assert "12 ÷ 12" in result
    assert {c.question for c in db.session.scalars(select(Comment))} == {"q4"}


def _close_count_publish(scene, round_, spent):
    typed = {"left_over": 0, "paper_issued": 0, "paper_returned": 0, "complaints": 0}
    actions.close(round_, by=scene.supervisor, signatures=spent, **typed)
    key = db.session.get(HolderKey, scene.supervisor.id)
    actions.count(round_, key, scenes.PASSPHRASE, by=scene.supervisor, witness=scene.inspector)
    db.session.commit()
    actions.empty(round_)
    actions.publish(round_, by=scene.supervisor)
    db.session.commit()


def test_a_later_version_does_not_touch_a_round(as_, scene, on_day):
    write(as_, scene)
    round_ = draft(as_, scene, on_day, set=str(the_set().id))
    write(as_, scene, "量表｜服务｜服务怎么样？")
    assert round_.questions[0]["text"] == "饭菜味道怎么样？"


def test_more_than_a_cell_holds_is_refused_before_anybody_answers(as_, scene, on_day):
    lines = "\n".join(
        [
            "量表｜总的｜怎么样？",
            *(f"填空｜话{n}｜想说什么？" for n in range(4)),
        ]
    )
    write(as_, scene, lines)
    with on_day(FIRST.isoformat()):
        page = as_(scene.secretary).open(f"/villages/{scene.village.id}/evaluations/new")
        fields = {"title": "评议", "projects": [str(scene.project.id)], "set": str(the_set().id)}
        wrong = page.press("生成名册，保存", fields, expect=422)
    assert wrong.errors == ["题目乘上项目太多，一张答卷装不下。请少选几个项目，或换一套短的题目。"]


@given(
    st.integers(1, 12),
    st.text('长a\U00020000"\\\n', min_size=300, max_size=300),
)
def test_whatever_fits_on_paper_fits_into_a_cell(projects, words):
    asked = Asked(wording.read(CANTEEN).questions)
    ids = [str(10**9 + n) for n in range(projects)]
    full = answers.longest(ids, asked)._replace(comment=words, texts={"q4": words})
    if answers.fits(ids, asked):
        assert len(answers.seal_answer(full, bytes([9] + [0] * 31))) == answers.CELL


# ---- who is asked ----


def numbers(round_):
    wanted = select(Resident.number).join(RollEntry, RollEntry.resident_id == Resident.id)
    return sorted(db.session.scalars(wanted.where(RollEntry.round_id == round_.id)))


def test_a_round_may_ask_party_members_only(as_, scene, on_day):
    for resident in db.session.scalars(select(Resident).where(Resident.number <= 12)):
        resident.is_party_member = True
    db.session.commit()
    assert numbers(draft(as_, scene, on_day, electorate="party")) == list(range(1, 13))


def test_a_round_may_ask_people_named_by_their_number(as_, scene, on_day):
    round_ = draft(as_, scene, on_day, electorate="listed", listed="3，5, 9-14 99")
    assert numbers(round_) == [3, 5, 9, 10, 11, 12, 13, 14]
    with on_day(FIRST.isoformat()):
        page = as_(scene.secretary).open(f"/villages/{scene.village.id}/evaluations/new")
        fields = {"title": "评议", "projects": [str(scene.project.id)], "electorate": "listed"}
        assert page.press("生成名册，保存", fields, expect=422).errors == [
            "请写名册上的序号，例如 3, 5, 9-14。"
        ]


def test_where_a_household_has_one_voice_one_of_it_is_on_the_roll(as_, scene, on_day):
    for resident in db.session.scalars(select(Resident)):
        resident.household = (resident.number + 1) // 2
    rule = {"key": "evaluation.per_household", "value": {"value": True}, "effective_from": FIRST}
    saved(LocalRule(village_id=scene.village.id, **rule))
    round_ = draft(as_, scene, on_day)
    assert numbers(round_) == list(range(1, 30, 2))
    assert "名册户数 15 户" in as_(scene.secretary).open(f"/evaluations/{round_.id}").main


def test_an_extra_round_says_who_asked_for_it(as_, scene, on_day):
    with on_day(FIRST.isoformat()):
        page = as_(scene.secretary).open(f"/villages/{scene.village.id}/evaluations/new")
        fields = {"title": "加开", "purpose": "extra", "projects": [str(scene.project.id)]}
        wrong = page.press("生成名册，保存", fields, expect=422)
        assert wrong.errors == ["加开要写明谁要求的：村监会，或联名的村民人数。"]
        few = page.press("生成名册，保存", {**fields, "asked_by": "9 名村民联名"}, expect=422)
        assert few.errors == ["村民联名要求加开，至少 10 名。"]
        page.press("生成名册，保存", {**fields, "asked_by": "12 名村民联名"})
    round_ = db.session.scalars(select(EvaluationRound)).one()
    assert "12 名村民联名要求" in as_(scene.secretary).open(f"/evaluations/{round_.id}").main


def test_the_form_proposes_the_ten_days_of_the_rule(as_, scene, on_day):
    with on_day("2022-05-20"):
        page = as_(scene.secretary).open(f"/villages/{scene.village.id}/evaluations/new")
    assert page.html.select_one("#closes_on")["value"] == "2022-05-29"


def test_the_secretary_is_told_when_a_quarter_passes_without_a_round(as_, scene, on_day):
    line = f"该请村民评议了：{scene.project.name}"
    with on_day("2022-06-20"):
        assert line in as_(scene.secretary).open("/workbench").links
    scenes.a_round(scene)
    with on_day("2022-06-20"):
        assert line not in as_(scene.secretary).open("/workbench").links
    with on_day("2022-07-01"):
        assert line in as_(scene.secretary).open("/workbench").links


def test_the_line_of_the_workbench_has_chosen_the_project_and_named_the_round(as_, scene, on_day):
    line = f"该请村民评议了：{scene.project.name}"
    with on_day("2022-06-20"):
        page = as_(scene.secretary).open(as_(scene.secretary).open("/workbench").links[line])
        assert page.html.select_one("#title")["value"] == "2022年第2季度评议"
        chosen = [box["value"] for box in page.html.select("[name=projects][checked]")]
        assert chosen == [str(scene.project.id)]
        page.press("生成名册，保存")
    assert db.session.scalars(select(EvaluationRound)).one().projects == [scene.project]


# ---- groups, and a vote ----


def test_groups_are_asked_and_small_ones_merged(as_, scene, on_day):
    groups = [
        saved(VillagerGroup(village_id=scene.village.id, name=name)) for name in ("东组", "西组", "南组")
    ]
    for resident in db.session.scalars(select(Resident)):
        resident.group_id = groups[resident.number % 3].id
    db.session.commit()
    round_, codes = scenes.an_open_round(scene, 20)
    assert "您是哪个小组的" in _on(on_day, lambda: as_(None).open(f"/v/{codes[0]}").main)
    answers_ = [*["0"] * 9, *["1"] * 6, *["2"] * 3, *[""] * 2]
    with on_day("2022-05-21"):
        for code, group in zip(codes, answers_, strict=True):
            actions.cast(round_, code, Answer({str(scene.project.id): "aaaaaaaa"}, group=group))
    with on_day(AFTER.isoformat()):
        _close_count_publish(scene, round_, 20)
    page = as_(None).open(f"/evaluations/{round_.id}").main
    assert "东组：" in page
    assert "其他小组" in page
    assert "南组：" not in page


def _on(on_day, look):
    with on_day("2022-05-21"):
        return look()


@pytest.mark.parametrize(
    ("tally", "verdict"),
    [
        (Tally(8, 7, 0, 0), Majority.SATISFIED),
        (Tally(8, 6, 1, 0), Majority.BASICALLY),
        (Tally(8, 6, 0, 1), Majority.DISSATISFIED),
        (Tally(0, 0, 0, 0), Majority.DISSATISFIED),
    ],
)
def test_a_vote_counts_those_who_stayed_away(tally, verdict):
    assert majority(tally, members=30) is verdict


def test_a_committee_vote_says_its_verdict_and_its_rule(as_, scene, on_day):
    round_ = draft(as_, scene, on_day, method="majority")
    codes = scenes.printed(scene, round_, 20)
    with on_day("2022-05-21"):
        actions.open_round(round_, by=scene.supervisor)
        for code in codes[:15]:
            actions.cast(round_, code, Answer({str(scene.project.id): "bbbbbbbb"}))
    with on_day(AFTER.isoformat()):
        _close_count_publish(scene, round_, 15)
    page = as_(None).open(f"/evaluations/{round_.id}").main
    assert "表决结果：满意（满意 15、加基本满意 15，应到 30）" in page
    assert "没投的也在应到人数里" in page

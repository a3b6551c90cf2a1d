"""S05.2 and S05.3: the secretary declares, the town judges, targets can be reckoned again."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from govproj.accounts.models import Office, Role
from govproj.core.db import db
from govproj.core.money import wan
from govproj.core.workflow import MoveRefused
from govproj.engagement.actions import declarations as actions
from govproj.engagement.amounts import plain, product_fen
from govproj.engagement.models import LeadDeclaration, LeadDeclarationTarget
from govproj.engagement.states import DeclarationState as State
from govproj.villages.models import LocalRule
from tests.engagement.test_lead_type import TYPED
from tests.engagement.things import RICE, VISITS, Cast, a_declaration
from tests.factories import (
    a_county_inspector,
    a_secretary,
    a_village,
    a_villager,
    last_audit_entry,
    saved,
    somebody,
)


def url_of(declaration):
    return f"/lead-declarations/{declaration.id}"


def new_url(cast):
    return f"/villages/{cast.village.id}/lead-declarations/new"


def only_one() -> LeadDeclaration:
    return db.session.scalars(db.select(LeadDeclaration)).one()


# ---- the way through the year ----


def test_a_year_from_the_declaration_to_the_display(as_, cast, on_day):
    secretary, town = as_(cast.secretary), as_(cast.town_admin)
    with on_day("2022-02-10"):
        secretary.open(new_url(cast)).press("申报", TYPED)
    declaration = only_one()
    assert last_audit_entry() == ("lead_declarations.declared", cast.secretary.id)
    assert declaration.due_on == date(2022, 2, 17)  # five working days for the town

    with on_day("2022-02-14"):
        assert "审核书记领办申报：稻虾共作增收" in town.open("/workbench").main
        town.open(url_of(declaration)).press("批准")
    with on_day("2022-02-16"):
        secretary.open(url_of(declaration)).press("开始实施")
    assert declaration.due_on == date(2022, 4, 10)

    with on_day("2022-04-08"):
        assert "第 1 季度汇报：稻虾共作增收" in secretary.open("/workbench").main
        form = secretary.open(f"{url_of(declaration)}/report")
        form.press("季度汇报", {"text": "秧苗已栽", "actuals-0-quantity": "300", "actuals-0-price": "3000"})
    assert declaration.targets[0].achieved == Decimal("37.9")
    assert declaration.due_on == date(2022, 7, 10)

    with on_day("2023-01-05"):
        for quarter in (2, 3, 4):
            form = secretary.open(f"{url_of(declaration)}/report")
            form.press("季度汇报", {"quarter": str(quarter), "text": "正常推进"})
        assert "申请年终验收：稻虾共作增收" in secretary.open("/workbench").main
        form = secretary.open(f"{url_of(declaration)}/hand-in")
        form.press("申请年终验收", {"outcome": "全部种上", "actuals-0-quantity": "792"})
        town.open(url_of(declaration)).press("验收通过", {"note": "到田里数过"})
        as_(a_villager(cast.village)).open(url_of(declaration), expect=404)
        town.open(url_of(declaration)).press("晾晒")

    page = as_().open(url_of(declaration))
    assert "已晾晒" in page.main
    assert "792 亩 × 3,000.00 元/亩 = 237.60 万元" in page.main
    assert "100.0%" in page.main
    assert "稻虾共作增收" in as_().open(f"/villages/{cast.village.id}/lead-declarations").main


def test_what_is_sent_back_is_changed_and_declared_again(as_, cast):
    declaration = a_declaration(cast)
    as_(cast.town_admin).open(url_of(declaration)).press("退回", {"note": "目标再写实一点"})
    assert declaration.state is State.RETURNED
    page = as_(cast.secretary).open(url_of(declaration))
    assert "目标再写实一点" in page.main

    form = as_(cast.secretary).open(page.links["修改申报"])
    form.press("保存", {"goal": "种满七百九十二亩", "targets-0-target_thousandths": "800"})
    as_(cast.secretary).open(url_of(declaration)).press("重新申报")

    assert declaration.state is State.DECLARED
    assert declaration.goal == "种满七百九十二亩"
    assert [target.target_thousandths for target in declaration.targets] == [800_000]


def test_to_send_back_wants_a_reason(as_, cast):
    declaration = a_declaration(cast)
    refused = as_(cast.town_admin).open(url_of(declaration)).press("退回", {"note": " "}, expect=409)
    assert "退回要写明理由" in refused.main


@pytest.mark.parametrize("state", [State.APPROVED, State.RUNNING, State.SHOWN])
def test_what_has_been_approved_is_a_promise(as_, cast, state):
    declaration = a_declaration(cast, state)
    fields = {**TYPED, "year": "2022", "title": "别的", "version": declaration.version}
    refused = as_(cast.secretary).send(f"{url_of(declaration)}/edit", fields, expect=409)
    assert "已经批准，申报内容不能再改" in refused.main


def test_without_the_reports_of_the_year_nothing_is_handed_in(as_, cast, on_day):
    declaration = a_declaration(cast, State.RUNNING)
    with on_day("2023-01-05"):
        page = as_(cast.secretary).open(url_of(declaration))
        assert "欠第 1、2、3、4 季度汇报" in page.main
        refused = as_(cast.secretary).open(f"{url_of(declaration)}/hand-in")
        refused = refused.press("申请年终验收", {"outcome": "好", "actuals-0-quantity": "1"}, expect=409)
    assert "还缺第 1、2、3、4 季度的汇报" in refused.main
    assert "好" in refused.main
    assert declaration.targets[0].actual_thousandths is None


def test_of_two_reports_at_once_the_second_reads_why(as_, cast, on_day):
    declaration = a_declaration(cast, State.RUNNING)
    with on_day("2022-07-05"):
        first = as_(cast.secretary).open(f"{url_of(declaration)}/report")
        second = as_(cast.secretary).open(f"{url_of(declaration)}/report")
        first.press("季度汇报", {"text": "秧苗已栽", "actuals-0-quantity": "300"})
        refused = second.press("季度汇报", {"quarter": "2", "text": "另一个窗口里写的"}, expect=409)
    assert "另一个窗口里写的" in refused.main
    assert declaration.targets[0].actual_thousandths == 300_000


def test_without_actual_values_nothing_is_handed_in(as_, cast, on_day):
    declaration = a_declaration(cast, State.RUNNING)
    with on_day("2022-03-20"):
        form = as_(cast.secretary).open(f"{url_of(declaration)}/hand-in")
        refused = form.press("申请年终验收", {"outcome": "好"}, expect=409)
    assert "每项目标都要有实际值" in refused.main


def test_a_quarter_is_reported_once(as_, cast, on_day):
    declaration = a_declaration(cast, State.RUNNING)
    with on_day("2022-04-05"):
        form = as_(cast.secretary).open(f"{url_of(declaration)}/report")
        form.press("季度汇报", {"text": "秧苗已栽"})
        again = as_(cast.secretary).send(
            f"{url_of(declaration)}/report",
            {"quarter": "1", "text": "又一次", "version": declaration.version, "actuals-0-quantity": ""},
            expect=422,
        )
    assert len(declaration.reports) == 1
    assert again.errors


def test_what_no_form_lets_through_the_action_refuses_as_well(app, cast, on_day):
    declaration = a_declaration(cast, State.RUNNING)
    with on_day("2022-04-05"):
        facts = {"quarter": 1, "text": "又一次", "actuals": [(None, None)], "by": cast.secretary}
        actions.report(declaration, **facts)
        with pytest.raises(MoveRefused, match="第 1 季度已经汇报过"):
            actions.report(declaration, **facts)
    with pytest.raises(MoveRefused, match="只有本村书记能汇报"):
        actions.report(declaration, **{**facts, "quarter": 2, "by": cast.cadre})
    bare = a_declaration(cast, title="没有目标", targets=())
    with pytest.raises(MoveRefused, match="至少要有一项能量化的目标"):
        actions.move(bare, "approve", by=cast.town_admin)


def test_who_declared_and_is_in_the_town_now_does_not_approve_his_own(as_, cast):
    declaration = a_declaration(cast)
    cast.secretary.offices.append(Office(role=Role.TOWN_ADMIN, town_id=cast.town.id))
    cast.secretary.offices[0].until = date(2022, 1, 1)
    db.session.commit()

    as_(cast.secretary).send(f"{url_of(declaration)}/approve", {"version": declaration.version}, expect=403)


def test_the_schema_refuses_a_declaration_approved_by_its_own_secretary(app, cast):
    declaration = a_declaration(cast)
    declaration.approved_by_id = declaration.secretary_id
    with pytest.raises(IntegrityError, match="approved_by_another"):
        db.session.commit()


def test_two_at_once_the_second_reads_why_and_keeps_his_words(as_, cast):
    declaration = a_declaration(cast)
    page = as_(cast.town_admin).open(url_of(declaration))
    form = as_(cast.secretary).open(f"{url_of(declaration)}/edit")
    form.press("保存", {"goal": "换了一个目标"})

    refused = page.press("退回", {"note": "写得太空"}, expect=409)
    assert "内容刚被他人更新" in refused.main
    assert "写得太空" in refused.main
    assert declaration.state is State.DECLARED


def test_of_two_windows_the_second_does_not_overwrite_the_first(as_, cast):
    declaration = a_declaration(cast)
    first = as_(cast.secretary).open(f"{url_of(declaration)}/edit")
    second = as_(cast.secretary).open(f"{url_of(declaration)}/edit")
    first.press("保存", {"goal": "第一个窗口"})
    refused = second.press("保存", {"goal": "第二个窗口"}, expect=409)
    assert "第二个窗口" in refused.main
    assert declaration.goal == "第一个窗口"


# ---- targets ----


def test_792_mu_at_3000_yuan_are_237_6_wan():
    rice = LeadDeclarationTarget(position=0, **RICE)
    assert rice.target_fen == 237_6000_00
    assert wan(rice.target_fen, 1) == "237.6"


def test_products_are_rounded_half_up_to_a_fen():
    assert product_fen(500, 1) == 1  # half a fen
    assert product_fen(499, 1) == 0
    assert product_fen(1_500, 333) == 500  # 499.5


@given(st.integers(0, 10**12), st.integers(0, 10**13))
def test_a_product_never_differs_by_more_than_half_a_fen(thousandths, price_fen):
    exact = Decimal(thousandths) * price_fen / 1000
    assert abs(product_fen(thousandths, price_fen) - exact) <= Decimal("0.5")


@given(st.integers(1, 10**12))
def test_a_quantity_reads_back_as_what_was_typed(thousandths):
    assert Decimal(plain(thousandths).replace(",", "")) * 1000 == thousandths


@pytest.mark.parametrize(
    ("actual", "price", "achieved"),
    [(None, None, None), (792_000, 300_000, "100.0"), (792_000, 150_000, "50.0"), (0, 300_000, "0.0")],
)
def test_achievement_is_that_of_the_money(actual, price, achieved):
    target = LeadDeclarationTarget(**RICE, actual_thousandths=actual, actual_price_fen=price)
    assert target.achieved == (achieved and Decimal(achieved))


def test_without_a_price_the_quantity_itself_is_compared():
    target = LeadDeclarationTarget(**VISITS, actual_thousandths=65_000)
    assert target.achieved == Decimal("108.3")


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"targets-0-name": ""}, "指标、目标值、单位三样要一起填。"),
        ({"targets-0-target_thousandths": "0"}, "目标值要大于 0。"),
        ({"targets-0-target_thousandths": "七百"}, "请填写数字，例如 12.5。"),
        ({"targets-0-target_thousandths": "1.2345"}, "请填写不超过 10 亿的数，最多三位小数。"),
        ({"targets-0-target_price_fen": "0"}, "单价要大于 0，并写明是哪项指标的。"),
        ({"targets-0-target_price_fen": "3.141"}, "单价最小到分，不能是负数。"),
        ({"title": "长" * 10_000}, "最多 80 个字。"),
        ({"year": "1022"}, "请填写 2000 到 2100 之间的年度。"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field_and_kept(as_, cast, fields, error):
    page = as_(cast.secretary).open(new_url(cast)).press("申报", {**TYPED, **fields}, expect=422)
    assert error in page.errors
    assert "把撂荒地种起来" in page.main
    assert db.session.scalar(db.select(db.func.count()).select_from(LeadDeclaration)) == 0


def test_full_width_figures_with_a_unit_are_understood(as_, cast):
    typed = {"targets-0-target_thousandths": "７９２", "targets-0-target_price_fen": "３，０００元"}
    as_(cast.secretary).open(new_url(cast)).press("申报", {**TYPED, **typed})
    assert only_one().targets[0].target_fen == 237_6000_00


def test_no_target_at_all_is_no_declaration(as_, cast):
    blank = {name: "" for name in TYPED if name.startswith("targets")}
    page = as_(cast.secretary).open(new_url(cast)).press("申报", {**TYPED, **blank}, expect=422)
    assert "至少填一项能量化的目标。" in page.main


def test_the_same_title_is_not_declared_twice(as_, cast):
    a_declaration(cast)
    page = as_(cast.secretary).open(new_url(cast))
    refused = page.press("申报", {**TYPED, "year": "2022"}, expect=409)
    assert "已经申报过“稻虾共作增收”" in refused.main


def test_a_project_of_another_village_cannot_be_named(as_, cast):
    other = Cast().project
    page = as_(cast.secretary).open(new_url(cast))
    page.press("申报", {**TYPED, "project": str(other.id)}, expect=422)


# ---- the town sees who has not declared ----


def test_the_town_lists_the_villages_that_have_not_declared(as_, cast, on_day):
    silent = a_village(name="还没报的村", town=cast.town)
    boss = a_secretary(silent)
    a_declaration(cast)
    with on_day("2022-03-20"):
        page = as_(cast.town_admin).open("/lead-declarations?year=2022")
        assert "1 ÷ 2" in page.main
        assert "50.0" in page.main
        missing = page.rows("section[aria-labelledby=missing] tbody tr")
        assert any(f"还没报的村 {boss.name} 0 / 1" in row for row in missing)
        assert not any(cast.village.name in row for row in missing)
        assert "申报 2022 年书记领办项目（还差 1 项）" in as_(boss).open("/workbench").main
        assert "还差" not in as_(cast.secretary).open("/workbench").main
    with on_day("2022-01-05"):
        assert "还差" not in as_(boss).open("/workbench").main


def test_how_many_each_secretary_declares_is_a_local_rule(as_, cast, on_day):
    rule = {"key": "declaration.per_secretary", "value": {"value": 2}, "effective_from": date(2022, 1, 1)}
    saved(LocalRule(town_id=cast.town.id, **rule))
    a_declaration(cast)
    with on_day("2022-03-20"):
        page = as_(cast.town_admin).open("/lead-declarations")
        assert "0 ÷ 1" in page.main
        assert "1 / 2" in page.main
    a_declaration(cast, title="第二项")
    with on_day("2022-03-20"):
        assert "1 ÷ 1" in as_(cast.town_admin).open("/lead-declarations").main


def test_what_was_returned_has_not_been_declared(as_, cast):
    a_declaration(cast, State.RETURNED)
    assert "0 ÷ 1" in as_(cast.town_admin).open("/lead-declarations?year=2022").main


def test_what_was_returned_is_one_line_on_the_workbench_and_not_two(as_, cast, on_day):
    a_declaration(cast, State.RETURNED)
    with on_day("2022-03-20"):
        desk = as_(cast.secretary).open("/workbench").main
    assert "修改后重新申报：稻虾共作增收" in desk
    assert "还差" not in desk


def test_before_it_is_shown_it_stays_between_village_and_town(as_, cast):
    declaration = a_declaration(cast, State.RUNNING)
    for reader in (cast.cadre, cast.supervisor, cast.inspector, a_county_inspector(cast.county)):
        assert "开始实施" not in as_(reader).open(url_of(declaration)).buttons
    for outsider in (None, a_villager(cast.village), cast.lead, a_secretary()):
        as_(outsider).open(url_of(declaration), expect=404)
    assert "稻虾共作增收" not in as_().open(f"/villages/{cast.village.id}/lead-declarations").main


def test_a_new_secretary_is_not_late_for_a_day_before_his_office(as_, on_day):
    village = a_village()
    with on_day("2022-11-28"):
        before = somebody(Office(role=Role.SECRETARY, village_id=village.id, since=date(2022, 1, 1)))
        new = somebody(Office(role=Role.SECRETARY, village_id=village.id, since=date(2022, 11, 28)))
        (late,) = [line for line in as_(before).open("/workbench").rows(".row") if "书记领办项目" in line]
        (asked,) = [line for line in as_(new).open("/workbench").rows(".row") if "书记领办项目" in line]
    assert "已逾期" in late
    assert "已逾期" not in asked

"""Who is tied to which firm: phones in any spelling, namesakes that have to be checked, declarations."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govproj.firms.models import Firm, FirmPerson, FirmTie, Interest
from govproj.firms.ties import Certainty, between, found, plain
from tests.factories import a_cadre, a_supervisor, a_village, saved
from tests.firms.things import a_registered_firm, a_relative, behind

PHONE, SPELLINGS = (
    "0572-5123456",
    ["05725123456", "（0572）512 3456", "+86-572-5123456", "０５７２５１２３４５６"],
)
ON = date(2022, 6, 20)


def relative(name="示例梅", relation="姐妹", phone="", occupation=""):
    return SimpleNamespace(name=name, relation=relation, phone=phone, occupation=occupation)


def person(name="样板民", phone="", relatives=(), number=1):
    return SimpleNamespace(id=number, name=name, phone=phone, current_relatives=list(relatives))


def firm(name="模型建材（虚构）", number=1, people=(), **kw):
    return Firm(id=number, name=name, people=list(people), **{"legal_person": "", "phone": "", **kw})


def someone(name, tie=FirmTie.SHAREHOLDER, phone="", ended_on=None):
    return FirmPerson(name=name, tie=tie, phone=phone, ended_on=ended_on)


def compared(who, *firms, interests=(), **kw):
    return [(hit.certainty, hit.reason) for hit in between([who], firms, interests, on=ON, **kw)]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_phone_in_two_spellings_is_one_phone(app, spelling):
    hits = compared(person(relatives=[relative(phone=PHONE)]), firm(phone=spelling))
    assert hits == [(Certainty.SAME_PHONE, "姐妹示例梅的电话与这家单位的联系电话相同。")]


def test_name_and_phone_together_are_surest(app):
    hits = compared(person(phone=PHONE), firm(people=[someone("样板民", phone=SPELLINGS[0])]))
    assert hits == [(Certainty.SAME_PERSON, "本人与这家单位的股东样板民姓名、电话都相同。")]


def test_a_phone_of_somebody_else_behind_the_firm_is_named(app):
    hits = compared(person(phone=PHONE), firm(people=[someone("示例诚", FirmTie.MANAGER, phone=PHONE)]))
    assert hits == [(Certainty.SAME_PHONE, "本人的电话与这家单位的管理人员示例诚相同。")]


def test_a_namesake_has_to_be_checked(app):
    hits = compared(person(phone="13800138000"), firm(legal_person="样板民"))
    assert hits == [(Certainty.NAMESAKE, "本人与这家单位的法定代表人同名，请核实是不是同一个人。")]


def test_a_namesake_known_by_phone_elsewhere_in_the_firm_is_one_finding(app):
    here = firm(legal_person="样板民", people=[someone("样板民", phone=PHONE)])
    assert [certainty for certainty, _ in compared(person(phone=PHONE), here)] == [Certainty.SAME_PERSON]


def test_a_relative_behind_the_firm(app):
    hits = compared(
        person(relatives=[relative("示例梅", "配偶")]), firm(people=[someone("示例梅", FirmTie.CONTROLLER)])
    )
    assert hits == [(Certainty.NAMESAKE, "配偶示例梅与这家单位的实际控制人同名，请核实是不是同一个人。")]


def test_a_declared_interest_comes_first(app):
    here = firm(number=7, legal_person="样板民")
    declared = Interest(user_id=1, firm_id=7, nature="供应砂石")
    assert compared(person(), here, interests=[declared])[0] == (
        Certainty.DECLARED,
        "本人申报过和这家单位的关系：供应砂石。",
    )
    assert compared(person(number=2), here, interests=[declared])[0][0] is Certainty.NAMESAKE


def test_work_declared_for_the_firm_names_it(app):
    work = relative(occupation="在模型建材（虚构） 供货")
    assert compared(person(relatives=[work]), firm())[0][0] is Certainty.MENTIONED
    assert compared(person(relatives=[work]), firm("建材")) == []


@pytest.mark.parametrize(
    ("ended_on", "counts"), [(date(2019, 6, 21), True), (date(2019, 6, 1), False), (None, True)]
)
def test_a_tie_of_the_past_counts_for_some_years(app, ended_on, counts):
    hits = compared(person(), firm(people=[someone("样板民", ended_on=ended_on)]), years=3)
    assert bool(hits) is counts
    assert not hits or ended_on is None or "离开" in hits[0][1]


def test_nothing_in_common_is_nothing(app):
    stranger = person("甲", "13800138001", [relative("乙", phone="13800138002")])
    assert (
        compared(stranger, firm(legal_person="丙", phone=PHONE, people=[someone("丁", phone="13800138003")]))
        == []
    )


def test_empty_names_and_phones_match_nobody(app):
    assert compared(person("", "", [relative("", phone="")]), firm(people=[someone("", phone="")])) == []
    assert compared(person("甲", "转 1"), firm(phone="转 1")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("阿·卜", "阿•卜"), ("张 三", "张三"), ("Ａｎｎａ", "anna"), ("买买提・艾力", "买买提·艾力")],
)
def test_names_are_compared_as_people_read_them(one, other):
    assert plain(one) == plain(other)


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=16), st.text(max_size=16))
def test_whatever_is_on_file_the_comparison_answers(site, name, other, phone, another):
    with site[0].app_context():
        hits = compared(person(name, phone), firm(legal_person=other, phone=another))
        back = compared(person(other, another), firm(legal_person=name, phone=phone))
    assert [certainty for certainty, _ in hits] == [certainty for certainty, _ in back]


# ---- against the register ----


def test_the_register_is_searched_by_names_phones_and_declarations(app, statements):
    village = a_village()
    cadre = a_cadre(village, name="样板民", phone=PHONE)
    sister = a_relative(cadre, "示例梅", phone="138 0013 8000")
    a_relative(cadre, "示例旧", ended_on=ON)
    by_phone, by_name = a_registered_firm(phone="13800138000"), a_registered_firm()
    behind(by_name, "示例梅")
    declared, not_meant = a_registered_firm(), a_registered_firm(legal_person="示例旧", phone="0572-5999999")
    saved(Interest(user=cadre, firm=declared, nature="股东"))
    assert cadre.current_relatives == [sister]
    statements.clear()

    hits = found([cadre], on=ON)

    assert {hit.firm.id for hit in hits} == {by_phone.id, by_name.id, declared.id}
    assert not_meant.id not in {hit.firm.id for hit in hits}
    assert [hit.relative for hit in hits if hit.firm == by_phone] == [sister]
    assert len(statements) <= 4


def test_those_who_check_read_it_on_the_page_of_a_person(as_):
    village = a_village()
    cadre = a_cadre(village, name="样板民")
    a_relative(cadre, "示例梅", phone=PHONE)
    a_registered_firm("模型建材（虚构）", phone=SPELLINGS[0])
    page = as_(a_supervisor(village)).open(f"/villages/{village.id}/people/{cadre.id}")
    shown = as_(a_supervisor(village)).open(page.links["和单位的关系"]).main
    assert "模型建材（虚构）" in shown
    assert "姐妹示例梅的电话与这家单位的联系电话相同" in shown
    assert "和单位的关系" not in as_(cadre).open(f"/villages/{village.id}/people/{cadre.id}").links

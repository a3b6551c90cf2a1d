"""Firms with people behind them, and codes with true check digits."""

from datetime import date
from itertools import count

from stdnum.cn import uscc

from govproj.accounts.models import DeclaredRelative
from govproj.firms.models import Firm, FirmPerson, FirmTie, Qualification
from tests.factories import saved

_n = count(1)


def a_code() -> str:
    body = f"91330523MA{next(_n):07}"
    return body + uscc.calc_check_digit(body)


def a_registered_firm(name=None, **kw) -> Firm:
    facts = {"name": name or f"样板单位{next(_n)}(虚构)", "credit_code": a_code(), **kw}
    return saved(Firm(**facts))


def behind(firm, name, tie=FirmTie.SHAREHOLDER, phone="", ended_on=None) -> FirmPerson:
    return saved(FirmPerson(firm=firm, name=name, tie=tie, phone=phone, ended_on=ended_on))


def qualified(firm, valid_to="2022-07-10", name="样板资质") -> Qualification:
    until = date.fromisoformat(valid_to)
    return saved(Qualification(firm=firm, name=name, number=f"示例-{next(_n)}", valid_to=until))


def a_relative(user, name, relation="姐妹", **kw) -> DeclaredRelative:
    return saved(DeclaredRelative(user=user, name=name, relation=relation, **kw))

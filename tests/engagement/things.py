"""Declarations, teams, activities and agreements for tests, made through the actions."""

from datetime import date

from govproj.core import dates
from govproj.core.db import db
from govproj.core.uploads import StoredFile
from govproj.engagement.actions import activities, agreements, declarations, teams
from govproj.engagement.states import AgreementKind, Link
from govproj.engagement.states import DeclarationState as State
from tests import factories

A_PAPER = StoredFile(sha256="5" * 64, kind="pdf", size=1000, name="承诺书.pdf")
RICE = {"name": "稻虾基地收益", "unit": "亩", "target_thousandths": 792_000, "target_price_fen": 300_000}
VISITS = {"name": "走访农户", "unit": "户", "target_thousandths": 60_000, "target_price_fen": None}


class Cast:
    """A village with everybody a declaration and a joint team need, and a project under construction."""

    def __init__(self, town=None):
        self.village = factories.a_village(town=town)
        self.town, self.county = self.village.town, self.village.town.county
        self.secretary = factories.a_secretary(self.village)
        self.cadre = factories.a_cadre(self.village)
        self.lead = factories.a_party_member(self.village)
        self.supervisor = factories.a_supervisor(self.village)
        self.inspector = factories.a_town_inspector(self.town)
        self.town_admin = factories.a_town_admin(self.town)
        self.project = factories.a_project(self.village, lead=self.lead, contact=self.cadre)


ON = {
    State.DECLARED: date(2022, 2, 10),
    State.APPROVED: date(2022, 2, 14),
    State.RUNNING: date(2022, 2, 16),
    State.HANDED_IN: date(2023, 1, 5),
    State.ACCEPTED: date(2023, 1, 10),
    State.SHOWN: date(2023, 1, 12),
}


def a_declaration(
    cast, state=State.DECLARED, *, title="稻虾共作增收", targets=(RICE,), project=None, day=None
):
    """Brought to `state`, each step on a day of its own."""
    with dates.set_to(day or ON[State.DECLARED]):
        declaration = declarations.declare(
            cast.village,
            year=2022,
            title=title,
            goal="把撂荒地种起来",
            targets=list(targets),
            project=project,
            by=cast.secretary,
        )
        db.session.commit()
    if state is State.RETURNED:
        with dates.set_to(ON[State.APPROVED]):
            declarations.move(declaration, "send_back", by=cast.town_admin, note="目标再写实一点")
    else:
        _go_on(cast, declaration, state)
    db.session.commit()
    return declaration


def _go_on(cast, declaration, state):
    order = list(ON)
    for step in order[1 : order.index(state) + 1]:
        with dates.set_to(ON[step]):
            match step:
                case State.APPROVED:
                    declarations.move(declaration, "approve", by=cast.town_admin)
                case State.RUNNING:
                    declarations.move(declaration, "start", by=cast.secretary)
                case State.HANDED_IN:
                    _report_and_hand_in(cast, declaration)
                case State.ACCEPTED:
                    declarations.move(declaration, "accept", by=cast.town_admin, note="数字核实过")
                case State.SHOWN:
                    declarations.move(declaration, "display", by=cast.town_admin)


def actuals_of(declaration):
    return [(t.target_thousandths, t.target_price_fen) for t in declaration.targets]


def _report_and_hand_in(cast, declaration):
    for quarter in (1, 2, 3, 4):
        declarations.report(
            declaration, quarter=quarter, text="正常推进", actuals=actuals_of(declaration), by=cast.secretary
        )
    declarations.hand_in(
        declaration, outcome="全年收益达到目标", actuals=actuals_of(declaration), by=cast.secretary
    )


def a_team(cast, *, signed=False):
    team = teams.form(cast.project, name="项目临时联合党支部", formed_on=date(2022, 3, 1), by=cast.secretary)
    for unit, name, phone in (
        ("样板建设(虚构)", "王示工", "13900000001"),
        ("样板建设(虚构)", "李例员", ""),
        ("例行设计(虚构)", "赵演师", "13900000002"),
    ):
        teams.add_member(team, unit=unit, name=name, post="党员", phone=phone, by=cast.secretary)
    if signed:
        an_agreement(cast, kind=AgreementKind.JOINT_TEAM, link=None, title="联建协议")
        teams.sign(team, by=cast.secretary)
    db.session.commit()
    return team


def an_activity(cast, kind="联建活动", *, project=True, **kw):
    facts = {
        "title": "一起清河道",
        "held_on": date(2022, 5, 10),
        "place": "工地",
        "host": "临时联合党支部",
        "attendance": 20,
        "minutes": 90,
        "by": cast.cadre,
    }
    activity = activities.record(
        cast.village, project=cast.project if project else None, kind=kind, **(facts | kw)
    )
    db.session.commit()
    return activity


def an_agreement(cast, **kw):
    facts = {
        "kind": AgreementKind.COMMITMENT,
        "link": Link.SUPPLIER,
        "title": "施工单位廉洁承诺书",
        "parties": [("样板建设(虚构)", "王示工")],
        "signed_on": date(2022, 3, 5),
        "witness": "吴样明",
        "by": cast.cadre,
    }
    agreement = agreements.record(cast.project, **(facts | kw))
    db.session.commit()
    return agreement

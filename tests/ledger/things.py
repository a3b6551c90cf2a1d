"""A village with everybody who touches money, and projects with their books in whatever shape a test needs."""

from datetime import date
from typing import NamedTuple

from govproj.accounts.models import Office, Post, Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.firms.models import Firm, Qualification
from govproj.ledger.actions import changing, contracting, funding, paying, procuring, settling
from govproj.ledger.actions.funding import SourceLine
from govproj.ledger.models import AssetCard, ChangeOrder, Contract, FundSource, Payment, Settlement
from govproj.ledger.queries.books import sources_of, standing_procurement
from govproj.ledger.states import PaymentKind, SourceKind
from govproj.projects.models import Method, Project
from govproj.villages.models import Village
from tests import factories

WAN = 1_000_000
DAY = date(2022, 6, 20)


class Cast(NamedTuple):
    village: Village
    project: Project
    cadre: User  # the contact, who applies
    director: User
    secretary: User
    supervisor: User
    town: User
    lead: User

    @property
    def signers(self):
        return [self.director, self.supervisor, self.town, self.secretary]


def a_director(village) -> User:
    return factories.somebody(Office(role=Role.CADRE, post=Post.DIRECTOR, village_id=village.id))


def a_cast(**kw) -> Cast:
    """Budget 86, contract 82.30 unless said otherwise; the project is being built."""
    village = factories.a_village()
    cadre, lead = factories.a_cadre(village), factories.a_party_member(village)
    return Cast(
        village,
        factories.a_project(village, contact=cadre, lead=lead, actual_pct=50, **kw),
        cadre,
        a_director(village),
        factories.a_secretary(village),
        factories.a_supervisor(village),
        factories.a_town_admin(village.town),
        lead,
    )


def funds(project, by, *, received=86 * WAN) -> FundSource:
    """The village's own money covers the whole budget."""
    fen = project.budget_fen
    funding.plan(
        project,
        sources=[SourceLine("村集体自有", SourceKind.OWN, fen)],
        lines=[("建安工程费", fen)],
        by=by,
    )
    db.session.flush()
    (source,) = sources_of(project.id)
    if received:
        funding.receive(source, fen=received, on=date(2022, 1, 10), voucher="JZ-1", by=by)
    db.session.commit()
    return source


def a_qualified_firm() -> Firm:
    firm = factories.a_firm()
    paper = {"name": "市政公用工程施工总承包三级", "number": f"样-{firm.id}", "valid_to": date(2040, 12, 31)}
    factories.saved(Qualification(firm_id=firm.id, **paper))
    return firm


def an_award(project, by, *, fen=82_300_000):
    procurement = procuring.open_procurement(
        project,
        method=Method.TOWN_PLATFORM,
        estimate_fen=project.budget_fen,
        ceiling_fen=project.budget_fen,
        announced_on=date(2022, 1, 4),
        by=by,
    )
    db.session.flush()
    bids = [
        procuring.add_bid(
            procurement, firm=a_qualified_firm(), fen=some, delivered_on=date(2022, 1, 14), by=by
        )
        for some in (fen, fen + 900_000, fen + 2_200_000)
    ]
    db.session.flush()
    procuring.award(
        procurement,
        bid=bids[0],
        bids_opened_on=date(2022, 1, 15),
        publicised_from=date(2022, 1, 15),
        publicised_to=date(2022, 1, 18),
        on=date(2022, 1, 20),
        number="ZB-01",
        reason="有效报价中最低",
        by=by,
    )
    db.session.commit()
    return procurement


TERMS = {
    "number": "HT-01",
    "fen": 82_300_000,
    "signed_on": date(2022, 1, 25),
    "starts_on": date(2022, 2, 21),
    "ends_on": date(2022, 7, 15),
    "advance_pct": 30,
    "progress_pct": 80,
    "retention_pct": 3,
}


def a_contract(cast: Cast, *, filed=True, **terms) -> Contract:
    project = cast.project
    if standing_procurement(project.id) is None:
        an_award(project, cast.cadre)
    contract = contracting.enter(project, by=cast.cadre, **{**TERMS, "number": f"HT-{project.id}", **terms})
    db.session.flush()
    if filed:
        contracting.file(contract, filing_number="三资备1", on=date(2022, 1, 27), by=cast.town)
    db.session.commit()
    return contract


def a_change(contract, by, *, number="B-01", fen=1_800_000, **kw) -> ChangeOrder:
    change = changing.request(
        contract, number=number, fen=fen, reason="护栏加长", requested_on=date(2022, 4, 12), by=by, **kw
    )
    db.session.commit()
    return change


def an_application(
    cast: Cast, *, kind=PaymentKind.PROGRESS, fen=10 * WAN, on=date(2022, 5, 18), **kw
) -> Payment:
    payment = paying.apply(
        cast.project, kind=kind, fen=fen, on=on, purpose="按已完工程量", by=cast.cadre, **kw
    )
    db.session.commit()
    return payment


def signed(payment: Payment, cast: Cast, *, but=0) -> Payment:
    """Signed by all seats in turn, or by all but the last `but`."""
    people = cast.signers[: len(cast.signers) - but]
    for person in people:
        paying.sign(payment, by=person, on=payment.acts[-1].occurred_on)
    db.session.commit()
    return payment


def a_payment(cast: Cast, source: FundSource, *, fen=10 * WAN, on=date(2022, 5, 18), **kw) -> Payment:
    payment = signed(an_application(cast, fen=fen, on=on, **kw), cast)
    paying.pay(payment, source=source, receipt_number="HD-1", on=on, by=cast.town)
    db.session.commit()
    return payment


def a_settlement(contract, cast: Cast, *, reviewed=True, fen=82_300_000) -> Settlement:
    settlement = settling.submit(
        contract, fen=fen, reviewer=factories.a_firm(), on=date(2022, 5, 1), by=cast.cadre
    )
    db.session.flush()
    if reviewed:
        settling.review(
            settlement, reviewed_fen=fen, report_number="SD-1", on=date(2022, 5, 10), by=cast.town
        )
    db.session.commit()
    return settlement


def an_asset(project) -> AssetCard:
    return factories.saved(
        AssetCard(
            project_id=project.id,
            village_id=project.village_id,
            number=f"ZC-{project.id}",
            name=project.name,
            fen=80 * WAN,
            keeper="示例管护人",
            place="村口",
            registered_on=dates.today(),
        )
    )


def whole_books(project) -> None:
    """All the books a project needs to walk its life to the end, entered by the people of its village."""
    village = project.village
    cast = Cast(
        village,
        project,
        project.contact,
        a_director(village),
        None,
        None,
        factories.a_town_admin(village.town),
        project.lead,
    )
    funds(project, cast.cadre, received=project.budget_fen)
    an_award(project, cast.cadre, fen=project.budget_fen * 9 // 10)
    contract = a_contract(cast, fen=project.budget_fen * 9 // 10)
    a_settlement(contract, cast, fen=project.budget_fen * 9 // 10)
    an_asset(project)

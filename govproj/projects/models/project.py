"""Central work items, projects with their months and the steps of their life."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import Fen, db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.firms.models import Firm
from govproj.villages.models import Village

if TYPE_CHECKING:
    from govproj.projects.models.building import Acceptance, CompletionReport, ConcealedWork, StartNotice
    from govproj.projects.models.milestones import Milestone
    from govproj.projects.models.objects import ObjectBoard


class Kind(LabelledEnum):
    """Which chain of states a project runs through."""

    CONSTRUCTION = "construction", _l("工程")
    GOVERNANCE = "governance", _l("治理")


class Category(LabelledEnum):
    WATER = "water", _l("水利")
    ROAD = "road", _l("道路")
    FOREST_ROAD = "forest_road", _l("林道")
    BRIDGE = "bridge", _l("桥梁")
    PIPES = "pipes", _l("管网")
    BUILDING = "building", _l("房建")
    GROUNDS = "grounds", _l("场地")
    ENVIRONMENT = "environment", _l("环境")
    GOVERNANCE = "governance", _l("基层治理")
    OTHER = "other", _l("其他")


class State(LabelledEnum):
    """workflows.md 1.1; governance projects skip the five states about contract and hand-over."""

    DRAFT = "draft", _l("草拟")
    PROPOSED = "proposed", _l("已提议")
    DECIDING = "deciding", _l("民主决策中")
    INITIATED = "initiated", _l("已立项")
    PROCURING = "procuring", _l("招采中")
    CONTRACTED = "contracted", _l("已签约")
    READY = "ready", _l("待开工")
    BUILDING = "building", _l("施工中")
    SUSPENDED = "suspended", _l("停工")
    COMPLETED = "completed", _l("完工待验")
    ACCEPTED = "accepted", _l("已验收")
    SETTLED = "settled", _l("已结算")
    HANDED_OVER = "handed_over", _l("已移交")
    ARCHIVED = "archived", _l("已归档")
    CANCELLED = "cancelled", _l("已撤销")
    TERMINATED = "terminated", _l("已终止")


def state_label(state: State, category: Category):
    """Nothing is built in a governance project: it is carried out."""
    carried_out = state is State.BUILDING and category is Category.GOVERNANCE
    return _l("实施中") if carried_out else state.label


UNPUBLISHED = frozenset({State.DRAFT, State.PROPOSED, State.DECIDING})
ENDED = frozenset({State.ARCHIVED, State.CANCELLED, State.TERMINATED})
IN_PROGRESS = frozenset({State.BUILDING, State.SUSPENDED})


class Method(LabelledEnum):
    """How the work is given out."""

    STATUTORY_TENDER = "statutory_tender", _l("依法招标")
    TOWN_PLATFORM = "town_platform", _l("乡级平台公开招标")
    VILLAGE_COMPARISON = "village_comparison", _l("村级公开比选")
    INQUIRY = "inquiry", _l("三家询价")
    DIRECT = "direct", _l("村两委研究直接发包")
    NOT_APPLICABLE = "not_applicable", _l("不适用")


class LeadType(LabelledEnum):
    """By what right somebody leads: both kinds are led projects and count alike."""

    SECRETARY = "secretary", _l("书记领办")
    PARTY_MEMBER = "party_member", _l("党员领办")

    @classmethod
    def of(cls, person: User, village_id: int) -> "LeadType":
        """From the office held on the day of the appointment; a later change of office changes nothing."""
        return cls.SECRETARY if person.is_secretary_of(village_id) else cls.PARTY_MEMBER


class CentralWorkItem(db.Model):
    """One of the year's main tasks of a village, from which the led projects are picked."""

    __table_args__ = (UniqueConstraint("village_id", "year", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    year: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[Kind]
    note: Mapped[str] = mapped_column(Text, default="")
    village: Mapped[Village] = relationship()


class Project(db.Model):
    """A project of a village. Amounts in fen; planned days are intentions, the other days are facts."""

    __table_args__ = (
        CheckConstraint("budget_fen IS NULL OR budget_fen >= 0", name="budget_not_negative"),
        CheckConstraint("contract_fen IS NULL OR contract_fen > 0", name="contract_positive"),
        CheckConstraint(
            "planned_end IS NULL OR planned_start IS NULL OR planned_end >= planned_start",
            name="plan_in_order",
        ),
        CheckConstraint(
            "lead_id IS NULL OR contact_id IS NULL OR lead_id <> contact_id", name="lead_is_not_contact"
        ),
        CheckConstraint("lead_type IS NULL OR lead_id IS NOT NULL", name="type_only_of_a_lead"),
        UniqueConstraint("village_id", "code"),
        Index(None, "village_id", "state"),
        Index(None, "state", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    work_item_id: Mapped[int | None] = mapped_column(ForeignKey("central_work_item.id"), unique=True)
    code: Mapped[str] = mapped_column(String(20))  # MJN-01, as on the village's paper list
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[Kind] = mapped_column(default=Kind.CONSTRUCTION)
    category: Mapped[Category] = mapped_column(default=Category.OTHER)
    place: Mapped[str] = mapped_column(String(120), default="")
    content: Mapped[str] = mapped_column(Text, default="")  # 建设内容
    proposal: Mapped[str] = mapped_column(Text, default="")  # why it is needed
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    budget_fen: Mapped[Fen | None]
    funds: Mapped[list] = mapped_column(default=list)  # [{"source": "上级水利补助", "fen": 20000000}, …]
    method: Mapped[Method | None]
    contractor_id: Mapped[int | None] = mapped_column(ForeignKey("firm.id"), index=True)
    contract_fen: Mapped[Fen | None]
    planned_start: Mapped[date | None]
    planned_end: Mapped[date | None]
    resume_on: Mapped[date | None]  # expected end of a suspension
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    lead_type: Mapped[LeadType | None]  # set together with the lead, see actions.change
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    # The newest month, repeated here in the same transaction: lists of thousands show it without a join.
    latest_month: Mapped[str | None] = mapped_column(String(7))
    figures_on: Mapped[date | None]  # the day on which the figures of the latest month were typed
    planned_pct: Mapped[int] = mapped_column(default=0)
    actual_pct: Mapped[int] = mapped_column(default=0)
    paid_fen: Mapped[Fen] = mapped_column(default=0)
    wants_lead: Mapped[bool] = mapped_column(
        default=True
    )  # whether the village means it to be led by a Party member
    village: Mapped[Village] = relationship()
    work_item: Mapped[CentralWorkItem | None] = relationship()
    contractor: Mapped[Firm | None] = relationship()
    lead: Mapped[User | None] = relationship(foreign_keys=lead_id)
    contact: Mapped[User | None] = relationship(foreign_keys=contact_id)
    months: Mapped[list["ProjectMonth"]] = relationship(
        back_populates="project", order_by="ProjectMonth.month"
    )
    steps: Mapped[list["StateChange"]] = relationship(back_populates="project", order_by="StateChange.id")
    start_notices: Mapped[list["StartNotice"]] = relationship(
        back_populates="project", order_by="StartNotice.id"
    )
    concealed_works: Mapped[list["ConcealedWork"]] = relationship(
        back_populates="project", order_by="ConcealedWork.id"
    )
    completion_reports: Mapped[list["CompletionReport"]] = relationship(
        back_populates="project", order_by="CompletionReport.id"
    )
    acceptances: Mapped[list["Acceptance"]] = relationship(back_populates="project", order_by="Acceptance.id")
    milestones: Mapped[list["Milestone"]] = relationship(
        back_populates="project", order_by="(Milestone.planned_on, Milestone.id)"
    )
    board: Mapped["ObjectBoard | None"] = relationship(back_populates="project")

    __mapper_args__ = {"version_id_col": version}

    @property
    def project_id(self) -> int:
        """So that the audit log files everything about a project under it, the project itself included."""
        return self.id

    @property
    def is_construction(self) -> bool:
        return self.kind is Kind.CONSTRUCTION

    @property
    def state_label(self):
        return self.named(self.state)

    def named(self, state: State):
        """What this state is called in the life of this project."""
        return state_label(state, self.category)

    @property
    def figures_are_final(self) -> bool:
        """Whether the latest month was over when its figures were typed."""
        return self.latest_month is None or is_final(self.latest_month, self.figures_on)

    @property
    def is_published(self) -> bool:
        return self.state not in UNPUBLISHED

    def is_led_by(self, user) -> bool:
        return self.lead_id is not None and self.lead_id == user.id

    def has_as_contact(self, user) -> bool:
        return self.contact_id is not None and self.contact_id == user.id

    def day_of(self, state: State) -> date | None:
        """The day the project last entered `state`."""
        return next((step.occurred_on for step in reversed(self.steps) if step.after is state), None)

    @property
    def start_notice(self) -> "StartNotice | None":
        """The newest one: work that was put off is announced again."""
        return self.start_notices[-1] if self.start_notices else None

    @property
    def acceptance(self) -> "Acceptance | None":
        """The last meeting counts."""
        return self.acceptances[-1] if self.acceptances else None

    def month(self, month: str) -> "ProjectMonth | None":
        return next((row for row in self.months if row.month == month), None)


class StateChange(db.Model):
    """One step of a project's life. `occurred_on` is the fact, `recorded_at` when somebody typed it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    before: Mapped[State]
    after: Mapped[State]
    occurred_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    notice: Mapped[str] = mapped_column(Text, default="")  # what the village is told of the end of a project
    project: Mapped[Project] = relationship(back_populates="steps")
    by: Mapped[User | None] = relationship()

    @property
    def was_recorded_later(self) -> bool:
        return dates.beijing(self.recorded_at).date() != self.occurred_on


def is_final(month: str, stands_on: date | None) -> bool:
    return stands_on is None or stands_on >= dates.last_day(month)


class ProjectMonth(db.Model):
    """Plan, actual and payments at the end of one month, typed by the contact cadre."""

    __table_args__ = (
        UniqueConstraint("project_id", "month"),
        CheckConstraint(
            "planned_pct BETWEEN 0 AND 100 AND actual_pct BETWEEN 0 AND 100", name="pct_in_range"
        ),
        CheckConstraint("paid_fen >= 0", name="paid_not_negative"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    month: Mapped[str] = mapped_column(String(7))  # 2022-05
    planned_pct: Mapped[int]  # physical progress planned for the end of the month, whole %
    actual_pct: Mapped[int]  # physical progress reached, whole %
    paid_fen: Mapped[Fen]  # paid from the beginning to the end of the month
    stands_on: Mapped[date | None]  # the day on which it was typed; months of long ago have none
    project: Mapped[Project] = relationship(back_populates="months")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_final(self) -> bool:
        """What was typed while the month still ran is not what it ended with."""
        return is_final(self.month, self.stands_on)

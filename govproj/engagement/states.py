"""The words of engagement: what the secretary declared, who works together on site, what came of it."""

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class DeclarationState(LabelledEnum):
    """S05: declared → town's review → running with quarterly reports → year-end acceptance → shown."""

    DECLARED = "declared", _l("待镇里审核")
    RETURNED = "returned", _l("已退回")
    APPROVED = "approved", _l("已批准")
    RUNNING = "running", _l("实施中")
    HANDED_IN = "handed_in", _l("待年终验收")
    ACCEPTED = "accepted", _l("已验收")
    SHOWN = "shown", _l("已晾晒")

    @property
    def mark(self) -> str:
        """The kind of badge it is shown with."""
        return {"returned": "soon", "running": "info", "accepted": "good", "shown": "good"}.get(
            self.value, "plain"
        )


EDITABLE = frozenset({DeclarationState.DECLARED, DeclarationState.RETURNED})
FINISHED = frozenset({DeclarationState.ACCEPTED, DeclarationState.SHOWN})


class TeamState(LabelledEnum):
    """S06; that a team is at work follows from its activities."""

    FORMED = "formed", _l("已组建")
    SIGNED = "signed", _l("已签协议")
    DISSOLVED = "dissolved", _l("已解散")


class ActivityState(LabelledEnum):
    PLANNED = "planned", _l("计划中")
    HELD = "held", _l("已开展")
    VOID = "void", _l("已作废")

    @property
    def mark(self) -> str:
        return {"planned": "info", "held": "good", "void": "late"}[self.value]


class Theme(LabelledEnum):
    """What an activity is for. Its kind is a word of the local rule `activity.kinds`, kept under its theme."""

    JOINT = "joint", _l("联建")
    EDUCATION = "education", _l("廉政教育")
    SUPERVISION = "supervision", _l("现场监督")


# The kinds of the rule's default, so that they have their English.
USUAL_KINDS = (
    _l("联建活动"),
    _l("宣讲"),
    _l("专业讲座"),
    _l("宣誓升旗"),
    _l("送清凉"),
    _l("专家进工地"),
    _l("廉政党课"),
    _l("警示教育"),
    _l("案例通报"),
    _l("现场监督"),
    _l("跟进检查"),
)


class AgreementKind(LabelledEnum):
    JOINT_TEAM = "joint_team", _l("联建协议")
    COMMITMENT = "commitment", _l("廉洁承诺书")
    RESPONSIBILITY = "responsibility", _l("廉政责任书")


class Link(LabelledEnum):
    """Between whom and whom an integrity commitment is given."""

    BUYER = "buyer", _l("发包方")
    PROJECT_TEAM = "project_team", _l("项目组")
    SUPPLIER = "supplier", _l("施工和供应单位")
    FAMILY = "family", _l("关键岗位家属")


class Occasion(LabelledEnum):
    """Why somebody is talked to."""

    BEFORE_OFFICE = "before_office", _l("任前谈话")
    REMINDER = "reminder", _l("日常提醒")
    EARLY_SIGN = "early_sign", _l("苗头提醒")
    AFTER_PROBLEM = "after_problem", _l("问题约谈")

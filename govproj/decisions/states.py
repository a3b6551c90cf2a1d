"""The words of a decision: what it is about, its steps, who meets, how the minutes stand."""

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class Matter(LabelledEnum):
    """What is decided about a project; how long the plan hangs depends on it."""

    INITIATION = "initiation", _l("立项")
    COLLECTIVE_ASSET = "collective_asset", _l("集体资产处置")
    LEAD = "lead", _l("领办事项")
    OTHER = "other", _l("其他重大事项")


class Step(LabelledEnum):
    """五议两公开 in its order; a local rule says which steps a process has."""

    PROPOSAL = "proposal", _l("村党组织提议")
    DISCUSSION = "discussion", _l("村两委商议")
    REVIEW = "review", _l("党员大会审议")
    CONSULTATION = "consultation", _l("方案公示")
    VOTE = "vote", _l("村民表决")
    RESULT = "result", _l("结果公示")
    IMPLEMENTATION = "implementation", _l("组织实施")
    APPRAISAL = "appraisal", _l("群众评议")


class State(LabelledEnum):
    """The last step taken, or how the process ended."""

    PROPOSED = "proposed", _l("已提议")
    DISCUSSED = "discussed", _l("两委已商议")
    REVIEWED = "reviewed", _l("党员大会已审议")
    CONSULTING = "consulting", _l("方案公示")
    PASSED = "passed", _l("表决通过")
    REJECTED = "rejected", _l("没有通过")
    ANNOUNCED = "announced", _l("结果已公示")
    IMPLEMENTING = "implementing", _l("组织实施")
    APPRAISED = "appraised", _l("已评议")
    ABANDONED = "abandoned", _l("已终止")

    @property
    def mark(self) -> str:
        """The kind of badge it is shown with."""
        return {"rejected": "late", "abandoned": "plain", "appraised": "good"}.get(self.value, "info")


REACHED = {
    Step.PROPOSAL: State.PROPOSED,
    Step.DISCUSSION: State.DISCUSSED,
    Step.REVIEW: State.REVIEWED,
    Step.CONSULTATION: State.CONSULTING,
    Step.VOTE: State.PASSED,
    Step.RESULT: State.ANNOUNCED,
    Step.IMPLEMENTATION: State.IMPLEMENTING,
    Step.APPRAISAL: State.APPRAISED,
}
BEFORE_THE_VOTE = frozenset({State.PROPOSED, State.DISCUSSED, State.REVIEWED, State.CONSULTING})
DECIDING = (Step.PROPOSAL, Step.DISCUSSION, Step.REVIEW, Step.CONSULTATION, Step.VOTE)  # before initiation


class MeetingKind(LabelledEnum):
    PARTY_BRANCH = "party_branch", _l("村党组织会议")
    TWO_COMMITTEES = "two_committees", _l("村两委会议")
    PARTY_MEMBERS = "party_members", _l("党员大会")
    VILLAGER_ASSEMBLY = "villager_assembly", _l("村民会议")
    REPRESENTATIVES = "villager_reps", _l("村民代表会议")
    COLLECTIVE_MEMBERS = "collective_members", _l("集体经济组织成员大会")


# Who meets for a step; the first one is offered.
HELD_BY = {
    Step.PROPOSAL: (MeetingKind.PARTY_BRANCH,),
    Step.DISCUSSION: (MeetingKind.TWO_COMMITTEES,),
    Step.REVIEW: (MeetingKind.PARTY_MEMBERS,),
    Step.VOTE: (
        MeetingKind.REPRESENTATIVES,
        MeetingKind.VILLAGER_ASSEMBLY,
        MeetingKind.COLLECTIVE_MEMBERS,
    ),
}


class CountedBy(LabelledEnum):
    """Whether heads or households are counted; only an assembly has the choice."""

    PEOPLE = "people", _l("按人数")
    HOUSEHOLDS = "households", _l("按户数（一户一名代表）")


class MinutesState(LabelledEnum):
    WAITING = "waiting", _l("待签字")
    RETURNED = "returned", _l("已退回")
    SIGNED = "signed", _l("已签字")
    CORRECTED = "corrected", _l("已更正")

    @property
    def mark(self) -> str:
        """The kind of badge it is shown with."""
        return {"waiting": "soon", "returned": "late", "signed": "good"}.get(self.value, "plain")

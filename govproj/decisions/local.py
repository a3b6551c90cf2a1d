"""What the local rules say about decisions: steps, days, quorum and majority."""

from datetime import date

from govproj.decisions.shares import Threshold
from govproj.decisions.states import CountedBy, Matter, MeetingKind, Step
from govproj.villages import rules

KEYS = tuple(f"decision.{name}" for name in ("steps", "consult_days", "notice_days", "quorum", "majority"))
RESULT_DAYS = "decision.result_days"


class Local:
    """The rules of one village on one day, read at once; what it leaves unsaid is as everywhere."""

    def __init__(self, village_id: int, on: date | None = None):
        values = rules.values((*KEYS, RESULT_DAYS), village_id, on)
        tables = {key: rules.DEFAULTS[key] | values[key] for key in KEYS}
        self._steps, self._consult, self._notice, self._quorum, self._majority = tables.values()
        self.result_days: int = values[RESULT_DAYS]

    def steps_of(self, project) -> list[str]:
        """Codes of the steps a decision about this kind of project has; the proposal is always the first."""
        chosen = self._steps[project.kind]
        return [step.value for step in Step if step is Step.PROPOSAL or step.value in chosen]

    def consult_days(self, process, *, concerns_assets: bool) -> int:
        """Full days the plan hangs: collective assets ask for their own whatever else is decided."""
        return self._consult[Matter.COLLECTIVE_ASSET if concerns_assets else process.matter]

    def notice_days(self, kind: MeetingKind) -> int:
        return self._notice[kind]

    def threshold(self, kind: MeetingKind, counted_by: CountedBy = CountedBy.PEOPLE) -> Threshold:
        """What such a meeting needs; where households are no choice, heads are counted."""
        quorum = self._quorum[kind]
        return Threshold.read(quorum.get(counted_by, quorum[CountedBy.PEOPLE]), self._majority[kind])

    def may_count_households(self, kind: MeetingKind) -> bool:
        return CountedBy.HOUSEHOLDS in self._quorum[kind]

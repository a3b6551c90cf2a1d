"""What must have happened on the site before a project moves on: announced, seen before it was covered, accepted."""

from datetime import date, timedelta

from govproj.core.filters import day as in_words
from govproj.core.i18n import _
from govproj.core.workflow import Missing
from govproj.projects.models import Body, State
from govproj.projects.related import related_to
from govproj.villages import rules


def start_notice_posted(project, on: date):
    days = rules.value("start.notice_days", project.village_id, on)
    notice = project.start_notice
    if notice is None:
        sentence = _("还没有张贴开工公示：开工前要贴满 %(days)s 天，并上传贴好的照片。", days=days)
        return Missing(sentence, "projects.start_notice")
    earliest = notice.posted_on + timedelta(days=days)
    if on < earliest:
        sentence = _(
            "开工公示 %(day)s 才贴出，要贴满 %(days)s 天，最早 %(earliest)s。",
            day=in_words(notice.posted_on),
            days=days,
            earliest=in_words(earliest),
        )
        return Missing(sentence, "projects.works")


def concealed_works_accepted(project, on: date):
    wanted = concealed_rules(project, on)
    still_open = [work.name for work in project.concealed_works if not work.is_accepted(*wanted)]
    if still_open:
        photos, signers = wanted
        sentence = _(
            "隐蔽工程还没验收：%(names)s。每项要有 %(photos)s 张照片、%(signers)s 方签认，其中至少一方用自己的账号签。",
            names=_("、").join(still_open),
            photos=photos,
            signers=signers,
        )
        return Missing(sentence, "projects.works")


def concealed_rules(project, on: date | None = None) -> tuple[int, int]:
    """How many photos, and how many bodies that sign."""
    found = rules.values(("concealed.photos", "concealed.signers"), project.village_id, on)
    return found["concealed.photos"], found["concealed.signers"]


def a_completion_report(project):
    """Where an acceptance has failed, a new one: what was put right is reported too."""
    if not project.completion_reports:
        return Missing(_("还没有写完工报告。"), "projects.completion_report")
    report, meeting = project.completion_reports[-1], project.acceptance
    if meeting and not meeting.passed and report.recorded_at < meeting.recorded_at:
        return Missing(_("上次验收没有通过，返工后要重新写完工报告。"), "projects.completion_report")
    if project.is_construction and not (project.concealed_works or report.no_concealed):
        sentence = _("没有登记隐蔽工程，完工报告里也没有声明“没有隐蔽工程”。")
        return Missing(sentence, "projects.completion_report")


def a_passed_acceptance(project):
    meeting, completed = project.acceptance, project.day_of(State.COMPLETED)
    if meeting is None or (completed and meeting.held_on < completed):
        return Missing(_("还没有登记验收会议。"), "projects.acceptance")
    if not meeting.passed:
        sentence = _("%(day)s 的验收没有通过，整改后要重新验收。", day=in_words(meeting.held_on))
        return Missing(sentence, "projects.acceptance")


def enough_representatives(project, on: date):
    wanted = rules.value("acceptance.representatives", project.village_id, on)
    meeting = project.acceptance
    came = len(meeting.names_of(Body.REPRESENTATIVE)) if meeting else wanted
    if came < wanted:
        sentence = _(
            "验收会议只有 %(came)s 名村民代表，至少要 %(wanted)s 名，请重新组织。", came=came, wanted=wanted
        )
        return Missing(sentence, "projects.acceptance")


def nobody_related(project):
    """Whoever is tied to the contractor is heard and does not judge; in doubt the meeting is held anew."""
    meeting = project.acceptance
    found = related_to(project.contractor_id, meeting.evaluators) if meeting else []
    if found:
        sentence = _(
            "验收人员里有人和施工单位有关系：%(names)s。请换人重新组织验收。", names=_("、").join(found)
        )
        return Missing(sentence, "projects.acceptance")

"""The three lists as sheets of one Excel file, in the columns a town's office keeps on paper."""

from govproj.core.i18n import _
from govproj.core.sheets import Sheet
from govproj.rectifications.lists import Lists


def as_sheets(found: Lists) -> list[Sheet]:
    return [_project_sheet(found), _problem_sheet(found), _feedback_sheet(found)]


def _project_sheet(found: Lists) -> Sheet:
    head = [
        _("村"),
        _("项目编号"),
        _("项目"),
        _("领办人"),
        _("状态"),
        _("问题件数"),
        _("没有办结"),
        _("问题编号"),
    ]
    rows = [
        (p.village, p.code, p.name, p.lead, str(p.state.label), len(p.numbers), p.open, "、".join(p.numbers))
        for p in found.projects
    ]
    return Sheet(_("项目清单"), head, rows)


def _problem_sheet(found: Lists) -> Sheet:
    head = [
        _("问题编号"),
        _("村"),
        _("项目编号"),
        _("项目"),
        _("问题"),
        _("哪方面"),
        _("严重程度"),
        _("发现日期"),
    ]
    head += [_("整改要求"), _("责任单位"), _("责任人"), _("整改期限"), _("办到哪一步"), _("反馈编号")]
    head += [_("公开")]
    numbers, yes, no = _feedback_numbers(found), _("是"), _("否")
    rows = [
        (
            *(
                p.number,
                p.village,
                p.code,
                p.project,
                p.title,
                str(p.theme.label),
                str(p.level.label),
                p.found_on,
            ),
            *(
                p.requirement,
                p.unit,
                p.responsible,
                p.due_on,
                str(p.state.label),
                numbers.get(p.id, ""),
                no if p.confidential else yes,
            ),
        )
        for p in found.cases
    ]
    return Sheet(_("问题清单"), head, rows)


def _feedback_numbers(found: Lists) -> dict[int, str]:
    """By case, those of all its turns."""
    numbers: dict[int, list[str]] = {}
    for problem in found.feedback:
        numbers.setdefault(problem.id, []).append(problem.feedback_number)
    return {case_id: "、".join(of_case) for case_id, of_case in numbers.items()}


def _feedback_sheet(found: Lists) -> Sheet:
    head = [_("反馈编号"), _("问题编号"), _("村"), _("项目编号"), _("责任人"), _("问题原因"), _("整改措施")]
    head += [
        _("完善措施"),
        _("佐证件数"),
        _("核实意见"),
        _("销号日期"),
        _("成效评估"),
        _("回头看日期"),
        _("回头看"),
    ]
    rows = [
        (
            *(p.feedback_number, p.number, p.village, p.code, p.responsible, p.cause, p.measures),
            *(
                p.lasting_measures,
                p.evidence,
                p.verified,
                p.closed_on,
                p.assessment,
                p.looked_back_on,
                p.look_back,
            ),
        )
        for p in found.feedback
    ]
    return Sheet(_("反馈清单"), head, rows)

"""领办责任书: the usual wording, with the facts of the project and of the selection put in."""

from govproj.core.filters import day
from govproj.core.i18n import _


def usual_text(selection) -> str:
    """What the village starts from; numbered paragraphs, each left out where there is nothing to say."""
    decision, project = selection.decision, selection.project
    said = [
        _("领办项目：%(name)s。", name=project.name) + _place_and_content(project),
        _("领办期限：%(period)s。", period=selection.period) + _planned(project),
        _("推进要求：%(what)s", what=selection.requirements),
        selection.task and _("领办任务：%(what)s", what=selection.task),
        _(
            "分组分工：%(what)s",
            what="".join(map(_a_sentence, filter(None, (decision.team, decision.division)))),
        ),
        _(
            "领办人的责任：常到现场，按节点推进；每月如实填报进度并向村民公示；听取和答复村民意见；不插手发包、材料采购和工程款。"
        ),
        _recused(decision.nomination),
        _("村两委的责任：联系人每周到现场核查，帮助协调问题；村务监督委员会监督，不替代领办人。"),
        _(
            "领办不拿报酬，按规定应给的误工补贴除外。因身体、外出、利益冲突或评议不合格需要更换的，先交接，再公示新人选。"
        ),
        _("本责任书一式两份，村和领办人各存一份，项目通过验收后期满。"),
    ]
    return "\n".join(f"{number}. {text}" for number, text in enumerate(filter(None, said), 1))


def _a_sentence(words: str) -> str:
    return words if words.rstrip().endswith(("。", ".", "；", "！")) else words.rstrip() + _("。")


def _place_and_content(project) -> str:
    known = [
        project.place and _("地点：%(place)s。", place=project.place),
        project.content and _("内容：%(content)s", content=project.content),
    ]
    return "".join(filter(None, known))


def _planned(project) -> str:
    if not (project.planned_start and project.planned_end):
        return ""
    first, last = day(project.planned_start), day(project.planned_end)
    return _("计划%(first)s开工，%(last)s完工。", first=first, last=last)


def _recused(nomination) -> str:
    check = nomination.check
    if not (check and check.recused_steps):
        return ""
    return _("回避：领办人不参与下列环节：%(steps)s。", steps=check.recused_steps.rstrip("。"))

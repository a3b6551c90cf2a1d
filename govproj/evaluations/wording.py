"""Reads a question set as it is typed, one question a line: kind ｜ short name ｜ question ｜ choices with slashes."""

import re
from typing import NamedTuple

from govproj.core.i18n import _, _l, in_chinese
from govproj.evaluations.questions import ASPECTS, MOST_NEED, SIGNS, THEME, Kind

MOST_QUESTIONS = 12
MOST_CHOICES = len(SIGNS)
LONGEST_NAME, LONGEST_TEXT, LONGEST_CHOICE = 12, 120, 20
KINDS = {
    "量表": Kind.SCALE,
    "单选": Kind.SINGLE,
    "多选": Kind.MULTIPLE,
    "填空": Kind.TEXT,
    "打分": Kind.POINTS,
    "层次": Kind.TIER,
}
NEEDED = _l("最需要改进")


class Understood(NamedTuple):
    questions: list[dict]
    problems: list[str]


def read(text: str) -> Understood:
    """All questions, and a sentence for each line that cannot be one."""
    questions, problems = [], []
    rows = [(place, row) for place, row in enumerate(text.splitlines(), 1) if row.strip()]
    for place, row in rows:
        parts = [part.strip() for part in re.split(r"[|｜\t]", row)]
        question, problem = _understood(len(questions), parts)
        if problem:
            problems.append(_("第 %(place)s 行：%(problem)s", place=place, problem=problem))
        else:
            questions.append(question)
    return Understood(questions, problems or _as_a_whole(questions))


def _understood(number: int, parts: list[str]) -> tuple[dict, str]:
    kind = KINDS.get(parts[0])
    name, text, options = (*parts[1:], "", "", "")[:3]
    if kind is None:
        return {}, _("开头写题型：量表、单选、多选、填空，或打分、层次。")
    if kind is Kind.TIER:
        return _tier(number, name, text)
    if not name or not text or len(name) > LONGEST_NAME or len(text) > LONGEST_TEXT:
        return {}, _("简称不超过 12 个字，题目不超过 120 个字，都要写。")
    if kind is Kind.MULTIPLE and text == in_chinese(MOST_NEED):
        return {"key": THEME, "kind": kind.value, "text": text}, ""
    question = {"key": _key(number, name, kind), "kind": kind.value, "name": name, "text": text}
    if kind is Kind.POINTS:
        if not re.fullmatch(r"[1-9]\d?|100", options):
            return {}, _("打分题最后写满分，1 到 100。")
        question["most"] = int(options)
    if kind in {Kind.SINGLE, Kind.MULTIPLE}:
        question["options"] = [option.strip() for option in re.split(r"[/／]", options) if option.strip()]
        if not 2 <= len(question["options"]) <= MOST_CHOICES:
            return {}, _("选项写 2 到 8 个，用“/”分开。")
        if max(map(len, question["options"])) > LONGEST_CHOICE:
            return {}, _("每个选项不超过 20 个字。")
    return question, ""


def _tier(number: int, name: str, start: str) -> tuple[dict, str]:
    """From which share of the full mark on a score sheet belongs here."""
    if not 0 < len(name) <= LONGEST_NAME or not re.fullmatch(r"\d{1,2}|100", start):
        return {}, _("层次写名称和从百分之几起，例如：层次｜良好｜80。")
    return {
        "key": f"q{number + 1}",
        "kind": Kind.TIER.value,
        "name": name,
        "text": "",
        "from": int(start),
    }, ""


def _key(number: int, name: str, kind: Kind) -> str:
    """The usual short names keep their key, so that rounds with different sets can be compared."""
    usual = {in_chinese(label): key for key, label in ASPECTS.items()}
    return usual.get(name, f"q{number + 1}") if kind is Kind.SCALE else f"q{number + 1}"


def _as_a_whole(questions: list[dict]) -> list[str]:
    problems = []
    kinds = {question["kind"] for question in questions}
    if Kind.POINTS in kinds and kinds - {Kind.POINTS, Kind.TIER}:
        problems.append(_("打分表只写打分和层次，不和别的题型混在一起。"))
    if not kinds & {Kind.SCALE, Kind.POINTS}:
        problems.append(_("至少要有一道量表题，满意率从它算；打分表至少一道打分题。"))
    if len(questions) > MOST_QUESTIONS:
        problems.append(_("最多 12 道题，再多村民填不下去。"))
    keys = [question["key"] for question in questions]
    if len(set(keys)) < len(keys):
        problems.append(_("简称不能重复。"))
    return problems


def written(questions: list[dict]) -> str:
    """A set as it would be typed."""
    words = {kind.value: word for word, kind in KINDS.items()}
    return "\n".join(
        "｜".join(
            [
                words[question.get("kind", "scale")],
                question.get("name") or in_chinese(ASPECTS.get(question["key"], NEEDED)),
                *_rest(question),
            ]
        )
        for question in questions
    )


def _rest(question: dict) -> list[str]:
    if question.get("kind") == Kind.TIER:
        return [str(question["from"])]
    if question.get("kind") == Kind.POINTS:
        return [question["text"], str(question["most"])]
    return [question["text"], *(["/".join(question["options"])] if question.get("options") else [])]

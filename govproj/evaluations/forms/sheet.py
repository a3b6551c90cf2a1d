"""How a villager's answer is read: no account, no cookie, no token, any old phone."""

from typing import NamedTuple

from govproj.core.forms import clean
from govproj.core.i18n import _
from govproj.evaluations.answers import COMMENT_LENGTH, Answer
from govproj.evaluations.questions import LEVELS, STRATA, THEMES
from govproj.evaluations.satisfaction import BLANK


class Sheet(NamedTuple):
    """An answer as it was sent, and what is wrong with it."""

    answer: Answer
    problem: str | None = None


def field_name(project_id: int, question: str) -> str:
    return f"{project_id}-{question}"


def text_name(question: str) -> str:
    return f"text-{question}"


def read_sheet(round_, sent) -> Sheet:
    """`sent` is the posted form. What was never offered counts as blank; nothing is obligatory by itself."""
    asked = round_.asked
    levels, themes, choices = {}, {}, {}
    for project in round_.projects:
        signs = [BLANK] * len(asked.scales)
        for place, question in asked.scales_of(project.id):
            signs[place] = _one_of(sent.get(field_name(project.id, question["key"]), ""), LEVELS) or BLANK
        levels[str(project.id)] = "".join(signs)
        named = sent.getlist(field_name(project.id, "theme")) if asked.themes else []
        themes[str(project.id)] = [theme for theme in THEMES if theme in named]
        if asked.choices:
            choices[str(project.id)] = _marked(asked, project.id, sent)
    texts = {q["key"]: clean(sent.get(text_name(q["key"]), "")) for q in asked.texts}
    answer = Answer(
        levels,
        themes,
        _one_of(sent.get("stratum", ""), STRATA),
        _one_of(sent.get("group", ""), set(map(str, range(len(round_.groups))))),
        clean(sent.get("comment", "")),
        choices,
        {key: text for key, text in texts.items() if text},
        assisted=bool(sent.get("assisted")),
    )
    return Sheet(answer, _problem(answer))


def _one_of(typed: str, offered) -> str:
    return typed if typed in offered else ""


def _marked(asked, project_id: int, sent) -> dict[str, str]:
    """Of a single choice the first mark counts."""
    found = {}
    for question in asked.choices:
        named = sent.getlist(field_name(project_id, question["key"]))
        signs = [sign for sign in asked.options(question["key"]) if sign in named]
        if signs:
            found[question["key"]] = "".join(signs if question["kind"] == "multiple" else signs[:1])
    return found


def _problem(answer: Answer) -> str | None:
    if any(len(text) > COMMENT_LENGTH for _question, text in answer.words):
        return _("留言写多了，最多 %(most)s 个字，请删短一些。", most=COMMENT_LENGTH)
    marked = any(signs.strip(BLANK) for signs in answer.levels.values())
    if not (marked or answer.words or any(answer.choices.values())):
        return _("一道题也没有选。请至少选一道再交。")
    return None

"""Adding up: totals by question, theme, choice and stratum, and the words in a bag of their own."""

import secrets
from collections import Counter, defaultdict

from govproj.core.db import db
from govproj.evaluations.models import ChoiceTotal, Comment, QuestionTotal, StratumTotal, ThemeTotal
from govproj.evaluations.questions import STRATA, THEMES
from govproj.evaluations.satisfaction import BLANK, Level, Tally, merge_small_cells, merge_small_groups
from govproj.evaluations.weak_links import limits_of

OTHER_GROUPS = "g*"


def keep_totals(round_, answers) -> None:
    """`answers` in an order of the moment; nothing of a single one is kept but its words, cut off from the rest."""
    for project in round_.projects:
        _keep_questions(round_, project, answers)
        if round_.asked.themes:
            _keep_themes(round_, project, answers)
        _keep_choices(round_, project, answers)
        _keep_strata(round_, project, answers)
    round_.assisted = sum(bool(answer.assisted) for answer in answers)
    words = [said for answer in answers for said in answer.words]
    secrets.SystemRandom().shuffle(words)
    db.session.add_all(Comment(round_id=round_.id, question=key, text=text) for key, text in words)


def _signs(answers, project, index):
    """The sign each answer gave to the question at `index`; a project left out altogether counts as blank."""
    return [answer.levels.get(str(project.id), "").ljust(index + 1, BLANK)[index] for answer in answers]


def _keep_questions(round_, project, answers):
    for index, question in round_.asked.scales_of(project.id):
        tally = Tally.of(_signs(answers, project, index))
        db.session.add(
            QuestionTotal(
                round_id=round_.id, project_id=project.id, question=question["key"], **tally._asdict()
            )
        )


def _keep_themes(round_, project, answers):
    named = Counter(
        theme for answer in answers for theme in set(answer.themes.get(str(project.id), ())) & THEMES.keys()
    )
    for theme, times in named.items():
        db.session.add(ThemeTotal(round_id=round_.id, project_id=project.id, theme=theme, mentions=times))


def _keep_choices(round_, project, answers):
    for question in round_.asked.choices:
        key, offered = question["key"], round_.asked.options(question["key"])
        marks = [answer.choices.get(str(project.id), {}).get(key, "") for answer in answers]
        times = Counter(sign for mark in marks for sign in set(mark) & offered.keys())
        for sign in offered:
            row = {"round_id": round_.id, "project_id": project.id, "question": key, "sign": sign}
            db.session.add(ChoiceTotal(**row, times=times[sign]))


def _keep_strata(round_, project, answers):
    """Only when everybody's stratum can be shown: with one hidden, the whole minus the rest gives it away."""
    keys = [question["key"] for question in round_.asked.scales]
    signs = _signs(answers, project, keys.index(round_.asked.headline))
    fewest = limits_of(round_).fewest_in_cell
    by_party = [answer.stratum if answer.stratum in STRATA else "" for answer in answers]
    _keep_cross_table(round_, project, _rows(by_party, signs), fewest)
    if len(round_.groups) > 1:
        by_group = [f"g{answer.group}" for answer in answers]
        merged = merge_small_groups(_rows(by_group, signs), OTHER_GROUPS, fewest)
        _keep_cross_table(round_, project, merged, fewest)


def _rows(strata, signs) -> dict[str, list[int]]:
    """Judging answers of each stratum, by level."""
    counts = defaultdict(Counter)
    for stratum, sign in zip(strata, signs, strict=True):
        counts[stratum][sign] += 1
    return {stratum: [count[level] for level in list(Level)[:4]] for stratum, count in counts.items()}


def _keep_cross_table(round_, project, rows, fewest: int) -> None:
    if len(rows) < 2:
        return
    for columns, cells in merge_small_cells(rows, fewest):
        levels = "".join(list(Level)[column] for column in columns)
        for stratum, number in cells.items():
            row = {"round_id": round_.id, "project_id": project.id, "stratum": stratum, "levels": levels}
            db.session.add(StratumTotal(**row, answers=number))

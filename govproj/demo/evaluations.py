"""The demo's four rounds: every valid answer goes through a slip and the sealed urn."""

import random
from datetime import timedelta

from sqlalchemy import select

from govproj.core.db import db
from govproj.demo.world import Act, World, day
from govproj.evaluations import queries
from govproj.evaluations.actions import counting, keys, preparing, results, voting
from govproj.evaluations.answers import Answer
from govproj.evaluations.models import Comment, EvaluationRound, HolderKey, Purpose, WeakLink
from govproj.rectifications.states import Level

KEY_PASSPHRASE = "demo2022-key"  # noqa: S105 - public on purpose, like the passwords of the demo
SIGNS = "abcdu"
HOLDERS = ("supervisor", "town_inspector", "county_inspector")
KEYS, DRAFT, PRINT, OPEN, CAST, CLOSE, COUNT, PUBLISH, JUDGE = 7, 9, 10, 8, 12, 9, 10, 11, 17
# Words for the bag of comments, in the invented villages only.
COMMENTS = {
    "R3": ["盼望收稻前能通车。", "占地怎么补，要讲清楚。", "面层做得平整。"],
    "R4": ["下雨天路口太滑，要铺一下。", "希望多洒水。", "绿化好看。"],
}


def acts(world: World):
    first = min(day(row["days"]["drafted"]) for row in world.data["rounds"])
    yield Act(first, KEYS, lambda: _make_keys(world))
    for row in world.data["rounds"]:
        on = {name: day(text) for name, text in row["days"].items()}
        codes: list[str] = []
        yield Act(on["drafted"], DRAFT, lambda r=row: _draft(world, r))
        yield Act(on["printed"], PRINT, lambda r=row, c=codes: c.extend(_print(world, r)))
        yield Act(
            on["opens"],
            OPEN,
            lambda r=row: voting.open_round(_find(world, r), by=_who(world, r, "opened_by")),
        )
        yield Act(on["opens"] + timedelta(days=1), CAST, lambda r=row, c=codes: _cast(world, r, c))
        yield Act(on["closed"], CLOSE, lambda r=row: _close(world, r))
        yield Act(on["counted"], COUNT, lambda r=row: _count(world, r))
        yield Act(on["published"], PUBLISH, lambda r=row: _publish(world, r))
        for link in row["weak_links"]:
            yield Act(day(link["on"]), JUDGE, lambda r=row, k=link: _judge(world, r, k))


def _make_keys(world: World) -> None:
    for person in world.data["people"]:
        if any(office["role"] in HOLDERS for office in person["offices"]):
            keys.make_key(world.person(person["id"]), KEY_PASSPHRASE)


def _find(world: World, row: dict) -> EvaluationRound:
    wanted = select(EvaluationRound).where(
        EvaluationRound.village_id == world.villages[row["village"]],
        EvaluationRound.opens_on == day(row["days"]["opens"]),
    )
    return db.session.scalars(wanted).one()


def _who(world: World, row: dict, act: str):
    return world.person(row[act])


def _draft(world: World, row: dict) -> None:
    project = world.project(row["project"])
    preparing.draft(
        world.village(row["village"]),
        title=row["title"],
        purpose=Purpose(row["purpose"]),
        projects=[project],
        opens_on=day(row["days"]["opens"]),
        closes_on=day(row["days"]["closes"]),
        excluded=queries.excluded_residents([project]),
        by=_who(world, row, "drafted_by"),
    )


def _print(world: World, row: dict) -> list[str]:
    by, witness = (world.person(key) for key in row["printed_by"])
    return preparing.print_slips(_find(world, row), row["issued"], by=by, witness=witness)


def _cast(world: World, row: dict, codes: list[str]) -> None:
    round_ = _find(world, row)
    project = str(world.projects[row["project"]])
    answers = _levels(row, [question["key"] for question in round_.questions])
    words = COMMENTS.get(row["id"], [])
    for number, levels in enumerate(answers):
        comment = words[number] if number < len(words) else ""
        assert voting.cast(round_, codes[number], Answer({project: levels}, comment=comment))


def _levels(row: dict, questions: list[str]) -> list[str]:
    """One string of signs a slip, so that each question's signs add up to its published counts."""
    dice = random.Random(row["id"])  # noqa: S311 - which sign goes with which does not matter
    columns = []
    for key in questions:
        column = [
            sign for sign, number in zip(SIGNS, row["answers"][key], strict=True) for _ in range(number)
        ]
        dice.shuffle(column)
        columns.append(column)
    return ["".join(signs) for signs in zip(*columns, strict=True)]


def _close(world: World, row: dict) -> None:
    """The paper forms of the real rounds are cast as slips; what was invalid is typed in as forms."""
    voting.close(
        _find(world, row),
        by=_who(world, row, "opened_by"),
        signatures=row["issued"] - row["invalid"],
        left_over=0,
        paper_issued=row["invalid"],
        paper_returned=row["invalid"],
        paper_invalid=row["invalid"],
    )


def _count(world: World, row: dict) -> None:
    round_, by = _find(world, row), _who(world, row, "counted_by")
    key = db.session.get(HolderKey, by.id)
    counting.count(round_, key, KEY_PASSPHRASE, by=by)


def _publish(world: World, row: dict) -> None:
    round_, by = _find(world, row), _who(world, row, "opened_by")
    bag = db.session.scalars(select(Comment).where(Comment.round_id == round_.id)).all()
    if bag:
        results.screen(round_, bag, {comment.name for comment in bag}, by=by)
    counting.publish(round_, by=by)
    counting.empty(round_)


def _judge(world: World, row: dict, link: dict) -> None:
    weak = db.session.scalars(
        select(WeakLink).where(
            WeakLink.round_id == _find(world, row).id, WeakLink.aspect == link["dimension"]
        )
    ).one()
    by = world.person(link["by"])
    if link["confirmed"]:
        case = next(c for c in world.data["rectifications"] if c["no"] == link["rectification"])
        results.confirm(weak, fact=case["fact"], place=case["place"], level=Level(case["level"]), by=by)
    else:
        results.decline(weak, by=by, note=link["reason"])

"""The demo's four rounds: every valid answer goes through a slip and the sealed urn."""

import json
import random
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from govproj.core.db import db
from govproj.demo.world import Act, World, day
from govproj.evaluations import queries
from govproj.evaluations.actions import (
    attendance,
    consequences,
    counting,
    keys,
    paper,
    preparing,
    results,
    voting,
)
from govproj.evaluations.answers import Answer
from govproj.evaluations.models import (
    Comment,
    Consequence,
    EvaluationRound,
    HolderKey,
    Part,
    Purpose,
    SlipTrouble,
    WeakLink,
)
from govproj.rectifications.states import Level

MORE = json.loads(Path(__file__).with_name("evaluations.json").read_text())
KEY_PASSPHRASE = "demo2022-key"  # noqa: S105 - public on purpose, like the passwords of the demo
SIGNS = "abcdu"
HOLDERS = ("supervisor", "town_inspector", "county_inspector")
KEYS, DRAFT, PRINT, OPEN, CAST, CLOSE, COUNT, PUBLISH, REPLY, JUDGE = 7, 9, 10, 8, 12, 9, 10, 11, 16, 17


def acts(world: World):
    first = min(day(row["days"]["drafted"]) for row in world.data["rounds"])
    yield Act(first, KEYS, lambda: _make_keys(world))
    for row in world.data["rounds"]:
        yield from _life(world, row)
    for row in MORE["consequences"]:
        yield Act(day(row["on"]), JUDGE, lambda r=row: _answer(world, r))
    for row in MORE["follow_ups"]:
        yield from _once_more(world, row)


def _life(world: World, row: dict):
    on = {name: day(text) for name, text in row["days"].items()}
    codes: list[str] = []
    yield Act(on["drafted"], DRAFT, lambda: _draft(world, row))
    yield Act(on["printed"], PRINT, lambda: codes.extend(_print(world, row)))
    yield Act(
        on["opens"], OPEN, lambda: voting.open_round(_find(world, row), by=_who(world, row, "opened_by"))
    )
    yield Act(on["opens"] + timedelta(days=1), CAST, lambda: _cast(world, row, codes))
    for told in MORE["complaints"].get(row["id"], ()):
        yield Act(day(told["on"]), CAST, lambda t=told: _complain(world, row, t))
    yield Act(on["closed"], CLOSE, lambda: _close(world, row))
    yield Act(on["counted"], COUNT, lambda: _count(world, row))
    yield Act(on["published"], PUBLISH, lambda: _publish(world, row))
    if row["id"] in MORE["replied"]:
        yield Act(day(MORE["replied"][row["id"]]), REPLY, lambda: _reply(world, row))
    for link in row["weak_links"]:
        yield Act(day(link["on"]), JUDGE, lambda k=link: _judge(world, row, k))


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


def _on_paper(row: dict) -> int:
    """Forms handed out; of those that never came back, half were forms and half slips."""
    return row["paper"] + (row["issued"] - row["returned"]) // 2


def _print(world: World, row: dict) -> list[str]:
    by, witness = (world.person(key) for key in row["printed_by"])
    round_ = _find(world, row)
    paper.print_paper(round_, _on_paper(row), by=by)
    return _printed_before_both(round_, row["issued"] - _on_paper(row), by, witness)


def _printed_before_both(round_, number: int, by, witness) -> list[str]:
    """And the second one has said on the same day that he was there."""
    codes = preparing.print_slips(round_, number, by=by, witness=witness)
    _confirm(round_, Part.PRINTING, witness)
    return codes


def _confirm(round_, part: Part, witness) -> None:
    db.session.flush()
    named = queries.attendances(round_, part)[0]
    attendance.answer(named, present=True, by=witness)


def _cast(world: World, row: dict, codes: list[str]) -> None:
    round_ = _find(world, row)
    for code, answer in zip(codes, _answers(world, row, round_)[: row["web"]], strict=False):
        assert voting.cast(round_, code, answer)


def _answers(world: World, row: dict, round_) -> list[Answer]:
    """All valid ones: first those with slips, then those on paper."""
    project, dice = str(world.projects[row["project"]]), random.Random(row["id"])  # noqa: S311
    words = [said for said, _reply, _done in MORE["comments"].get(row["id"], ())]
    levels = _levels(row, [question["key"] for question in round_.asked.scales])
    return [
        Answer(
            {project: signs},
            {project: []},
            dice.choice(["party", "villager", "villager", "villager", ""]),
            assisted=number < MORE["helped"].get(row["id"], {}).get("answers", 0),
            comment=words[number] if number < len(words) else "",
        )
        for number, signs in enumerate(levels)
    ]


def _levels(row: dict, questions: list[str]) -> list[str]:
    """One string of signs an answer, so that each question's signs add up to its published counts."""
    dice = random.Random(row["id"])  # noqa: S311 - which sign goes with which does not matter
    columns = []
    for key in questions:
        column = [
            sign for sign, number in zip(SIGNS, row["answers"][key], strict=True) for _ in range(number)
        ]
        dice.shuffle(column)
        columns.append(column)
    return ["".join(signs) for signs in zip(*columns, strict=True)]


def _complain(world: World, row: dict, told: dict) -> None:
    by = _who(world, row, "opened_by")
    voting.complain(_find(world, row), SlipTrouble(told["trouble"]), told["times"], by=by)


def _close(world: World, row: dict) -> None:
    """Then the paper is keyed, once by a cadre and once by the committee; the last forms are the invalid ones."""
    round_ = _find(world, row)
    voting.close(
        round_,
        by=_who(world, row, "opened_by"),
        signatures=row["issued"] - _on_paper(row),
        left_over=0,
        paper_issued=_on_paper(row),
        paper_returned=row["paper"],
        complaints=round_.complaints,
        helpers=MORE["helped"].get(row["id"], {}).get("names", ""),
    )
    forms = [*_answers(world, row, round_)[row["web"] :], *[None] * row["invalid"]]
    for keyer in MORE["keyed_by"][row["village"]]:
        paper.key_forms(round_, dict(enumerate(forms, 1)), by=world.person(keyer))


def _count(world: World, row: dict) -> None:
    _open_the_urn(world, row, _find(world, row))


def _open_the_urn(world: World, row: dict, round_) -> None:
    """Before whoever of the two that printed does not count."""
    by = world.person(row["counted_by"])
    witness = next(world.person(who) for who in row["printed_by"] if who != row["counted_by"])
    counting.count(round_, db.session.get(HolderKey, by.id), KEY_PASSPHRASE, by=by, witness=witness)
    _confirm(round_, Part.COUNT, witness)


def _publish(world: World, row: dict) -> None:
    round_, by = _find(world, row), _who(world, row, "opened_by")
    bag = _bag(round_)
    if bag:
        results.screen(round_, bag, {comment.name for comment in bag}, by=by)
    counting.publish(round_, by=by)
    counting.empty(round_)


def _bag(round_) -> list[Comment]:
    return db.session.scalars(select(Comment).where(Comment.round_id == round_.id)).all()


def _reply(world: World, row: dict) -> None:
    round_, by = _find(world, row), _who(world, row, "drafted_by")
    said = {words: (text, done) for words, text, done in MORE["comments"].get(row["id"], ())}
    for comment in sorted(_bag(round_), key=lambda comment: comment.text):
        text, done = said[comment.text]
        if text:
            results.reply(comment, round_, text=text, done=done, by=by)


def _answer(world: World, row: dict) -> None:
    asked = next(r for r in world.data["rounds"] if r["id"] == row["round"])
    what = db.session.scalars(
        select(Consequence).where(
            Consequence.round_id == _find(world, asked).id, Consequence.trigger == row["trigger"]
        )
    ).one()
    consequences.answer(what, words=row["answer"], seen=what.version, by=world.person(row["by"]))


# ---- asked once more after a rectification ----


def _once_more(world: World, row: dict):
    on = {name: day(text) for name, text in row["days"].items()}
    codes: list[str] = []
    yield Act(on["drafted"], JUDGE, lambda: codes.extend(_follow_up(world, row)))
    yield Act(on["opens"], OPEN, lambda: voting.open_round(_followed(row), by=world.person(row["opened_by"])))
    yield Act(on["closes"], CAST, lambda: _cast_again(row, codes))
    yield Act(on["closed"], CLOSE, lambda: _close_again(world, row))
    yield Act(on["published"], OPEN, lambda: _publish_again(world, row))


def _follow_up(world: World, row: dict) -> list[str]:
    asked = next(r for r in world.data["rounds"] if r["id"] == row["round"])
    weak = _weak_link(world, asked, row["dimension"])
    first, last = row["listed"]
    round_ = results.follow_up(
        weak,
        title=row["title"],
        opens_on=day(row["days"]["opens"]),
        closes_on=day(row["days"]["closes"]),
        excluded=queries.excluded_residents([weak.project]),
        listed=set(range(first, last + 1)),
        by=world.person(row["by"]),
    )
    by, witness = (world.person(key) for key in row["printed_by"])
    return _printed_before_both(round_, row["issued"], by, witness)


def _followed(row: dict) -> EvaluationRound:
    return db.session.scalars(select(EvaluationRound).where(EvaluationRound.title == row["title"])).one()


def _cast_again(row: dict, codes: list[str]) -> None:
    round_ = _followed(row)
    signs = [sign for sign, number in zip(SIGNS, row["answers"], strict=True) for _ in range(number)]
    for code, sign in zip(codes, signs, strict=False):
        assert voting.cast(round_, code, Answer({str(round_.projects[0].id): sign}))


def _close_again(world: World, row: dict) -> None:
    typed = {"paper_issued": 0, "paper_returned": 0, "complaints": 0}
    issued = row["issued"]
    voting.close(_followed(row), by=world.person(row["opened_by"]), signatures=issued, left_over=0, **typed)
    _open_the_urn(world, row, _followed(row))


def _publish_again(world: World, row: dict) -> None:
    round_ = _followed(row)
    counting.publish(round_, by=world.person(row["opened_by"]))
    counting.empty(round_)


def _weak_link(world: World, row: dict, aspect: str) -> WeakLink:
    wanted = select(WeakLink).where(WeakLink.round_id == _find(world, row).id, WeakLink.aspect == aspect)
    return db.session.scalars(wanted).one()


def _judge(world: World, row: dict, link: dict) -> None:
    weak = _weak_link(world, row, link["dimension"])
    by = world.person(link["by"])
    if link["confirmed"]:
        case = next(c for c in world.data["rectifications"] if c["no"] == link["rectification"])
        results.confirm(weak, fact=case["fact"], place=case["place"], level=Level(case["level"]), by=by)
    else:
        results.decline(weak, by=by, note=link["reason"])

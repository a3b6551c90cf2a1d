"""A village that is about to evaluate a project, and short ways to the later scenes of a round."""

from datetime import date
from functools import cache
from types import SimpleNamespace

from sqlalchemy import select

from govproj.core import dates, sealed
from govproj.core.db import db
from govproj.core.uploads import StoredFile
from govproj.evaluations import actions
from govproj.evaluations.answers import Answer
from govproj.evaluations.models import Attendance, Comment, HolderKey, Purpose
from govproj.villages.models import Resident
from tests.factories import (
    a_party_member,
    a_project,
    a_secretary,
    a_supervisor,
    a_town,
    a_town_inspector,
    a_village,
    saved,
)

FIRST, LAST, AFTER = date(2022, 5, 20), date(2022, 5, 30), date(2022, 5, 31)
PASSPHRASE = "竹林外桃花三两枝，春江水暖"
SATISFIED = "aaaaaaaa"
A_PAPER = StoredFile(sha256="5" * 64, kind="pdf", size=1000, name="封面签字.pdf")


@cache
def _key() -> tuple[sealed.HolderKey, str]:
    """Made once for all tests: stretching a passphrase takes a moment, on purpose."""
    return sealed.new_holder_key(PASSPHRASE)


def holds_a_key(user):
    """Two people with the same key pair would not do in a village; the unique column sees to that."""
    key, _code = _key()
    if db.session.query(HolderKey).filter_by(public=key.public).count():
        key = key._replace(public=sealed.new_key_pair().public)
    saved(HolderKey(user=user, **key._asdict()))


def a_village_that_evaluates(people=30, **village):
    """With everybody needed; the supervisor is the one whose key opens the urn."""
    town = a_town()
    place = a_village(town=town, households=100, tablet_place="便民服务点", **village)
    db.session.add_all(
        Resident(village_id=place.id, number=n, name=f"村民示{n:03}", household=n)
        for n in range(1, people + 1)
    )
    db.session.commit()
    lead = a_party_member(place)
    scene = SimpleNamespace(
        village=place,
        secretary=a_secretary(place),
        supervisor=a_supervisor(place),
        inspector=a_town_inspector(town),
        lead=lead,
        project=a_project(place, lead=lead),
    )
    holds_a_key(scene.supervisor)
    holds_a_key(scene.inspector)
    return scene


def a_round(scene, *projects, excluded=()):
    with dates.set_to(FIRST):
        round_ = actions.draft(
            scene.village,
            title="2022年第二季度评议",
            purpose=Purpose.QUARTERLY,
            projects=projects or [scene.project],
            opens_on=FIRST,
            closes_on=LAST,
            excluded=excluded,
            by=scene.secretary,
        )
        db.session.commit()
    return round_


def printed(scene, round_, number=20) -> list[str]:
    with dates.set_to(FIRST):
        codes = printed_before_both(round_, number, scene.supervisor, scene.inspector)
        db.session.commit()
    return codes


def printed_before_both(round_, number, by, witness) -> list[str]:
    """And the second one has confirmed that he was there."""
    codes = actions.print_slips(round_, number, by=by, witness=witness)
    db.session.flush()
    named = db.session.scalars(select(Attendance).where(Attendance.round_id == round_.id)).one()
    actions.answer_attendance(named, present=True, by=witness)
    return codes


def an_open_round(scene, number=20, *projects):
    """(round, codes)"""
    round_ = a_round(scene, *projects)
    codes = printed(scene, round_, number)
    with dates.set_to(FIRST):
        actions.print_paper(round_, 5, by=scene.supervisor)
        actions.open_round(round_, by=scene.supervisor)
        db.session.commit()
    return round_, codes


def an_answer(round_, signs=SATISFIED, **rest):
    return Answer({str(project.id): signs for project in round_.projects}, **rest)


def a_closed_round(scene, answers, number=20, signatures=None):
    """`answers` are signs, one string per slip cast."""
    round_, codes = an_open_round(scene, number)
    with dates.set_to(LAST):
        for code, signs in zip(codes, answers, strict=False):
            answer = signs if isinstance(signs, Answer) else an_answer(round_, signs)
            assert actions.cast(round_, code, answer)
        db.session.rollback()
    with dates.set_to(AFTER):
        actions.close(
            round_,
            by=scene.supervisor,
            signatures=len(answers) if signatures is None else signatures,
            left_over=number - len(answers),
            paper_issued=0,
            paper_returned=0,
            complaints=0,
        )
        db.session.commit()
    return round_


def a_counted_round(scene, answers, **kw):
    round_ = a_closed_round(scene, answers, **kw)
    with dates.set_to(AFTER):
        key = db.session.get(HolderKey, scene.supervisor.id)
        actions.count(round_, key, PASSPHRASE, by=scene.supervisor, witness=scene.inspector)
        db.session.commit()
        actions.empty(round_)
    return round_


def close_and_count(scene, round_, cast):
    """Of slips alone, all of those drawn cast."""
    typed = {"paper_issued": 0, "paper_returned": 0, "complaints": 0}
    left_over = round_.printed - cast
    actions.close(round_, by=scene.supervisor, signatures=cast, left_over=left_over, **typed)
    key = db.session.get(HolderKey, scene.supervisor.id)
    actions.count(round_, key, PASSPHRASE, by=scene.supervisor, witness=scene.inspector)


def a_published_round(scene, answers, **kw):
    round_ = a_counted_round(scene, answers, **kw)
    with dates.set_to(AFTER):
        actions.publish(round_, by=scene.supervisor)
        db.session.commit()
    return round_


def a_round_with_words(scene, *words):
    signs = {str(scene.project.id): "a" * 8}
    said = [*words, *[""] * (12 - len(words))]
    return a_counted_round(scene, [Answer(signs, comment=text) for text in said])


def screened(as_, scene, round_, shown):
    comments = db.session.scalars(select(Comment)).all()
    page = as_(scene.supervisor).open(f"/evaluations/{round_.id}/comments")
    names = [comment.name for comment in comments if comment.text in shown]
    page.press("公开勾上的，其余不公开", {"shown": names, "seen": [c.name for c in comments]})

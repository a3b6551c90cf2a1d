"""教育、承诺、监督: the three kinds of integrity records of a project as one list, for Excel and for paper."""

from datetime import date
from typing import NamedTuple

from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.states import LabelledEnum
from govproj.engagement.queries import agreements
from govproj.engagement.states import Theme


class Heading(LabelledEnum):
    """What the list is divided into."""

    EDUCATION = "education", _l("廉政教育")
    COMMITMENT = "commitment", _l("廉洁承诺")
    SUPERVISION = "supervision", _l("监督")


class Record(NamedTuple):
    """One line, whatever table it comes from."""

    heading: Heading
    day: date
    kind: str
    title: str
    who: str  # host, or who signed
    attendance: int | None
    note: str


def of_project(project) -> list[Record]:
    """Education, commitments, supervision: each in the order of its days."""
    return [
        *_activities(project, Theme.EDUCATION, Heading.EDUCATION),
        *_commitments(project),
        *_activities(project, Theme.SUPERVISION, Heading.SUPERVISION),
    ]


def _activities(project, theme, heading):
    for activity in agreements.held(project, theme):
        note = "；".join(outcome.text for outcome in activity.outcomes)
        yield Record(
            heading,
            activity.held_on,
            _(activity.kind),
            activity.title,
            activity.host,
            activity.attendance,
            note,
        )


def _commitments(project):
    for agreement in agreements.commitments_of(project):
        signed = "、".join(
            f"{party.name}（{party.signed_by}）" if party.signed_by else party.name
            for party in agreement.parties
        )
        yield Record(
            Heading.COMMITMENT,
            agreement.signed_on,
            str(agreement.link.label),
            agreement.title,
            signed,
            None,
            _standing(agreement),
        )


def _standing(agreement) -> str:
    if agreement.ended_on:
        return _("%(day)s终止：%(why)s", day=in_words(agreement.ended_on), why=agreement.ended_because)
    if agreement.valid_to:
        return _("有效期到 %(day)s", day=in_words(agreement.valid_to))
    return _("见证人：%(name)s", name=agreement.witness) if agreement.witness else ""


def figures(records) -> list[tuple]:
    """(heading, how many, unit), as they stand on top of the sheet."""
    many = {heading: sum(1 for record in records if record.heading is heading) for heading in Heading}
    return [(h.label, n, _("份") if h is Heading.COMMITMENT else _("次")) for h, n in many.items()]

"""Published monthly notices with their signatures, and the few that are overdue."""

from datetime import timedelta
from random import Random

from govproj.core import dates
from govproj.demo.generated import invented
from govproj.demo.generated.bulk import Bulk
from govproj.demo.generated.places import Home
from govproj.demo.generated.projects import Built, Month, firm
from govproj.disclosures import duties
from govproj.disclosures.models import Disclosure, Duty, NoticeSignature, State
from govproj.projects.models import Kind

STEP_DAYS = (3, 5, 8, 10)
PUBLICITY = timedelta(days=7)
MISSED = 0.01


def write(rows: Bulk, random: Random, home: Home, projects: list[Built], most: int) -> None:
    """The newest months of one village; `most` of them published."""
    owed = [
        (month.month, project.id, number, project)
        for project in projects
        if project.kind is Kind.CONSTRUCTION
        for number, month in enumerate(project.months)
    ]
    for _month, _id, number, project in sorted(owed, key=lambda owed: owed[:2], reverse=True):
        if most == 0:
            break
        most -= _notice(rows, random, home, project, number)


def _notice(rows: Bulk, random: Random, home: Home, project: Built, number: int) -> bool:
    """One duty, and its notice unless that is still to come."""
    month = project.months[number]
    days = duties.days_of(month.month, STEP_DAYS)
    due = days.due_day
    published = due - timedelta(days=random.randrange(6))
    done = published <= dates.today() and random.random() >= MISSED
    done_day = published if done else None
    rows.add(Duty, project_id=project.id, month=month.month, **days._asdict(), done_day=done_day)
    if done:
        before = project.months[number - 1].paid_fen if number else 0
        notice = rows.add(
            Disclosure,
            version=1,
            project_id=project.id,
            month=month.month,
            edition=1,
            state=State.PUBLISHED,
            drafted_by_id=(project.lead or project.contact).id,
            reviewed_by_id=project.contact.id,
            published_by_id=project.contact.id,
            publicity_from=published,
            publicity_to=published + PUBLICITY,
            **_facts(home, project, month, before),
            **_words(random, month),
        )
        for signer in home.supervisors[:2]:
            signed = dates.at_noon(published - timedelta(days=1))
            rows.add(NoticeSignature, disclosure_id=notice, user_id=signer.id, signed_at=signed)
    return done


def _facts(home: Home, project: Built, month: Month, paid_before: int) -> dict:
    number = project.money["contractor_id"]
    return {
        "planned_pct": month.planned_pct,
        "actual_pct": month.actual_pct,
        "paid_fen": month.paid_fen,
        "paid_month_fen": max(month.paid_fen - paid_before, 0),
        "budget_fen": project.money["budget_fen"],
        "contract_fen": project.money["contract_fen"],
        "funds": project.money["funds"],
        "contractor": firm(number) if number else "",
        "lead": project.lead.name if project.lead else "",
        "contact": project.contact.name,
        "supervisors": "、".join(person.name for person in home.supervisors),
        "records": None,
    }


def _words(random: Random, month: Month) -> dict:
    """Every column of text, because rows inserted together name the same columns."""
    behind = month.actual_pct < month.planned_pct
    return {
        "summary": invented.text(random, 3),
        "deviation_reason": invented.text(random, 1) if behind else "",
        "next_plan": invented.text(random, 2),
        "change_text": "",
        "problems_text": "",
        "labour_text": invented.text(random, 1),
        "checks_text": invented.text(random, 1),
        "return_reason": "",
        "correction_reason": "",
        "supersedes_id": None,
        "checkpoint": None,
        "content_hash": None,
    }

"""Matters for tests, made through the actions, and the people around them."""

from typing import NamedTuple

from werkzeug.datastructures import FileStorage

from govproj.accounts.models import Anonymous, User
from govproj.core import uploads
from govproj.core.db import db
from govproj.core.uploads import StoredFile
from govproj.inquiries.models import Channel
from govproj.matters import actions, receipts
from govproj.matters.models import Matter
from govproj.projects.models import Project
from govproj.villages.models import Village
from tests import factories
from tests.disclosures.pictures import a_phone_photo

A_PHOTO = StoredFile(
    sha256="a" * 64, kind="webp", size=9, name="修好.webp", thumb="b" * 64, width=8, height=8
)
A_CODE = "ABCD2345EFGH6789"


def a_picture(size=(800, 600)) -> StoredFile:
    """One that is really there."""
    stream, name = a_phone_photo(size=size)
    return uploads.keep_photo(FileStorage(stream, filename=name))


class Cast(NamedTuple):
    """A village with those who have to do with a matter, and a project under construction."""

    village: Village
    project: Project
    lead: User
    cadre: User
    other: User
    secretary: User
    supervisor: User
    inspector: User
    office: User  # the town's administration


def a_cast() -> Cast:
    village = factories.a_village(supervision_phone="0572-5000001", letter_box="村委会门口左侧")
    lead, cadre = factories.a_party_member(village), factories.a_cadre(village)
    project = factories.a_project(village, lead=lead, contact=cadre)
    return Cast(
        village,
        project,
        lead,
        cadre,
        factories.a_cadre(village),
        factories.a_secretary(village),
        factories.a_supervisor(village),
        factories.a_town_inspector(village.town),
        factories.a_town_admin(village.town),
    )


def a_matter(village, *, kind="suggestion", text="村口的路灯坏了", code=None, **said) -> Matter:
    """Sent from a phone; with a code where the reporter comes back."""
    receipt = receipts.hash_of(code) if code else None
    sending = receipts.sending_of(f"{village.id} {kind} {text}")
    told = {"sending": sending, "receipt": receipt, **said}
    matter = actions.report(village, by=Anonymous(), kind=kind, text=text, **told)
    db.session.commit()
    return matter


def a_call(village, by, *, kind="urgent", text="老人摔倒了", channel=Channel.PHONE, **said) -> Matter:
    matter = actions.take_down(village, by=by, kind=kind, text=text, channel=channel, **said)
    db.session.commit()
    return matter


def accepted(matter, owner, by=None) -> Matter:
    actions.accept(matter, owner=owner, by=by or owner)
    db.session.commit()
    return matter


def replied(matter, owner, *, by=None, words="灯已经换好，谢谢您。", photo=A_PHOTO) -> Matter:
    """Accepted, done and answered."""
    accepted(matter, owner, by)
    actions.finish(matter, result="换了灯泡", by=owner, photos=[photo])
    actions.reply(matter, words=words, by=by or owner)
    db.session.commit()
    return matter

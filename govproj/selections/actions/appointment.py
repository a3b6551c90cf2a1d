"""From the notice to the term: the responsibility letter, the appointment, the end of the term with the project."""

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.projects import actions as project_actions
from govproj.projects.models import State as ProjectState
from govproj.selections.actions.steps import make
from govproj.selections.models import LetterScan, ResponsibilityLetter
from govproj.selections.queries import newest_of
from govproj.selections.states import RUNNING, State
from govproj.selections.workflow import AFTER_ACCEPTANCE, GIVEN_UP, bad_contact

DRAWN_UP = Event("selections.letter_drawn_up", "lead", "contact", says=_l("拟好领办责任书：%(lead)s"))
AGREED = Event("selections.letter_agreed", "side", says=_l("%(side)s同意领办责任书"))
SCANNED = Event("selections.letter_scanned", "files", says=_l("上传了签好的领办责任书 %(files)s 页"))


def draw_up(selection, *, contact, text: str, mentor: str = "", by, seen=None) -> ResponsibilityLetter:
    """Write the letter, or rewrite it until one side has agreed."""
    if selection.state is not State.PUBLICISED:
        raise MoveRefused(_("人选公示之后才拟责任书。"))
    letter, lead = selection.letter, selection.chosen.person
    if reason := bad_contact(contact, lead, selection.village_id):
        raise MoveRefused(reason)
    facts = {"contact_id": contact.id, "mentor": mentor, "text": text}
    if letter is None:
        letter = ResponsibilityLetter(selection=selection, **facts)
        selection.decision.letter = letter
    elif letter.is_touched:
        raise MoveRefused(_("已经有一方同意了责任书，内容不能再改。"))
    elif seen is not None:
        same_version(letter, seen)
    letter.contact_id, letter.mentor, letter.text = facts.values()
    DRAWN_UP.record(selection, by=by, lead=lead.name, contact=contact.name)
    return letter


def agree(letter, *, by, seen=None) -> None:
    """Each side for itself; to the words it has read."""
    if letter.selection.letter is not letter or letter.selection.state is not State.PUBLICISED:
        raise MoveRefused(_("这份责任书已经不用了，请刷新页面。"))
    if seen is not None:
        same_version(letter, seen)
    if letter.lead.id == by.id:
        _once(letter.lead_agreed_at)
        letter.lead_agreed_at, side = dates.now(), _("领办人")
    else:
        _once(letter.village_agreed_at)
        letter.village_agreed_at, letter.village_agreed_by_id, side = dates.now(), by.id, _("村")
    AGREED.record(letter.selection, by=by, side=side)


def _once(already) -> None:
    if already:
        raise MoveRefused(_("您已经点过同意。"))


def attach(letter, files, *, by) -> None:
    """Photos or a scan of what was signed on paper; further pages may follow."""
    for stored in files:
        letter.scans.append(LetterScan(by_id=by.id, **stored._asdict()))
    SCANNED.record(letter.selection, by=by, files=len(files))


def appoint(selection, *, by) -> None:
    """Put the chosen one and the contact cadre in charge of the project."""
    letter = selection.letter
    make(selection, "appoint", by=by)
    agreed = max(letter.lead_agreed_at, letter.village_agreed_at)
    selection.letter_signed_on = dates.beijing(agreed).date()
    selection.contact_id, selection.mentor, selection.due_on = letter.contact_id, letter.mentor, None
    people = {"lead_id": letter.lead.id, "contact_id": letter.contact_id}
    project_actions.change(selection.project, by=by, **people)


def follow(project, *, before, by, **_facts) -> None:
    """The term ends when the work has been accepted, and begins again where the acceptance is taken back."""
    selection = newest_of(project)
    if selection is None:
        return
    if project.state in GIVEN_UP and selection.state in RUNNING | {State.APPOINTED}:
        make(selection, "give_up", by=by, note=_("项目%(state)s", state=project.state.label))
        selection.due_on = None
    elif project.state is ProjectState.ACCEPTED and selection.state is State.APPOINTED:
        make(selection, "fulfil", by=by)
    elif project.state not in AFTER_ACCEPTANCE | GIVEN_UP and selection.state is State.FULFILLED:
        make(selection, "resume", by=by)

"""The words typed beside the button of a move."""

from govproj.core.forms import ReasonForm, VersionedForm, long_text
from govproj.core.i18n import _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused

MOST_WORDS = 1000


class WordsForm(VersionedForm):
    """The one text of an act done on the page of the thing itself."""

    note = long_text(_l("说明"), most=MOST_WORDS)


def about(thing) -> str:
    """What was typed about a thing as it was shown; refused where the thing has changed meanwhile."""
    form = _valid(WordsForm())
    same_version(thing, form.version.data)
    return form.note.data or ""


def reason() -> str:
    """Why; there has to be one."""
    return _valid(ReasonForm()).note.data


def _valid(form):
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    return form

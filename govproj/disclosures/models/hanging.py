"""What hangs on the notice board from the first day of its period to the last, and the photos that prove it."""

from govproj.core import dates
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class Posting(LabelledEnum):
    """The sheet hangs from the first day of its period to the last; a photo of each proves it."""

    FIRST = "first", _l("首日")
    LAST = "last", _l("末日")


class Hangs:
    """A notice or a combined sheet: something with `photos` and a period of publicity."""

    def proof_of(self, posting: Posting):
        """The photo that shows it hanging on the first or on the last day."""
        return next((photo for photo in self.photos if photo.posting == posting), None)

    @property
    def posting_asked(self) -> Posting:
        """Of which day a photo is wanted now: of the first until it is there, or the last has come."""
        over = dates.today() >= self.publicity_to or self.proof_of(Posting.FIRST) is not None
        return Posting.LAST if over else Posting.FIRST

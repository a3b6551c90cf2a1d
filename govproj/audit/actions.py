"""What happens to the log by itself."""

from datetime import date

from govproj.core.checkpoints import make_checkpoint
from govproj.core.db import db


def sign_the_day(_day: date) -> None:
    """Leave a checkpoint on every day on which something was recorded."""
    make_checkpoint(db.session)

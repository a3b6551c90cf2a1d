"""What goes into the logs: which kind of error happened where, never anybody's name, words or slip."""

import logging
import re
import traceback

SLIP = re.compile(r"/v(?=[/?\s]|$)[^\s'\"]*")  # an address of this kind holds the code of a slip


def described(error: BaseException) -> str:
    """The kinds of errors, one behind the other, and the lines they came from.

    Their messages stay out: a database quotes the row it refuses, Python the value it cannot read.
    """
    kinds, frames = [], traceback.extract_tb(error.__traceback__)
    while error is not None and len(kinds) < 10:
        kinds.append(type(error).__name__ + _known_name(error))
        error = error.__cause__ or error.__context__
    way = "".join(f"\n  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return " from ".join(kinds) + way


def _known_name(error) -> str:
    """What the database calls the error and the constraint: our own names and its numbers."""
    diagnosis = getattr(error, "diag", None)
    names = (
        getattr(error, "sqlite_errorname", None),
        getattr(error, "sqlstate", None),
        getattr(diagnosis, "constraint_name", None),
    )
    return "".join(f" {name}" for name in names if name)


class WithoutValues(logging.Filter):
    """For loggers into which programs write that we did not make: Flask, waitress, gunicorn."""

    def filter(self, record) -> bool:
        message = SLIP.sub("/v…", record.getMessage())
        if record.exc_info and record.exc_info[1]:
            message = f"no page: {described(record.exc_info[1])}"
        record.msg, record.args, record.exc_info, record.exc_text = message, (), None, None
        return True


WITHOUT_VALUES = WithoutValues()

"""Answering with a slip: no account, no cookie, no script, nothing kept but the answer in the urn."""

import time
from threading import BoundedSemaphore

from flask import Blueprint, render_template, request, url_for

from govproj.core.access import public, tokenless
from govproj.core.codes import tidy
from govproj.core.db import only_reads
from govproj.evaluations import actions, queries, slips
from govproj.evaluations.forms import field_name, read_sheet, text_name
from govproj.evaluations.models import State
from govproj.evaluations.questions import LEVELS, STRATA, THEMES
from govproj.evaluations.urn import UrnError

bp = Blueprint("slips", __name__, url_prefix="/v")

SECONDS_FOR_A_WRONG_CODE = 1
SECONDS_UNTIL_CLEARED, SECONDS_TO_ANSWER = 20, 20 * 60  # on the tablet
_slowed = BoundedSemaphore(2)


class SlipRefused(Exception):
    """Used, void, forged or miscopied: nobody is told which. That a round has not begun is no secret."""

    def __init__(self, round_=None, not_yet=None):
        super().__init__()
        self.round, self.not_yet = round_, not_yet


@bp.context_processor
def words():
    kiosk = _on_the_tablet()
    again = url_for("slips.kiosk" if kiosk else "slips.enter")
    named = {"field_name": field_name, "text_name": text_name, "kiosk": kiosk, "again": again}
    return {"LEVELS": LEVELS, "STRATA": STRATA, "THEMES": THEMES, **named}


def _on_the_tablet() -> bool:
    """The village's tablet says so itself, in every form; it sets no cookie either."""
    return request.endpoint == "slips.kiosk" or request.form.get("kiosk") == "1"


@bp.before_request
def leave_the_main_database_alone():
    """An answer goes into the urn; the writer's lock of the main database is not for it."""
    only_reads(True)


@bp.after_request
def keep_nothing(response):
    response.headers["Cache-Control"] = "no-store"
    read = response.status_code != 413  # of a body refused unread nobody can tell where it came from
    if read and _on_the_tablet() and request.method == "POST":
        seconds = SECONDS_UNTIL_CLEARED if request.endpoint == "slips.cast" else SECONDS_TO_ANSWER
        response.headers["Refresh"] = f"{seconds}; url={url_for('slips.kiosk')}"
    return response


@bp.get("")
@public
def enter():
    return render_template("evaluations/slips/enter.html", typed="", wrong=False)


@bp.get("/kiosk")
@public
def kiosk():
    """For the tablet in the hall: every page goes back here by itself, so that the next one finds nothing."""
    return render_template("evaluations/slips/enter.html", typed="", wrong=False)


@bp.get("/<code>")
@public
def scanned(code):
    round_, code = good_slip(code)
    return sheet_page(round_, code)


@bp.post("")
@public
@tokenless
def check():
    """The code alone leads to the questions, the answers to the page on which they are checked."""
    round_, code = good_slip(request.form.get("code", ""))
    if "answered" not in request.form:
        return sheet_page(round_, code)
    sheet = read_sheet(round_, request.form)
    if sheet.problem or "change" in request.form:
        return sheet_page(round_, code, sheet)
    return render_template("evaluations/slips/check.html", round=round_, code=code, answer=sheet.answer)


@bp.post("/cast")
@public
@tokenless
def cast():
    round_, code = good_slip(request.form.get("code", ""))
    sheet = read_sheet(round_, request.form)
    if sheet.problem:
        return sheet_page(round_, code, sheet)
    if not actions.cast(round_, code, sheet.answer):
        raise SlipRefused(round_)
    return render_template("evaluations/slips/received.html", round=round_)


def sheet_page(round_, code, sheet=None):
    html = render_template(
        "evaluations/slips/sheet.html",
        round=round_,
        code=code,
        answer=sheet and sheet.answer,
        problem=sheet and sheet.problem,
    )
    return html, 422 if sheet and sheet.problem else 200


def good_slip(typed: str):
    """The round and the code of a slip that can be spent now."""
    code = slips.read_code(typed)
    round_ = queries.round_of(code)
    try:
        if round_ is not None and actions.is_good(round_, code):
            return round_, code
    except UrnError:
        pass  # closed or counted a moment ago: no slip of it is good any more
    slow_down()
    raise SlipRefused(round_, not_yet=None if round_ else queries.round_of(code, State.DRAFT))


def slow_down() -> None:
    """Guessing is hopeless anyway; two waiting threads at most, so that right codes are never kept out."""
    if _slowed.acquire(blocking=False):
        try:
            time.sleep(SECONDS_FOR_A_WRONG_CODE)
        finally:
            _slowed.release()


@bp.errorhandler(slips.NotACode)
def miscopied(_error):
    typed = tidy(request.form.get("code", "") or request.view_args.get("code", ""))[: 2 * slips.LENGTH]
    return render_template("evaluations/slips/enter.html", typed=typed, wrong=True), 422


@bp.errorhandler(SlipRefused)
def refused(error):
    html = render_template("evaluations/slips/refused.html", round=error.round, not_yet=error.not_yet)
    return html, 409

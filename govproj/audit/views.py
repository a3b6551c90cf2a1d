"""The public proof, the log for inspectors, and the trail of one project."""

from flask import Blueprint, Response, abort, request, stream_with_context
from flask_login import current_user

from govproj.audit import policy, queries, words
from govproj.audit.forms import FilterForm, LettersForm
from govproj.core import checkpoints, dates, log_export
from govproj.core.access import public, requires
from govproj.core.db import db
from govproj.core.htmx import render_page

bp = Blueprint("audit", __name__)


@bp.get("/verify")
@public
def verify():
    form = LettersForm(request.args)
    form.validate()
    found = checkpoints.find(db.session, form.letters.data or "")
    receipt = form.receipt
    return render_page(
        "audit/verify.html",
        form=form,
        found=found,
        has_only_grown=found is not None and checkpoints.has_only_grown(db.session, found),
        receipt=receipt,
        entry=receipt and queries.receipted(receipt),
        newest=checkpoints.newest(db.session),
        public_key=checkpoints.public_line(),
    )


@bp.get("/verify/checkpoint")
@public
def checkpoint():
    newest = checkpoints.newest(db.session) or abort(404)
    answer = Response(newest.note, mimetype="text/plain")
    answer.headers["Content-Disposition"] = f'attachment; filename="checkpoint-{newest.size}.txt"'
    return answer


@bp.get("/audit")
@requires(policy.can_read_log)
def entries():
    form = filter_form()
    status = 200 if form.validate() else 422
    found = queries.narrowed(queries.visible_to(current_user), **form.asked)
    return show("audit/list.html", found, status=status, form=form)


@bp.get("/audit/export")
@requires(policy.can_read_log)
def export():
    """The whole log to be checked elsewhere; of what this reader may not see only the hashes."""
    lines = log_export.lines(queries.readable_by(current_user))
    answer = Response(stream_with_context(lines), mimetype="application/x-ndjson")
    answer.headers["Content-Disposition"] = f'attachment; filename="log-{dates.today().isoformat()}.jsonl"'
    return answer


def filter_form() -> FilterForm:
    """Choices of this reader: the villages, the projects of the chosen one, the kinds of events."""
    form, chosen = FilterForm(request.args), request.args.get("village", type=int)
    villages = queries.villages_of(current_user)
    known = chosen in {village.id for village in villages}
    projects = queries.projects_of(chosen) if known else ()
    form.offer(villages, projects, words.kinds(queries.events_for(current_user)))
    return form


@bp.get("/audit/projects/<int:project_id>")
@requires(policy.can_read_trail, on=queries.project_or_404)
def of_project(project):
    return show("audit/project.html", queries.of_project(project), project=project)


def show(template, entries, **context):
    """One page of entries; htmx, paging on, gets only the entries."""
    before = request.args.get("before", type=int)
    rows, older = queries.page(entries, before)
    lines = [words.line(row) for row in rows]
    return render_page(template, fragment="found", lines=lines, before=before, older=older, **context)

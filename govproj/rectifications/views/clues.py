"""问题线索: the register of the discipline office. Whoever may not know of a clue gets the 404 of none."""

from flask import flash, url_for
from flask_login import current_user

from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.said import about
from govproj.core.versions import same_version
from govproj.rectifications import clues as reading
from govproj.rectifications import policy
from govproj.rectifications.actions import clues as actions
from govproj.rectifications.clues import clue_or_404
from govproj.rectifications.forms import KeeperForm
from govproj.rectifications.letters import urging_or_404
from govproj.rectifications.states import ClueSource
from govproj.rectifications.views.public import bp

ONE = "/clues/<int:clue_id>"


@bp.get("/clues")
@requires(policy.can_list_clues)
def clues():
    return render_page("rectifications/clues.html", clues=reading.clues_for(current_user))


@bp.get(ONE)
@requires(signed_in, on=clue_or_404)
def clue(clue):
    return _page(clue, KeeperForm(reading.keepers_for(clue), version=clue.version))


def _page(clue, form):
    may_end = clue.ended_on is None and policy.can_end_clue(current_user, clue)
    status = 422 if form.errors else 200
    return render_page("rectifications/clue.html", status=status, clue=clue, form=form, may_end=may_end)


@bp.post(f"{ONE}/hand-over")
@requires(policy.can_read_clue, on=clue_or_404)
def hand_over_clue(clue):
    people = reading.keepers_for(clue)
    form = KeeperForm(people)
    if not form.validate():
        return _page(clue, form)
    same_version(clue, form.version.data)
    actions.hand_over(clue, to={p.id: p for p in people}[form.keeper.data], by=current_user)
    return _kept(clue.id, _("已移交。"))


@bp.post(f"{ONE}/end")
@requires(policy.can_end_clue, on=clue_or_404)
def end_clue(clue):
    actions.end(clue, outcome=about(clue), by=current_user)
    return _kept(clue.id, _("已办结。"))


@bp.post("/rectification-urgings/<int:urging_id>/clue")
@requires(policy.can_make_clue, on=urging_or_404)
def urging_to_clue(letter):
    """The letter itself says nothing of it: the village reads letters."""
    made = actions.register(
        village_id=letter.village_id,
        project=letter.project,
        source=ClueSource.URGING,
        came_from=letter.rectification.number,
        words=about(letter),
        by=current_user,
    )
    return _kept(made.id, _("已登记为问题线索，只有纪检干部看得到。"))


def _kept(clue_id: int, words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for(".clue", clue_id=clue_id))

"""The catalogue of rules: what each asks, how often it was right, what it cannot know, and a dry run."""

from flask import request
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.flags import policy, queries
from govproj.flags.forms import keys_to_try, trial_of
from govproj.flags.queries import rule_or_404
from govproj.flags.rules import CATALOGUE, MISSING
from govproj.flags.trial import dry_run
from govproj.flags.views.reading import bp
from govproj.villages import rules as local_rules

NOWHERE = 0  # no village has this number, so nothing but the defaults hold there


@bp.get("/flags/rules")
@requires(policy.can_read_rules)
def rules():
    return render_page(
        "flags/rules.html",
        rules=list(CATALOGUE.values()),
        records=queries.records_of(current_user),
        no_record=queries.NO_RECORD,
        missing=queries.missing_in(current_user),
        words=MISSING,
    )


@bp.get("/flags/rules/<code>")
@requires(policy.can_read_rules, on=rule_or_404)
def rule(rule):
    village = next(iter(queries.villages_of(current_user)), None)
    return render_page(
        "flags/rule.html",
        rule=rule,
        record=queries.records_of(current_user).get(rule.id, queries.NO_RECORD),
        missing=queries.missing_in(current_user, rule.id).get(rule.id, {}),
        words=MISSING,
        village=village,
        thresholds=_thresholds(rule, village),
        flags=queries.latest_of(current_user, rule.id),
        may_read_rules=True,
        may_try=policy.can_try(current_user) and bool(keys_to_try(rule)),
    )


def _thresholds(rule, village) -> list[tuple]:
    """(label, value in words) as they hold today in one village; in a town without villages, as everywhere."""
    values = local_rules.values(rule.thresholds, village or NOWHERE)
    known = {key: local_rules.rule_of(key) for key in rule.thresholds}
    return [(about.label, about.words(values[key])) for key, about in known.items()]


@bp.get("/flags/rules/<code>/dry-run")
@requires(policy.can_try, on=rule_or_404)
def try_out(rule):
    villages = queries.villages_of(current_user)
    somewhere = next(iter(villages), NOWHERE)
    form = trial_of(rule, local_rules.values(rule.thresholds, somewhere), request.args)
    asked = bool(request.args)
    valid = asked and form.validate()
    ids = [village.id for village in villages]
    result = dry_run(rule, ids, form.values(), dates.today()) if valid else None
    return render_page(
        "flags/dry_run.html",
        fragment="result",
        status=422 if form.errors else 200,
        rule=rule,
        form=form,
        trial=result,
    )

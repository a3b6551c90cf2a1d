"""The contract with its papers and changes."""

from flask import request, url_for
from flask_login import current_user

from govproj.core.access import requires, signed_in
from govproj.core.filters import day
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.money import percent, wan
from govproj.core.uploads import hand_out
from govproj.ledger import policy
from govproj.ledger.actions import changing, contracting
from govproj.ledger.forms import ChangeForm, ContractForm, DayForm, FilesForm, FilingForm
from govproj.ledger.queries.books import standing_procurement
from govproj.ledger.queries.reading import (
    change_or_404,
    contract_file_or_404,
    contract_or_404,
)
from govproj.ledger.shares import share_of
from govproj.ledger.states import ContractState
from govproj.ledger.views.acting import ask, kept, reason, seen
from govproj.ledger.views.public import SHARES, bp
from govproj.ledger.workflow import CHANGES, CONTRACTS
from govproj.projects.queries import project_or_404
from govproj.villages import rules

ONE = "/contracts/<int:contract_id>"
CHANGE = "/change-orders/<int:change_id>"
TERMS = {"version"}


@bp.route("/projects/<int:project_id>/ledger/contract", methods=["GET", "POST"])
@requires(policy.can_keep, on=project_or_404)
def enter_contract(project):
    form = ContractForm(**_as_awarded(project))
    return ask(
        project,
        form,
        lambda: contracting.enter(project, by=current_user, **form.facts()),
        heading=_("登记合同"),
        done=_("合同已登记，等镇三资代理中心备案。"),
        not_yet=contracting.obstacle_to_entering(project),
    )


def _as_awarded(project) -> dict:
    """What is known already; the shares are the most the local rules allow."""
    most = rules.values(contracting.LIMITS, project.village_id)
    procurement = standing_procurement(project.id)
    return {
        "fen": procurement and procurement.award_fen,
        "starts_on": project.planned_start,
        "ends_on": project.planned_end,
        "progress_pct": most["payment.progress_max_pct"],
        "retention_pct": most["retention.max_pct"],
    }


@bp.get(ONE)
@requires(signed_in, on=contract_or_404)
def contract(contract):
    limits = rules.values((*SHARES, "change.town_approval_fen"), contract.village_id)
    return render_page(
        "ledger/contract.html",
        contract=contract,
        project=contract.project,
        moves=CONTRACTS.open_to(current_user, contract),
        change_moves={change.id: CHANGES.open_to(current_user, change) for change in contract.changes},
        may_keep=policy.can_keep(current_user, contract.project),
        limits=limits,
        percent=percent,
        is_entered=contract.state is ContractState.ENTERED,
    )


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires(policy.can_keep_of, on=contract_or_404)
def edit_contract(contract):
    form = ContractForm(obj=contract)
    return ask(
        contract.project,
        form,
        lambda: contracting.change(contract, by=current_user, seen=form.version.data, **form.facts()),
        heading=_("修改合同"),
        done=_("合同已修改。"),
        to=url_for(".contract", contract_id=contract.id),
    )


@bp.route(f"{ONE}/file", methods=["GET", "POST"])
@requires(policy.can_file, on=contract_or_404)
def file_contract(contract):
    form = FilingForm(version=contract.version)
    return ask(
        contract.project,
        form,
        lambda: contracting.file(contract, by=current_user, seen=form.version.data, **form.facts()),
        heading=_("合同备案"),
        done=_("合同已备案。"),
        to=url_for(".contract", contract_id=contract.id),
        note=_(
            "%(firm)s，%(wan)s 万元，%(day)s签订。备案以后合同不能再改，只能登记变更或作废。",
            firm=contract.firm.name,
            wan=wan(contract.fen),
            day=day(contract.signed_on),
        ),
    )


@bp.post(f"{ONE}/void")
@requires(policy.can_file, on=contract_or_404)
def void_contract(contract):
    words, _seen = reason()
    contracting.void(contract, reason=words, by=current_user)
    return kept(_("合同已作废。"), url_for(".of_project", project_id=contract.project_id))


@bp.route(f"{ONE}/files", methods=["GET", "POST"])
@requires(policy.can_keep_of, on=contract_or_404)
def add_files(contract):
    form = FilesForm()
    return ask(
        contract.project,
        form,
        lambda: contracting.add_files(contract, files=form.files.stored, by=current_user),
        heading=_("上传合同文件"),
        done=_("文件已上传。"),
        to=url_for(".contract", contract_id=contract.id),
    )


@bp.get("/contract-files/<int:file_id>")
@requires(signed_in, on=contract_file_or_404)
def contract_file(file):
    return hand_out(file)


# ---- changes ----


@bp.route(f"{ONE}/changes/new", methods=["GET", "POST"])
@requires(policy.can_keep_of, on=contract_or_404)
def request_change(contract):
    """First a page that shows what the change adds up to, then the same once more to confirm."""
    form = ChangeForm()
    to_check = form.validate_on_submit() and not form.checked.data
    if to_check:
        return _form_with_share(contract, form, checking=True)
    return ask(
        contract.project,
        form,
        lambda: changing.request(contract, by=current_user, **form.facts()),
        heading=_("登记变更"),
        done=_("变更已登记，等待审批。"),
        to=url_for(".contract", contract_id=contract.id),
        template="ledger/change.html",
        contract=contract,
        share=share_of(contract, form.signed_fen),
        checking=False,
    )


def _form_with_share(contract, form, *, checking: bool):
    return render_page(
        "ledger/change.html",
        fragment="form",
        form=form,
        project=contract.project,
        contract=contract,
        heading=_("登记变更"),
        note="",
        share=share_of(contract, form.signed_fen),
        checking=checking,
    )


@bp.get(f"{ONE}/change-share")
@requires(policy.can_keep_of, on=contract_or_404)
def change_share(contract):
    """While the amount is being typed; without a script the check page says the same."""
    form = ChangeForm(request.args)
    return render_page(
        "ledger/share.html",
        fragment="share",
        contract=contract,
        project=contract.project,
        share=share_of(contract, form.signed_fen),
    )


@bp.post(f"{CHANGE}/approve")
@requires(policy.can_decide_change, on=change_or_404)
def approve_change(change):
    changing.approve(change, by=current_user, seen=seen())
    return kept(_("变更已批准。"), url_for(".contract", contract_id=change.contract_id))


@bp.post(f"{CHANGE}/reject")
@requires(policy.can_decide_change, on=change_or_404)
def reject_change(change):
    words, version = reason()
    changing.reject(change, reason=words, by=current_user, seen=version)
    return kept(_("已答复不批准。"), url_for(".contract", contract_id=change.contract_id))


@bp.route(f"{CHANGE}/implement", methods=["GET", "POST"])
@requires(policy.can_keep_of, on=change_or_404)
def implement_change(change):
    form = DayForm()
    return ask(
        change.project,
        form,
        lambda: changing.implement(change, by=current_user, on=form.on.data),
        heading=_("登记变更实施"),
        done=_("实施日期已登记。"),
        to=url_for(".contract", contract_id=change.contract_id),
        note=_("变更 %(number)s：按现场实际开始的那一天登记。", number=change.number),
    )

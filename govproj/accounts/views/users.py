"""Keeping accounts: who has one, which offices they hold, a lost password."""

from flask import Blueprint, flash, request, url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from govproj.accounts import actions, offices, policy, queries
from govproj.accounts.forms import EndForm, NewUserForm, OfficeForm, SearchForm, UserForm
from govproj.accounts.models import Post, Role, User
from govproj.core import dates, paging
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused

bp = Blueprint("users", __name__, url_prefix="/users")


@bp.get("")
@requires(policy.can_manage_users)
def index():
    form = SearchForm(request.args)
    villages = [SelectChoice(v.id, v.name) for v in queries.villages_kept_by(current_user)]
    form.village.choices = [SelectChoice(0, _("全部村")), *villages]
    asked = {"words": form.words.data, "village_id": form.village.data} if form.validate() else {}
    found = paging.page(queries.search(current_user, **asked), User.id)
    status = 422 if form.errors else 200
    return render_page("accounts/users.html", fragment="found", status=status, form=form, found=found)


@bp.route("/new", methods=["GET", "POST"])
@requires(policy.can_manage_users)
def new():
    form, places = _offering(NewUserForm, role=request.args.get("role"), place=request.args.get("place"))
    form.is_taken = queries.by_username
    if form.validate_on_submit():
        facts = {name: form[name].data for name in ("username", "name", "phone")}
        person, password = actions.create_user(**facts, by=current_user)
        actions.grant(person, Role(form.role.data), places.get(form.place.data), **_term(form))
        db.session.commit()
        return _handed_out(person, password)
    return _form_page(form, _("新建账号"), _("建立账号"), note=_("初始密码由系统随机生成，建好后显示一次。"))


def _offering(form_class, **known):
    """A form with the offices this user may give, and the places by their codes."""
    form, kept = form_class(since=dates.today(), **known), queries.places_kept_by(current_user)
    form.offer(policy.grantable_roles(current_user), kept)
    return form, {offices.code_of(place): place for places in kept.values() for place in places}


def _term(form) -> dict:
    post = Post(form.post.data) if form.post.data else None
    return {"since": form.since.data, "until": form.until.data, "post": post, "by": current_user}


def _form_page(form, title, button, **context):
    status = 422 if form.errors else 200
    return render_page(
        "accounts/user_form.html",
        status=status,
        **{"form": form, "title": title, "button": button, "person": None, "note": "", **context},
    )


def _handed_out(person, password):
    """The password stands in this one answer and nowhere else: not in an address, a cookie or the log."""
    return render_page("accounts/password.html", person=person, password=password)


@bp.get("/<int:user_id>")
@requires(policy.can_manage_users, on=queries.person_or_404)
def show(person):
    may_manage = policy.can_manage(current_user, person)
    return render_page("accounts/user.html", person=person, may_manage=may_manage)


@bp.route("/<int:user_id>/edit", methods=["GET", "POST"])
@requires(policy.can_manage, on=queries.person_or_404)
def edit(person):
    form = _user_form(person)
    if form.validate_on_submit():
        actions.change_user(person, by=current_user, seen=form.version.data, **form.facts())
        db.session.commit()
        flash(_("已保存。"))
        return go_to(url_for(".show", user_id=person.id))
    return _form_page(form, _("修改账号资料"), _("保存"), person=person)


def _user_form(person) -> UserForm:
    """With the rosters on which this person can stand: those of the villages where he has an office."""
    line = person.resident
    form = UserForm(obj=person, village=line and line.village_id, number=line and line.number)
    form.find, form.account_of, form.person_id = queries.resident_at, queries.account_of, person.id
    home = set().union(*person.grants.values())
    form.village.choices = [
        SelectChoice(v.id, v.name) for v in queries.villages_kept_by(current_user) if v.id in home
    ]
    if not form.village.choices:
        del form.village, form.number
    return form


@bp.route("/<int:user_id>/offices/new", methods=["GET", "POST"])
@requires(policy.can_manage, on=queries.person_or_404)
def grant(person):
    form, places = _offering(OfficeForm)
    if form.validate_on_submit():
        try:
            actions.grant(person, Role(form.role.data), places.get(form.place.data), **_term(form))
            db.session.commit()
            flash(_("已任职，留痕备查。"))
            return go_to(url_for(".show", user_id=person.id))
        except MoveRefused as refused:
            form.role.errors = list(refused.reasons)
    return _form_page(
        form, _("新任职务"), _("任职"), person=person, note=_("谁给谁任了什么职都留痕，纪检干部看得到。")
    )


@bp.route("/<int:user_id>/offices/<int:office_id>/end", methods=["GET", "POST"])
@requires(policy.can_end, on=queries.office_or_404)
def end_office(office):
    form = EndForm(until=office.until or dates.today())
    form.since = office.since
    if form.validate_on_submit():
        actions.end_office(office, until=form.until.data, by=current_user)
        db.session.commit()
        flash(_("已免职，留痕备查。"))
        return go_to(url_for(".show", user_id=office.user_id))
    held = f"{offices.place_name(office)} {office.role.label}"
    return _form_page(form, _("免职"), _("免职"), person=office.user, note=held)


@bp.post("/<int:user_id>/disable")
@requires(policy.can_manage, on=queries.person_or_404)
def disable(person):
    actions.disable(person, by=current_user)
    db.session.commit()
    flash(_("账号已停用，正在登录的也已退出。"))
    return go_to(url_for(".show", user_id=person.id))


@bp.post("/<int:user_id>/enable")
@requires(policy.can_manage, on=queries.person_or_404)
def enable(person):
    actions.enable(person, by=current_user)
    db.session.commit()
    flash(_("账号已重新启用。"))
    return go_to(url_for(".show", user_id=person.id))


@bp.post("/<int:user_id>/reset-second-step")
@requires(policy.can_manage, on=queries.person_or_404)
def reset_second_step(person):
    actions.reset_second_step(person, by=current_user)
    db.session.commit()
    flash(_("手机动态码已取消，正在登录的也已退出。"))
    return go_to(url_for(".show", user_id=person.id))


@bp.post("/<int:user_id>/reset-password")
@requires(policy.can_manage, on=queries.person_or_404)
def reset_password(person):
    password = actions.reset_password(person, by=current_user)
    db.session.commit()
    return _handed_out(person, password)

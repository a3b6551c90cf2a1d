"""What whoever keeps the accounts is asked for: the offices without which a place cannot work."""

from sqlalchemy import Date, literal, or_, select

from govproj.accounts import second_step
from govproj.accounts.models import Office, Role
from govproj.core import dates, todo
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.villages.models import Town, Village

# A village needs somebody who decides, somebody who carries out, somebody who supervises; a town the two above them.
NEEDED = (
    (Town, Office.town_id, Role.TOWN_ADMIN),
    (Town, Office.town_id, Role.TOWN_INSPECTOR),
    (Village, Office.village_id, Role.SECRETARY),
    (Village, Office.village_id, Role.CADRE),
    (Village, Office.village_id, Role.SUPERVISOR),
)


def register(app) -> None:
    todo.lines(app, *(_kind(*needed) for needed in NEEDED), todo.Kind(_second_step, _set_it_up))


def _second_step(user):
    """No table is needed to know it: one line of one's own."""
    due = second_step.still_due(user)
    day = due and literal(dates.beijing(due).date(), Date)
    return select(*todo.columns(literal(0), day=day)) if due else None


def _set_it_up(row) -> Todo:
    return Todo(_("请设置手机动态码，到期没设就进不去别的页面"), "accounts.second_step", {}, row.day)


def _kind(place, held_in, role) -> todo.Kind:
    def vacancies(user):
        if not user.is_admin:
            return None
        today = dates.today()
        held = select(Office.id).where(
            held_in == place.id,
            Office.role == role,
            or_(Office.since.is_(None), Office.since <= today),
            or_(Office.until.is_(None), Office.until >= today),
        )
        return select(*todo.columns(place.id, name=place.name)).where(~held.exists()).order_by(place.id)

    def line(row) -> Todo:
        title = _("%(place)s还没有%(office)s的账号，请新建", place=row.name, office=role.label)
        return Todo(title, "users.new", {"role": role.value, "place": f"{place.__name__}-{row.id}"}, None)

    return todo.Kind(vacancies, line)

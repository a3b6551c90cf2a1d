"""How dates, moments and money read on a page."""

from datetime import date, datetime

from govproj.core import money
from govproj.core.dates import beijing, first_day, today
from govproj.core.i18n import locale


def day(value: date | None) -> str:
    """2022年5月10日 / 10 May 2022"""
    if value is None:
        return "—"
    if locale() == "en":
        return f"{value.day} {value:%b %Y}"
    return f"{value.year}年{value.month}月{value.day}日"


def as_day(value: str | None) -> date | None:
    """A day as it is kept inside JSON, `2022-05-10`; nothing stays nothing."""
    return date.fromisoformat(value) if value else None


def moment(value: datetime | None) -> str:
    """Date and time of day in Beijing."""
    if value is None:
        return "—"
    local = beijing(value)
    return f"{day(local.date())} {local:%H:%M}"


def month(value: str | None) -> str:
    """2022年5月 / May 2022"""
    if not value:
        return "—"
    first = first_day(value)
    return f"{first:%b %Y}" if locale() == "en" else f"{first.year}年{first.month}月"


def month_alone(value: str) -> str:
    """5月 / May, where the year is clear, as below a curve."""
    first = first_day(value)
    return f"{first:%b}" if locale() == "en" else f"{first.month}月"


def percent(value) -> str:
    return "—" if value is None else f"{value}%"


def init_app(app) -> None:
    app.jinja_env.filters.update(
        day=day,
        as_day=as_day,
        moment=moment,
        month=month,
        percent=percent,
        wan=money.wan,
        wan_exact=money.wan_exact,
        yuan=money.yuan,
    )
    app.jinja_env.globals["today"] = today

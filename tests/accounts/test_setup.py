"""An empty site's first day: one code, one administrator, then the page is gone."""

import runpy
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from govproj.accounts import addresses, setup
from govproj.accounts.models import Role, User
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.villages.models import County, Village
from tests.factories import an_admin
from tests.pages import Browser

WANTED = {
    "county": "安和县",
    "town": "样板镇",
    "village": "示例村",
    "name": "管理员甲",
    "username": "chief",
    "password": "green-bamboo-1949",
    "again": "green-bamboo-1949",
}


@pytest.fixture
def code(app, monkeypatch):
    """A site nobody has set up, without an address; what the page writes into its folder is taken away again."""
    for name in ("PUBLIC_URL", "TRUSTED_HOSTS"):
        monkeypatch.setitem(app.config, name, None)
    yield setup.setup_code(app)
    for path in (code_file(app), settings_file(app), code_file(app).with_suffix(".taken")):
        path.unlink(missing_ok=True)


def code_file(app):
    return Path(app.instance_path) / "keys" / "setup.code"


def settings_file(app):
    return Path(app.instance_path) / "settings.py"


def accounts() -> int:
    return db.session.scalar(select(func.count()).select_from(User))


def test_whoever_has_the_code_sets_the_site_up_and_is_signed_in(as_, code):
    browser = as_()
    answer = browser.open("/setup").press("建立本站", {**WANTED, "code": code})

    assert answer.follow().heading == "用户管理"
    village = db.session.scalars(select(Village)).one()
    assert (village.name, village.town.name, village.town.county.name) == ("示例村", "样板镇", "安和县")
    admin = db.session.scalars(select(User)).one()
    assert [office.role for office in admin.offices] == [Role.ADMIN]
    assert not admin.must_change_password


def test_the_first_day_is_on_record(as_, code):
    as_().open("/setup").press("建立本站", {**WANTED, "code": code})

    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.leaf_index)).all()
    admin = db.session.scalars(select(User)).one()
    assert [(entry.event, entry.actor_id) for entry in entries] == [
        ("accounts.created", None),
        ("accounts.office_granted", None),
        ("villages.county_added", admin.id),
        ("villages.town_added", admin.id),
        ("villages.village_added", admin.id),
    ]


def test_afterwards_the_page_and_the_code_are_gone(app, as_, code):
    early = as_().open("/setup")
    as_().open("/setup").press("建立本站", {**WANTED, "code": code})

    assert not code_file(app).exists()
    assert setup.setup_code(app) is None
    as_().open("/setup", expect=404)
    early.press("建立本站", {**WANTED, "code": code, "username": "second"}, expect=404)
    assert accounts() == 1


def test_a_restart_prints_the_same_code_and_only_the_site_can_read_it(app, code):
    assert setup.setup_code(app) == code
    assert code_file(app).stat().st_mode & 0o777 == 0o600
    assert len(code.replace("-", "")) * 4.95 >= 60  # bits: 31 signs


def test_a_site_with_an_account_has_no_code(app, as_, code):
    an_admin()
    assert setup.setup_code(app) is None
    as_().open("/setup", expect=404)


def test_a_demo_has_no_code(app, as_, code, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", True)
    assert setup.setup_code(app) is None


def test_without_the_right_code_nothing_is_set_up(as_, code):
    page = as_().open("/setup").press("建立本站", {**WANTED, "code": "ABCD-EFGH-JKMN-PQRS"}, expect=422)

    assert "启动码不对" in " ".join(page.errors)
    assert accounts() == 0


def test_before_any_code_has_been_handed_out_no_code_is_right(app, as_, code):
    code_file(app).unlink()
    as_().open("/setup").press("建立本站", {**WANTED, "code": code}, expect=422)
    assert accounts() == 0


def test_the_code_may_be_typed_in_small_letters_without_dashes(as_, code):
    as_().open("/setup").press("建立本站", {**WANTED, "code": code.replace("-", " ").lower()})
    assert accounts() == 1


def test_a_guesser_is_stopped_and_whoever_has_the_code_is_not(as_, code):
    guesser, owner = as_(), as_()
    guesser.client.environ_base["REMOTE_ADDR"] = "10.0.0.1"
    page = guesser.open("/setup")
    for _ in range(setup.TRIES):
        page.press("建立本站", {**WANTED, "code": "wrong"}, expect=422)

    page.press("建立本站", {**WANTED, "code": code}, expect=429)
    assert accounts() == 0
    owner.open("/setup").press("建立本站", {**WANTED, "code": code})


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"county": " "}, "县"),
        ({"username": "管理员"}, "用户名"),
        ({"username": "a/b"}, "用户名"),
        ({"password": "short", "again": "short"}, "8 个字符"),
        ({"again": "another"}, "不一样"),
        ({"public_url": "javascript:alert(1)"}, "http://"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(as_, code, typed, field):
    page = as_().open("/setup").press("建立本站", {**WANTED, "code": code, **typed}, expect=422)
    assert field in " ".join(page.errors)
    assert accounts() == 0


def test_two_people_with_the_code_at_once_make_one_site(app, code):
    pages = [Browser(app).open("/setup") for _ in range(2)]
    db.session.remove()

    def press(number):
        wanted = {**WANTED, "code": code, "county": f"第{number}县", "username": f"chief-{number}"}
        form = {"csrf_token": pages[number].html.select_one('[name="csrf_token"]')["value"], **wanted}
        return pages[number].browser.client.post("/setup", data=form).status_code

    with ThreadPoolExecutor(2) as pool:
        first, second = sorted(pool.map(press, range(2)))
    assert first == 303
    assert second in {404, 422}  # gone already, or being used
    assert accounts() == 1
    assert db.session.scalar(select(func.count()).select_from(County)) == 1


# ---- the site's address ----


def test_the_address_is_kept_and_other_hosts_are_refused(app, as_, code):
    as_().open("/setup").press(
        "建立本站", {**WANTED, "code": code, "public_url": "https://Villages.example/"}
    )

    kept = runpy.run_path(settings_file(app))
    assert kept["PUBLIC_URL"] == app.config["PUBLIC_URL"] == "https://villages.example"
    assert as_()._ask("GET", "/", headers={"Host": "villages.example"}).status_code == 200
    for own in ("localhost", "127.0.0.1:5000"):
        assert as_()._ask("GET", "/", headers={"Host": own}).status_code == 200
    refused = as_()._ask("GET", "/", headers={"Host": "evil.example"})
    assert refused.status_code == 400
    assert "网址不是本站的" in refused.text
    assert "evil" not in refused.text
    assert as_()._ask("POST", "/setup", headers={"Host": "evil.example"}).status_code == 400


def test_earlier_settings_stay_and_only_the_site_reads_them(app, as_, code):
    settings_file(app).write_text("SITE_NAME = '示例'")
    as_().open("/setup").press(
        "建立本站", {**WANTED, "code": code, "public_url": "http://villages.example:8080"}
    )

    lines = settings_file(app).read_text().split()
    assert lines == ["SITE_NAME", "=", "'示例'", "PUBLIC_URL", "=", "'http://villages.example:8080'"]


def test_an_address_that_does_not_lead_here_is_refused_before_it_locks_everybody_out(as_, code):
    there = {"Host": "192.168.1.5:5000"}
    browser = as_()
    page = browser.open("/setup", **there)
    token = page.html.select_one('[name="csrf_token"]')["value"]
    typed = {**WANTED, "code": code, "csrf_token": token}

    wrong = browser.send("/setup", {**typed, "public_url": "http://typo.example"}, expect=422, **there)
    assert "先用这个网址打开本页" in " ".join(wrong.errors)
    browser.send("/setup", {**typed, "public_url": "http://192.168.1.5:5000"}, **there)


def test_a_site_that_has_an_address_already_does_not_ask(app, as_, code, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "http://localhost")
    page = as_().open("/setup")
    assert "网址" not in page.main
    page.press("建立本站", {**WANTED, "code": code, "public_url": "http://evil.example"})
    assert app.config["PUBLIC_URL"] == "http://localhost"
    assert not settings_file(app).exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://villages.example", "https://villages.example"),
        (" HTTP://Villages.Example:8080/ ", "http://villages.example:8080"),
        ("http://192.168.1.5:5000", "http://192.168.1.5:5000"),
        ("https://示例.cn", "https://xn--fsq092h.cn"),
    ],
)
def test_an_address_is_kept_in_one_spelling(typed, kept):
    assert addresses.site_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "villages.example",
        "ftp://villages.example",
        "https://",
        "https://villages.example/path",
        "https://villages.example?x=1",
        "https://user:pw@villages.example",
        "https://villages.example:99999",
        "https://villa ges.example",
        "https://'+__import__('os').system('x')+'",
        "https://[::1]:5000",
        "https://[zz",
        "http://localhost:5000",
        "http://127.0.0.1",
        "http://0.0.0.0:5000",
        "https://" + "长" * 80 + ".cn",
    ],
)
def test_what_is_no_address_others_can_open_is_refused(app, typed):
    with app.test_request_context(), pytest.raises(ValueError, match=r"网址|域名"):
        addresses.site_address(typed)

"""Errors: a sentence for the person, nothing about anybody in the log, nothing about us on the page."""

import errno
import http.client
import json
import logging
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import abort, request

from govproj import create_app, serving
from govproj.core import checkpoints, errors, logs, paging
from govproj.core.access import public, tokenless
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.projects.models import CentralWorkItem, State
from govproj.villages.models import County
from tests.factories import a_cadre, a_project, a_secretary, a_town_admin, a_village
from tests.pages import Browser, Page

ROOT = Path(__file__).parents[2]
SECRET = "MARKER示例某"
GONE_WRONG = {
    "value": lambda: int(SECRET),
    "key": lambda: {}[SECRET],
    "nested": lambda: _raise_from(SECRET),
    "database": lambda: db.session.execute(
        sa.text("SELECT nothing FROM nowhere WHERE name = :n"), {"n": SECRET}
    ),
    "constraint": lambda: _twice(County(name=SECRET), County(name=SECRET)),
    "disk": lambda: _raise(OSError(errno.ENOSPC, "No space left on device", f"/files/{SECRET}")),
    "no route": lambda: abort(404, SECRET),
    "missing field": lambda: request.form[SECRET],
    "our words": lambda: abort(400, _("日期填写不正确，请返回重填。")),
}


def _raise(error):
    raise error


def _raise_from(value):
    try:
        int(value)
    except ValueError as error:
        raise LookupError(value) from error


def _twice(*things):
    for thing in things:
        db.session.add(thing)
        db.session.flush()


@pytest.fixture
def broken(site, app):
    """The site as it runs outside of tests, with addresses of the shape of a slip's where everything goes wrong."""
    kept = {name: site[0].config[name] for name in ("SECRET_KEY", "SQLALCHEMY_DATABASE_URI")}
    other = create_app(site[0].instance_path, **kept)

    @other.route("/v/<code>/<what>", methods=["GET", "POST"])
    @public
    @tokenless
    def view(code, what):
        GONE_WRONG[what]()
        db.session.commit()

    yield Browser(other)
    with other.app_context():
        db.engine.dispose()  # the next test has another database under the same name


@pytest.fixture
def logged():
    """All that is written to any log, as it would be written."""

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(logging.Formatter("%(name)s %(message)s").format(record))

    lines, keep = [], Keep()
    logging.getLogger().addHandler(keep)
    yield lines
    logging.getLogger().removeHandler(keep)


# ---- what the person sees ----


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ("value", 500, "系统出错了"),
        ("key", 500, "系统出错了"),
        ("nested", 500, "系统出错了"),
        ("database", 500, "系统出错了"),
        ("constraint", 409, "和已有的记录冲突"),
        ("disk", 507, "存储空间满了"),
        ("no route", 404, "没有找到这个页面"),
        ("missing field", 400, "请返回上一页刷新后重试"),
        ("our words", 400, "日期填写不正确"),
    ],
)
def test_an_error_is_a_page_with_advice_and_without_our_insides(broken, what, status, words):
    page = broken.send(f"/v/{SECRET}/{what}", {"note": "我写了很久"}, expect=status)

    assert words in page.main
    for inside in (SECRET, "Traceback", "Error", "File ", ".py", "sqlalchemy", "SELECT", "INSERT", "Request"):
        assert inside not in page.main
    assert ("我写了很久" in page.main) == (status in errors.GIVEN_BACK)


def test_htmx_gets_a_notice_and_leaves_the_form_as_it_was(broken):
    notice = broken.send("/v/x/value", {"note": "x"}, expect=500, htmx=True)
    assert not notice.is_whole
    assert notice.headers["HX-Retarget"] == "#notices"


def test_every_error_we_have_words_for_is_shown_by_htmx_too(as_):
    """htmx swaps only the codes it is told to; of the others the person would see nothing at all."""
    a_village()
    config = json.loads(as_().open("/").html.select_one('meta[name="htmx-config"]')["content"])
    for code in errors.ADVICE:
        rule = next(rule for rule in config["responseHandling"] if re.search(rule["code"], str(code)))
        assert rule["swap"], code


def test_passwords_are_not_given_back(broken):
    page = broken.send("/v/x/value", {"password": "green-bamboo", "code": "ABCD", "note": "村口"}, expect=500)
    assert "村口" in page.main
    assert "green-bamboo" not in page.text
    assert "ABCD" not in page.text


def test_what_went_wrong_is_not_kept_in_the_database(broken):
    broken.send("/v/x/constraint", expect=409)
    assert db.session.scalars(sa.select(County)).all() == []


def test_without_a_database_there_is_still_a_sentence(broken, tmp_path):
    """Whoever has a cookie cannot even be greeted then."""
    nothing = "sqlite:////nowhere/at/all.db"
    key = broken.app.config["SECRET_KEY"]
    stranger = create_app(tmp_path, SECRET_KEY=key, SQLALCHEMY_DATABASE_URI=nothing).test_client()
    assert "系统出错了" in stranger.get("/").text
    with stranger.session_transaction() as session:
        session["_user_id"] = "token"
    answer = stranger.get("/")
    assert answer.status_code == 500
    assert answer.text.startswith("系统出错了。请稍后再试")


@pytest.mark.postgres_only
def test_a_database_that_does_not_answer_is_no_error_of_ours(broken, tmp_path):
    away = "postgresql+psycopg://nobody@127.0.0.1:9/nothing?connect_timeout=2"
    nowhere = create_app(tmp_path, SECRET_KEY=broken.app.config["SECRET_KEY"], SQLALCHEMY_DATABASE_URI=away)
    answer = nowhere.test_client().get("/")
    assert answer.status_code == 503
    assert "系统正忙" in answer.text


@pytest.mark.sqlite_only
def test_whoever_would_have_to_wait_too_long_is_told_so_and_gets_his_words_back(broken, monkeypatch):
    browser = Browser(broken.app, a_secretary())
    monkeypatch.setattr("govproj.core.db.PATIENCE", 200)
    with broken.app.app_context():
        db.engine.dispose()
        with db.engine.connect() as writer:
            writer.execute(sa.update(County).values(name="示例县"))
            page = browser.send("/v/x/database", {"note": "我写了很久", "csrf_token": ""}, expect=503)
    assert "系统正忙" in page.main
    assert "我写了很久" in page.main


@pytest.mark.sqlite_only
def test_a_full_disk_is_told_and_once_there_is_room_everything_works_again(app, as_):
    village = a_village()
    browser, url = as_(a_secretary(village)), f"/villages/{village.id}/work-items/new"
    item = {"name": "步道", "kind": "construction", "year": "2022", "note": "我写了很久" * 90}

    with no_room_for_more():
        data = {**item, "csrf_token": browser.token()}
        names = (f"步道{n}" for n in range(200))
        answers = (
            Page(browser, url, browser._ask("POST", url, data={**data, "name": name})) for name in names
        )
        refusal = next(answer for answer in answers if answer.status != 303)
        saved = len(db.session.scalars(sa.select(CentralWorkItem)).all())
        assert refusal.status == 507
        assert "存储空间满了" in refusal.main
        assert "我写了很久" in refusal.main
        browser.open("/projects")

    browser.send(url, item)
    assert len(db.session.scalars(sa.select(CentralWorkItem)).all()) == saved + 1
    assert checkpoints.verify(db.session).intact


@contextmanager
def no_room_for_more():
    """The database may not grow by a single page."""
    db.session.rollback()
    with db.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def limit(connection, _record):
        connection.execute(f"PRAGMA max_page_count = {pages}")

    sa.event.listen(db.engine, "connect", limit)
    db.engine.dispose()
    yield
    sa.event.remove(db.engine, "connect", limit)
    db.session.rollback()
    db.engine.dispose()


# ---- what the log says ----


@pytest.mark.parametrize("what", [name for name in GONE_WRONG if name not in {"no route", "our words"}])
def test_the_log_says_what_went_wrong_and_where_and_nothing_of_anybody(broken, logged, capfd, what):
    broken.client.post(
        f"/v/{SECRET}/{what}", data={SECRET: SECRET}, headers={"Referer": f"http://x/v/{SECRET}"}
    )

    written = "\n".join(logged) + "".join(capfd.readouterr())
    assert SECRET not in written
    assert "/v/" not in written
    if what != "missing field":
        assert "POST view" in written
        assert "test_errors.py" in written


def test_a_refused_row_is_logged_by_the_name_of_its_constraint_only(broken, logged):
    broken.client.post("/v/x/constraint")
    (line,) = logged
    assert "IntegrityError" in line
    assert "UNIQUE" in line or "uq_county_name" in line


def test_an_error_while_finishing_an_answer_is_logged_without_the_address(broken, logged):
    broken.app.after_request(lambda _response: GONE_WRONG["value"]())
    assert broken.client.get(f"/v/{SECRET}/our words").status_code == 500
    assert SECRET not in "\n".join(logged)
    assert "ValueError" in "\n".join(logged)


@contextmanager
def served(app):
    """By waitress as serving.py sets it up, on a free port."""
    server = serving.listen(app, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)  # in its own thread, between two requests
    thread.join(timeout=5)


def test_waitress_writes_down_no_slip(broken, logged):
    @broken.app.teardown_request
    def fail_where_flask_no_longer_looks(_error):
        int(SECRET)

    with served(broken.app) as address, pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{address}/v/MARKER-slip/our%20words")  # noqa: S310
    time.sleep(0.1)
    written = "\n".join(logged)
    assert "ValueError" in written
    assert "MARKER" not in written


def test_what_is_far_too_large_is_refused_in_words_with_a_way_back(broken, monkeypatch):
    """Past what the server keeps in memory; a browser reads no answer before it has sent everything."""
    monkeypatch.setattr(serving, "KEPT_IN_MEMORY", 200_000)
    monkeypatch.setitem(broken.app.config, "MAX_CONTENT_LENGTH", 100_000)
    films = b"files=" + b"x" * 5_000_000
    with served(broken.app) as address:
        line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)
        for _again in range(2):  # on one connection, as browsers do
            line.request("POST", "/sign-in", films, {"Content-Type": "application/x-www-form-urlencoded"})
            answer = line.getresponse()
            words = answer.read().decode()
            assert (answer.status, "一次提交的照片和文件合计不超过 20 MB" in words) == (413, True)
            assert 'href="/"' in words
        line.request("GET", "/healthz")
        assert line.getresponse().status == 200
        line.close()


def test_gunicorn_writes_down_no_slip(tmp_path):
    (tmp_path / "broken.py").write_text("def app(environ, answer):\n    int('MARKER-value')\n")
    options = ["-c", ROOT / "deploy/gunicorn.conf.py", "-b", "127.0.0.1:0", "-w", "1", "--chdir", tmp_path]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options, "broken:app"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        address = next(line.split()[-2] for line in process.stderr if "Listening at" in line)
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{address}/v/MARKER-slip")  # noqa: S310
    finally:
        process.terminate()
        _out, written = process.communicate(timeout=30)
    assert "ValueError" in written
    assert "MARKER" not in written


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Exception while serving /v/ABCD-EFGH", "Exception while serving /v…"),
        ("Invalid request line 'GET /v?code=ABCD HTTP/1.1'", "Invalid request line 'GET /v… HTTP/1.1'"),
        ("Exception while serving /villages/3", "Exception while serving /villages/3"),
    ],
)
def test_an_address_of_a_slip_is_cut_out_of_any_message(message, kept):
    record = logging.LogRecord("waitress", logging.ERROR, "", 0, message, (), None)
    logs.WITHOUT_VALUES.filter(record)
    assert record.getMessage() == kept


# ---- 403, 404, 405 ----


def test_what_is_hidden_and_what_does_not_exist_read_the_same(as_):
    hidden = a_project(state=State.DRAFT)
    there, nowhere = (
        as_().open(f"/projects/{number}", expect=404).main for number in (hidden.id, hidden.id + 999)
    )
    assert there == nowhere


def test_a_button_that_is_not_for_you_is_a_403_on_what_you_may_see(as_):
    project = a_project()
    outsider = a_secretary()
    as_(outsider).open(f"/projects/{project.id}")
    as_(outsider).send(f"/projects/{project.id}/suspend", {"note": "x"}, expect=403)


def test_an_address_that_is_a_button_is_not_a_page(as_):
    project = a_project()
    page = as_(a_secretary(project.village)).open(f"/projects/{project.id}/suspend", expect=405)
    assert "请从页面上的按钮操作" in page.main


def test_whoever_signed_out_in_another_window_gets_back_what_he_wrote(as_):
    village = a_village()
    browser = as_(a_cadre(village))

    page = browser.send(
        f"/villages/{village.id}/projects/new",
        {"csrf_token": "of another time", "name": "后山挡墙"},
        expect=400,
    )

    assert "没有保存" in page.notices
    assert "后山挡墙" in page.main
    assert "of another time" not in page.main


@pytest.mark.parametrize("flood", ["a&" * 2_100, "x=" + "长" * 800_000])
def test_a_flood_of_fields_is_refused_unread_whether_one_has_an_account_or_not(as_, flood):
    """Each of these is a fraction of what may be uploaded; as fields it would fill the memory."""
    stranger = as_()
    sent = {"data": flood.encode(), "content_type": "application/x-www-form-urlencoded"}
    for url in ("/language", "/sign-in", "/v/cast"):
        assert stranger._ask("POST", url, **sent).status_code == 413, url


def test_a_filter_called_like_a_part_of_an_address_steers_no_link(as_, monkeypatch):
    """What a reader asks for is kept from page to page of a list, whatever it is called."""
    village = a_village()
    clerk = a_town_admin(village.town)
    a_secretary(village), a_cadre(village)
    monkeypatch.setitem(paging.page.__kwdefaults__, "size", 1)
    odd = "words=&endpoint=x&_external=1&_scheme=javascript&_anchor=y&_method=POST&user_id=1"
    links = [link for link in as_(clerk).open(f"/users?{odd}").links.values() if "_scheme" in link]
    assert links
    assert all(link.startswith("/users?") for link in links), links

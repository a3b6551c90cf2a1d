"""What a person sees and presses. Tests speak of headings, buttons and errors, never of CSS."""

import re

from bs4 import BeautifulSoup
from sqlalchemy import select

from govproj.accounts import sessions
from govproj.core.audit import LogHead
from govproj.core.db import db, reading


class Page:
    def __init__(self, browser, url, response):
        self.browser, self.url, self.status, self.headers = (
            browser,
            url,
            response.status_code,
            response.headers,
        )
        self.response = response
        is_html = response.mimetype == "text/html"
        self.html = BeautifulSoup(response.text if is_html else "", "html.parser")
        if self.html.html:
            self._keeps_the_house_rules()

    def _keeps_the_house_rules(self):
        """Looks through the page once: it is done for every page of every test."""
        tags = self.html.find_all(True)
        assert sum(tag.name == "h1" for tag in tags) == 1, f"{self.url}: a page has exactly one <h1>"
        assert self.html.title.text.strip().startswith(self.heading), (
            f"{self.url}: the title “{self.html.title.text.strip()}” starts with the heading “{self.heading}”"
        )
        assert self.html.html.get("lang"), f"{self.url}: the page names its language"
        ids = [tag["id"] for tag in tags if "id" in tag.attrs]
        assert len(ids) == len(set(ids)), f"{self.url}: repeated ids among {sorted(ids)}"
        styled = [tag for tag in tags if tag.name == "style" or "style" in tag.attrs]
        assert not styled, f"{self.url}: no inline style"
        scripts = [tag for tag in tags if tag.name == "script" and "src" not in tag.attrs]
        assert not scripts, f"{self.url}: no inline script"
        handlers = [name for tag in tags for name in tag.attrs if name.startswith("on")]
        assert not handlers, f"{self.url}: no event handlers in the page: {handlers}"
        self._every_field_has_a_label(tags)

    def _every_field_has_a_label(self, tags):
        labelled = {tag["for"] for tag in tags if tag.name == "label" and "for" in tag.attrs}
        for field in tags:
            if field.name not in {"input", "select", "textarea"}:
                continue
            if field.get("type") in {"hidden", "submit", "button"}:
                continue
            named = field.get("id") in labelled or field.find_parent("label") or field.get("aria-label")
            assert named or field.get("aria-labelledby"), f"{self.url}: {field.get('name')} has no label"

    @property
    def heading(self) -> str:
        return self.html.h1.get_text(" ", strip=True)

    @property
    def text(self) -> str:
        """The words of the page, or the body of an answer that is no page."""
        return self.html.get_text(" ", strip=True) or (
            self.response.text if self.response.mimetype.startswith("text/") else ""
        )

    @property
    def main(self) -> str:
        """The words of the page itself, without header, banner and footer."""
        return (self.html.main or self.html).get_text(" ", strip=True)

    @property
    def buttons(self) -> list[str]:
        """What can be pressed in the page itself."""
        return [button.get_text(" ", strip=True) for button in (self.html.main or self.html).select("button")]

    @property
    def links(self) -> dict[str, str]:
        return {a.get_text(" ", strip=True): a["href"] for a in self.html.select("a[href]")}

    @property
    def errors(self) -> list[str]:
        return [error.get_text(" ", strip=True) for error in self.html.select(".field__error")]

    @property
    def notices(self) -> str:
        return " ".join(n.get_text(" ", strip=True) for n in self.html.select("#notices, .notice"))

    @property
    def is_whole(self) -> bool:
        return self.html.html is not None

    def rows(self, selector="tbody tr") -> list[str]:
        return [row.get_text(" ", strip=True) for row in self.html.select(selector)]

    def press(self, label, fields=(), *, expect=303, files=None, within=None):
        """Press the button that says `label`, having filled in `fields` of its form."""
        scope = self.html.select_one(within) if within else self.html.main or self.html
        found = [b for b in scope.select("button") if b.get_text(" ", strip=True) == label]
        assert found, f"{self.url} has no button “{label}”, only {self.buttons}"
        form = found[0].find_parent("form")
        filled = {
            **_values(form),
            **({found[0]["name"]: found[0].get("value", "")} if found[0].get("name") else {}),
        }
        filled.update(dict(fields))
        filled.update(files or {})
        action = form.get("action") or self.url
        return self.browser.send(action, filled, expect=expect)

    def follow(self):
        """Go where the answer sends the browser."""
        return self.browser.open(self.headers["Location"])


def _values(form) -> dict:
    """What the form would send if nothing were touched."""
    filled: dict = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        kind = field.get("type", "")
        if kind in {"radio", "checkbox"} and not field.has_attr("checked"):
            continue
        if kind in {"file", "submit", "button"} or field.has_attr("disabled"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            value = chosen.get("value", chosen.text) if chosen else ""
        elif field.name == "textarea":
            value = field.text.removeprefix("\n")
        else:
            value = field.get("value", "on" if kind == "checkbox" else "")
        if field["name"] in filled:
            earlier = filled[field["name"]]
            value = [*(earlier if isinstance(earlier, list) else [earlier]), value]
        filled[field["name"]] = value
    return filled


NOT_ON_RECORD = {"SignInSession", "Attempt"}  # who is signed in where, and how often somebody tried
SECRET = re.compile(r"/evaluations/\d+/draw")  # the order in which slips are drawn must not be known


def _log_size() -> int:
    db.session.rollback()
    with reading():
        size = db.session.scalar(select(LogHead.size))
        db.session.rollback()
    return size


class Browser:
    """One person at one browser. Signs in through a session row, not through the form, for speed."""

    unsaved = ()  # what was flushed but not committed; the `unsaved` fixture keeps it
    committed = []  # and what was

    def __init__(self, app, user=None, **cookies):
        self.app, self.user = app, user
        self._token = self._token_of = None
        self.client = app.test_client()
        for name, value in cookies.items():
            self.client.set_cookie(name, value)
        if user is not None:
            self._sign_in(user)

    def _sign_in(self, user):
        sessions.open_session(user)
        db.session.commit()
        with self.client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = user.token, True

    def token(self) -> str:
        """A CSRF token of this browser's session, taken from a page that everybody may open.

        The page is asked again only when the session has another secret than the last time.
        """
        if self._token is None or self._secret() != self._token_of:
            page = BeautifulSoup(self._ask("GET", "/sign-in").text, "html.parser")
            self._token = page.select_one('[name="csrf_token"]')["value"]
            self._token_of = self._secret()
        return self._token

    def _secret(self):
        with self.client.session_transaction() as session:
            return session.get("csrf_token")

    def open(self, url, *, expect=200, htmx=False, **headers):
        if htmx:
            headers["HX-Request"] = "true"
        return self._page(url, self._ask("GET", url, headers=headers), expect, "GET")

    def send(self, url, data=(), *, expect=303, htmx=False, **headers):
        """POST as the pages of this site do; a token is added when `data` brings none."""
        if htmx:
            headers["HX-Request"] = "true"
        data = dict(data)
        if "csrf_token" not in data and self.user is not None:
            data["csrf_token"] = self.token()
        size = _log_size()
        self.committed.clear()
        response = self._ask("POST", url, data=data, headers=headers)
        forgotten, silent = list(self.unsaved), set(self.committed) - NOT_ON_RECORD
        page = self._page(url, response, expect, "POST")
        assert not forgotten, f"POST {url} changed {forgotten} but never committed"
        assert not silent or SECRET.fullmatch(url) or _log_size() > size, (
            f"POST {url} changed {silent} and left no entry in the log"
        )
        return page

    def _ask(self, method, url, **request):
        """In an application context of its own, as on a server: nothing of the test's session leaks in."""
        db.session.rollback()
        with self.app.app_context():
            return self.client.open(url, method=method, **request)

    def _page(self, url, response, expect, verb):
        page = Page(self, url, response)
        db.session.rollback()
        assert response.status_code == expect, (
            f"{verb} {url}: expected {expect}, got {response.status_code}\n{page.main[:600]}"
        )
        return page

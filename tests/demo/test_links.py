"""Every link a reader is offered leads somewhere for that reader: nobody is sent to a closed door."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin

import pytest
from sqlalchemy import select

from govproj.accounts.models import User
from govproj.core.db import db
from tests.pages import Browser

pytestmark = pytest.mark.sqlite_only  # the demo is always the embedded database
DEPTH = 3
EACH = 2  # pages of one kind that are opened; the others offer the same links
READERS = ["", "lead", "cadre", "secretary-3", "supervisor", "town-inspector", "town-admin"]


def links_of(answer) -> list[str]:
    if answer.mimetype != "text/html":
        return []
    hrefs = re.findall(r'<a\b[^>]*?\shref="([^"#]+)', answer.text)
    return [urljoin(answer.request.path, unescape(href)) for href in hrefs]


def kind_of(app, address) -> str:
    path, _mark, query = address.partition("?")
    endpoint, _parts = app.url_map.bind("localhost").match(path)
    return f"{endpoint} {sorted(part.partition('=')[0] for part in query.split('&'))}"


def closed_doors(browser, app):
    """Breadth first; a link is named with the page that offers it."""
    seen, opened = set(), Counter()
    ways = deque([("/", 0, "the site"), ("/workbench", 0, "the site")][: 2 if browser.user else 1])
    while ways:
        address, steps, source = ways.popleft()
        if address in seen or not address.startswith("/"):
            continue
        seen.add(address)
        opened[kind_of(app, address)] += 1
        if opened[kind_of(app, address)] > EACH:
            continue
        with app.app_context():  # of its own, as on a server: who reads is looked up anew
            answer = browser.client.get(address, follow_redirects=True, buffered=True)
        if answer.status_code >= 400:
            yield f"{source} leads to {address}: {answer.status_code}"
        elif steps < DEPTH:
            ways.extend((href, steps + 1, address) for href in links_of(answer))


@pytest.mark.parametrize("username", READERS, ids=lambda username: username or "a stranger")
def test_no_link_leads_to_a_closed_door(demo_site, username):
    person = db.session.scalar(select(User).where(User.username == username))
    assert person or not username
    assert list(closed_doors(Browser(demo_site, person), demo_site)) == []

"""Chromium, and a window of it as one person has it open."""

import re
import shutil
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.everything import BROWSERS

PASSWORD = "demo2022"
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
# Only what a page asks for itself may reach the network.
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
QUIET += ["--disable-sync", "--no-first-run", "--disable-gpu"]
MILLISECONDS_TO_WAIT = 60_000  # on a machine that does much else beside
HIDDEN_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def chromium():
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


class Window:
    """One person's window. It remembers every complaint of the browser: script errors, refused content."""

    def __init__(self, browser, site, *, size=PHONE, script=True, language="zh-CN"):
        self.origin = site.address
        self.context = browser.new_context(
            base_url=site.address,
            viewport=size,
            java_script_enabled=script,
            locale=language,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(MILLISECONDS_TO_WAIT)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _hear(self, message):
        if message.type == "error":
            self.complaints.append(f"console: {message.text}")

    def sign_in(self, username):
        """As the form does, without the pages around it, which cost most of the time of a sign-in."""
        address, ask = "/sign-in", self.context.request
        token = HIDDEN_TOKEN.search(ask.get(address).text())[1]
        filled = {"username": username, "password": PASSWORD, "csrf_token": token}
        answer = ask.post(address, form=filled, headers={"Origin": self.origin}, max_redirects=0)
        assert answer.status == 303, f"{username} was not let in: {answer.status}"
        return self

    def open(self, address):
        answer = self.page.goto(address)
        assert answer.ok, f"{address} answered {answer.status}"
        return self

    def type(self, label, words):
        self.page.get_by_label(label, exact=True).fill(words)
        return self

    def press(self, label):
        self.page.get_by_role("button", name=label, exact=True).click()
        self.page.wait_for_load_state()
        return self

    def follow(self, label):
        self.page.get_by_role("link", name=label).first.click()
        self.page.wait_for_load_state()
        return self

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def notices(self) -> str:
        return self.page.locator("#notices").inner_text()

    @property
    def words(self) -> str:
        return self.page.locator("main").inner_text()

    def problems(self) -> list[str]:
        """What is wrong with the page on the phone, what a wide screen adds to it, and what the browser says."""
        found = [*self._too_wide(), *self._barriers()]
        self.page.set_viewport_size(DESK)
        found += self._too_wide()
        self.page.set_viewport_size(PHONE)
        return found + self.complaints

    def _too_wide(self):
        pixels = self.page.evaluate(TOO_WIDE)
        if pixels > 0:
            yield f"scrolls sideways by {pixels} px at {self.page.viewport_size['width']} px"

    def _barriers(self):
        for rule in Axe().run(self.page).response["violations"]:
            for node in rule["nodes"]:
                yield f"{rule['id']} ({rule['help']}): {' '.join(map(str, node['target']))} {node['html'][:160]}"

"""Several people at the same moment, each in a thread of their own, as on a server."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from threading import Barrier, Thread

from tests.pages import Page


def at_once(app, *acts):
    """Calls all `acts` at the same moment and returns what each gave back, in their order; errors are raised."""
    gate, results = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        with app.app_context():
            gate.wait(timeout=30)
            try:
                results[place] = act()
            except BaseException as error:
                results[place] = error

    threads = [Thread(target=run, args=each, daemon=True) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive(), "somebody is still waiting after a minute"
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results


def presses(browser, url, data) -> Page:
    """An act for at_once(): this browser sends a form. The token is fetched now and not in the race."""
    filled = {**data, "csrf_token": browser.token()}
    return lambda: Page(browser, url, browser._ask("POST", url, data=filled))


def in_a_child(function, *arguments):
    """What the function gives back in a process of its own, whose limits and memory are its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as child:
        return child.submit(function, *arguments).result(timeout=120)

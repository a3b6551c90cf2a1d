"""Words: Chinese in the source, English from the catalogue, chosen by the reader."""

import gettext as gnu
import os
import tempfile
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy
from flask import has_request_context, request

__all__ = ["LANGUAGES", "_", "_l", "in_chinese", "init_app", "locale", "ngettext", "said_in", "speaking"]

LANGUAGES = {"zh": "中文", "en": "English"}
CATALOGUES = Path(__file__).parents[2] / "translations"

_words = dict.fromkeys(LANGUAGES, gnu.NullTranslations())  # filled by the first site of this process
_regardless: ContextVar[str | None] = ContextVar("regardless of the reader", default=None)


def locale() -> str:
    """`zh` or `en`; Chinese where nobody has asked."""
    if language := _regardless.get():
        return language
    if not has_request_context():
        return "zh"
    asked = request.environ
    return asked.get("govproj.language") or asked.setdefault("govproj.language", _chosen_language())


def _chosen_language() -> str:
    chosen = request.cookies.get("lang")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "zh"


def said_in(language: str, message: str) -> str:
    return _words[language].gettext(message)


def _(message: str, **facts) -> str:
    """The sentence in the reader's language, with the facts where it has %(name)s."""
    words = said_in(locale(), message)
    return words % facts if facts else words


def ngettext(one: str, many: str, num: int, **facts) -> str:
    """The sentence that fits the number; it stands in it as %(num)s."""
    return _words[locale()].ngettext(one, many, num) % {"num": num, **facts}


class _l(LazyProxy):
    """A sentence written before anybody reads it: in a form, a table of moves, the label of a state."""

    def __init__(self, message: str, **facts):
        super().__init__(_, message, enable_cache=False, **facts)

    def __hash__(self):
        return hash(self.value)


@contextmanager
def speaking(language: str):
    """Inside, every sentence is in this language whoever reads: for words that are computed and stored."""
    token = _regardless.set(language)
    try:
        yield
    finally:
        _regardless.reset(token)


def in_chinese(message) -> str:
    """A lazy message as it stands in the source, for words that are stored and must not follow the reader."""
    with speaking("zh"):
        return str(message)


def init_app(app) -> None:
    for language in LANGUAGES:
        _words[language] = _compiled(language, Path(app.instance_path) / "cache" / "translations")
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(_, _plural, newstyle=True)
    app.jinja_env.globals.update(locale=locale, LANGUAGES=LANGUAGES)


def _plural(one: str, many: str, num: int) -> str:
    """For templates, where Jinja itself puts the facts in."""
    return _words[locale()].ngettext(one, many, num)


def _rank(path: Path) -> tuple[int, str]:
    """The core's words go before all others; the record's, which stand inside sentences, come last."""
    return {"core": 0, "audit": 2}.get(path.stem, 1), path.stem


def merged_catalogue(language: str):
    """All of a language's `<feature>.po` files as one catalogue; the first word for a sentence wins."""
    merged = None
    for path in sorted((CATALOGUES / language).glob("*.po"), key=_rank):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        if merged is None:
            merged = catalogue
            continue
        for message in catalogue:
            known = merged.get(message.id, message.context)
            if message.id and (not known or (message.string and not known.string)):
                merged[message.id] = message
    return merged


def _compiled(language: str, folder: Path) -> gnu.NullTranslations:
    """A compiled catalogue, kept under the instance folder: no binary in git and no build step."""
    sources = list((CATALOGUES / language).glob("*.po"))
    if not sources:
        return gnu.NullTranslations()
    target = folder / f"{language}.mo"
    newest = max(path.stat().st_mtime for path in sources)
    if not target.exists() or target.stat().st_mtime < newest:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as fresh:
            write_mo(fresh, merged_catalogue(language))
        os.replace(fresh.name, target)
    with target.open("rb") as file:
        return gnu.GNUTranslations(file)

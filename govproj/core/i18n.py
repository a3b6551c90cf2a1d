"""Words: Chinese in the source, English from the catalogue, chosen by the reader."""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import request
from flask_babel import Babel, force_locale, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

__all__ = ["LANGUAGES", "_", "_l", "in_chinese", "init_app", "locale", "ngettext"]

LANGUAGES = {"zh": "中文", "en": "English"}
CATALOGUES = Path(__file__).parents[2] / "translations"


def locale() -> str:
    """`zh` or `en`; Chinese where nobody has asked."""
    return str(get_locale() or "zh")[:2]


def in_chinese(message) -> str:
    """A lazy message as it stands in the source, for words that are stored and must not follow the reader."""
    with force_locale("zh"):
        return str(message)


def _chosen_language() -> str:
    chosen = request.cookies.get("lang") if request else None
    if chosen in LANGUAGES:
        return chosen
    return (request and request.accept_languages.best_match(list(LANGUAGES))) or "zh"


def init_app(app) -> None:
    compiled = compile_catalogues(Path(app.instance_path) / "cache" / "translations")
    Babel(
        app,
        default_locale="zh",
        locale_selector=_chosen_language,
        default_translation_directories=str(compiled),
    )
    app.jinja_env.globals.update(locale=locale, LANGUAGES=LANGUAGES)


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


def compile_catalogues(folder: Path) -> Path:
    """Keep compiled catalogues under the instance folder: no binary in git and no build step."""
    for language in LANGUAGES:
        sources = list((CATALOGUES / language).glob("*.po"))
        target = folder / language / "LC_MESSAGES" / "messages.mo"
        newest = max((path.stat().st_mtime for path in sources), default=0)
        if not sources or (target.exists() and target.stat().st_mtime >= newest):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as fresh:
            write_mo(fresh, merged_catalogue(language))
        os.replace(fresh.name, target)
    return folder

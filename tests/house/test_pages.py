"""Endpoints, templates and words: closed by default, typed and kebab-case, translated, in small files."""

import ast
import re

import pytest

from govproj.core import catalogue
from govproj.core.i18n import merged_catalogue
from govproj.core.workflow import Workflow
from tests.house.structure import GOVPROJ, TEMPLATES

LONGEST_TEMPLATE = 120
FORBIDDEN_IN_TEMPLATES = {
    r"\|\s*safe\b": "escape it, or build it from macros",
    r'\sstyle="': "the content policy refuses inline styles",
    r"<script(?![^>]*\bsrc=)": "the content policy refuses inline scripts",
    r"\son[a-z]+=": "the content policy refuses inline handlers",
    r"user\.(role|is_secretary|is_admin)": "ask the policy in the view and hand over the answer",
}
FORBIDDEN_IN_CODE = r"\bMarkup\(|render_template_string|\bModel\.query\b|\.query\.filter"

PAGES = sorted(TEMPLATES.rglob("*.html"))


def name(path):
    return str(path.relative_to(TEMPLATES))


def test_every_endpoint_says_who_may_use_it(app):
    silent = [endpoint for endpoint, view in app.view_functions.items() if not hasattr(view, "access")]
    assert silent == [], f"add @public or @requires(...) to: {', '.join(silent)}"


def test_an_endpoint_that_says_nothing_does_not_run(site):
    from govproj import create_app

    app = create_app(site[0].instance_path, TESTING=True, SECRET_KEY=site[0].config["SECRET_KEY"])
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    with pytest.raises(RuntimeError, match="does not say who may use it"):
        app.test_client().get("/forgotten")


def test_addresses_are_kebab_case_and_typed(app):
    for rule in app.url_map.iter_rules():
        plain = re.sub(r"<[^>]+>", "x", rule.rule)
        assert re.fullmatch(r"(/[a-z0-9.-]*)+", plain), f"{rule.rule}: kebab-case, please"
        untyped = [a for a in rule.arguments if a.endswith("_id") and f"<int:{a}>" not in rule.rule]
        assert not untyped, f"{rule.rule}: {untyped} are numbers, say <int:…>"


def test_every_move_of_every_workflow_can_be_made_somewhere(app):
    endpoints = set(app.view_functions)
    ours = [workflow for workflow in Workflow.known.values() if workflow.name in app.blueprints]
    assert ours
    for workflow in ours:
        for move in workflow.moves.values():
            name = f"{workflow.name}.{move.name}"
            assert move.follows or name in endpoints, f"no view for {name}"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_keeps_to_its_size_and_to_the_content_policy(path):
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_TEMPLATE, (
        f"{name(path)}: move a part into components/ or an include"
    )
    for pattern, advice in FORBIDDEN_IN_TEMPLATES.items():
        found = re.search(pattern, text)
        assert not found, f"{name(path)}: {found and found.group()!r} – {advice}"


def test_no_module_makes_html_by_hand():
    for path in GOVPROJ.rglob("*.py"):
        assert not re.search(FORBIDDEN_IN_CODE, path.read_text()), path


def fragments():
    for path in GOVPROJ.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "render_page":
                for keyword in call.keywords:
                    constants = isinstance(keyword.value, ast.Constant) and isinstance(
                        call.args[0], ast.Constant
                    )
                    if keyword.arg == "fragment" and constants:
                        yield call.args[0].value, keyword.value.value


@pytest.mark.parametrize(("template", "block"), sorted(set(fragments())))
def test_every_fragment_is_a_block_of_its_page(app, template, block):
    assert block in app.jinja_env.get_template(template).blocks


def test_every_sentence_has_its_english():
    unknown = [f"{sentence.file}:{sentence.line} {sentence.words}" for sentence in catalogue.missing()]
    assert not unknown, "run `flask words`, then translate in translations/en/:\n" + "\n".join(
        sorted(set(unknown))
    )


def test_english_keeps_the_placeholders():
    """A lost %(name)s shows nonsense; an invented one is an error on the page."""
    for message in merged_catalogue("en") or ():
        if isinstance(message.id, str) and message.id:
            wanted, given = (set(re.findall(r"%\((\w+)\)", text)) for text in (message.id, message.string))
            assert given <= wanted, f"{message.id} → {message.string}"

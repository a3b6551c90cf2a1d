"""Who may know whom: the order of features, of files inside a feature, and what only some may do."""

import ast
import re
import subprocess

import pytest

from govproj import FEATURES
from govproj.core.db import db
from tests.house.structure import (
    COMMITS,
    FLOOR,
    GOVPROJ,
    MAY_IMPORT,
    MODULES,
    ROOT,
    WEBLESS,
    feature_of,
    imports,
    kind_of,
    label,
)

LONGEST_MODULE = 300
LONGEST_POLICY = 80
TOP_LEVEL = {
    "app.py",
    "run.py",
    "govproj",
    "static",
    "templates",
    "tests",
    "instance",
    "requirements.txt",
    "requirements.in",
    "requirements-dev.txt",
    "requirements-dev.in",
    "README.md",
    "CHANGELOG.md",
    "pyproject.toml",
    "docs",
    "migrations",
    "translations",
    "deploy",
    "bench",
    ".ci",
    ".gitignore",
    ".editorconfig",
}


def each_module(function):
    return pytest.mark.parametrize("path", MODULES, ids=label)(function)


@each_module
def test_features_import_only_from_the_floors_below(path):
    here = feature_of(path)
    for there, _ in imports(path):
        assert here == there or FLOOR[there] < FLOOR[here], (
            f"{label(path)} imports {there}, which is not below it"
        )


@each_module
def test_files_keep_their_order_inside_a_feature(path):
    if feature_of(path) in {"core", "demo"}:
        return
    allowed = MAY_IMPORT[kind_of(path)]
    for there, file in imports(path):
        if there != "core":
            assert file in allowed, f"{label(path)} is {kind_of(path)} and may not import {there}.{file}"


@each_module
def test_rules_know_nothing_of_the_web(path):
    if feature_of(path) != "core" and kind_of(path) in WEBLESS:
        knows_the_web = re.search(r"^(from|import) flask\b|\bcurrent_user\b", path.read_text(), re.M)
        assert not knows_the_web, f"{label(path)} knows of requests; take `user` or `by=` instead"


@each_module
def test_only_views_and_the_shell_commit(path):
    if "session.commit()" in path.read_text():
        relative = path.relative_to(GOVPROJ)
        allowed = COMMITS & {*relative.parts, path.stem} or feature_of(path) == "demo"
        assert allowed, f"{label(path)} commits; leave that to the view"


@each_module
def test_a_module_says_what_it_is_for(path):
    assert re.match(r'"""\S', path.read_text()), f"{label(path)} opens with one line saying what it is for"


@each_module
def test_no_module_outgrows_its_room(path):
    lines = len(path.read_text().splitlines())
    limit = LONGEST_POLICY if path.stem == "policy" else LONGEST_MODULE
    assert lines <= limit, f"{label(path)} has {lines} lines; split it after its subjects (at most {limit})"


def test_what_is_required_is_more_than_blanks():
    for path in MODULES:
        if path.name != "forms.py" or path.parent.name == "core":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wtforms"):
                names = {name.name for name in node.names}
                assert "InputRequired" not in names, f"{label(path)}: take InputRequired from core.forms"


def test_every_feature_is_registered_and_in_the_order():
    folders = {path.parent.name for path in GOVPROJ.glob("*/views*")} - {"core"}
    assert folders <= set(FEATURES)
    assert list(FEATURES) == sorted(FEATURES, key=FLOOR.get), "FEATURES keeps the order of the floors"


def test_nothing_is_called_after_nothing():
    lazy = {"utils", "helpers", "common", "misc", "manager"}
    assert not [label(path) for path in MODULES if path.stem in lazy]


def test_the_top_level_is_tidy():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split("/")[0] for line in tracked.splitlines()} <= TOP_LEVEL


def test_the_glossary_knows_every_model():
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    names = {
        re.sub(r"(?<!^)(?=[A-Z])", "_", mapper.class_.__name__).lower()
        for mapper in db.Model.registry.mappers
    }
    missing = sorted(name for name in names if f"`{name}`" not in glossary)
    assert not missing, f"docs/glossary.md has no line for {', '.join(missing)}"

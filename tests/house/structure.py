"""What the house rules look at: modules, their imports, the endpoints and their things."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
GOVPROJ = ROOT / "govproj"
TEMPLATES = ROOT / "templates"

# A feature may import those to its left; those on one line never import each other.
ORDER = [
    {"core"},
    {"villages"},
    {"accounts"},
    {"firms"},
    {"projects"},
    {"selections"},
    {"rectifications"},
    {"engagement"},
    {"decisions"},
    {"ledger"},
    {"checklists"},
    {"inspections"},
    {"risks"},
    {"disclosures"},
    {"following"},
    {"noticeboards"},
    {"inquiries"},
    {"evaluations"},
    {"matters"},
    {"filings"},
    {"flags"},
    {"dashboards", "audit"},
    {"demo"},
]
FLOOR = {feature: number for number, floor in enumerate(ORDER) for feature in floor}

# Inside a feature, and what one feature may take from another below it. Modules named after their
# subject (urn, slips, satisfaction, todos …) count as "subject": they read and never change anything.
MAY_IMPORT = {
    "models": {"models", "subject"},
    "subject": {"models", "policy", "workflow", "queries", "subject"},
    "policy": {"models", "policy", "subject"},
    "workflow": {"models", "policy", "queries", "subject"},
    "queries": {"models", "policy", "queries", "subject", "workflow"},
    "forms": {"models", "forms", "subject"},
    "actions": {"models", "policy", "workflow", "queries", "actions", "subject"},
    "views": {"models", "policy", "workflow", "queries", "actions", "forms", "views", "subject"},
}
SEVEN = set(MAY_IMPORT) - {"subject"}
WEBLESS = {"models", "policy", "workflow", "forms", "actions"}
COMMITS = {"views", "cli", "pages"}  # core/pages.py holds the views that belong to no feature

MODULES = sorted(
    path for path in GOVPROJ.glob("*/**/*.py") if path.stem != "__init__" or path.parent.name == "views"
)


def feature_of(path: Path) -> str:
    return path.relative_to(GOVPROJ).parts[0]


def file_of(parts: list[str]) -> str:
    """Which of the seven files a module is, or that it is one named after its subject."""
    return parts[0] if parts and parts[0] in SEVEN else "subject"


def kind_of(path: Path) -> str:
    return file_of(list(path.relative_to(GOVPROJ).with_suffix("").parts[1:]))


def imports(path: Path):
    """(feature, file) of everything a module imports from govproj."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("govproj"):
            _, *parts = node.module.split(".")
            for name in node.names:
                full = [*parts, name.name]
                if full[0] not in FLOOR:
                    continue
                yield full[0], file_of(full[1:])


def label(path: Path) -> str:
    return str(path.relative_to(GOVPROJ).with_suffix(""))

"""What was typed about money before there was a ledger becomes its first rows."""

from importlib.util import module_from_spec, spec_from_file_location

from govproj.config import ROOT
from govproj.core.db import db
from govproj.ledger.queries.books import lines_of, sources_of
from govproj.ledger.states import SourceKind
from tests.factories import a_project
from tests.ledger.things import WAN

FILE = ROOT / "migrations" / "versions" / "0005_ledger.py"


def take_over():
    spec = spec_from_file_location("ledger_migration", FILE)
    migration = module_from_spec(spec)
    spec.loader.exec_module(migration)
    migration.take_over_funds(db.session.connection())
    db.session.commit()


def test_typed_sources_become_rows_and_what_does_not_add_up_is_left_to_people(app):
    typed = [{"source": "上级水利补助", "fen": 60 * WAN}, {"source": "村集体自有", "fen": 26 * WAN}]
    whole = a_project(budget_fen=86 * WAN, funds=typed)
    torn = a_project(budget_fen=90 * WAN, funds=typed)

    take_over()

    assert [(s.name, s.kind, s.fen, s.earmarked) for s in sources_of(whole.id)] == [
        ("上级水利补助", SourceKind.SUBSIDY, 60 * WAN, True),
        ("村集体自有", SourceKind.OWN, 26 * WAN, False),
    ]
    assert [line.fen for line in lines_of(whole.id)] == [86 * WAN]
    assert sources_of(torn.id) == []

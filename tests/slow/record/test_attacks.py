"""Every attack at a hundred positions is caught; without its guards each of them succeeds; honest logs raise no alarm.

python3 run.py test --slow record
"""

import random

import pytest

from govproj.core import log_check
from tests.audit.attacks import ATTACKS, a_log_with_evidence, attempt, without
from tests.audit.logs import an_honest_history

POSITIONS = 100
HISTORIES = 1000

each_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def honest(files):
    return a_log_with_evidence(random.Random(2), POSITIONS, files)


def test_there_are_at_least_seventeen_attacks():
    assert len({attack.name for attack in ATTACKS}) >= 17


@each_attack
def test_it_is_caught_wherever_it_is_tried(attack, honest, files):
    findings = [attempt(attack, honest, at, files) for at in range(POSITIONS)]
    assert [at for at, finding in enumerate(findings) if finding.exit_code != log_check.TAMPERED] == []
    assert [at for at, found in enumerate(findings) if attack.exact and found.first_bad is None] == []


@each_attack
def test_it_would_go_unseen_without_its_guards(attack, honest, files, monkeypatch):
    without(monkeypatch, *attack.guards)
    findings = [attempt(attack, honest, at, files) for at in range(POSITIONS)]
    assert [at for at, finding in enumerate(findings) if finding.exit_code != log_check.INTACT] == []


@each_attack
def test_none_of_its_guards_is_named_in_vain(attack, honest, files, monkeypatch):
    """With all but one of them gone, that one still catches it, somewhere at least."""
    for guard in attack.guards:
        with monkeypatch.context() as blinded:
            without(blinded, *(other for other in attack.guards if other != guard))
            codes = [attempt(attack, honest, at, files).exit_code for at in range(0, POSITIONS, 9)]
            assert log_check.TAMPERED in codes, guard


def test_a_thousand_honest_histories_raise_no_alarm():
    for seed in range(HISTORIES):
        lines, kept = an_honest_history(random.Random(seed))
        finding = log_check.check(lines, kept)
        assert finding.exit_code == log_check.INTACT, (seed, finding)

"""The record against whoever owns the server, in short; tests/slow/record tries it longer and shows the teeth."""

import random

import pytest

from govproj.core import log_check
from tests.audit.attacks import ATTACKS, a_log_with_evidence, attempt
from tests.audit.logs import an_honest_history

SIZE = 22


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def honest(files):
    return a_log_with_evidence(random.Random(1), SIZE, files)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_it_is_caught(attack, honest, files):
    for at in (0, 10, SIZE - 1):
        finding = attempt(attack, honest, at, files)
        assert finding.exit_code == log_check.TAMPERED, f"at {at}: {finding}"
        if attack.exact:
            first = (
                max(at, 4)
                if "no_checkpoint_covers" in attack.name
                else min(at, SIZE - 2)
                if "two" in attack.name
                else at
            )
            assert finding.first_bad == first, f"at {at}: {finding}"


@pytest.mark.parametrize("seed", range(25))
def test_an_honest_history_raises_no_alarm(seed):
    lines, kept = an_honest_history(random.Random(seed))
    finding = log_check.check(lines, kept)
    assert finding.exit_code == log_check.INTACT, finding

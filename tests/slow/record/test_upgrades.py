"""From every schema of which a site is kept to the one of today.

python3 run.py test --slow record
"""

import pytest

from tests.core.elsewhere import an_empty_instance
from tests.core.older_sites import NUMBERS
from tests.core.test_upgrades import it_becomes_todays


@pytest.mark.parametrize("number", NUMBERS)
def test_an_older_site_becomes_todays_with_every_row(app, tmp_path, number):
    with an_empty_instance(tmp_path / "elsewhere") as elsewhere:
        it_becomes_todays(elsewhere, number)

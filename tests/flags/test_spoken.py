"""What a flag says is a sentence for people: days and months in words, and words in the reader's language."""

import re

import pytest

from govproj.core.i18n import speaking
from govproj.flags.rules import CATALOGUE, Fires
from govproj.flags.spoken import spoken
from govproj.ledger.states import FirmRole
from govproj.projects.models import Method
from tests.flags.clean import SETTINGS
from tests.flags.test_rules import TABLE

CHINESE = re.compile(r"[\u4e00-\u9fff]")
BARE_DAY_OR_MONTH = re.compile(r"(?<!-)\b\d{4}-\d{2}\b")


def test_days_and_months_are_said_and_numbers_that_look_alike_are_left():
    numbers = {"day": "2022-06-07", "month": "2022-05", "number": "浙财2022-05号", "case": "ZG-2022-001"}
    assert list(spoken(numbers).values()) == ["2022年6月7日", "2022年5月", "浙财2022-05号", "ZG-2022-001"]
    with speaking("en"):
        assert list(spoken(numbers).values()) == ["7 Jun 2022", "May 2022", "浙财2022-05号", "ZG-2022-001"]


def test_words_of_the_program_follow_the_reader_and_names_stay(app):
    numbers = {
        "method": str(Method.TOWN_PLATFORM.label),
        "one": str(FirmRole.DESIGN.label),
        "what": "联系电话、地址",
        "who": "白例民、白样根",
        "none": "",
    }
    assert spoken(numbers) == numbers
    with speaking("en"):
        said = spoken(numbers)
    assert not CHINESE.search(said["method"] + said["one"] + said["what"])
    assert (said["who"], said["none"]) == ("白例民, 白样根", "")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_speaks_in_sentences(app, language):
    with speaking(language):
        for rule_id, told, _level in TABLE:
            rule = CATALOGUE[rule_id]
            result = rule.judge(told, SETTINGS)
            if not isinstance(result, Fires):
                continue
            sentence = str(rule.says[result.says])
            assert language == "zh" or not CHINESE.search(sentence), sentence
            said = sentence % spoken(result.numbers)
            assert not BARE_DAY_OR_MONTH.search(said), said
            assert said.endswith("。" if language == "zh" else "."), said
            assert re.search(r"\d", said) or rule_id in {"RF12", "RF14", "RF15", "RF16", "RF21"}, said


def test_every_question_leads_to_the_rows_it_was_read_from():
    for rule_id, told, level in TABLE:
        if level is not None:
            assert CATALOGUE[rule_id].judge(told, SETTINGS).rows, rule_id

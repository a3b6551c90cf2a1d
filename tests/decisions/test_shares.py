"""Quorum and majority by exact fractions: what needed() says and what is_met() allows are the same thing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govproj.decisions.shares import Count, Share, Threshold
from govproj.decisions.states import MeetingKind
from govproj.villages import rules

PEOPLE = st.integers(1, 5000)
SHARES = st.builds(
    lambda of, part, strict: Share(min(part, of - 1) if strict else min(part, of), of, strict),
    of=st.integers(2, 12),
    part=st.integers(1, 12),
    strict=st.booleans(),
)


@given(share=SHARES, whole=PEOPLE, number=st.integers(0, 5000))
def test_a_share_is_met_exactly_where_the_fraction_says_so(share, whole, number):
    reached, wanted = Fraction(number, whole), Fraction(share.part, share.of)
    assert share.is_met(number, whole) == (reached > wanted if share.strict else reached >= wanted)


@given(share=SHARES, whole=PEOPLE)
def test_the_least_number_is_enough_and_one_less_is_not(share, whole):
    least = share.needed(whole)
    assert 0 < least <= whole
    assert share.is_met(least, whole)
    assert not share.is_met(least - 1, whole)


@given(share=SHARES)
def test_of_nobody_nothing_passes(share):
    assert not share.is_met(0, 0)


@given(
    quorum=SHARES,
    majority=SHARES,
    of_entitled=st.booleans(),
    entitled=PEOPLE,
    data=st.data(),
)
def test_more_votes_never_undo_a_majority_and_a_majority_of_all_is_one_of_those_present(
    quorum, majority, of_entitled, entitled, data
):
    present = data.draw(st.integers(0, entitled))
    votes = data.draw(st.integers(0, present))
    threshold = Threshold(quorum, majority, of_entitled)
    passes = Count(entitled, present, votes).passes(threshold)
    if passes:
        assert present >= quorum.needed(entitled)
        assert Count(entitled, present, present).passes(threshold)
        assert majority.is_met(votes, present), "enough of all is enough of those who came"


@pytest.mark.parametrize(
    ("share", "whole", "least", "words"),
    [
        (Share(2, 3, False), 42, 28, "三分之二以上"),
        (Share(2, 3, False), 43, 29, "三分之二以上"),
        (Share(2, 3, False), 3, 2, "三分之二以上"),
        (Share(1, 2, True), 42, 22, "过半数"),
        (Share(1, 2, True), 43, 22, "过半数"),
        (Share(1, 2, False), 42, 21, "二分之一以上"),
        (Share(1, 3, True), 9, 4, "超过三分之一"),
        (Share(7, 9, False), 9, 7, "7/9以上"),
        (Share(1, 1, False), 9, 9, "全部"),
    ],
)
def test_shares_in_words(app, share, whole, least, words):
    assert (share.needed(whole), share.words) == (least, words)


@pytest.mark.parametrize("kind", MeetingKind)
def test_every_kind_of_meeting_has_its_rule(kind):
    quorum, majority = rules.DEFAULTS["decision.quorum"][kind], rules.DEFAULTS["decision.majority"][kind]
    for counted in quorum.values():
        Threshold.read(counted, majority)
    assert kind in rules.DEFAULTS["decision.notice_days"]


@pytest.mark.parametrize(
    "rule",
    [{"at_least": [0, 3]}, {"at_least": [4, 3]}, {"more_than": [1, 1]}, {"at_least": [0.5, 1]}],
)
def test_a_rule_that_is_no_share_is_refused(rule):
    with pytest.raises(ValueError, match="no share"):
        Share.read(rule)

"""Who gets what, as it is shown."""

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from marketplace.ledger.split import Part, Party
from marketplace.storefront.shares import receives, shares_of

parts = st.lists(
    st.builds(Part, st.sampled_from(Party), st.integers(0, 10**9), member_id=st.integers(1, 3)), max_size=12
)


@given(parts, st.sampled_from(["MAD", "XOF"]), st.sampled_from(["fr", "ar", "en"]))
def test_shares_sum_to_the_whole_and_percents_to_a_hundred(given_parts, currency, language):
    shown = shares_of(given_parts, currency, language)
    assert shown.whole == sum(part.amount for part in given_parts)
    assert sum(row.width for row in shown.rows) == shown.whole
    assert [row.start for row in shown.rows] == [
        sum(row.width for row in shown.rows[:n]) for n in range(len(shown.rows))
    ]
    if shown.rows:
        assert sum(int("".join(filter(str.isdigit, row.percent))) for row in shown.rows) == 100


def test_shares_of_several_makers_are_named_in_the_plural():
    one, two = Part(Party.MAKER, 100, 1, 1), Part(Party.MAKER, 100, 2, 2)
    with translation.override("en"):
        assert [row.name for row in shares_of([one, one], "MAD", "en").rows] == ["The maker"]
        assert [row.name for row in shares_of([one, two], "MAD", "en").rows] == ["The makers"]


def test_receives_says_what_is_hers_of_the_price():
    with translation.override("en"):
        sentence = receives([Part(Party.MAKER, 21250), Part(Party.PLATFORM, 3750)], "Fatima", "MAD", "en")
    assert sentence == "Of MAD\xa0250, Fatima receives MAD\xa0212.50"

import pytest

from media.ranges import MOST, Part, Unsatisfiable, asked


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-1", Part(0, 1)),
        ("bytes=0-", Part(0, 999)),
        ("bytes=500-599", Part(500, 599)),
        ("bytes=990-5000", Part(990, 999)),
        ("bytes=-10", Part(990, 999)),
        ("bytes=-5000", Part(0, 999)),
        ("", None),
        ("bytes=-", None),
        ("bytes=5-1", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=a-b", None),
    ],
)
def test_asked_part_of_a_thousand(header, part):
    assert asked(header, 1000) == part


def test_asked_for_more_than_is_sent_at_once():
    assert asked("bytes=10-", 10 * MOST) == Part(10, 10 + MOST - 1)


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_asked_beyond_the_end_is_refused(header):
    with pytest.raises(Unsatisfiable):
        asked(header, 1000)

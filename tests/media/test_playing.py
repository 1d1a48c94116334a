"""The address of a recording, as browsers ask it."""

import pytest
from django.urls import reverse

from media import recording, spoken_files
from media.recording import take_in_recording
from tests.media import sounds

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(stored):
    return take_in_recording(sounds.wav(), title="Fadma", language="fr")


@pytest.fixture
def content(kept):
    with spoken_files.storage().open(spoken_files.name_of(kept.hash, "webm")) as file:
        return file.read()


def ask(client, kept, format_="webm", **headers):
    # As every browser does for pages; a part that were packed could not be put together.
    headers.setdefault("accept-encoding", "gzip, br")
    return client.get(reverse("spoken", args=[kept.hash, format_]), headers=headers)


def test_whole_file(client, kept, content):
    answer = ask(client, kept)
    assert (answer.status_code, answer.content) == (200, content)
    assert answer["Content-Type"] == "audio/webm"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Content-Encoding" not in answer
    assert not answer.streaming
    assert not answer.cookies


def test_aac_says_its_type(client, kept):
    assert ask(client, kept, "m4a")["Content-Type"] == "audio/mp4"


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [("bytes=0-1", 0, 1), ("bytes=0-", 0, None), ("bytes=1000-2999", 1000, 2999), ("bytes=-500", -500, None)],
)
def test_part(client, kept, content, header, first, last):
    answer = ask(client, kept, range=header)
    wanted = content[first:] if last is None else content[first : last + 1]
    assert (answer.status_code, answer.content) == (206, wanted)
    start = first % len(content)
    assert answer["Content-Range"] == f"bytes {start}-{start + len(wanted) - 1}/{len(content)}"
    assert int(answer["Content-Length"]) == len(wanted)
    assert "Content-Encoding" not in answer


def test_part_of_a_large_file_is_no_larger_than_one_answer(client, kept, content, monkeypatch):
    monkeypatch.setattr("media.ranges.MOST", 1000)
    answer = ask(client, kept, range="bytes=10-")
    assert answer["Content-Range"] == f"bytes 10-1009/{len(content)}"
    assert answer.content == content[10:1010]


def test_part_beyond_the_end_is_refused_with_the_size(client, kept, content):
    answer = ask(client, kept, range=f"bytes={len(content)}-")
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(content)}")


def test_part_of_what_has_changed_is_the_whole(client, kept, content):
    etag = ask(client, kept)["ETag"]
    assert ask(client, kept, range="bytes=0-1", **{"if-range": etag}).status_code == 206
    answer = ask(client, kept, range="bytes=0-1", **{"if-range": '"another"'})
    assert (answer.status_code, answer.content) == (200, content)


def test_known_file_is_not_sent_again(client, kept):
    etag = ask(client, kept)["ETag"]
    assert ask(client, kept, **{"if-none-match": etag}).status_code == 304


def test_withheld_recording_is_not_found(client, kept):
    recording.withhold(kept, True)
    assert ask(client, kept).status_code == 404
    recording.withhold(kept, False)
    assert ask(client, kept).status_code == 200


@pytest.mark.parametrize("hash_", ["0" * 32])
def test_recording_of_nobody_is_not_found(client, stored, hash_):
    assert client.get(f"/spoken/{hash_}.webm").status_code == 404


@pytest.mark.parametrize("address", ["/spoken/../secret_key.webm", "/spoken/abc.webm", f"/spoken/{'0' * 32}.jpg"])
def test_other_addresses_are_none_of_ours(client, address):
    assert client.get(address).status_code == 404


def test_posting_is_not_allowed(client, kept):
    assert client.post(reverse("spoken", args=[kept.hash, "webm"])).status_code == 405

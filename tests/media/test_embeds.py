import pytest

from media.embeds import read


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://m.youtube.com/watch?app=desktop&v=aqz-KE-bpKQ&t=10s",
        "https://youtu.be/aqz-KE-bpKQ?si=x",
        "https://www.youtube.com/shorts/aqz-KE-bpKQ",
        "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
    ],
)
def test_read_address_of_youtube_is_shown_without_its_cookies(address):
    found = read(address)
    assert found.frame == "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1"
    assert (found.origin, found.page) == (
        "https://www.youtube-nocookie.com",
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
    )


def test_read_address_of_vimeo():
    assert read("https://vimeo.com/76979871").frame == "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://example.org/watch?v=aqz-KE-bpKQ",
        "https://www.youtube.com.example.org/watch?v=aqz-KE-bpKQ",
        "https://example.org/https://youtu.be/aqz-KE-bpKQ",
        "javascript:alert(1)//youtu.be/aqz-KE-bpKQ",
        "https://www.youtube.com/watch?v=<script>",
    ],
)
def test_read_address_of_anybody_else_is_nothing(address):
    assert read(address) is None

"""What a grown shop says in its environment."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from marketplace import growing

env = environ.Env()
WHOLE = {
    "S3_PUBLIC_BUCKET": "pictures",
    "S3_PRIVATE_BUCKET": "masters",
    "S3_ACCESS_KEY_ID": "key",
    "S3_SECRET_ACCESS_KEY": "hush",
    "S3_PUBLIC_ORIGIN": "https://files.shop.example/",
    "S3_ENDPOINT_URL": "https://s3.example",
}


@pytest.fixture
def said(monkeypatch):
    def say(**given):
        for name in ("REDIS_URL", *growing.S3, *growing.S3_OPTIONAL):
            monkeypatch.setenv(name, given.get(name, ""))

    say()
    return say


def test_s3_said_nowhere_leaves_files_here(said):
    assert growing.s3(env) == {}
    assert growing.csp_source({}) == []


def test_s3_said_whole_is_taken_without_the_last_slash(said):
    said(**WHOLE)
    assert growing.s3(env) == WHOLE | {"S3_PUBLIC_ORIGIN": "https://files.shop.example"}


@pytest.mark.parametrize("name", growing.S3)
def test_s3_said_by_half_is_refused_by_the_name_that_lacks(said, name):
    said(**{other: value for other, value in WHOLE.items() if other != name})
    with pytest.raises(ImproperlyConfigured, match=f"without {name}: S3 needs all of them, or none.") as refusal:
        growing.s3(env)
    assert "hush" not in str(refusal.value)


def test_s3_without_region_or_endpoint_is_refused(said):
    said(**{name: value for name, value in WHOLE.items() if name != "S3_ENDPOINT_URL"})
    with pytest.raises(ImproperlyConfigured, match="S3_REGION"):
        growing.s3(env)


def test_s3_with_one_bucket_for_both_is_refused(said):
    said(**WHOLE | {"S3_PRIVATE_BUCKET": "pictures"})
    with pytest.raises(ImproperlyConfigured, match="must differ"):
        growing.s3(env)


@pytest.mark.parametrize("name", ["S3_PUBLIC_ORIGIN", "S3_ENDPOINT_URL"])
@pytest.mark.parametrize(
    "address", ["files.shop.example", "ftp://files.shop.example", "https://", "https://a.example/?b"]
)
def test_s3_with_an_address_that_is_none_is_refused(said, name, address):
    said(**WHOLE | {name: address})
    with pytest.raises(ImproperlyConfigured, match=f"{name} must be like https"):
        growing.s3(env)


def test_pages_may_show_pictures_from_the_origin_of_the_files_alone():
    assert growing.csp_source({"S3_PUBLIC_ORIGIN": "http://127.0.0.1:8333/pictures"}) == ["http://127.0.0.1:8333"]


def test_redis_said_nowhere_is_a_table(said):
    assert growing.redis(env) == ""
    assert list(growing.caches("")) == ["default"]


@pytest.mark.parametrize(
    "url", ["redis://cache:6379/0", "rediss://shop:hush@cache.example:6380/1", "unix:///run/redis.sock"]
)
def test_redis_by_its_address_is_taken(said, url):
    said(REDIS_URL=url)
    assert growing.redis(env) == url


@pytest.mark.parametrize("url", ["cache:6379", "http://shop:hush@cache", "redis://"])
def test_redis_by_what_is_no_address_is_refused_without_its_password(said, url):
    said(REDIS_URL=url)
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL must be like") as refusal:
        growing.redis(env)
    assert "hush" not in str(refusal.value)

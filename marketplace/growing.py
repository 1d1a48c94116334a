"""What a grown shop says in its environment: where its files lie, and which Redis it has. What is half said is refused."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

S3 = ("S3_PUBLIC_BUCKET", "S3_PRIVATE_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY", "S3_PUBLIC_ORIGIN")
S3_OPTIONAL = ("S3_ENDPOINT_URL", "S3_REGION")
# A cached session may be older than the database's by this much, when Redis was away in between.
SESSION_SECONDS = 60
REDIS_SCHEMES = {"redis", "rediss", "unix"}


def s3(env) -> dict[str, str]:
    """Its settings by name; none when the files stay on this machine."""
    given = {name: value for name in (*S3, *S3_OPTIONAL) if (value := env.str(name, default="").strip())}
    if not given:
        return {}
    if missing := [name for name in S3 if name not in given]:
        raise ImproperlyConfigured(f"{', '.join(given)} without {', '.join(missing)}: S3 needs all of them, or none.")
    if not given.keys() & set(S3_OPTIONAL):
        raise ImproperlyConfigured("S3 needs S3_REGION, or S3_ENDPOINT_URL where it is not Amazon's.")
    if given["S3_PUBLIC_BUCKET"] == given["S3_PRIVATE_BUCKET"]:
        raise ImproperlyConfigured(
            "S3_PUBLIC_BUCKET and S3_PRIVATE_BUCKET must differ: anybody may read the public one."
        )
    for name in {"S3_PUBLIC_ORIGIN", "S3_ENDPOINT_URL"} & given.keys():
        given[name] = given[name].rstrip("/")
        address = urlsplit(given[name])
        if address.scheme not in {"http", "https"} or not address.hostname or address.query or address.fragment:
            raise ImproperlyConfigured(f"{name} must be like https://files.example.org, not {given[name]!r}")
    return given


# Of Django's STORAGES, those that hold what people send. Without options: Wagtail writes those of a storage into its tasks, keys too.
S3_STORAGES = {"default": {"BACKEND": "media.s3.PublicFiles"}, "private": {"BACKEND": "media.s3.PrivateFiles"}}


def csp_source(given: dict[str, str]) -> list[str]:
    """From where pages may show pictures, beside the shop itself."""
    address = urlsplit(given.get("S3_PUBLIC_ORIGIN", ""))
    return [f"{address.scheme}://{address.netloc}"] if address.netloc else []


def redis(env) -> str:
    """Its address, or an empty string."""
    url = env.str("REDIS_URL", default="").strip()
    address = urlsplit(url)
    if url and (address.scheme not in REDIS_SCHEMES or not (address.hostname or address.path)):
        # The address holds a password.
        raise ImproperlyConfigured("REDIS_URL must be like redis://user:password@host:6379/0")
    return url


def caches(url: str) -> dict[str, dict]:
    """Without Redis: a table, which all processes share. With it, that table while Redis is away."""
    # Rate limits live here: the default of 300 rows would let anybody push them out.
    table = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
    if not url:
        return {"default": table}
    return {
        "default": {"BACKEND": "marketplace.redis_cache.Steadfast", "LOCATION": url, "KEY_PREFIX": "maarad"},
        "without_redis": table,
        "sessions": {
            "BACKEND": "marketplace.redis_cache.Forgetful",
            "LOCATION": url,
            "KEY_PREFIX": "maarad-sessions",
            "TIMEOUT": SESSION_SECONDS,
        },
    }

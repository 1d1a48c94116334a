"""What lies in `deploy/` is read by those it is written for, where they are; its settings are the shop's."""

import http.client
import http.server
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from tests import serving
from tests.database import ROOT
from tests.house.test_docs import BY_THE_SITE

DEPLOY = ROOT / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text()
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
PROXY = (DEPLOY / "nginx" / "maarad.conf").read_text()
# Of compose alone: the database that it makes itself.
OF_COMPOSE = {"POSTGRES_PASSWORD"}
# What a shop in containers has no use for, or takes as it is.
LEFT_OUT = {
    "ALLOWED_HOSTS",
    "DEBUG",
    "DEMO_ACCOUNTS",
    "FILM_MAX_BYTES",
    "LOG_LEVEL",
    "PAGE_CACHE_BYTES",
    "RECORDING_MAX_BYTES",
    "RECORDING_MAX_SECONDS",
    "SECURE_HSTS_SECONDS",
    "STRIPE_API_BASE",
    "STRIPE_CHECKOUT_ORIGIN",
    "VAR_DIR",
}


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def tool(name):
    if not (found := shutil.which(name)):
        (pytest.fail if os.environ.get("REQUIRE_SERVICES") == "1" and name == "nginx" else pytest.skip)(f"no {name}")
    return found


def described():
    return yaml.safe_load(COMPOSE)


def test_compose_gives_the_shop_every_setting_and_no_other():
    given = set(described()["services"]["web"]["environment"])
    assert given | LEFT_OUT == BY_THE_SITE
    assert not given & LEFT_OUT


def test_compose_asks_for_what_the_example_of_settings_has():
    example = set(re.findall(r"^# (\w+)=", (ROOT / ".env.example").read_text(), re.M))
    assert set(re.findall(r"\$\{(\w+)", COMPOSE)) - OF_COMPOSE <= example


def test_compose_holds_no_secret():
    for name, value in described()["services"]["web"]["environment"].items():
        if re.search(r"SECRET|KEY|PASSWORD", name):
            assert re.fullmatch(r"\$\{[A-Z0-9_]+(:-|:\?.+)\}", value), name
    assert "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?" in COMPOSE


def test_compose_opens_the_shop_to_this_machine_alone_and_nothing_else():
    services = described()["services"]
    assert {name: service.get("ports") for name, service in services.items() if "ports" in service} == {
        "web": ["127.0.0.1:8000:8000"]
    }
    assert {services[name]["image"] for name in ("prepare", "web", "worker")} == {"maarad"}
    assert all(not service["image"].endswith(":latest") for service in services.values())


def test_compose_is_read_by_docker():
    docker = tool("docker")
    if subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker without compose")
    needed = {"PUBLIC_ORIGIN": "https://shop.example", "SECRET_KEY": "x", "POSTGRES_PASSWORD": "x"}
    run(docker, "compose", "-f", DEPLOY / "compose.yaml", "config", "--quiet", env={**os.environ, **needed})


def test_image_takes_nothing_of_this_machines_shop():
    left_out = (ROOT / ".dockerignore").read_text().splitlines()
    assert {".env", "var", ".git", ".venv"} <= set(left_out)


def options_of(words):
    return [
        word for word in words if not re.fullmatch(r"127\.0\.0\.1|0\.0\.0\.0", word) and not word.endswith("granian")
    ]


def test_image_and_unit_start_the_same_server():
    image = json.loads(re.search(r"^CMD (\[.+\])$", (DEPLOY / "Containerfile").read_text(), re.M)[1])
    unit = re.search(r"^ExecStart=(.+)$", (DEPLOY / "systemd" / "maarad-web.service").read_text(), re.M)[1].split()
    assert options_of(image) == options_of(unit)
    assert "marketplace.wsgi:application" in unit


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_unit_is_read_by_systemd(unit, tmp_path):
    verify = tool("systemd-analyze")
    shop = tmp_path / "shop"
    for name in ("granian", "python"):
        program = shop / ".venv" / "bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    (shop / "var").mkdir()
    here = tmp_path / unit.name
    here.write_text(unit.read_text().replace("/srv/maarad", str(shop)))
    done = subprocess.run([verify, "verify", "--man=no", str(here)], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if unit.name in line] == []
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_unit_may_write_where_the_shop_writes_and_nowhere_else(unit):
    words = unit.read_text()
    assert "ProtectSystem=strict" in words
    assert re.findall(r"^ReadWritePaths=(.+)$", words, re.M) == ["/srv/maarad/var"]


@pytest.fixture
def proxy(tmp_path):
    """nginx with the shop's file, its names and ports changed for ones that are free; call it with an upstream's port."""
    tool("nginx"), tool("openssl")
    var, plain, secret = tmp_path / "var", serving.free_port(), serving.free_port()
    (var / "media" / "p").mkdir(parents=True)
    (var / "static").mkdir()
    (var / "private").mkdir()
    # nginx gives up being root, and then reads as anybody would.
    for folder in (tmp_path, *tmp_path.parents):
        if folder == Path(tempfile.gettempdir()):
            break
        folder.chmod(0o755)
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", key, "-out", certificate, "-days", "1", "-subj", "/CN=shop.example")  # fmt: skip

    def configured(upstream):
        words = re.sub(r"^ *listen \[::\].*\n", "", PROXY, flags=re.M)
        words = words.replace("listen 80;", f"listen 127.0.0.1:{plain};")
        words = words.replace("listen 443 ssl", f"listen 127.0.0.1:{secret} ssl")
        words = words.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}").replace("/srv/maarad/var", str(var))
        words = re.sub(r"(?<=ssl_certificate_key ).+(?=;)", str(key), words)
        words = re.sub(r"(?<=ssl_certificate ).+(?=;)", str(certificate), words)
        (tmp_path / "site.conf").write_text(words)
        whole = tmp_path / "nginx.conf"
        paths = "".join(
            f"{name}_temp_path {tmp_path}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        whole.write_text(
            f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; worker_processes 1;\n"
            f"events {{ worker_connections 64; }}\nhttp {{ access_log off; {paths} include /etc/nginx/mime.types;"
            f" include {tmp_path}/site.conf; }}\n"
        )
        return whole

    configured.var, configured.plain, configured.secret = var, plain, secret
    return configured


def test_proxys_file_is_read_by_nginx(proxy):
    assert "test is successful" in run("nginx", "-t", "-c", proxy(serving.free_port()))


def asked(port, path, **headers):
    """(status, headers, body) of what the proxy answers on its encrypted port."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with closing(http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=context)) as client:
        client.request("GET", path, headers={"Host": "shop.example", **headers})
        answer = client.getresponse()
        return answer.status, answer.headers, answer.read().decode(errors="replace")


class Told(http.server.BaseHTTPRequestHandler):
    """In the shop's place: says back what it was told."""

    def do_GET(self):
        body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


@pytest.fixture
def proxied(proxy):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Told) as shop:
        thread = threading.Thread(target=shop.serve_forever, daemon=True)
        thread.start()
        nginx = subprocess.Popen(["nginx", "-c", str(proxy(shop.server_address[1]))], stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                with suppress(OSError), closing(socket.create_connection(("127.0.0.1", proxy.secret), 1)):
                    break
                time.sleep(0.05)
            yield proxy
        finally:
            nginx.terminate()
            nginx.wait()
            shop.shutdown()
            thread.join()


def test_proxy_serves_pictures_itself_and_nothing_private(proxied):
    (proxied.var / "media" / "p" / "a.jpg").write_bytes(b"picture")
    (proxied.var / "private" / "master.jpg").write_bytes(b"master")
    (proxied.var / "secret_key").write_text("hush")
    status, headers, body = asked(proxied.secret, "/media/p/a.jpg")
    assert (status, body, headers["X-Content-Type-Options"]) == (200, "picture", "nosniff")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in (
        "/media/../private/master.jpg",
        "/media../private/master.jpg",
        "/media/%2e%2e/secret_key",
        "/static../secret_key",
    ):
        assert "master" != asked(proxied.secret, path)[2] != "hush", path


def test_proxy_lets_nobody_claim_to_come_from_elsewhere(proxied):
    claimed = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http", "X-Request-ID": "mine"}
    told = json.loads(asked(proxied.secret, "/fr/", **claimed)[2])
    assert told["x-forwarded-for"] == "203.0.113.9, 127.0.0.1", "the shop believes the last"
    assert told["x-forwarded-proto"] == "https"
    assert told["x-request-id"] != "mine"
    assert told["host"] == "shop.example"


def test_proxy_leads_to_the_encrypted_address(proxied):
    with closing(http.client.HTTPConnection("127.0.0.1", proxied.plain, timeout=30)) as client:
        client.request("GET", "/fr/?q=tapis", headers={"Host": "elsewhere.example"})
        answer = client.getresponse()
        assert (answer.status, answer.headers["Location"]) == (301, "https://shop.example/fr/?q=tapis")


def test_proxy_hands_over_what_the_shop_believes_it():
    for name, value in (("X-Forwarded-For", "$proxy_add_x_forwarded_for"), ("X-Forwarded-Proto", "$scheme")):
        assert f"proxy_set_header {name} {value};" in PROXY
    assert re.findall(r"location (\S+)", PROXY) == ["/static/", "/media/", "/"]
    assert "var/private" not in re.sub(r"#.*", "", PROXY)
    assert urlsplit("//" + re.search(r"server (127\S+);", PROXY)[1]).port == 8000

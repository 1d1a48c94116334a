"""A Stripe that remembers, behind real HTTP: what it is asked it does, and what a shopper, her bank and time do, tests say.

It knows idempotency keys, refuses what Stripe refuses, and keeps its account in euros. Where stripe-mock is, every question is put to
it too; where Stripe's description is, every answer is held against that: `complaints` must stay empty.
"""

import itertools
import json
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.payments.providers.stripe import shapes, things

RATE, FEE = 0.0924, 95
HALF_AN_HOUR, A_DAY = 1800, 86_400


class No(Exception):
    """Stripe's answer to what it will not do."""

    def __init__(self, message, *, status=400, kind="invalid_request_error", **more):
        super().__init__(message)
        self.status, self.error = status, {"message": message, "type": kind, **more}


class Fake:
    def __init__(self, judge=None):
        self.judge, self.base = judge, ""
        self.sessions, self.intents, self.charges, self.refunds, self.entries = {}, {}, {}, {}, {}
        self.keys, self.asked, self.complaints = {}, [], []
        self.refund_status, self.enters_at_once, self.is_down, self.loses_answers = "succeeded", True, False, False
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    # What a shopper, her bank and time do.

    def pay(self, session_id):
        """Her card is taken, where the session is still open."""
        session = self.sessions[session_id]
        assert session["status"] == "open", f"nobody can pay a session that is {session['status']}"
        self._intent(session)
        session["status"] = "complete"
        self.money_comes(session_id)

    def decline(self, session_id):
        """Her card is refused, and she may try another."""
        intent = self._intent(self.sessions[session_id])
        intent["status"] = "requires_payment_method"
        return intent

    def pay_slowly(self, session_id):
        """She has done all she can, and her bank takes its time."""
        self._intent(self.sessions[session_id])["status"] = "processing"
        self.sessions[session_id]["status"] = "complete"

    def money_comes(self, session_id):
        session = self.sessions[session_id]
        intent, amount = self.intents[session["payment_intent"]], session["amount_total"]
        charge = things.charge(self._id("ch"), intent=intent["id"], amount=amount, currency=session["currency"])
        self.charges[charge["id"]] = charge
        intent |= {"status": "succeeded", "latest_charge": charge["id"], "amount_received": amount}
        session["payment_status"] = "paid"
        if self.enters_at_once:
            self.enter_charges()

    def money_does_not_come(self, session_id):
        self.intents[self.sessions[session_id]["payment_intent"]]["status"] = "requires_payment_method"

    def enter_charges(self):
        for charge in self.charges.values():
            charge["balance_transaction"] = charge["balance_transaction"] or self._enter(
                charge["amount"], "charge", FEE
            )

    def time_passes(self, session_id):
        self.sessions[session_id]["status"] = "expired"

    def refund_by_hand(self, session_id, amount):
        """In Stripe's dashboard."""
        return self._refund({"payment_intent": self.sessions[session_id]["payment_intent"], "amount": str(amount)})

    def succeed(self, refund_id):
        refund = self.refunds[refund_id]
        refund["status"] = "succeeded"
        refund["balance_transaction"] = self._enter(-refund["amount"], "refund")

    def fail(self, refund_id):
        refund = self.refunds[refund_id]
        if refund["balance_transaction"]:
            refund["failure_balance_transaction"] = self._enter(refund["amount"], "refund_failure")
        refund |= {"status": "failed", "failure_reason": "expired_or_canceled_card"}
        return refund

    @property
    def balance(self):
        return sum(entry["net"] for entry in self.entries.values())

    # What it answers.

    def answer(self, method, path, words, key):
        with self._lock:
            said = _nested(words)
            self.asked.append((method, path, said))
            if self.is_down:
                raise No("An error occurred.", status=503, kind="api_error")
            if key and key in self.keys:
                before, answer = self.keys[key]
                if before != words:
                    raise No(
                        "Keys for idempotent requests can only be used with the same parameters",
                        kind="idempotency_error",
                    )
                return answer
            answer = self._expanded(self._routed(method, path.strip("/").split("/")[1:], said), said.get("expand", {}))
            if key:
                self.keys[key] = words, answer
            if self.loses_answers and method == "POST":
                self.loses_answers = False
                raise No("The answer was lost.", status=500, kind="api_error")
            return answer

    def _routed(self, method, path, said):
        match method, path:
            case "POST", ["checkout", "sessions"]:
                return self._open(said)
            case "GET", ["checkout", "sessions", session_id]:
                return self._known(self.sessions, session_id)
            case "POST", ["checkout", "sessions", session_id, "expire"]:
                session = self._known(self.sessions, session_id)
                if session["status"] != "open":
                    raise No(
                        f'Only Checkout Sessions with a status in ["open"] can be expired. This one is {session["status"]}.'
                    )
                session["status"] = "expired"
                return session
            case "POST", ["refunds"]:
                return self._refund(said)
            case "GET", ["refunds", refund_id]:
                return self._known(self.refunds, refund_id)
            case "GET", ["refunds"]:
                rows = [row for row in self.refunds.values() if row["payment_intent"] == said["payment_intent"]]
                return {"object": "list", "url": "/v1/refunds", "has_more": False, "data": rows}
        raise No(f"Unrecognized request URL ({method}: {'/'.join(path)}).", status=404)

    def _open(self, said):
        if not HALF_AN_HOUR <= int(said["expires_at"]) - time.time() <= A_DAY:
            raise No("The `expires_at` timestamp must be between 30 minutes and 24 hours from now.", param="expires_at")
        if said["locale"] not in {"auto", "fr", "en"}:
            raise No("Invalid locale", param="locale")
        lines = said["line_items"].values()
        total = sum(int(line["price_data"]["unit_amount"]) * int(line["quantity"]) for line in lines)
        (currency,) = {line["price_data"]["currency"] for line in lines}
        session_id = self._id("cs_test")
        session = things.session(
            session_id, amount=total, currency=currency, expires_at=int(said["expires_at"]), metadata=said["metadata"]
        )
        session |= {"url": f"{self.base}/pay/{session_id}", "client_reference_id": said["client_reference_id"]}
        session |= {"success_url": said["success_url"], "cancel_url": said["cancel_url"], "locale": said["locale"]}
        self.sessions[session_id] = session
        return session

    def _intent(self, session):
        if not session["payment_intent"]:
            intent = things.intent(self._id("pi"), amount=session["amount_total"], currency=session["currency"])
            self.intents[intent["id"]] = intent
            session["payment_intent"] = intent["id"]
        return self.intents[session["payment_intent"]]

    def _refund(self, said):
        intent = self._known(self.intents, said["payment_intent"])
        charge, amount = self.charges[intent["latest_charge"]], int(said["amount"])
        given = [
            row["amount"]
            for row in self.refunds.values()
            if row["charge"] == charge["id"] and row["status"] != "failed"
        ]
        if sum(given) == charge["amount"]:
            raise No(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
        if sum(given) + amount > charge["amount"]:
            left = charge["amount"] - sum(given)
            raise No(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", param="amount")
        refund = things.refund(self._id("re"), charge=charge, amount=amount, metadata=said.get("metadata", {}))
        self.refunds[refund["id"]] = refund
        refund["status"] = self.refund_status
        if self.refund_status == "succeeded":
            self.succeed(refund["id"])
        return refund

    def _enter(self, paid, kind, fee=0):
        entry = things.entry(self._id("txn"), amount=round(paid * RATE), fee=fee, kind=kind, rate=RATE)
        self.entries[entry["id"]] = entry
        return entry["id"]

    def _known(self, things_, name):
        if name not in things_:
            raise No(f"No such object: '{name}'", status=404, code="resource_missing", param="id")
        return things_[name]

    def _id(self, prefix):
        return f"{prefix}_{next(self._ids)}"

    def _expanded(self, thing, wanted):
        """A copy, with objects where `expand` asks for them instead of their ids."""
        thing = json.loads(json.dumps(thing))
        for path in wanted.values():
            self._expand(thing, path.split("."))
        return thing

    def _expand(self, thing, path):
        if isinstance(thing, list):
            for each in thing:
                self._expand(each, path)
            return
        stores = {"payment_intent": self.intents, "latest_charge": self.charges}
        name, *rest = path
        if isinstance(thing.get(name), str):
            thing[name] = json.loads(json.dumps(stores.get(name, self.entries)[thing[name]]))
        if rest and thing.get(name):
            self._expand(thing[name], rest)

    # That it is like Stripe.

    def check(self, answer):
        if shapes.SPEC.exists():
            rows = answer["data"] if answer["object"] == "list" else [answer]
            self.complaints += [fault for row in rows for fault in shapes.faults(row["object"], row)]

    def put_to_the_judge(self, method, target, body):
        if not self.judge:
            return
        headers = {"Authorization": "Bearer sk_test_123", "Content-Type": "application/x-www-form-urlencoded"}
        # The judge is a process of our own.
        request = urllib.request.Request(self.judge + target, body or None, headers, method=method)  # noqa: S310
        try:
            urllib.request.urlopen(request, timeout=10).close()  # noqa: S310
        except urllib.error.HTTPError as error:
            with error:
                self.complaints.append(f"{method} {target}: {json.load(error)['error']['message']}")


def _nested(words):
    """`a[b][0]=c` as {"a": {"b": {"0": "c"}}}."""
    said = {}
    for name, value in words:
        *folders, last = name.replace("]", "").split("[")
        place = said
        for folder in folders:
            place = place.setdefault(folder, {})
        place[last] = value
    return said


@contextmanager
def serving(fake):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args):
            pass

        def do_GET(self):
            self.act()

        def do_POST(self):
            self.act()

        def act(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            split = urlsplit(self.path)
            if split.path.startswith("/pay/"):
                self.show("Stripe's own page")
                return
            fake.put_to_the_judge(self.command, self.path, body)
            try:
                words = parse_qsl(body.decode() or split.query, keep_blank_values=True)
                answer = fake.answer(self.command, split.path, words, self.headers.get("Idempotency-Key"))
                fake.check(answer)
                self.send(200, answer)
            except No as no:
                self.send(no.status, {"error": no.error})

        def show(self, words):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words.encode())

        def send(self, status, answer):
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            # A test of what happens when it is down need not wait for tries that fail alike.
            self.send_header("Stripe-Should-Retry", "false" if fake.is_down else "true" if status >= 500 else "false")
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

"""A guest who buys, over HTTP, as a browser without script would: she follows the forms that she is given."""

import http.client
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

FORM = re.compile(r'<form[^>]*method="post"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
DELIVERY = re.compile(r'name="(delivery_\d+)"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="(delivery_\d+)"')
DETAILS = {
    "name": "Salma Idrissi",
    "phone": "06 12 34 56 78",
    "email": "",
    "country": "MA",
    "town": "Rabat",
    "address": "12, rue des Consuls",
    "postcode": "",
}


CONFIRMED = {"payment": "on_delivery", "accept": "on"}


def hidden_in(page):
    """The hidden fields of the last form of a page."""
    return dict(HIDDEN.findall(FORM.findall(page)[-1]))


class Refused(Exception):
    """A step did not lead to the next one."""


class Shopper:
    def __init__(self, port, province):
        self.client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.province = str(province)
        self.cookies, self.server = {}, ""

    def close(self):
        self.client.close()

    def buy(self, variants):
        """From the cart to the page that says thank you; returns its text."""
        page = self.walk(variants)
        return self.submit("/en/checkout/payment/", page, CONFIRMED)

    def walk(self, variants, **told):
        """From the cart to the last step, whose page it returns; `told` is what she says of herself otherwise than the others."""
        self.cookies.clear()
        for variant in variants:
            self.put_in(variant)
        self.get("/en/cart/")
        page = self.get("/en/checkout/")
        page = self.submit("/en/checkout/", page, {**DETAILS, "province": self.province} | told)
        chosen = {}
        for name, value, value_first, name_last in DELIVERY.findall(page):
            chosen.setdefault(name or name_last, value or value_first)
        return self.submit("/en/checkout/delivery/", page, chosen)

    def put_in(self, variant):
        status, _found = self._send("POST", "/en/cart/add/", urlencode({"variant": variant, "quantity": 1}))
        if status != 303:
            raise Refused(f"the cart answered {status}")

    def confirm(self, page, **more):
        """(status, text or address) of the answer to the last form."""
        return self._send("POST", "/en/checkout/payment/", urlencode(hidden_in(page) | CONFIRMED | more))

    def submit(self, path, page, fields):
        """Post the last form of the page with its hidden fields, and follow where it leads."""
        return self.post(path, hidden_in(page) | fields)

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, fields):
        status, found = self._send("POST", path, urlencode(fields))
        if status != 303:
            raise Refused(f"{path} answered {status}")
        return self.get(urlsplit(found).path)

    def _ask(self, method, path):
        status, text = self._send(method, path)
        if status != 200:
            raise Refused(f"{path} answered {status}")
        return text

    def _send(self, method, path, body=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        self.client.request(method, path, body, headers)
        answer = self.client.getresponse()
        text, self.server = answer.read().decode(), answer.headers.get("X-Process", "")
        for given in answer.headers.get_all("Set-Cookie", []):
            for morsel in SimpleCookie(given).values():
                self.cookies[morsel.key] = morsel.value
        return answer.status, answer.headers.get("Location", "") if answer.status in (301, 302, 303) else text

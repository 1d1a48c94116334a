"""Parts of addresses that Django's own converters do not fit."""


class Id:
    """A row's number, small enough for any database: a longer one is a 404, not an error."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class Words:
    """A readable part in any letters; the number before it is what counts."""

    regex = "[^/]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Reference:
    """A purchase's: capitals and figures; which of them `orders.references` decides."""

    regex = "[0-9A-Z]{4,12}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Token(Reference):
    """What goes with a reference in the link that needs no account."""

    regex = "[0-9a-f]{20}"

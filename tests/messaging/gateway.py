"""A text-message gateway that sends nothing: what is handed to it can be read."""


class Gateway:
    sent: list[dict[str, object]] = []

    def send(self, **message):
        self.sent.append(message)

"""Messages: e-mail and text. Takes an address, a language and words, never a user.

`sending` writes at once (a sign-in code), `queueing.enqueue` in the transaction that is the reason for a message.
"""

from marketplace.messaging.sending import send_email, send_text

__all__ = ["send_email", "send_text"]

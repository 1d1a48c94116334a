"""Messages: e-mail and text. Takes an address, a language and words, never a user."""

from marketplace.messaging.sending import send_email, send_text

__all__ = ["send_email", "send_text"]

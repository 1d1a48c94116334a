"""Stripe: the shopper pays on Stripe's own page, a Checkout Session. It is told by webhooks, and asked again for everything.

Cards only: a way to pay that takes days would keep the pieces from others. No price is turned into her currency: what she was
quoted is what she pays.
"""

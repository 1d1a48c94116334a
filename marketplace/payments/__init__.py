"""Money that comes in and goes back: collections, payments, refunds, and the providers that carry them."""

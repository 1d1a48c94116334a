"""A provider to try the shop with: an honest page where the shopper says what her bank would do. It takes no money.

It is a stranger to the shop: it has its own sessions and its own state, and tells the shop by signed notices over HTTP.
"""

"""How long everybody has, read once a process and again when the shelf's version moves."""

from catalogue.remembered import Remembered
from marketplace.orders.models import Deadlines

# Not `load`, which would write a row where there is none.
deadlines = Remembered(lambda: Deadlines.objects.first() or Deadlines())

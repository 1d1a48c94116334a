"""How Moroccans write a day in words: Django puts a comma before the year."""

DATE_FORMAT = "j F Y"

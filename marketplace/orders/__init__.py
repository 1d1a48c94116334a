"""What was bought: purchases, each vendor's order in them, its lines and who gets what of each. Knows no provider of payments."""

"""From a cart to a purchase: what is in the cart, what it will cost (`quoting`), and the one moment it is bought (`placing`)."""

"""A made-up press day of any size, and what the real steps cost on it."""

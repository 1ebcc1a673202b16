"""How lines make articles."""

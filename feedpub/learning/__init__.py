"""Learn from many bulletins how each source writes, and propose tables `[[sources]]`; all of it is pure."""

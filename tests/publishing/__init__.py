"""Publishing, step by step."""

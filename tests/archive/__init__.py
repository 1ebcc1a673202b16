"""The archive, class by class."""

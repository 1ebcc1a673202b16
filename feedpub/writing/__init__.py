"""Turn feeds and pages into bytes: one file a format, and the table of the formats of feeds (`formats`)."""

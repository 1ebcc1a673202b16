"""Articles to entries and feeds: ids, text, HTML, timestamps. Pure: no files, no clock."""

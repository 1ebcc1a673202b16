"""Make entries and feeds from articles: ids, text, HTML, timestamps. Pure: no files, no clock."""

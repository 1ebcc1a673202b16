"""Make articles from lines: group lines under headlines, decide which headings begin an article, find its parts."""

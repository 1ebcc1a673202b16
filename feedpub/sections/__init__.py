"""Choose the section of each article, with the evidence for it. Pure: no files, no clock."""

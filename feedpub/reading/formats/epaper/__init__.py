"""Pages of a paper's own site (`.htm`, `.html`, `.xhtml`): what their marks state of an article, as feedpub's text."""

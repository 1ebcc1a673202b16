"""Turn bytes into clean text: encodings, front matter, markup."""

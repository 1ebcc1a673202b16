"""What news agencies deliver: ninjs, NewsML-G2 and NITF, one module each, from bytes to items.

bytes ─▶ items: what each states, and the parts of its text ─▶ `text`: feedpub's own text with the origin of each line
"""

"""What is put aside of a bulletin, in words that can be translated. The reasons themselves are compared and counted."""

from feedpub.messages import message

__all__ = ["REASONS", "in_words"]

REASONS = {
    str(text): text
    for text in (
        message("code"),
        message("column tag"),
        message("comment"),
        message("deleted (tracked change)"),
        message("editor's opening"),
        message("empty heading"),
        message("endnote"),
        message("footer"),
        message("footnote"),
        message("front matter"),
        message("header"),
        message("headline of the continuation"),
        message("headline repeated"),
        message("hidden text"),
        message("ignored by [[sources]]"),
        message("jump"),
        message("label of an advertisement"),
        message("letterhead"),
        message("list of contents"),
        message("mark of a headline"),
        message("markup"),
        message("masthead"),
        message("menu"),
        message("moved elsewhere (tracked change)"),
        message("name of a picture"),
        message("navigation of a web page"),
        message("notice"),
        message("page head"),
        message("page line"),
        message("page number"),
        message("picture without a caption"),
        message("picture without a file"),
        message("ruby"),
        message("running head"),
        message("section title"),
        message("shortcode"),
        message("sign-off"),
        message("source"),
        message("source line"),
        message("table"),
        message("table of figures"),
        message("time of a web page"),
        message("under no headline"),
        message("white space"),
    )
} | {"rule": message("dividing line")}  # `rule` alone is also what the operator lays down


def in_words(reason: str) -> str:
    """The reason of a discard, to be printed; of one that is not ours, such as a source format's own, itself."""
    return REASONS.get(reason, reason)

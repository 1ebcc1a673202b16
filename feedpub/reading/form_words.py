"""Say in an editor's words which form a bulletin has, and warn where another one fits as well."""

from feedpub.model import Problem
from feedpub.model.form import Form

__all__ = ["unclear_form", "words_of"]

_MARKS = {
    "bold": "a line in bold begins an article",
    "number": "a number begins an article",
    "bullet": "a bullet begins an article",
    "rule": "a rule stands above each article",
    "bracket": "【】 opens each article",
    "line": "a short line begins an article",
    "one": "all of it is one article",
    "each": "headings are judged one by one",
}


def words_of(form: Form) -> str:
    """A form in words: `## begins an article, # names sections`."""
    if form.headline == "one":
        kind = "a digest" if form.items == "one" else "one article"
        return f"{kind}, its headline in the {form.title}" if form.title else kind
    mark = _words_of_mark(form.headline)
    return f"{mark}, {form.section} names sections" if form.section else mark


def _words_of_mark(mark: str) -> str:
    return _MARKS.get(mark, f"{mark} begins an article")


def unclear_form(form: Form) -> tuple[Problem, ...]:
    """The warning for a bulletin that two forms fit; empty if one fits best."""
    if form.rival is None:
        return ()
    message = (
        f"two forms fit: {words_of(form)}, as it was read; or {_words_of_mark(form.rival)}. "
        "State `headline` in a table [[sources]] (feedpub learn proposes one)"
    )
    return (Problem(line=None, level="warning", code="form-unclear", message=message),)

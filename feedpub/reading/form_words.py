"""Say in an editor's words which form a bulletin has, and warn where another one fits as well."""

from feedpub.messages import message
from feedpub.model import Problem
from feedpub.model.form import Form

__all__ = ["unclear_form", "words_of"]

_MARKS = {
    "bold": message("a line in bold begins an article"),
    "number": message("a number begins an article"),
    "bullet": message("a bullet begins an article"),
    "rule": message("a rule stands above each article"),
    "bracket": message("【】 opens each article"),
    "line": message("a short line begins an article"),
    "one": message("all of it is one article"),
    "each": message("headings are judged one by one"),
}
_PLACES = {
    "front matter": message("the front matter"),
    "first line": message("the first line"),
    "file name": message("the file name"),
}


def words_of(form: Form) -> str:
    """A form in words: `## begins an article, # names sections`."""
    if form.headline == "one":
        kind = message("a digest") if form.items == "one" else message("one article")
        if not form.title:
            return kind
        return message("{kind}, its headline in {place}", kind=kind, place=_PLACES[form.title])
    mark = _words_of_mark(form.headline)
    return message("{mark}, {section} names sections", mark=mark, section=form.section) if form.section else mark


def _words_of_mark(mark: str) -> str:
    return _MARKS.get(mark, message("{mark} begins an article", mark=mark))


def unclear_form(form: Form) -> tuple[Problem, ...]:
    """The warning for a bulletin that two forms fit; empty if one fits best."""
    if form.rival is None:
        return ()
    told = message(
        "two forms fit: {form}, as it was read; or {rival}. State `headline` in a table [[sources]] (feedpub learn "
        "proposes one)",
        form=words_of(form),
        rival=_words_of_mark(form.rival),
    )
    return (Problem(line=None, level="warning", code="form-unclear", message=told),)

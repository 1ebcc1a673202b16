"""The schema of a table `[[sources]]`, for pydantic: how the bulletins of one source are to be read."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, model_validator

from feedpub.config.fields import STRICT, InSchema, Text, needs_one_of
from feedpub.messages import message

__all__ = ["SourceTable"]

_Mark = Literal["#", "##", "###", "####", "#####", "######", "bold", "number", "bullet", "rule", "bracket", "line"]


def _relative(pattern: str) -> str:
    if pattern.startswith(("/", "./", "../", "~")) or "\\" in pattern:
        raise ValueError(message("is a path below the folder of bulletins, with / between folders, such as campus/**"))
    return pattern


def _states_a_date(pattern: str) -> str:
    from feedpub.reading.phrases.date_patterns import date_pattern

    date_pattern(pattern)
    return pattern


def _not_everything(pattern: str) -> str:
    if len(pattern.replace("*", "").strip()) < 2:
        raise ValueError(message("would put nearly every line aside: give at least two characters beside *"))
    return pattern


class SourceTable(BaseModel):
    """A `[[sources]]` table: how the bulletins of one source are to be read."""

    model_config = STRICT | needs_one_of(
        "headline", "section", "title", "date", "items", "ignore", "publication", "agency"
    )
    match: Annotated[Text, AfterValidator(_relative), InSchema({"not": {"pattern": r"^(/|\./|\.\./|~)|\\"}})]
    headline: Literal[_Mark, "one"] | None = None
    section: _Mark | None = None
    title: Literal["front matter", "first line", "file name"] | None = None
    date: Annotated[Text, AfterValidator(_states_a_date)] | None = None
    items: Literal["entries", "one"] | None = None
    ignore: list[Annotated[Text, AfterValidator(_not_everything), InSchema({"pattern": r"[^*\s].*[^*\s]"})]] = []
    publication: Text | None = None
    agency: Text | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.title and self.headline not in (None, "one"):
            raise ValueError(message('title says where the headline of the whole file is: with it, headline is "one"'))
        if self.section and self.section == self.headline:
            raise ValueError(message("headline and section have the same mark"))
        if self.section and (self.title or self.headline == "one"):
            raise ValueError(message('a file that is one article (headline = "one", or title) has no section marks'))
        if not any(value for name, value in self if name != "match"):
            raise ValueError(
                message("states nothing: give headline, section, title, date, items, ignore, publication or agency")
            )
        return self

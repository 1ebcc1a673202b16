"""The kinds of values that the tables of `feedpub.toml` share, for pydantic.

What a validator demands is said a second time in JSON Schema where that can say it (`InSchema`), for text editors.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler

from feedpub.config.colours import readable
from feedpub.messages import joined, message
from feedpub.sections.catalogue import RESERVED

__all__ = [
    "STRICT",
    "Address",
    "Addresses",
    "Colour",
    "Count",
    "Hour",
    "Id",
    "InSchema",
    "Margin",
    "Order",
    "OwnSlug",
    "Patterns",
    "Picture",
    "Scheduler",
    "Text",
    "Texts",
    "Word",
    "Xml",
    "absolute",
    "needs_one_of",
]

STRICT = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True, eq=False)  # hashed by identity: typing compares the parts of a union
class InSchema:
    """What a validator beside it demands, in keywords of JSON Schema."""

    keywords: dict[str, Any]

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(core) | self.keywords


def needs_one_of(*keys: str) -> ConfigDict:
    """That a table has one of these keys at least, for its JSON Schema."""
    return ConfigDict(json_schema_extra={"anyOf": [{"required": [key]} for key in keys]})


def _one_line(text: str) -> str:
    if any(char < " " or char in "\x7f\ufffe\uffff" for char in text):
        raise ValueError(message("must be one line of text, without control characters"))
    return text


def _unreserved(slug: str) -> str:
    if slug in RESERVED:
        raise ValueError(message("`{slug}` is a name of feedpub's own output; choose another", slug=slug))
    return slug


def absolute(url: str) -> str:
    """An address, unless it is not absolute, or has a password."""
    if not re.fullmatch(r"https?://[!-~]+", url):
        raise ValueError(message("must be an absolute address in ASCII such as https://news.example.org/feeds/"))
    if re.match(r"https?:/*[^/?#]*@", url):
        raise ValueError(message("must have no user name or password: it is published, and everybody can read it"))
    return url


_SCHEDULER = "^(tcp|tls)://[^/?#@]+:[0-9]+$"


def _of_scheduler(address: str) -> str:
    if not re.search(_SCHEDULER, address):
        raise ValueError(message("is not the address of a Dask scheduler, such as tcp://scheduler:8786"))
    return address


_PICTURES = (".png", ".svg", ".jpg", ".jpeg", ".webp")


def _picture(value: str) -> str:
    """An address, or the name of a picture's file."""
    if "://" in value:
        return absolute(value)
    if not value.lower().endswith(_PICTURES):
        raise ValueError(
            message(
                "must be a picture's file ({kinds}) or an absolute address in ASCII such as "
                "https://news.example.org/icon.png",
                kinds=joined(", ", _PICTURES),
            )
        )
    return value


_LEAST_MARGIN, _MOST_MARGIN = 25, 99
_OLD_DEFAULT = 45
# What `margin` was before it was a probability, and what files about as many articles now.
_OLD_MARGINS = {8: 42, 16: 57, 24: 70, 32: 81, _OLD_DEFAULT: 92, 64: 97}


def _hundredths(margin: int) -> int:
    """A margin, unless it must be one of the old scale: it went from 1 upwards, and had 45 written in its example."""
    if margin == _OLD_DEFAULT or not _LEAST_MARGIN <= margin <= _MOST_MARGIN:
        old = [message("{old} is {new}", old=old, new=new) for old, new in _OLD_MARGINS.items()]
        text = message(
            "must be {least} (files nearly every article) to {most}: how likely a section must be, in hundredths. "
            "Values of the old scale, of scores, are written anew: {old}; if you mean 45 of 100, write 44 or 46; "
            "without the key it is 35",
            least=_LEAST_MARGIN,
            most=_MOST_MARGIN,
            old=joined(", ", old),
        )
        raise ValueError(text)
    return margin


def _below(pattern: str) -> str:
    if pattern.startswith(("!", "/", "~/", "../")):
        raise ValueError(message("must be a name or a path below the bulletins' folder, such as archive/* or *-old.md"))
    if not pattern.strip("*/. "):
        raise ValueError(message("fits every file: name some of them, such as archive/* or *-old.md"))
    return pattern


def _whole_id(identity: str) -> str:
    if not re.fullmatch(_ID, identity):
        raise ValueError(message("must be an id as feedpub inspect --json prints it: urn:uuid:…"))
    return identity


_ID = "urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def _xml(text: str) -> str:
    from feedpub.reading.text.decode import FORBIDDEN

    if FORBIDDEN.search(text):
        raise ValueError(message("must have no control characters"))
    return text


def _one_or_many(values: object) -> object:
    return [values] if isinstance(values, str) else values


_ONE_LINE = InSchema({"pattern": r"^[^\x00-\x1f\x7f]*$"})
Text = Annotated[str, Field(min_length=1), AfterValidator(_one_line), _ONE_LINE]
Word = Annotated[str, Field(min_length=2), AfterValidator(_one_line), _ONE_LINE]  # one character is in too many words
Texts = Annotated[list[Text], BeforeValidator(_one_or_many, json_schema_input_type=Text | list[Text])]
_Pattern = Annotated[
    Text,
    AfterValidator(_below),
    InSchema({"pattern": r"^[^\x00-\x1f\x7f]*[^\x00-\x1f\x7f*/. ]", "not": {"pattern": r"^(!|/|~/|\.\./)"}}),
]
Patterns = Annotated[list[_Pattern], BeforeValidator(_one_or_many, json_schema_input_type=_Pattern | list[_Pattern])]
OwnSlug = Annotated[
    str,
    Field(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"),
    AfterValidator(_unreserved),
    InSchema({"not": {"enum": sorted(RESERVED)}}),
]
Count = Annotated[int, Field(ge=1, le=1_000_000_000)]  # SQLite and C have no numbers beyond 64 bits
Order = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
Margin = Annotated[
    int,
    AfterValidator(_hundredths),
    InSchema({"minimum": _LEAST_MARGIN, "maximum": _MOST_MARGIN, "not": {"const": _OLD_DEFAULT}}),
]
Hour = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Address = Annotated[
    str,
    AfterValidator(absolute),
    InSchema({"pattern": r"^https?://[!-~]+$", "not": {"pattern": r"^https?:/*[^/?#]*@"}}),
]
Picture = Annotated[
    Text,
    AfterValidator(_picture),
    InSchema({"pattern": r"^https?://[!-~]+$|\.([Pp][Nn][Gg]|[Ss][Vv][Gg]|[Jj][Pp][Ee]?[Gg]|[Ww][Ee][Bb][Pp])$"}),
]
Colour = Annotated[str, AfterValidator(readable), InSchema({"pattern": "^#([0-9A-Fa-f]{3}){1,2}$"})]
Addresses = Annotated[list[Address], BeforeValidator(_one_or_many, json_schema_input_type=Address | list[Address])]
Scheduler = Annotated[str, AfterValidator(_of_scheduler), InSchema({"pattern": _SCHEDULER})]
Id = Annotated[str, AfterValidator(_whole_id), InSchema({"pattern": f"^{_ID}$"})]
Xml = Annotated[str, AfterValidator(_xml)]

"""Tell what pydantic finds wrong in a configuration, in words that say what to do next."""

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from feedpub.config.wordings import wanted_by
from feedpub.messages import Message, joined, message
from feedpub.patterns import regex

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["explained"]

# Name and password in an address, and the settings of a remote that is written out.
_USER = regex(r"(?<=:)/*[^/?#\s]*@")
_SETTINGS = regex(r"(?<=\w,).*(?=:)")


def explained(path: Path, fault: "ErrorDetails") -> Message:
    """An error from pydantic, in words that say what to do next."""
    from feedpub.config.deploy_schema import DeployTable
    from feedpub.config.schema import (
        AgencyTable,
        ConfigFile,
        FollowTable,
        LinkTable,
        ReaderTable,
        RuleTable,
        SectionTable,
    )
    from feedpub.config.source_schema import SourceTable

    where = [str(part) for part in fault["loc"]]
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]).removeprefix(".")
    if fault["type"] == "extra_forbidden":
        tables = {
            "sections": SectionTable.model_fields,
            "rules": RuleTable.model_fields,
            "follow": FollowTable.model_fields,
            "links": LinkTable.model_fields,
            "agencies": AgencyTable.model_fields,
            "readers": ReaderTable.model_fields,
            "sources": SourceTable.model_fields,
            "deploy": DeployTable.model_fields,
        }
        names = list(tables.get(where[0], ConfigFile.model_fields) if len(where) > 1 else ConfigFile.model_fields)
        near = difflib.get_close_matches(where[-1], names, 1, 0.5)
        known = message("known are {names}", names=joined(", ", names))
        if near:
            known = message("did you mean `{name}`?", name=near[0])
        found = repr(fault["input"])
        return message(
            "{path}: unknown key `{key}` (found {found}); {hint}", path=path, key=key, found=found, hint=known
        )
    if fault["type"] == "missing":
        return message("{path}: key `{key}` is missing", path=path, key=key)
    wanted = wanted_by(fault)
    if where[0] == "release":
        wanted = message("must be an hour of the day, such as 06:00")
    elif where == ["deploy"] and fault["type"] == "model_type":
        wanted = message("must be a table [deploy] with rsync, rclone or folder")
    found = _USER.sub("//…@", repr(fault["input"]))  # messages are mailed and logged
    if where[0] == "deploy":
        found = _SETTINGS.sub("…", found)
    return message("{path}: key `{key}`: found {found}; {wanted}", path=path, key=key, found=found, wanted=wanted)

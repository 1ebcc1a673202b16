"""The schema of the table `[deploy]`, for pydantic: where `feedpub publish` copies the output folder to."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, model_validator

from feedpub.config.fields import STRICT, InSchema, Text
from feedpub.messages import message

__all__ = ["DeployTable"]

# A host with its user, and a folder there; a daemon's module; an address of one. A leading hyphen would be an option.
_RSYNC = r"^(rsync://([^\s@:/]+@)?[^\s@]+|(?!rsync://)[^\s:/-][^\s:/]*::?[^:].*)$"
# A remote of rclone's own configuration. One written out in place (`:s3,secret_access_key=…:`) would hold a password.
_RCLONE = r"^[A-Za-z0-9_][A-Za-z0-9_.+@ -]*:[^:]*$"


def _remote_of_rsync(target: str) -> str:
    if not re.fullmatch(_RSYNC, target):
        raise ValueError(
            message("must be a folder on another machine, such as user@host:/srv/www/paper; for one here write folder")
        )
    return target


def _remote_of_rclone(target: str) -> str:
    if not re.fullmatch(_RCLONE, target):
        raise ValueError(
            message("must name a remote of `rclone config`, and a folder in it, such as storage:bucket/feeds")
        )
    return target


class DeployTable(BaseModel):
    """The table `[deploy]`: exactly one target."""

    model_config = STRICT | {"json_schema_extra": {"minProperties": 1, "maxProperties": 1}}
    rsync: Annotated[Text, AfterValidator(_remote_of_rsync), InSchema({"pattern": _RSYNC})] | None = None
    rclone: Annotated[Text, AfterValidator(_remote_of_rclone), InSchema({"pattern": _RCLONE})] | None = None
    folder: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(value is not None for _, value in self) != 1:
            raise ValueError(message("needs exactly one target: rsync, rclone or folder"))
        return self

"""The JSON Schema (draft 2020-12) of `feedpub.toml`, for text editors: it completes keys, and underlines mistakes.

It follows from the tables that validate the file; what each key is for stands in `data/keys.toml`.
"""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from feedpub import __version__
from feedpub.config.schema import ConfigFile
from feedpub.data import load

__all__ = ["FIRST_LINE", "SCHEMA_FILE", "json_schema"]

# Beside the configuration, so that whoever has the one has the other; its name is one that is never a bulletin's.
SCHEMA_FILE = ".feedpub.schema.json"
FIRST_LINE = f"#:schema ./{SCHEMA_FILE}"  # how taplo and tombi find it


class _ForToml(GenerateJsonSchema):
    """TOML knows no null: a key that may be None is left out. Titles would only repeat the names of keys."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        return found if found.get("default", ...) is not None else {k: v for k, v in found.items() if k != "default"}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def json_schema() -> str:
    """The schema as text, with a description of every key."""
    schema = ConfigFile.model_json_schema(schema_generator=_ForToml)
    for table in (schema, *schema["$defs"].values()):
        descriptions = load("keys")[table.pop("title")]
        for key, property_ in table["properties"].items():
            table["properties"][key] = {"description": descriptions[key], **property_}
    head = {
        "$schema": _ForToml.schema_dialect,
        "$comment": f"feedpub {__version__} made this; `feedpub schema --write` renews it",
        "title": "feedpub.toml",
    }
    return json.dumps(head | schema, ensure_ascii=False, indent=2) + "\n"

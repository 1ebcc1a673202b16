"""The settings of the site around the feeds: pictures, colour, style sheet, and what is in the foot of pages."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedpub.config.colours import accent_of
from feedpub.errors import ConfigError
from feedpub.messages import message
from feedpub.model.config import Link
from feedpub.paths import icon_path, logo_path

if TYPE_CHECKING:
    from feedpub.config.schema import ConfigFile

__all__ = ["site_settings"]


def site_settings(path: Path, found: "ConfigFile", base_url: str) -> dict[str, Any]:
    """The values of `Config` that are about the site.

    Args:
        path: of the configuration.
        found: its keys.
        base_url: the address of the output; ends in `/`.

    Raises:
        ConfigError: a file that is named is missing.
    """
    icon, logo = _picture(path, "icon", found.icon), _picture(path, "logo", found.logo)
    return {
        "icon": base_url + icon_path(icon.suffix) if icon else found.icon,
        "icon_file": icon,
        "logo": base_url + logo_path(logo.suffix) if logo else found.logo,
        "logo_file": logo,
        "accent": accent_of(found.accent) if found.accent else None,
        "extra_css": _file(path, "extra_css", found.extra_css) if found.extra_css else None,
        "links": tuple(Link(row.title, row.url) for row in found.links),
        "icp": found.icp,
    }


def _picture(path: Path, key: str, value: str | None) -> Path | None:
    """The file of a picture; None where the key is missing, or gives an address."""
    return None if value is None or "://" in value else _file(path, key, value)


def _file(path: Path, key: str, name: str) -> Path:
    file = path.parent / name
    if not file.is_file():
        raise ConfigError(message("{path}: key `{key}`: there is no file {file}", path=path, key=key, file=file))
    return file

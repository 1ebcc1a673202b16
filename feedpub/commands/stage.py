"""Say whether readers may follow the paper: it is a draft until a build publishes it at an address of its own."""

from feedpub.commands.console import say
from feedpub.messages import message
from feedpub.model import Config
from feedpub.model.build import BuildResult
from feedpub.paths import shown

__all__ = ["show_stage", "stage_of"]


def show_stage(config: Config, built: BuildResult, *, before: str = "") -> str:
    """Print whether readers may follow the paper, if there is anything to say of that; a reminder on standard error.

    Args:
        config: of the build.
        built: its result.
        before: what was printed last, which is not printed again.

    Returns:
        What there is to say.
    """
    line = stage_of(config, draft=built.draft, went_public=built.went_public)
    if line and line != before:
        say(line, fg="green" if built.went_public else "yellow", err=not built.went_public)
    return line


def stage_of(config: Config, *, draft: bool, went_public: bool = False) -> str:
    """What to say of whether readers may follow the paper; empty where there is nothing to say.

    Args:
        config: of the build.
        draft: whether it is a draft.
        went_public: whether this build made it public.
    """
    source = shown(config.source) if config.source else "feedpub.toml"
    if went_public:
        return message(
            "this paper is public from this build on, at {address}: what readers have stays until you withdraw it, and "
            "what changes is shown as a correction",
            address=config.base_url,
        )
    if draft:
        return message(
            "this paper is a draft: nobody follows it yet, and articles come and go with their files. When it is "
            "ready, set base_url in {path}; until then feeds name {address}, where `feedpub serve` shows them",
            path=source,
            address=config.base_url,
        )
    if not config.has_address:
        return message(
            "base_url is not set, though this paper is public: feeds name {address}, where `feedpub serve` shows them; "
            "set it in {path}",
            path=source,
            address=config.base_url,
        )
    return ""

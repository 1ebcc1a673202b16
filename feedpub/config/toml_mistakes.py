"""What is wrong in a TOML file, with the line, and what to write instead: for people who never wrote TOML."""

from feedpub.messages import message
from feedpub.patterns import regex

__all__ = ["explained"]

_AT = regex(r"\(at line (\d+), column \d+\)")
_QUOTES = "“”„‟‘’‚‛＂＇「」『』«»"
_STRAIGHT = str.maketrans(dict.fromkeys(_QUOTES, '"'))
_WIDE = str.maketrans(
    {"＝": "=", "，": ",", "［": "[", "］": "]", "：": ":", "＃": "#", "\u3000": " ", "【": "[", "】": "]"}
)
_STATEMENT = regex(r"\s*([\w.-]+|\"[^\"]*\")\s*=\s*(.*?)\s*")
_COLON = regex(r"\s*[\w-]+\s*[:：]\s*\S.*")
_WORDS = {"True": "true", "False": "false", "yes": "true", "no": "false", "on": "true", "off": "false"}


def explained(path: object, text: str, error: Exception) -> str:
    """Why a text is no TOML, in a message that begins with `PATH:LINE`.

    Args:
        path: of the file.
        text: its contents.
        error: what `tomllib` says of it.
    """
    if isinstance(error, UnicodeDecodeError):
        return message("{path}: is not in UTF-8; save it as UTF-8 in your text editor", path=path)
    at = _AT.search(str(error))
    if at is None:
        return message("{path}: is not valid TOML: {reason}", path=path, reason=error)
    number = int(at[1])
    line = [*text.split("\n"), ""][number - 1].strip()
    why = _AT.sub("", str(error)).strip()
    hint = _hint(line) or _hint_of(why, line)
    if hint is None:
        return message("{path}:{line}: is not valid TOML: {error}", path=path, line=number, error=why)
    return message("{path}:{line}: is not valid TOML: {hint}", path=path, line=number, hint=hint)


def _hint(line: str) -> str | None:
    """What to write instead of a line, if that can be told."""
    if (straight := line.translate(_STRAIGHT).translate(_WIDE)) != line and _misses_no_quote(straight):
        if _COLON.fullmatch(straight) and "=" not in straight:
            return _with_equals(straight)
        if any(quote in line for quote in _QUOTES):
            return message("text goes between straight quotes: {line}", line=straight)
        return message("signs are half-width: {line}", line=straight)
    found = _STATEMENT.fullmatch(line.partition(" #")[0])
    if found:
        key, value = found[1], found[2]
        if value in _WORDS:
            return message("write true or false, in small letters: {line}", line=f"{key} = {_WORDS[value]}")
        if not value:
            return message("there is nothing behind `{key} =`", key=key)
        if value[0] not in "\"'[{+-.0123456789":
            return message("text goes between straight quotes: {line}", line=f'{key} = "{value.strip(_QUOTES)}"')
        if value[0] in "\"'" and value.count(value[0]) == 1:
            return message("the quotes are not closed: {line}", line=f"{key} = {value}{value[0]}")
        if value[0] == '"' and "\\" in value:
            return message(
                "a path with backslashes goes between single quotes: {line}", line=f"{key} = '{value[1:-1]}'"
            )
    if _COLON.fullmatch(line) and "=" not in line:
        return _with_equals(line.translate(_WIDE))
    return None


def _hint_of(why: str, line: str) -> str | None:
    """What to do about a fault that the line alone does not show."""
    key = line.partition("=")[0].strip()
    if why == "Cannot overwrite a value":
        return message("`{key}` is there twice; delete one of the lines", key=key)
    if why == "Invalid statement" and not key.isascii():
        return message("keys are English words, such as publication for the name of the paper: {line}", line=line)
    return None


def _with_equals(line: str) -> str:
    key, _, value = line.partition(":")
    return message("a key and its value have `=` between them: {line}", line=f"{key.strip()} = {value.strip()}")


def _misses_no_quote(line: str) -> bool:
    return line.count('"') % 2 == 0

"""The command line: parse options, print messages, set the exit status.

Exit status: 0 success (warnings included) · 1 done, but with errors · 2 wrong use or configuration, nothing changed ·
3 refused or unable, the published files are unchanged.
"""

from feedpub.cli.app import app, main

__all__ = ["app", "main"]

# In the order in which --help lists them; each module adds its command to the app.
from feedpub.cli import init, build, publish, diff, inspect, text, learn, sections, list, check  # noqa: F401, I001
from feedpub.cli import withdraw, restore, status, serve, watch, schema, help  # noqa: F401

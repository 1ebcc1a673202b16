"""The command line: options in, messages and exit status out.

Exit status: 0 all well (warnings included) · 1 done, but with errors · 2 wrong use or configuration, nothing touched ·
3 refused or unable; what stands published stands still.
"""

from feedpub.cli.app import app, main

__all__ = ["app", "main"]

# In the order that --help lists them; each module adds its command to the app.
from feedpub.cli import init, build, diff, inspect, sections, list, check, withdraw, restore, status, serve, watch  # noqa: F401, I001

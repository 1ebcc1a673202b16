"""Open a page in the browser of whoever is at this machine."""

import os
import shutil
import subprocess
import threading
import webbrowser

from feedpub.commands.console import say
from feedpub.messages import message

__all__ = ["show_in_browser"]


def show_in_browser(address: str) -> None:
    """Open an address without waiting for it; if there is no browser, say that it is to be opened by hand.

    `BROWSER` is the user's own choice, as Python's `webbrowser` reads it. In WSL it is the browser of Windows.
    """
    threading.Thread(target=_open, args=(address,), daemon=True).start()  # some browsers return when they are closed


def _open(address: str) -> None:
    chosen = bool(os.environ.get("BROWSER"))
    try:
        if not chosen and (explorer := _explorer()):
            # It ends with status 1 even where the page was opened: how it ends says nothing.
            subprocess.run([explorer, address], check=False)  # noqa: S603 - Windows' own program, and our own address
            return
        browser = webbrowser.get()
        opened = (chosen or not _needs_terminal(browser)) and browser.open(address)
    except (webbrowser.Error, OSError):
        opened = False
    if not opened:
        say(message("no browser could be opened; open {address} yourself", address=address), fg="yellow", err=True)


def _explorer() -> str | None:
    """In WSL, the program of Windows that opens an address in the browser of Windows."""
    return shutil.which("explorer.exe") if os.environ.get("WSL_DISTRO_NAME") else None


def _needs_terminal(browser: webbrowser.BaseBrowser) -> bool:
    """Whether it is w3m, lynx or the like, which would take over the terminal that messages go to."""
    return isinstance(browser, webbrowser.GenericBrowser) and not isinstance(browser, webbrowser.BackgroundBrowser)

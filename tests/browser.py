"""A real browser, Debian's chromium without a window, and the judges of pages: axe-core and the Nu validator."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.programs import need as need  # for who imports it from here

NODE = Path(os.environ.get("FEEDPUB_NODE") or Path.home() / ".cache" / "feedpub-node") / "node_modules"
AXE = NODE / "axe-core" / "axe.min.js"
VALIDATOR = NODE / "vnu-jar" / "build" / "dist" / "vnu.jar"
ELSEWHERE = "news.example.org"  # leads to loopback as well, but browsers don't hold it for secure

DESKTOP, PHONE = 1280, 375

_SPILLING = """
const wide = document.documentElement.clientWidth;
return [...document.querySelectorAll("body *")].filter(one => {
  const box = one.getBoundingClientRect();
  return box.right > wide + 1 && !one.closest(".strip, .sections, table");
}).map(one => one.outerHTML.slice(0, 80)).concat(document.documentElement.scrollWidth > wide ? ["the page"] : []);
"""
_FOREIGN = """
const attributes = [...document.querySelectorAll("*")].flatMap(one => [...one.attributes]);
return [
  ...(window.hit === undefined ? [] : ["hit"]),
  ...[...document.querySelectorAll("script")].filter(
    one => one.type !== "application/ld+json" && !/^(\\.\\.\\/)?copy\\.js$/.test(one.getAttribute("src"))
  ).map(one => one.outerHTML),
  ...attributes.filter(one => /^on|^style$/i.test(one.name)).map(one => one.name),
  ...attributes.filter(one => /^\\s*(javascript|data|vbscript):/i.test(one.value)).map(one => one.value),
  ...[...document.querySelectorAll("iframe, object, embed, form, base")].map(one => one.outerHTML),
];
"""


class _Pages(SimpleHTTPRequestHandler):
    """Serves as the web servers of docs/hosting do."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".xml": "application/xml; charset=utf-8",
        ".json": "application/feed+json",
        ".opml": "text/x-opml",
    }

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serves a folder, which need not be there yet, on loopback; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:  # else a test that fails would wait for ever
            server.shutdown()
            thread.join()


class Browser:
    """Chromium as a visitor has it."""

    def __init__(self, profile: Path) -> None:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        for argument in (
            "--headless",
            "--no-sandbox",  # CI is root
            "--no-first-run",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--no-proxy-server",
            "--hide-scrollbars",
            f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1",
            f"--user-data-dir={profile}",
        ):
            options.add_argument(argument)
        # With the path stated, selenium looks for no driver and downloads none.
        self.driver = webdriver.Chrome(options=options, service=Service(executable_path=shutil.which("chromedriver")))
        self.driver.set_page_load_timeout(60)
        self.look()

    def look(self, *, width: int = DESKTOP, dark: bool = False) -> None:
        """Sets the screen and the colour scheme."""
        screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def scripting(self, on: bool) -> None:
        """Whether pages may run scripts."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not on})

    def open(self, url: str) -> None:
        """Goes to a page; what the console said before is forgotten."""
        self._said()
        self.driver.get(url)

    def _said(self) -> list[dict[str, Any]]:
        """What the console said since this was asked for."""
        return list(self.driver.get_log("browser"))  # type: ignore[no-untyped-call]  # selenium types all but a few

    def run(self, script: str) -> Any:
        """What a script in the page returns."""
        return self.driver.execute_script(script)

    def until(self, met: Callable[[], bool]) -> None:
        """Waits, up to ten seconds, for what a script does in its own time."""
        from selenium.webdriver.support.wait import WebDriverWait

        WebDriverWait(self.driver, 10).until(lambda _: met())

    def find(self, selector: str) -> Any:
        """The first element; there must be one."""
        return self.driver.find_element("css selector", selector)

    def find_all(self, selector: str) -> list[Any]:
        """Every element."""
        return self.driver.find_elements("css selector", selector)

    def text(self, selector: str) -> str:
        """What a visitor reads in an element, without white space, since lines break by the screen."""
        assert self.find(selector).is_displayed(), selector
        return "".join(self.find(selector).text.split())

    def pasted(self) -> str:
        """What the clipboard holds, as a visitor gets it who pastes it somewhere."""
        from selenium.webdriver.common.keys import Keys

        self.run("document.body.append(Object.assign(document.createElement('textarea'), {id: '_paste'}))")
        field = self.find("#_paste")
        field.send_keys(Keys.CONTROL, "v")
        found = str(field.get_property("value"))
        self.run("document.getElementById('_paste').remove()")
        return found

    def copied(self) -> str:
        """What a visitor gets who copies what is selected; scripts run after that."""
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys

        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys("c").key_up(Keys.CONTROL).perform()
        self.scripting(True)
        return self.pasted()

    def background(self) -> float:
        """How light the page's ground is: 0 is black, 1 white."""
        colour = self.run("return getComputedStyle(document.documentElement).backgroundColor")
        return sum(int(part) for part in colour.removeprefix("rgb(").rstrip(")").split(",")) / 765

    def spilling(self) -> list[str]:
        """What stands out to the right of the screen; what scrolls by itself may."""
        return list(self.run(_SPILLING))

    def foreign(self) -> list[str]:
        """What is in the page that is not ours: scripts, handlers, addresses that execute."""
        return list(self.run(_FOREIGN))

    def complaints(self) -> list[str]:
        """What the console said since the page was opened, but for the icon that browsers ask every site for."""
        return [row["message"] for row in self._said() if "favicon.ico" not in row["message"]]

    def barriers(self) -> list[str]:
        """What axe-core finds to be in the way of people who see, hear or move otherwise."""
        self.run(AXE.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; axe.run().then(result => done(result.violations), done)"
        )
        return [f"{row['id']}: {node['html'][:120]}" for row in found for node in row["nodes"]]

    def picture(self, path: Path) -> None:
        """Keeps what is on the screen."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(path))


def errors_of(pages: list[Path]) -> str:
    """What the Nu validator calls an error in pages, empty if nothing."""
    done = subprocess.run(
        ["java", "-Xss4m", "-jar", VALIDATOR, "--errors-only", *pages],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stderr

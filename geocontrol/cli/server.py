"""
A folder of pages on loopback, and word to the browser when they have changed.

The pages forbid foreign scripts, so a shell around them does the reloading: `/` is
a frame that asks `/version` whether to load the page in it anew.
"""

from __future__ import annotations

import base64
import hashlib
import re
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

LOOPBACK = "127.0.0.1"
SITE = "/site/"
_SHELL = """\
<!doctype html><html lang="en"><meta charset="utf-8"><title>geocontrol serve</title>
<style>html,body,iframe{margin:0;border:0;width:100%;height:100%}
pre{position:fixed;bottom:0;left:0;right:0;margin:0;padding:1em;background:#fff3cd;
white-space:pre-wrap}pre:empty{display:none}</style>
<iframe src="/site/index.html" title="The map"></iframe><pre role="status"></pre>
<script>
let version = "";
setInterval(async () => {
  try {
    const answer = await (await fetch("/version")).json();
    document.querySelector("pre").textContent = answer.problems;
    if (version && answer.version !== version) {
      document.querySelector("iframe").contentWindow.location.reload();
    }
    version = answer.version;
  } catch { /* the server is gone; keep the page */ }
}, 700);
</script></html>
"""
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
"""With every answer: keep nothing, for the next build may change it; guess no type;
and let no page of another site frame, load or follow us."""
_SECONDS = 30


def _shell_policy() -> str:
    """Return the policy of the shell: its own script and style, and this server."""
    hashes = {
        tag: base64.b64encode(
            hashlib.sha256(
                re.findall(f"<{tag}>(.*?)</{tag}>", _SHELL, re.DOTALL)[0].encode()
            ).digest()
        ).decode()
        for tag in ("script", "style")
    }
    return (
        f"default-src 'none'; script-src 'sha256-{hashes['script']}'; "
        f"style-src 'sha256-{hashes['style']}'; connect-src 'self'; "
        "frame-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


class SiteServer(ThreadingHTTPServer):
    """
    Serves one folder to this machine alone.

    Parameters
    ----------
    folder
        The built site.
    port
        Where to listen on loopback; 0 lets the system choose.
    """

    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.folder = folder
        self.version = 0
        self.problems = ""

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def changed(self, problems: str = "") -> None:
        """Tell the browsers that there are new pages, or what keeps them from being."""
        self.problems = problems
        if not problems:
            self.version += 1


class _Handler(SimpleHTTPRequestHandler):
    """Answers for the shell, its question, and the files below `/site/`."""

    server: SiteServer
    server_version = "geocontrol"
    sys_version = ""
    timeout = _SECONDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, directory=str(args[2].folder), **kwargs)

    def do_GET(self) -> None:
        """Answer a request, if it was meant for this machine."""
        if not self._is_for_us():
            self.send_error(HTTPStatus.FORBIDDEN, "not served under this name")
        elif self.path == "/":
            self._send(
                _SHELL.encode(), "text/html; charset=utf-8", policy=_shell_policy()
            )
        elif self.path == "/version":
            self._send(self._state(), "application/json")
        elif self.path.startswith(SITE):
            self._send_file()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send_file(self) -> None:
        """Send a file of the site; what hides, or a link leads out to, is not of it."""
        self.path = self.path[len(SITE) - 1 :]
        try:
            found = Path(self.translate_path(self.path)).resolve(strict=True)
        except (OSError, ValueError):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        site = self.server.folder.resolve()
        if found.is_file() and site in found.parents and not _hides(found, site):
            super().do_GET()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        """Refuse: nothing here needs it."""
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)

    def end_headers(self) -> None:
        """Add what every answer says to the browser."""
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401
        """Say nothing: the terminal is for builds."""

    def _is_for_us(self) -> bool:
        """Refuse other names, behind which a page of the net could reach us."""
        port = self.server.server_port
        names = {f"{name}:{port}" for name in (LOOPBACK, "localhost")}
        hosts = self.headers.get_all("Host", [])
        return len(hosts) == 1 and hosts[0] in names

    def _state(self) -> bytes:
        import orjson  # noqa: PLC0415

        state = {"version": str(self.server.version), "problems": self.server.problems}
        return orjson.dumps(state)

    def _send(self, body: bytes, kind: str, *, policy: str = "") -> None:
        self.send_response(HTTPStatus.OK)
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _hides(path: Path, folder: Path) -> bool:
    """Tell whether a file is a hidden one, or lies in a hidden folder."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)

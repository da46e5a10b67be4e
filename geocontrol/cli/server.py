"""
A folder of pages on loopback, and word to the browser when they have changed.

The pages forbid foreign scripts, so a shell around them does the reloading: `/` is
a frame that asks `/version` whether to load the page in it anew.
"""

from __future__ import annotations

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, directory=str(args[2].folder), **kwargs)

    def do_GET(self) -> None:
        """Answer a request, if it was meant for this machine."""
        if not self._is_for_us():
            self.send_error(HTTPStatus.FORBIDDEN, "not served under this name")
        elif self.path == "/":
            self._send(_SHELL.encode(), "text/html; charset=utf-8")
        elif self.path == "/version":
            self._send(self._state(), "application/json")
        elif self.path.startswith(SITE):
            self.path = self.path[len(SITE) - 1 :]
            super().do_GET()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        """Refuse: nothing here needs it."""
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)

    def list_directory(self, path: Any) -> None:  # noqa: ANN401
        """Show no folder: only pages are served."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Let nothing be kept: the next build may change it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401
        """Say nothing: the terminal is for builds."""

    def _is_for_us(self) -> bool:
        """Refuse other names, behind which a page of the net could reach us."""
        port = self.server.server_port
        names = {f"{name}:{port}" for name in (LOOPBACK, "localhost")}
        return self.headers.get("Host", "") in names

    def _state(self) -> bytes:
        import orjson  # noqa: PLC0415

        state = {"version": str(self.server.version), "problems": self.server.problems}
        return orjson.dumps(state)

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

"""
The least that pages can take: to dump and write their bytes, and nothing else.

    python bench/limit.py SITE OUT

Reads the pages of a built site one by one and writes each, dumped as one text of JSON,
to a file of its own in the folder OUT. Prints the mean seconds of processor time that
dumping and writing a page took, as JSON; what reading took does not count.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import orjson


def main() -> None:
    """Dump and write page after page, and tell what one takes."""
    site, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    pages = sorted(site.glob("[12]*.html"))
    seconds = 0.0
    for page in pages:  # not all at once: a build holds one at a time as well
        text = page.read_text("utf-8")
        start = time.process_time()
        (out / page.name).write_bytes(orjson.dumps([text]))
        seconds += time.process_time() - start
    print(json.dumps(seconds / len(pages)))


if __name__ == "__main__":
    main()

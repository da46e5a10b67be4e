"""Run `python -m geocontrol`."""

from __future__ import annotations

from geocontrol.cli.main import main

if __name__ == "__main__":
    main()

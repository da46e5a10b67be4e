"""The `geocontrol` command: parse, call, print, exit code."""

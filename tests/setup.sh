#!/bin/sh
# Make sure of what pip cannot install: a Python with venv, a browser, TypeScript.
# On Debian and its kin, root gets the packages; anyone else is told what to do.
set -eu

install() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "installing $*"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        echo "geocontrol needs $*: run 'sudo apt-get install $*'" >&2
        echo "(or your system's packages of that kind), then call make again" >&2
        exit 1
    fi
}

case "$1" in
python)
    if ! command -v "$2" >/dev/null; then
        install python3 python3-venv
    fi
    if ! "$2" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "geocontrol needs Python 3.11 or later; $2 is $("$2" -V)." >&2
        echo "Name another with: make PYTHON=python3.12 ..." >&2
        exit 1
    fi
    if ! "$2" -c 'import ensurepip, venv' 2>/dev/null; then
        install python3-venv
    fi
    ;;
types)
    # TypeScript checks the types that the pages' scripts state in their comments.
    if [ ! -x "$2/bin/tsc" ]; then
        if ! command -v npm >/dev/null; then
            install nodejs npm
        fi
        mkdir -p "$2/types"
        cp requirements/node/package.json requirements/node/package-lock.json "$2/types"
        npm ci --silent --no-audit --no-fund --ignore-scripts --prefix "$2/types"
        ln -sf "../types/node_modules/.bin/tsc" "$2/bin/tsc"
    fi
    ;;
browser)
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null; then
            exit 0
        fi
    done
    install chromium fonts-dejavu-core
    ;;
esac

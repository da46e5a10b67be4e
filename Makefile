# `make maps` builds the Syrian maps, `make test` runs every check, `make bench` measures.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help maps test bench lint browser types lock audit clean

help:
	@echo "make maps   set up, build the maps of Syria, say where to look"
	@echo "make test   set up, with a browser, and run every check"
	@echo "make bench  set up, measure beside geopandas and folium (ten minutes)"
	@echo "make lock   take newer releases of what we depend on, pinned by hash"
	@echo "make audit  ask whether a locked release is known to be unsafe"
	@echo "make clean  remove what the two have made"

maps: $(VENV)/installed
	$(BIN)/geocontrol build maps/syria-2024.yaml
	@echo "Open $(CURDIR)/maps/syria-2024/index.html in a browser."
	@echo "The program is $(BIN)/geocontrol; 'source $(VENV)/bin/activate' makes it geocontrol."

test: $(VENV)/installed-test browser types lint
	$(BIN)/python -m pytest

# A decade of war too: make bench SIZE=--full
bench: $(VENV)/installed
	$(BIN)/python bench/pages.py $(SIZE)

lint: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

browser:
	@sh tests/setup.sh browser

types:
	@sh tests/setup.sh types $(VENV)

$(VENV)/bin/python:
	@sh tests/setup.sh python $(PYTHON)
	$(PYTHON) -m venv $(VENV)

# Nothing is installed whose hash the lock files do not name, our own code aside.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALL_OWN := $(INSTALL) --no-deps --no-build-isolation --editable .

$(VENV)/installed: $(VENV)/bin/python pyproject.toml requirements/maps.txt
	$(INSTALL) --require-hashes --requirement requirements/maps.txt
	$(INSTALL_OWN)
	@touch $@

$(VENV)/installed-test: $(VENV)/bin/python pyproject.toml requirements/test.txt
	$(INSTALL) --require-hashes --requirement requirements/test.txt
	$(INSTALL_OWN)
	@touch $@ $(VENV)/installed

$(VENV)/installed-lock: $(VENV)/bin/python requirements/lock.txt
	$(INSTALL) --require-hashes --requirement requirements/lock.txt
	@touch $@

# Remake the lock files, for every system and Python that we support.
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
	--no-annotate --python-version 3.11 --upgrade
lock: $(VENV)/installed-lock
	$(COMPILE) requirements/lock.in --output-file requirements/lock.txt
	$(COMPILE) --extra test pyproject.toml requirements/build.in \
		--output-file requirements/test.txt
	$(COMPILE) --constraints requirements/test.txt pyproject.toml \
		requirements/build.in --output-file requirements/maps.txt
	cd requirements/node && npm install --package-lock-only --ignore-scripts

# Ask the Python Packaging Advisory Database about every locked release.
audit: $(VENV)/installed-lock $(VENV)/installed-test
	$(BIN)/python -m pip check
	$(BIN)/pip-audit --require-hashes --disable-pip --requirement requirements/test.txt

clean:
	rm -rf $(VENV) maps/*/ build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

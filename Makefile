# `make maps` builds the Syrian maps, `make test` runs every check, `make bench` measures.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help maps test bench lint browser types clean

help:
	@echo "make maps   set up, build the maps of Syria, say where to look"
	@echo "make test   set up, with a browser, and run every check"
	@echo "make bench  set up, measure beside geopandas and folium (ten minutes)"
	@echo "make clean  remove what the two have made"

maps: $(VENV)/installed
	$(BIN)/geocontrol build maps/syria-2024.yaml
	@echo "Open $(CURDIR)/maps/syria-2024/index.html in a browser."

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
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) maps/*/ build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

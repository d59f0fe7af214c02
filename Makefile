# The two commands of README, and their parts. Everything happens in a virtual environment in .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test lint unit train clean

demo: $(VENV)/kg-installed
	$(BIN)/kg build data/dispatches --store demo/store
	$(BIN)/kg map --store demo/store --out demo/map.html --title "World politics in dispatches"
	$(BIN)/kg query conflicts --store demo/store
	@echo "The map is in demo/map.html: open it in a browser. Ask more: $(BIN)/kg query --list"

test: $(VENV)/dev-installed lint unit

lint: $(VENV)/dev-installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

unit: $(VENV)/dev-installed
	$(BIN)/pytest -n 2

# Trains the reader anew from data/sentences: under an hour on two cores. PyTorch is needed for nothing else.
train: $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[train]"
	$(BIN)/python -m kg.train.train

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/kg-installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check .
	@touch $@

$(VENV)/dev-installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@ $(VENV)/kg-installed

clean:
	rm -rf $(VENV) demo build dist

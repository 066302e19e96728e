# `make demo` and `make test` need only Python 3.11 or newer, git and make.

PYTHON ?= python3
JOBS ?= 2

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
PYTEST := $(BIN)/python -m pytest -n $(JOBS)

.PHONY: help demo test test-all mutants lint types docs build clean

help:
	@echo "make demo      one run from messy rows to golden records, on the bundled sample"
	@echo "               or on yours: make demo DATA=file.csv KEY=column KINDS=\"column=kind,...\""
	@echo "make test      tests, docstring examples, snippets of the docs; without the slow ones"
	@echo "make test-all  the slow ones too"
	@echo "make mutants   mutation testing of survive and ledger, hours; or of a sample of each:"
	@echo "               make mutants SAMPLE=300"
	@echo "make lint      ruff: rules and format"
	@echo "make types     mypy and pyright"
	@echo "make docs      the documentation, into build/docs"
	@echo "make build     sdist and wheel, into dist"
	@echo "make clean     remove what these made, except $(VENV)"

# make puts the given values into the environment, from where the shell reads them: spaces are safe.
demo: $(VENV)/.runtime
	@$(BIN)/python examples/demo.py $(if $(DATA),--data "$$DATA") $(if $(KEY),--key "$$KEY") \
		$(if $(KINDS),--kinds "$$KINDS")

test: $(VENV)/.dev
	@$(PYTEST) -m "not slow"

test-all: $(VENV)/.dev
	@$(PYTEST)

# It goes on where it was stopped; `make clean` makes it start anew.
mutants: $(VENV)/.dev
	@$(PIP) install --group mutation
	@$(BIN)/python tools/mutants.py --jobs $(JOBS) $(if $(SAMPLE),--sample $(SAMPLE))

lint: $(VENV)/.dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(VENV)/.dev
	@$(BIN)/mypy src $(wildcard tests/typing) $(wildcard examples/*_sqlalchemy examples/fastapi_app)
	@$(BIN)/pyright --pythonpath $(BIN)/python

# -n: a link to a name of ours that is not documented fails; -W: so does any other warning.
docs: $(VENV)/.dev
	@$(BIN)/sphinx-build -q -n -W --keep-going -b html -d build/doctrees docs build/docs

build: $(VENV)/.dev
	@rm -rf dist
	@$(BIN)/python -m build -q

clean:
	@rm -rf build dist mutants golden.csv .hypothesis .mypy_cache .pytest_cache .ruff_cache

# The stamps are older than pyproject.toml after it changes: then the next command installs again.
$(VENV)/.runtime: pyproject.toml | $(BIN)/pip
	@echo "Installing custmdm into $(VENV) ..."
	@$(PIP) install -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/pip
	@echo "Installing custmdm and its tools into $(VENV), this takes a minute or two ..."
	@$(PIP) install -e '.[charts,learn]' --group dev
	@touch $(VENV)/.runtime $@

# Groups of dependencies need pip 25.1, newer than the one that comes with Python.
$(BIN)/pip:
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade 'pip>=25.1'

# make demo    set everything up, read the bundled articles, show the board
# make test    set everything up, run the tests (make test-all: the slow ones too)
# make check   style, types, import order, generated docs, tests, the evaluation gate
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-all check lint gate docs lock setup clean

demo: setup
	@$(BIN)/onrecord demo

test: setup
	$(BIN)/pytest -q -m "not slow"

test-all: setup
	$(BIN)/pytest -q

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/make_docs.py --check

gate: setup
	$(BIN)/python -m onrecord.evaluation.gate

check: lint test-all gate

docs: setup
	$(BIN)/python scripts/make_docs.py

# Pins with hashes and without addresses: any index that serves the same files will do.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --extra dev --extra desk --extra postgres --quiet -o requirements.txt pyproject.toml

setup: .venv/.ready

.venv/.ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer; name one with make PYTHON=python3.12")'
	@echo "Setting up .venv (once; a few minutes)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --no-deps -e .
	@touch $@

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

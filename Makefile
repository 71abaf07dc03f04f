# Every command of the house; the first two are all a newcomer needs: make demo, make test.
SHELL := /bin/sh
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PYTEST_WORKERS ?= 2
LINTED := tracker interop reports migrations tests benchmarks scripts

.PHONY: help demo test check format lint types contracts test-browser bench bench-large soak lock clean

help:
	@echo "make demo          a working province with demonstration data on http://127.0.0.1:8000"
	@echo "make test          all tests on a real PostgreSQL (embedded, or PLUMBLINE_DATABASE_URL)"
	@echo "make check         format, lint, types, import contracts, tests"
	@echo "make test-browser  pages in Chromium    make bench  figures as ratios    make soak  long runs"
	@echo "make lock          resolve the dependencies anew, with hashes"

demo: $(VENV)/.runtime
	@$(BIN)/plumbline demo run

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n $(PYTEST_WORKERS) -m "not browser and not soak"

check: lint types contracts test

format: $(VENV)/.dev
	$(BIN)/ruff format $(LINTED)
	$(BIN)/ruff check --fix $(LINTED)

lint: $(VENV)/.dev
	$(BIN)/ruff format --check $(LINTED)
	$(BIN)/ruff check $(LINTED)

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

test-browser: $(VENV)/.dev
	@$(BIN)/python -m pytest -m browser tests/browser

bench: $(VENV)/.dev
	@$(BIN)/python -m benchmarks

bench-large: $(VENV)/.dev
	@$(BIN)/python -m benchmarks --large

soak: $(VENV)/.dev
	@$(BIN)/python -m pytest -m soak

# The lock is universal from Python 3.11, with hashes, and names no index.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --extra build setup.cfg -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --extra build --extra dev -c requirements.lock setup.cfg -o requirements-dev.lock

$(VENV)/bin/python:
	@$(PYTHON) scripts/check_python.py
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python requirements.lock setup.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build *.egg-info

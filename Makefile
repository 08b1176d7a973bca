# Two commands matter: `make demo` and `make test`. `make help` lists the rest.
# Everything is installed into this folder (.uv, .venv); nothing is installed for the whole machine.

SHELL := /bin/sh
PYTHON ?= python3
UV_VERSION := 0.13.9
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
BIN := .venv/bin
# Compiled when they are installed, not at each start: the packages are many, and some machines keep no bytecode.
INSTALL := pip install --quiet --compile-bytecode --python $(BIN)/python
# No more workers than CI has cores: in the tests too a form has to open within Slack's three seconds.
WHOLE := -n 2 --dist loadgroup tests/browser tests/integration tests/unit
# The one that playwright brings along, so that nobody needs another.
NODE = "$$($(BIN)/python -c 'import pathlib, playwright; print(pathlib.Path(playwright.__file__).parent / "driver/node")')"

# Also where the machine would have none kept: the tests start the bot dozens of times, and it would be compiled each time.
test coverage unit: export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help demo run doctor simulate test coverage lint types unit page shots screenshots bench bench-matching bench-privacy lists lock clean python

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: .venv/.demo  ## open the practice workspace, with the bot in it
	@exec $(BIN)/exchange demo

run: .venv/.demo  ## connect to your own Slack, with the tokens in .env
	@exec $(BIN)/exchange run

doctor: .venv/.demo  ## say in plain words what is missing or wrong with it
	@exec $(BIN)/exchange doctor

simulate: .venv/.dev  ## tell a simulated year three times (in peace, killed, by two replicas) and compare what was said
	$(BIN)/exchange simulate --out simulated
	$(BIN)/exchange simulate --kill --same-as simulated/record.jsonl
	$(BIN)/python -m tests.integration.simulation.two_replicas --same-as simulated/record.jsonl

test: .venv/.dev lint types page  ## lint, types and the whole test suite, as CI runs it
	$(BIN)/pytest $(WHOLE)

coverage: .venv/.dev  ## the whole test suite once more, watched: which lines no test runs
	$(BIN)/pytest $(WHOLE) --cov --cov-report=term

unit: .venv/.dev  ## the fast tests alone
	$(BIN)/pytest -q tests/unit

page: .venv/.dev  ## the tests of the practice workspace's own scripts
	@$(NODE) --test --test-reporter=dot tests/page/*.test.js

lint: .venv/.dev  ## style, imports between the rooms, unused code and dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/deptry .
	$(BIN)/oxlint --deny-warnings --report-unused-disable-directives bot tests

types: .venv/.dev  ## the type checker, in its strict mode
	$(BIN)/mypy

shots: .venv/.dev  ## take a picture of every view, light and dark, on a desk and on a phone
	$(BIN)/python -m tests.browser.shots

screenshots: .venv/.dev  ## take the README's pictures anew
	$(BIN)/python -m tests.browser.screenshots

bench: .venv/.dev  ## measure speed against a baseline run beside it
	$(BIN)/pytest -p no:xdist --benchmark-only tests/benchmarks

bench-matching: .venv/.dev  ## measure the ranking beside BM25 and the nearest rival (SETS="folder ..." measures more)
	$(BIN)/python -m tests.benchmarks.matching $(SETS)

bench-privacy: .venv/.bench-privacy  ## measure the privacy check beside Presidio (TEXTS=folder measures more)
	.venv/bench-privacy/bin/python -m tests.benchmarks.privacy $(TEXTS)

lists: .venv/.lists  ## build the privacy check's word lists anew (needs npm) and print their checksums
	@npm pack --silent --pack-destination .venv dictionary-en@4.0.0 >/dev/null
	.venv/lists/bin/python -m tests.building.privacy_lists .venv/dictionary-en-4.0.0.tgz bot/privacy/data

lock: $(UV)  ## write the locks anew from pyproject.toml
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --extra demo --group build \
	  pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --extra demo --extra simulate --group build \
	  --group tests --group browser --group bench --group lint -c requirements.lock \
	  pyproject.toml -o requirements-dev.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --group bench-privacy -c requirements.lock \
	  pyproject.toml -o tests/benchmarks/requirements-privacy.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --group pyproject.toml:lists \
	  -o tests/building/requirements-lists.lock

clean:  ## remove what these commands have made
	rm -rf .uv .venv .demo shots simulated build dist .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "Python 3.11 or later is needed, with venv and pip (on Debian: apt install python3 python3-venv python3-pip)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; $$($(PYTHON) --version) was found. Name another: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "Python's venv and pip are needed (on Debian: apt install python3-venv python3-pip)."; exit 1; }

.uv/bin/uv: | python
	@echo "Getting uv $(UV_VERSION) into .uv ..."
	@$(PYTHON) -m venv .uv && .uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/bin/python: $(UV) | python
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv

.venv/.demo: requirements.lock pyproject.toml .venv/bin/python
	@$(UV) $(INSTALL) --require-hashes -r requirements.lock
	@$(UV) $(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml .venv/bin/python
	@$(UV) $(INSTALL) --require-hashes -r requirements-dev.lock
	@$(UV) $(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

# Presidio and spaCy in an environment of their own: nothing else needs them.
.venv/.bench-privacy: tests/benchmarks/requirements-privacy.lock .venv/.demo
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv/bench-privacy
	@$(UV) pip install --quiet --python .venv/bench-privacy/bin/python --require-hashes -r tests/benchmarks/requirements-privacy.lock
	@touch $@

# Likewise what the word lists are made from.
.venv/.lists: tests/building/requirements-lists.lock .venv/bin/python
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv/lists
	@$(UV) pip install --quiet --python .venv/lists/bin/python --require-hashes -r tests/building/requirements-lists.lock
	@touch $@

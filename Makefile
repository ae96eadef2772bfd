# `make` lists what there is. Each target does all of its own set-up: Python 3.11 or newer and make are enough.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
  "$$name" -c '$(NEW_ENOUGH)' 2>/dev/null && echo "$$name" && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
DEMO_ARGS ?=
BENCH_ARGS ?=
SOAK_ARGS ?=
# What the tests need from the distribution's packages: a browser, and a PostgreSQL that they run by themselves.
CHROMIUM := $(shell command -v chromium || command -v chromium-browser)
POSTGRESQL := $(firstword $(wildcard /usr/lib/postgresql/*/bin/initdb) $(shell command -v initdb))
ROOT_DO := $(shell [ "$$(id -u)" = 0 ] || echo "sudo -n")
APT_INSTALL := $(ROOT_DO) apt-get update --quiet --quiet && \
  $(ROOT_DO) apt-get install --yes --quiet --no-install-recommends
DECLARED := pyproject.toml $(shell find jupyter-config -type f)

.PHONY: help demo test lint fast slow browser chromium postgresql bench soak clean
help:
	@echo "make demo    a sandbox and a JupyterLab with the desk in it (DEMO_ARGS=\"--no-browser --port 8899\")"
	@echo "make test    everything that has to be true: style, types, tests, servers, browser"
	@echo "make bench   the benchmarks, each figure a ratio taken in one run"
	@echo "make soak    the reliability tests in full; its result goes into docs/soak.md"
	@echo "make clean   remove the virtual environment and what demo and tests left"

$(BIN)/pip:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed: install it, or say make PYTHON=/path/to/it" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# What the demo needs comes quickly; what the tests need takes a few minutes.
$(VENV)/demo: $(DECLARED) | $(BIN)/pip
	$(PIP) install --quiet --editable '.[demo]'
	@touch $@

$(VENV)/ready: $(DECLARED) | $(BIN)/pip
	$(PIP) install --quiet --editable '.[dev]'
	$(PIP) check
	@touch $(VENV)/demo $@

demo: $(VENV)/demo
	@$(BIN)/supporthub demo $(DEMO_ARGS)

# Fast tests first, real servers next, browsers last.
test: lint fast slow browser

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fast: $(VENV)/ready postgresql
	$(BIN)/pytest -n 2 -m "not slow and not browser"

slow: $(VENV)/ready postgresql
	$(BIN)/pytest -n 2 -m "slow and not browser"

browser: $(VENV)/ready chromium
	$(BIN)/pytest -n 2 --dist loadfile -m browser

# Where one can't be installed, its tests fail and name what would mend it; all others run.
chromium:
ifeq ($(CHROMIUM),)
	-$(APT_INSTALL) chromium fonts-dejavu-core >/dev/null
endif

postgresql:
ifeq ($(POSTGRESQL),)
	-$(APT_INSTALL) postgresql >/dev/null
endif

bench: $(VENV)/ready
	$(BIN)/python -m tests.benchmarks $(BENCH_ARGS)

soak: $(VENV)/ready postgresql
	$(BIN)/python -m tests.reliability.soak $(SOAK_ARGS)

clean:
	rm -rf $(VENV) .demo test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis

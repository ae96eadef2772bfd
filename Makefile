# `make` lists what there is. Each target does all of its own set-up: Python 3.11 or newer and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_ARGS ?=
# Chromium from the distribution's packages, for the browser tests.
CHROMIUM := $(shell command -v chromium chromium-browser 2>/dev/null | head -n 1)
ROOT_DO := $(shell [ "$$(id -u)" = 0 ] || echo "sudo -n")

.PHONY: help demo test lint fast slow browser bench clean
help:
	@echo "make demo    a sandbox and a JupyterLab with the desk in it (DEMO_ARGS=\"--no-browser --port 8899\")"
	@echo "make test    everything that has to be true: style, types, tests, servers, browser"
	@echo "make bench   the benchmarks, each figure a ratio taken in one run"
	@echo "make clean   remove the virtual environment and what tests left"

$(VENV)/ready: pyproject.toml jupyter-config/supporthub_ext.json
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m pip check
	@touch $@

demo: $(VENV)/ready
	$(BIN)/supporthub demo $(DEMO_ARGS)

# Fast tests first, real servers next, browsers last.
test: lint fast slow browser

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fast: $(VENV)/ready
	$(BIN)/pytest -n 2 -m "not slow and not browser"

slow: $(VENV)/ready
	$(BIN)/pytest -m "slow and not browser"

browser: $(VENV)/ready chromium
	$(BIN)/pytest -m browser

# Where it can't be installed the browser tests skip and name this command; with CI=true they fail.
.PHONY: chromium
chromium:
ifeq ($(CHROMIUM),)
	-$(ROOT_DO) apt-get update --quiet --quiet && \
	  $(ROOT_DO) apt-get install --yes --quiet --no-install-recommends chromium fonts-dejavu-core >/dev/null
endif

bench: $(VENV)/ready
	$(BIN)/python -m tests.benchmarks $(BENCH_ARGS)

clean:
	rm -rf $(VENV) .demo test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis

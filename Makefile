# Each goal does all of its own set-up in $(VENV): `make serve` and `make test` are all a newcomer needs.
#
#   make serve            the dashboard at http://localhost:5006        (PORT=8000 for another port)
#   make test             the whole test suite                          (PYTEST_ARGS="-k scan" for a part of it)
#   make lint             ruff, mypy, import-linter; eslint and tsc where there is Node.js
#   make bundle           rebuild the viewer's JavaScript (needs Node.js)
#   make bundle-check     rebuild it and fail where it differs from what is committed
#   make clean            remove what the others made, $(VENV) included
#
# TORCH chooses PyTorch's version and build; it is installed before anything that asks for it, so that nothing else can
# bring another one. For example, the CPU build on any machine:
#   make serve TORCH="torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu"

TORCH ?= torch==2.13.0
PORT ?= 5006
VENV ?= .venv
PYTHON ?=
PYTEST_ARGS ?=
WORKERS ?= 2

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
JS := pesviz/app/js
BUNDLE := $(JS)/bundle.js

# Stamps say what was installed; the name of torch's holds TORCH, so that another choice installs again.
MADE := $(VENV)/.made
TORCHED := $(VENV)/.torch-$(shell printf '%s' "$(TORCH)" | cksum | cut -d ' ' -f 1)
INSTALLED := $(VENV)/.installed
TESTABLE := $(VENV)/.testable
LINTABLE := $(VENV)/.lintable

.PHONY: serve test lint bundle bundle-check clean
.DELETE_ON_ERROR:

serve: $(INSTALLED)
	$(BIN)/pesviz serve --port $(PORT)

# Two processes of one thread each: --dist loadfile starts a browser or loads a potential once per file.
test: $(TESTABLE)
	@status=0; ./.ci/npm test || status=1; \
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --durations=15 $(PYTEST_ARGS) || status=1; \
	exit $$status

lint: $(LINTABLE)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@./.ci/npm lint types

$(MADE):
	@python="$$(./.ci/find-python $(PYTHON))" && echo "Making $(VENV) with $$python" && "$$python" -m venv $(VENV)
	@touch $@

$(TORCHED): $(MADE)
	$(PIP) install $(TORCH)
	@rm -f $(VENV)/.torch-*
	@touch $@

$(INSTALLED): pyproject.toml $(TORCHED)
	$(PIP) install -e .
	@touch $@

$(TESTABLE): pyproject.toml $(TORCHED)
	$(PIP) install -e '.[test,film,sevennet,matgl,ranking,postgresql,slurm]'
	@touch $@ $(INSTALLED)

$(LINTABLE): pyproject.toml $(TORCHED)
	$(PIP) install -e '.[test,dev,film,sevennet,matgl,ranking,postgresql,slurm]'
	@touch $@ $(INSTALLED)

bundle:
	@command -v npm >/dev/null || { echo "The bundle needs Node.js with npm (nodejs.org)." >&2; exit 1; }
	CI=true ./.ci/npm build

bundle-check: bundle
	git diff --exit-code --stat -- $(BUNDLE)

clean:
	rm -rf $(VENV) $(JS)/node_modules test-artifacts .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

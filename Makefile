# `make run` and `make test` need python3 (3.11 or newer) and make; the rest they fetch themselves.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
TEMPLATES := $(shell find templates -name "*.html")

.PHONY: run test test-services test-long advisories admin bench lock lint

run: $(VENV)/.installed
	@PORT=$(PORT) $(BIN)/python manage.py serve

# An account for the admin. Members of the group Editors can edit content and nothing else.
admin: $(VENV)/.installed
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py createsuperuser

test: $(VENV)/.installed-test
	@$(BIN)/python -m tests.install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

# What takes long, and all cases of what `make test` tries with a sample: every page in axe, every link, all of the fuzzing.
test-long: $(VENV)/.installed-test
	@$(BIN)/python -m tests.install
	@$(BIN)/python -m pytest -n 2 --dist loadscope -m "(long or sampled) and not services" $(ARGS)

# What asks the database or a cache, against PostgreSQL and Redis; and what needs these and nginx: two nodes, and faults.
test-services: $(VENV)/.installed-test
	@$(BIN)/python -m tests.with_services $(ARGS)
	@$(BIN)/python -m pytest -m services tests/deploy

# Known advisories about the pinned packages, where the registry tells them.
advisories: $(VENV)/.installed-test
	@$(BIN)/python -m tests.advisories

bench: $(VENV)/.installed-test
	@$(BIN)/python -m tests.bench

# The lock: exact versions and hashes, and no registry's address.
lock: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-header --universal \
	  --python-version 3.11 pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-header --universal \
	  --python-version 3.11 --extra test pyproject.toml -o requirements-test.txt

lint: $(VENV)/.installed-test
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djade --target-version 5.2 $(TEMPLATES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Try: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "python3 has no venv module here (on Debian: apt install python3-venv)."; exit 1; }

$(VENV)/.installed: requirements.txt | $(BIN)/python
	@echo "Installing the pinned packages into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-test: requirements-test.txt $(VENV)/.installed | $(BIN)/python
	@echo "Installing the packages for the tests into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

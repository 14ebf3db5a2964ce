# make run · make test [REQUIRE=all] · make reset · make bench · make format · make lock

PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
PY := .venv/bin/python
export OUTER_PORT INNER_PORT DATA_DIR REQUIRE

.PHONY: run reset test bench format lock python development

run: python
	@exec $(PYTHON) -m config.onebox

reset: python
	@exec $(PYTHON) -m config.onebox reset

test: development
	@exec $(PY) tests/run.py

bench: development
	@exec $(PY) -m bench

format: development
	$(PY) -m ruff check --fix . ; $(PY) -m ruff format .

lock: development
	$(PY) -m uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 requirements.in -o requirements.lock
	$(PY) -m uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 requirements-dev.in -o requirements-dev.lock

development: python
	@$(PYTHON) -m config.provision requirements-dev.lock

python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本 (Python 3.11 or newer is needed). Debian 12: apt-get install python3 python3-venv"; exit 1; }

# The doors of the house; README.md says what lies behind each. Nothing needs to be installed or set up before them but
# make and Python 3.11 or newer.

PORT ?= 8000
ARGS ?=
ROWS ?= 100000

SHELL := /bin/sh
PYTHON := .venv/bin/python
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
NEWEST = for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done

.PHONY: help env run test test-crash test-fuzz bench lint format messages
.DELETE_ON_ERROR:

help:
	@echo 'make run    the site on 127.0.0.1:$(PORT), with demo data when the database is empty (PORT=8001 for another port)'
	@echo 'make test   every test, on SQLite and PostgreSQL, and in a browser (ARGS="tests/members -k dates" for some)'
	@echo 'make bench  how fast surveys come in, pages are shown and certificates are set, on both databases (ROWS=$(ROWS); var/bench*.json)'
	@echo 'make test-crash   workers, web process and PostgreSQL killed at random, a hundred times (some minutes)'
	@echo 'make test-fuzz    ten thousand mutated files through the readers, and files over each other in thousands of steps (an hour)'
	@echo 'make lint   style, types, the floors of the house, missing migrations and translations'
	@echo 'make env    only the environment: .venv with the versions of constraints.txt, and the compiled catalogues'
	@echo 'make format, make messages: bring the code into shape, and the catalogues in line with it'

run: env
	@exec $(PYTHON) manage.py serve --port $(PORT)

test: env
	@exec $(PYTHON) -m tests $(ARGS)

test-crash: env
	@exec $(PYTHON) -m tests.crash $(ARGS)

test-fuzz: env
	@DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) -m tests.members.surveys.reading.fuzzing $(ARGS)
	@exec $(PYTHON) -m tests --hypothesis-profile=long tests/members/surveys/over_each_other

bench: env
	@$(PYTHON) -m tests.bench --rows $(ROWS) $(ARGS)
	@$(PYTHON) -m tests.bench.lists --rows $(ROWS)

lint: env
	@exec $(PYTHON) -m tests.lint

format: env
	@.venv/bin/ruff check -q --fix . ; .venv/bin/ruff format -q . ; .venv/bin/djlint --reformat --quiet templates

messages: env
	@$(PYTHON) -m registry.catalogue update && $(PYTHON) -m registry.catalogue check

env: .venv/made $(CATALOGUES)
	@:

# pip's own bytecode compiling is left out: Python compiles what it comes to need.
.venv/made: constraints.txt
	@python=$$($(NEWEST)); \
	if [ -z "$$python" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y \
		--no-install-recommends python3-venv >/dev/null; python=$$($(NEWEST)); fi; \
	if [ -z "$$python" ]; then \
		echo 'Python 3.11 or newer with its venv module is needed (on Debian: apt-get install python3-venv).' >&2; exit 1; fi; \
	echo "Making the environment in .venv with $$($$python --version) ..."; \
	$$python -m venv .venv
	@$(PYTHON) -m pip install -q --disable-pip-version-check --no-compile -r constraints.txt
	@cp constraints.txt $@

%.mo: %.po | .venv/made
	@$(PYTHON) -m registry.catalogue compile

# Needs Python 3.11 or newer, and make. Another Python: make lab PYTHON=python3.12
# Without make, as on Windows: README.md has the same commands.

PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYTEST := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 $(BIN)/python -m pytest
# One worker takes a whole explorer, file or notebook: what its tests share is made once there.
PARALLEL := -n auto --maxprocesses 8
NBVAL := --nbval --nbval-current-env --nbval-cell-timeout 120 \
	--nbval-sanitize-with tests/notebooks/nbval.cfg
NOTEBOOKS := notebooks/[0-9][0-9]_*.ipynb

.NOTPARALLEL:
.PHONY: help lab test quick lint unit notebooks-test browser-test libraries-test site-test \
	notebooks bench format requirements wheel clean

help:
	@echo 'make lab            open the course in JupyterLab; make lab ARGS="--fresh 04" passes options'
	@echo 'make test           run everything: lint, tests, every notebook, the browser tests'
	@echo 'make quick          lint, the tests of the core and of what you changed'
	@echo 'make lint           check style with ruff'
	@echo 'make unit           run the tests that need neither notebooks nor a browser'
	@echo 'make notebooks-test run every notebook and compare its outputs'
	@echo 'make browser-test   run the tests in JupyterLab in Chromium'
	@echo 'make site-test      run the live site in Chromium with every notebook'
	@echo 'make libraries-test install PyTorch, scikit-learn and Keras, and run what the notebooks'
	@echo '                    show of them'
	@echo 'make notebooks      run notebooks/src and store the notebooks with their outputs;'
	@echo '                    make notebooks ARGS=04 builds one'
	@echo 'make bench          measure the time from a slider to the new picture'
	@echo 'make format         format the code with ruff'
	@echo 'make requirements   pin the versions of pyproject.toml in requirements.txt;'
	@echo '                    make requirements ARGS=--upgrade takes the newest ones'
	@echo 'make wheel          build dist/dlcourse-*.whl'
	@echo 'make clean          remove .venv and what else can be made again; work/ stays'

lab: $(READY)
	$(BIN)/python -m dlcourse lab $(ARGS)

# The browser tests have processes of their own: Playwright keeps a loop running in its own, and tests
# of what runs on a loop could not start theirs there.
test: lint
	$(PYTEST) $(PARALLEL) $(NBVAL) tests dlcourse $(NOTEBOOKS) --ignore tests/browser $(ARGS)
	$(PYTEST) $(PARALLEL) tests/browser $(ARGS)

quick: lint
	$(PYTEST) $(PARALLEL) --changed --ignore tests/browser $(ARGS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

unit: $(READY)
	$(PYTEST) $(PARALLEL) --ignore tests/browser $(ARGS)

notebooks-test: $(READY)
	$(PYTEST) $(PARALLEL) $(NBVAL) $(NOTEBOOKS) $(ARGS)

browser-test: $(READY)
	$(PYTEST) $(PARALLEL) tests/browser $(ARGS)

site-test: $(READY)
	$(PYTEST) tests/browser/test_site.py tests/browser/live_notebooks.py

# Installs the extra itself: large, and not part of the course's pinned environment.
libraries-test: $(READY)
	$(PIP) install --quiet -e ".[bench]" --no-build-isolation
	KERAS_BACKEND=torch $(PYTEST) tests/libraries $(ARGS)

notebooks: $(READY)
	$(BIN)/python notebooks/build.py $(ARGS)

bench: $(READY)
	$(BIN)/python benchmarks/slider_latency.py $(ARGS)

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

requirements: $(READY)
	$(BIN)/uv pip compile pyproject.toml --extra lab --extra site --extra test --extra authoring \
		--universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-annotate --no-config \
		--quiet --custom-compile-command "make requirements" --output-file requirements.txt $(ARGS)

wheel: $(READY)
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean:
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './work/*' -prune -exec rm -rf {} +

# Made again when the pins or the project's settings change. The project itself is installed as a
# link to this folder, by the pinned hatchling: nothing outside of requirements.txt is fetched.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dlcourse needs Python 3.11 \
	or newer, this is " + sys.version.split()[0] + "; name another one: make lab PYTHON=python3.12")'
	@echo 'Installing the course into $(VENV): about a minute, this once'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $(READY)

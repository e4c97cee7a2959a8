# jingdex: `make run` opens the Beijing workbook, `make test` checks everything, `make bench` measures.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

.PHONY: run test test-spark format bench bench-scale bench-team fuzz mutants catalogue screenshot recording constraints clean

run: .venv/ready
	@$(BIN)/jingdex

# Every worker has a core of its own: threads of Polars and NumPy beside it would only wait for one another.
test: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/python -m compileall -q -j 0 core data tui jingdex.py
	env -u PYTHONDONTWRITEBYTECODE POLARS_MAX_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -n auto --dist worksteal

# Rollups on Spark, in an environment of its own: pyspark is large, and needs Java 17 or newer.
test-spark: .venv/ready
	@test -x .venv/spark/bin/pytest || { $(PYTHON) -m venv .venv/spark && .venv/spark/bin/pip install --quiet --upgrade pip \
		&& PIP_CONSTRAINT=constraints.txt .venv/spark/bin/pip install --quiet --editable . --group spark; }
	.venv/spark/bin/pytest -p no:cacheprovider tests/data/spark_rollup.py

format: .venv/ready
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/ready
	@test -x .venv/bench/bin/vd || { $(PYTHON) -m venv .venv/bench && .venv/bench/bin/pip install --quiet --upgrade pip \
		&& .venv/bench/bin/pip install --quiet --group bench; } || echo "VisiData could not be installed: it is not measured." >&2
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.views
	$(BIN)/python -m benchmarks.method
	$(BIN)/python -m benchmarks.trust
	$(BIN)/python -m benchmarks.data
	$(BIN)/python -m benchmarks.trail
	$(BIN)/python -m benchmarks.rules

# Micro-data rolled up, beside a query written by hand: `make bench-scale ROWS=100000000`.
bench-scale: .venv/ready
	$(BIN)/python -m benchmarks.scale $(ROWS)

# A team on one PostgreSQL server, from a package or the one that JINGDEX_TEST_POSTGRES names.
bench-team: .venv/ready
	$(BIN)/python -m benchmarks.team
	$(BIN)/python -m benchmarks.crashes

# Inputs made at random, an hour of each kind: `make fuzz KINDS="files methods" MINUTES=5 SEED=1`.
fuzz: .venv/ready
	$(BIN)/python tests/fuzz $(KINDS) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))

# Small faults put into core/, which the tests should notice: `make mutants UNDER=core/method COUNT=50 SEED=2`.
mutants: .venv/ready
	PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet --group mutants
	POLARS_MAX_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python tests/mutants $(UNDER) $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) $(if $(KEEP),--keep $(KEEP))

# Adds the texts that are new to the catalogues of the languages.
catalogue: .venv/ready
	$(BIN)/python docs/catalogue.py

screenshot: .venv/ready
	$(BIN)/python docs/screenshot.py

# Records the main job as an asciicast.
recording: .venv/ready
	$(BIN)/python docs/recording.py

# Rewrites the pins to the newest versions that pyproject.toml allows.
constraints:
	rm -rf .venv/constraints && $(PYTHON) -m venv .venv/constraints
	.venv/constraints/bin/pip install --quiet --upgrade pip
	.venv/constraints/bin/pip install --quiet --editable . --group dev hatchling editables
	.venv/constraints/bin/pip freeze --exclude-editable --exclude pip > constraints.txt
	rm -rf .venv/constraints

.venv/ready: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "jingdex needs Python 3.11 or newer with the venv module: install python3 and python3-venv." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet --upgrade pip
	PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet --editable . --group dev
	@touch $@

clean:
	rm -rf .venv build dist

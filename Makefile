# `make run` and `make test` do all the set-up on a fresh clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ADDRESS ?= 127.0.0.1
PORT ?= 8501

.PHONY: run test check sample bench docs screens sbom clean
.DEFAULT_GOAL := run

$(VENV)/run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=python3.x"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
		echo "venv is missing, installing python3-venv"; \
		$(call as_root,apt-get update -qq) && $(call as_root,apt-get install -y -qq python3-venv) && $(PYTHON) -m venv $(VENV); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/spark: $(VENV)/dev requirements-spark.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-spark.txt
	@touch $@

as_root = if [ "$$(id -u)" = 0 ]; then $(1); else sudo $(1); fi

## Serve the portal on the shipped sample.
run: $(VENV)/run
	$(BIN)/streamlit run server.py --server.address $(ADDRESS) --server.port $(PORT)

## Lint, types, SQL, known holes in packages, tests, browser, Spark.
test: check audit chromium libreoffice java nginx $(VENV)/spark
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 15

## The quick part, for the inner loop.
check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar queries publisher
	$(BIN)/mypy

.PHONY: chromium libreoffice java nginx poppler
chromium:
	@command -v chromium >/dev/null || { echo "installing chromium for the browser tests"; \
		$(call as_root,apt-get update -qq) && $(call as_root,apt-get install -y -qq chromium fonts-liberation); }

poppler:
	@command -v pdftoppm >/dev/null || { echo "installing poppler-utils for the pictures of PDFs"; \
		$(call as_root,apt-get update -qq) && $(call as_root,apt-get install -y -qq poppler-utils); }

libreoffice:
	@command -v soffice >/dev/null || { echo "installing LibreOffice for the tests of workbooks"; \
		$(call as_root,apt-get update -qq) && \
		$(call as_root,apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui); }

nginx:
	@PATH=$$PATH:/usr/sbin; command -v nginx >/dev/null || { echo "installing nginx for the test of the proxy"; \
		$(call as_root,apt-get update -qq) && $(call as_root,apt-get install -y -qq --no-install-recommends nginx-light); }

java:
	@command -v java >/dev/null || { echo "installing Java for the Spark test"; $(call as_root,apt-get update -qq) && { \
		$(call as_root,apt-get install -y -qq openjdk-17-jre-headless) || \
		$(call as_root,apt-get install -y -qq default-jre-headless); }; }

## Make the shipped sample extract anew, byte for byte.
sample: $(VENV)/run
	$(BIN)/python -m publisher rebuild-sample
	$(BIN)/python -m publisher --city pekalongan rebuild-sample

## Speed and memory, as ratios of one run.
bench: $(VENV)/dev
	$(BIN)/python -m bench

## Known holes in the packages that the portal runs on; says so when nobody can be asked.
.PHONY: audit
audit: $(VENV)/dev
	$(BIN)/python -m deploy.audit

## All packages in use, with licences, as CycloneDX: build/sbom.json.
sbom: $(VENV)/dev
	@mkdir -p build
	$(BIN)/cyclonedx-py environment --of JSON -o build/sbom.json $(VENV)

## The portal when many come, beside Dash and Panel. About eight minutes; LOAD=--quick for one or two.
.PHONY: load
load: $(VENV)/dev chromium nginx requirements-bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	$(BIN)/python -m bench.load $(LOAD)

## Lighthouse (mobile) on two plain pages of a portal at URL; needs node and npm.
.PHONY: lighthouse
lighthouse: chromium
	@command -v npm >/dev/null || { echo "lighthouse needs node 22 and npm"; exit 1; }
	npm install --silent --no-audit --no-fund --prefix build/lighthouse lighthouse@13.5.0
	node bench/lighthouse.mjs $(URL)

URL ?= http://$(ADDRESS):$(PORT)

## Streamlit's fonts, lighter: after a new Streamlit, or when a page draws another icon.
.PHONY: lighter
lighter: $(VENV)/dev
	$(BIN)/python -m dashboard.lighter

## Generated pages of docs/.
docs: $(VENV)/run
	$(BIN)/python -m dashboard.catalog > docs/queries.md
	$(BIN)/python -m publisher.dictionary > docs/data_dictionary.md

## Pictures of every page and every page of the PDFs, in both languages, to docs/screens.
screens: $(VENV)/dev chromium poppler
	$(BIN)/python -m tests.screens

clean:
	rm -rf $(VENV) build

# Souk's commands. `make` without a target lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# Python keeps byte code, even if the shell forbids it: otherwise each process compiles all its packages again.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
SAM := .tools/sam/bin/sam
SITE := build/docs
# The tools of the local cloud and its deployments.
TOOLS := .venv/.ready .tools/sam/.ready .tools/ministack/.ready
UV := $(or $(shell command -v uv),.tools/uv/bin/uv)
ENV ?= dev
CONFIG = --config-env $(if $(filter dev,$(ENV)),default,$(ENV))
COMPLETE = $(BIN)/python -m souk.environments.after_deployment
USED = $(BIN)/python -m souk.deploy.uses
DEPLOY = $(CURDIR)/$(SAM) build $(CONFIG) && $(CURDIR)/$(SAM) deploy $(CONFIG)
export SAM_CLI_TELEMETRY := 0
export REDOCLY_TELEMETRY := off
export REDOCLY_SUPPRESS_UPDATE_NOTICE := true

##@ The two commands

.PHONY: run
run: setup ## Start the local cloud, deploy, seed, and place a demo order
	$(BIN)/souk up
	$(BIN)/souk demo

.PHONY: test
test: setup ## Run the tests on their own local cloud; of the longest a third, chosen by the commit
	$(BIN)/pytest -n 4 --dist loadgroup --sample

.PHONY: test-all
test-all: setup ## Run all tests, with ten environments instead of three; write the result into docs/testing.md
	SOUK_TEST_ENVIRONMENTS=10 $(BIN)/pytest -n 4 --dist loadgroup --record

##@ Day to day

.PHONY: setup
setup: $(TOOLS) node_modules/.ready ## Prepare .venv and the tools from the lock files

.PHONY: test-unit
test-unit: .venv/.ready ## Run the fast tests, which need no cloud
	$(BIN)/pytest -q -m "not cloud and not slow"

.PHONY: lint
lint: setup ## Check style, types, imports, the template, the contracts, the workflows
	$(MAKE) --jobs=4 $(addprefix --,$(filter output-sync,$(.FEATURES))) \
	  lint-types lint-template lint-contracts lint-supply lint-style

.PHONY: lint-style
lint-style: .venv/.ready node_modules/.ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/zizmor --quiet --offline --no-progress .github
	$(BIN)/node node_modules/.bin/tsc --project sdk/typescript
	$(BIN)/node node_modules/.bin/tsc --project services/website/site

.PHONY: lint-types
lint-types: .venv/.ready
	$(BIN)/mypy services souk sdk/souk_sdk

# `sam validate --lint` runs all rules of cfn-lint, in the version of uv.lock.
.PHONY: lint-template
lint-template: .venv/.ready .tools/sam/.ready
	$(BIN)/cfn-lint .github/aws/*.yaml
	$(SAM) validate --lint --region us-east-1
	for folder in $$($(BIN)/python -m souk.deploy.applications); do \
	  (cd $$folder && $(CURDIR)/$(SAM) validate --lint --region us-east-1); \
	done

.PHONY: lint-contracts
lint-contracts: .venv/.ready node_modules/.ready ## Check the contracts against their specifications and the last release
	$(BIN)/node tests/contracts/asyncapi.mjs contracts/asyncapi.json
	$(BIN)/node node_modules/.bin/redocly lint --format stylish contracts/openapi/*.json
	$(BIN)/node node_modules/.bin/spectral lint --quiet --fail-severity warn contracts/openapi/*.json
	$(BIN)/souk contracts check

.PHONY: lint-supply
lint-supply: .venv/.ready node_modules/.ready ## Find dangerous code, and packages with known vulnerabilities
	$(BIN)/bandit --quiet --recursive --severity-level medium --configfile pyproject.toml services souk sdk/souk_sdk
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.audit

.PHONY: format
format: .venv/.ready ## Format the code
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

.PHONY: stop
stop: ## Stop the local cloud; its data is kept
	$(BIN)/souk down

##@ AWS

# SAM's section for dev is called default. An application's settings are in its folder.
.PHONY: deploy
deploy: setup ## Deploy to AWS: the core, then each application with its work afterwards, in ENV=dev, staging or prod
	$(DEPLOY)
	failed=; folders=$$($(BIN)/python -m souk.deploy.applications); \
	for folder in $$folders; do \
	  used=$$($(USED) $(ENV) $$folder) && (cd $$folder && eval "$(DEPLOY) $$used") || failed="$$failed $$folder"; \
	done; \
	$(COMPLETE) $(ENV) || failed="$$failed work-after-deployment"; \
	[ -z "$$failed" ] || { echo "not deployed:$$failed" >&2; exit 1; }

##@ Generated files

.PHONY: contracts
contracts: .venv/.ready ## Generate contracts/ from the code
	$(BIN)/souk contracts

.PHONY: sdk
sdk: contracts node_modules/.ready ## Generate sdk/ from contracts/, Python and TypeScript
	$(BIN)/souk sdk

.PHONY: docs
docs: .venv/.ready node_modules/.ready ## Build the documentation site, build/docs/html/index.html: pages, APIs, events
	$(BIN)/python -m souk.site $(SITE)/pages
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env --write-all -c docs $(SITE)/pages $(SITE)/html

##@ Figures

.PHONY: bench
bench: setup ## Measure latencies and sizes of a running environment
	$(BIN)/python -m tests.bench

.PHONY: bench-environments
bench-environments: setup ## Measure a clone's time and ten environments' size, in their own local cloud
	$(BIN)/python -m tests.bench_environments

.PHONY: bench-dev
bench-dev: setup ## Measure the time from a save to its first response, in its own local cloud
	$(BIN)/python -m tests.bench_dev

.PHONY: bench-buyers
bench-buyers: setup ## Measure fifty customers at once in a running environment, from cold starts
	$(BIN)/python -m tests.bench_buyers

.PHONY: bench-orders
bench-orders: setup ## Measure the orders a second of sixteen customers in a running environment, for a minute
	$(BIN)/python -m tests.bench_orders

.PHONY: bench-growth
bench-growth: .venv/.ready ## Measure work on 1,000 and 10,000 orders, events, letters ...; write docs/performance.md
	$(BIN)/python -m tests.bench_growth --size $(or $(SIZE),1000)

.PHONY: bench-cold
bench-cold: setup ## Measure cold starts and requests of each function, in its own local cloud; write docs/performance.md
	$(BIN)/python -m tests.bench_cold --rounds $(or $(ROUNDS),15) $(if $(INSTRUCTIONS),--instructions)

.PHONY: bill
bill: setup ## Count the dollars of a million orders on AWS, in its own local cloud; write docs/performance.md
	$(BIN)/python -m tests.bill

.PHONY: bench-edge
bench-edge: setup ## Measure the edge: hits a second, memory, and an object of 2 GB, in its own local cloud
	$(BIN)/python -m tests.bench_edge

.PHONY: bench-offload
bench-offload: setup ## Count what CloudFront keeps from the update server, in its own local cloud; write docs/updates.md
	$(BIN)/python -m tests.bench_offload --gadgets $(or $(GADGETS),10000) $(if $(ON_PAPER),--on-paper)

.PHONY: bench-website
bench-website: setup ## Measure the shop that is up: scripts, paint, shift, requests, pictures, publishing, sign-ups
	$(BIN)/python -m tests.website.bench
	$(BIN)/python -m tests.bench_sign_ups

.PHONY: screenshots
screenshots: setup ## Take the documentation's pictures of the shop in the environment that is up
	$(BIN)/python -m tests.website.screenshots

##@ Chaos

.PHONY: chaos
chaos: setup ## Inject every fault in every place, ten times as long as in the tests
	SOUK_CHAOS_SCALE=10 $(BIN)/pytest tests/chaos -rP --durations=0

.PHONY: chaos-soak
chaos-soak: setup ## Run ORDERS=100000 with SEED=1, and write the result into docs/reliability.md
	$(BIN)/python -m tests.chaos.soak --orders $(or $(ORDERS),100000) --seed $(or $(SEED),1)

.PHONY: chaos-proof
chaos-proof: setup ## Plant bugs, each of which must fail the matrix
	$(BIN)/python -m tests.chaos.mutants

.PHONY: help
help: ## List the commands
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@/ {printf "\n\033[1m%s\033[0m\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  \033[36mmake %-18s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# uv.lock fills each environment: the project's own, and one for each tool whose pins conflict with it. Variables of the
# shell are overridden: UV_PROJECT_ENVIRONMENT may name another project, NODE_ENV=production omits the tools, and pip's
# own settings may refuse to install uv into a folder.
.venv/.ready: uv.lock pyproject.toml sdk/pyproject.toml | $(UV)
	UV_PROJECT_ENVIRONMENT=.venv $(UV) sync --frozen --quiet
	@touch $@

.tools/%/.ready: uv.lock | $(UV)
	UV_PROJECT_ENVIRONMENT=.tools/$* $(UV) sync --frozen --quiet --only-group $*
	@touch $@

# Node is a package in .venv. npm packages' scripts are disabled (.npmrc).
node_modules/.ready: package-lock.json | .venv/.ready
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --include=dev
	@touch $@

.tools/uv/bin/uv:
	PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 python3 -m pip install --quiet --disable-pip-version-check --target .tools/uv uv

# The one door to this project: `make demo` shows it, `make test` tests it. Nothing else has to be done before.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
FUZZ_SECONDS ?= 30
SEEDS ?= 2000
FORK_SEEDS ?= 5000

programs := timed tc-whitelist tc-discover tc-probe tc-sync
sections := 1 5 7 8
# Building and testing with the same flags shares their products.
flags := -c release --explicit-target-dependency-import-check error
test_flags := $(flags) --disable-testable-imports
lone_tests := 'SpeedTests|aThousandAddresses|aMillionAddresses|CountsWithinASecond|ScenarioTests|ListenerTests'
# Installed programs carry the Swift libraries with them; linking them so leaves .build/release as the tests need it.
install_flags := $(flags) --static-swift-stdlib --scratch-path .build-install

.PHONY: all deps build test limits demo simulate install deb lint bench fuzz clean

all: build

# The C libraries that the package links. Installed on Debian and its like; anywhere else, by hand.
deps:
	@if pkg-config --exists libcurl sqlite3 2>/dev/null; then exit 0; fi; \
	command -v apt-get >/dev/null || { \
		echo "make: install the development files of libcurl and SQLite 3, and pkg-config" >&2; exit 1; }; \
	if [ "$$(id -u)" -eq 0 ]; then sudo=; else sudo=sudo; fi; \
	$$sudo apt-get update && \
	$$sudo apt-get install -y --no-install-recommends libcurl4-openssl-dev libsqlite3-dev pkg-config

build: deps
	$(SWIFT) build $(flags)

# What times itself, or keeps a processor busy, comes last and one at a time, so that nothing else decides how long it takes.
test: deps
	$(SWIFT) test $(test_flags)
	TIMEKIT_ALONE=1 $(SWIFT) test $(test_flags) --skip-build --no-parallel --filter $(lone_tests)

# Writes every LimitTable.swift anew, after a Limits.swift has changed. Rows go first: those of a constant that is gone
# don't compile.
limits: deps
	sed -i '/ = \[$$/,/^    \]/{/ = \[$$/b;/^    \]/b;d}' Sources/TimeKit/*/LimitTable.swift
	TIMEKIT_WRITE_LIMIT_TABLES=1 $(SWIFT) test $(test_flags) --filter LimitTableTests

demo: build
	scripts/demo.sh

# Whether trusted peers are kept and nobody bans anybody, over as many days of a network with bad links; and
# whether nodes agree after as many networks with forks.
simulate: build
	.build/release/timed simulate --seeds $(SEEDS) --faults loss,stalls
	.build/release/timed simulate --seeds $(FORK_SEEDS) --forks

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Fuzz/Package.swift Fuzz/Sources \
		Benchmarks/Package.swift Benchmarks/Sources
	@if command -v mandoc >/dev/null; then mandoc -T lint -W warning man/*; else echo "lint: no mandoc, manual pages not checked"; fi
	@if command -v shellcheck >/dev/null; then shellcheck scripts/*.sh .ci/run packaging/daily-check packaging/p*inst packaging/p*rm; else echo "lint: no shellcheck, scripts not checked"; fi

bench: deps
	$(SWIFT) build $(flags)
	$(SWIFT) run -c release --package-path Benchmarks

fuzz: deps
	$(SWIFT) run -c release --package-path Fuzz timekit-fuzz --seconds $(FUZZ_SECONDS)

install: deps
	for program in $(programs); do $(SWIFT) build $(install_flags) --product $$program || exit 1; done
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/lib/systemd/system" \
		"$(DESTDIR)$(PREFIX)/share/doc/timekit" \
		"$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
		"$(DESTDIR)$(PREFIX)/share/zsh/site-functions" \
		"$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	for program in $(programs); do \
		built=.build-install/release/$$program; share="$(DESTDIR)$(PREFIX)/share"; \
		install -s -m 755 $$built "$(DESTDIR)$(PREFIX)/bin/$$program" && \
		$$built --generate-completion-script bash >"$$share/bash-completion/completions/$$program" && \
		$$built --generate-completion-script zsh >"$$share/zsh/site-functions/_$$program" && \
		$$built --generate-completion-script fish >"$$share/fish/vendor_completions.d/$$program.fish" || exit 1; \
	done
	for section in $(sections); do \
		install -d "$(DESTDIR)$(PREFIX)/share/man/man$$section" && \
		install -m 644 man/*.$$section "$(DESTDIR)$(PREFIX)/share/man/man$$section" || exit 1; \
	done
	for unit in packaging/*.service packaging/*.timer; do \
		sed 's|@PREFIX@|$(PREFIX)|g' $$unit >"$(DESTDIR)$(PREFIX)/lib/systemd/system/$$(basename $$unit)" || exit 1; \
	done
	install -D -m 644 packaging/timekit.sysusers "$(DESTDIR)$(PREFIX)/lib/sysusers.d/timekit.conf"
	install -D -m 644 packaging/timekit.tmpfiles "$(DESTDIR)$(PREFIX)/lib/tmpfiles.d/timekit.conf"
	install -D -m 755 packaging/daily-check "$(DESTDIR)$(PREFIX)/lib/timekit/daily-check"
	sed 's|@PREFIX@|$(PREFIX)|g' packaging/timekit.cron >"$(DESTDIR)$(PREFIX)/share/doc/timekit/timekit.cron"
	install -m 644 packaging/*.toml packaging/*.yml packaging/*.json README.md CHANGELOG.md \
		"$(DESTDIR)$(PREFIX)/share/doc/timekit"

# A package for Debian and its like, of the architecture and release that it is made on.
deb:
	rm -rf .build-deb
	$(MAKE) install PREFIX=/usr DESTDIR="$(CURDIR)/.build-deb/root"
	scripts/deb.sh .build-deb

clean:
	rm -rf .build .build-deb .build-install Fuzz/.build Benchmarks/.build

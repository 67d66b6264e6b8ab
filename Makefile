# SPDX-License-Identifier: GPL-2.0-only
# `make help` lists the targets. The kernel's build reads Kbuild instead of this file.
KERNELS ?= 6.1 6.12
PREFIX ?= /usr/local
DESTDIR ?=
SUITES ?= bookworm trixie
SECONDS ?= 60
ROUNDS ?= 100
RETRIES ?= 2
QUESTIONS ?= 1000
HOURS ?= 0.25
SEED ?= $(shell shuf -i 1-1000000 -n 1)
VERSION := $(shell packaging/version)

.PHONY: help all deps modules tool demo story quick check unit lint fuzz kunit mutants bench storm soak questions logs metrics neighbours races kernels fresh deb systems packages foreign release install uninstall clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12
	@echo
	@echo "demo and check install what they need with apt-get (as root, or with sudo) and boot kernels in QEMU;"
	@echo "KERNELS=\"$(KERNELS)\" says which."

all: deps modules tool ## build module and tool, without testing

deps: ## install the Debian packages that building and testing needs
	@packaging/install-deps --missing

modules:
	@packaging/build-modules $(KERNELS)

tool:
	@$(MAKE) -s --no-print-directory -C user

demo: deps ## see it at work: real servers and clients around a gateway in a VM
	@packaging/build-modules 6.1
	@$(MAKE) -s --no-print-directory -C user
	@tests/demo/run

story: deps ## Outlook's problem and its cure, with a real proxy, real servers and Thunderbird (RETRIES=6: as long as users wait)
	@packaging/build-modules 6.1
	@$(MAKE) -s --no-print-directory -C user
	@tests/story/run -r $(RETRIES)

quick: ## the tool, its tests, the house's rules and shellcheck: minutes, no VM, few packages
	@packaging/install-deps --missing quick
	@tests/check quick

check: deps ## all tests; the last line counts them
	@KERNELS="$(KERNELS)" tests/check

unit: ## the tests that need no VM
	@packaging/install-deps --missing quick
	@tests/unit/run

lint: deps ## sparse, checkpatch, coccinelle, gcc -fanalyzer, clang-tidy and shellcheck
	@tests/lint/run

fuzz: deps ## fuzz parser, packets, transactions and tool; SECONDS=600 for longer
	@tests/fuzz/run $(SECONDS)

kunit: deps ## the module under KASAN, lockdep and kmemleak in User-Mode Linux; every allocation fails once
	@tests/kunit/run

mutants: deps ## plant each fault of tests/mutants in a copy: a named check has to find it
	@tests/mutants/run

storm: deps ## a million packets through 10,000 policies, 1,000 loads, 1,000 namespaces, a greedy container
	@packaging/build-modules $(KERNELS)
	@set -e; for kernel in $(KERNELS); do tests/vm/run -k $$kernel -m 4096 -t 7200 -- tests/storm/run; done

soak: deps ## the story's people at work while the gate is changed all the time: no mail lost, no connection cut, no memory kept; HOURS=2
	@packaging/build-modules 6.1
	@$(MAKE) -s --no-print-directory -C user
	@tests/soak/run -h $(HOURS)

questions: deps ## ogctl test is asked 1,000 questions, and each packet is sent; QUESTIONS=5000, SEED=7 to ask the same again
	@packaging/build-modules $(firstword $(KERNELS))
	@$(MAKE) -s --no-print-directory -C user
	@echo "SEED=$(SEED)"
	@tests/vm/run -k $(firstword $(KERNELS)) -t 7200 -- tests/questions/run -n $(QUESTIONS) -s $(SEED)

logs: deps ## the journal's lines, and the recipes for rsyslog, ulogd2 and logrotate, with Debian's own in a VM
	@packaging/build-modules $(firstword $(KERNELS))
	@$(MAKE) -s --no-print-directory -C user
	@tests/logs/run $(firstword $(KERNELS))

metrics: deps ## a real Prometheus and node_exporter beside the module: each query of the dashboard, each alert; promtool on each text
	@packaging/build-modules 6.1
	@$(MAKE) -s --no-print-directory -C user
	@tests/metrics/run

neighbours: deps ## ufw, firewalld, fail2ban, Docker, podman and libvirt come and go while the gate is loaded; on each of KERNELS
	@packaging/build-modules $(KERNELS)
	@$(MAKE) -s --no-print-directory -C user
	@set -e; for kernel in $(KERNELS); do tests/neighbours/run -k $$kernel; done

races: deps ## everything at once, in kernels with KASAN and lockdep, and with KCSAN; ROUNDS=100
	@tests/races/run -n $(ROUNDS)

kernels: deps ## built with each suite's compiler and put through the VM tests: Debian's kernels from tests/vm/kernels, those of arm64 too
	@packaging/install-deps --missing foreign
	@tests/kernels/run

fresh: deps ## installing without packages, as docs/install.md has it, in a bare Debian
	@tests/fresh/run

bench: deps ## measure beside iptables, nft and ipset; writes docs/performance.md
	@tests/bench/run

systems: deps ## a whole Debian, booted, of each kind in tests/systems/kinds: installed, restarted, upgraded, broken, beside other filters; hours
	@tests/systems/run all

deb: deps ## Debian packages of module and tool, for bookworm and trixie: build/deb/SUITE/; SUITES=bookworm for one
	@packaging/build-debs $(SUITES)

packages: deps ## the Debian packages: installed, upgraded from 0.1.0 on, removed and purged in a root of each suite, and on arm64
	@packaging/install-deps --missing foreign
	@tests/packages/run $(SUITES)
	@tests/packages/run -a arm64

foreign: deps ## core, fuzzers' inputs and user-space kernel as programs of s390x, which is big-endian, and arm64; no VM
	@tests/foreign/run s390x
	@tests/foreign/run arm64

release: deps ## what is handed out of this version: tarball, packages, SBOM, notes, checksums, tag; build/release/VERSION/
	@packaging/release $(SUITES)

install: tool ## put module (by DKMS where it is there), tool and profiles in place
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" VERSION="$(VERSION)" packaging/install

uninstall: ## take away what install put there
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" VERSION="$(VERSION)" packaging/uninstall

clean: ## remove what was built; the cache outside the checkout stays
	rm -rf build

# What one types. Each line is a script or a command that can be read in a minute.
.PHONY: help run dev check test sanitize bench format schema routes roles psql

help:      ## says this
	@sed -n 's/^\([a-z]*\): *## */make \1|/p' Makefile | column -t -s '|'

run:       ## builds and serves Haat, and all it needs
	@scripts/run

dev:       ## serves a debug build, and builds and starts again whenever a file changes
	@scripts/dev

check:     ## lint, rules of the architecture, fast tests: before every commit
	@scripts/test check

test:      ## everything, on a machine that has nothing but Swift
	@scripts/test all

sanitize:  ## the tests under the thread and the address sanitizer, for as long as it takes
	@scripts/test sanitizers

bench:     ## measures, and prints the table
	@scripts/build release && scripts/install test && scripts/python Benchmarks/run.py

format:    ## lays out the code
	@swift format format --in-place --recursive --parallel Sources Tests Plugins Package.swift

schema:    ## writes migrations/schema.sql anew from the migrations
	@scripts/schema

routes:    ## lists every route with who may use it
	@scripts/build debug && .build/debug/haat routes

roles:     ## writes down which ready role may use which route
	@scripts/build debug && .build/debug/haat roles > Tests/ArchitectureTests/RoleMatrix.txt

psql:      ## opens the database of its own
	@scripts/build debug && .build/debug/haat psql

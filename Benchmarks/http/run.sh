#!/bin/sh
# What the HTTP server costs by itself: CPU per request with 64 kept-alive connections, memory of 10,000 idle ones.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/Benchmarks/http"
port=${PORT:-8099}
build=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$build"' EXIT

cd "$root"
swift build -c release --target HTTP 2>&1 | grep -E 'error|warning' || true
modules=.build/release
objects=
for name in Basics Loop HTTP; do
  for source in $(find "Sources/Kernel/$name" -name '*.swift'); do
    objects="$objects $modules/$name.build/$(basename "$source").o"
  done
done
cp "$here/server.swift" "$build/main.swift"
# shellcheck disable=SC2086
swiftc -O -swift-version 6 -package-name "$(basename "$root" | tr '[:upper:]' '[:lower:]')" -I "$modules/Modules" \
  -I Sources/CLibraries/CLinux -I Sources/CLibraries/CZlib "$build/main.swift" $objects -lz -o "$build/server" 2>/dev/null

"$build/server" "$port" >/dev/null &
server=$!
sleep 1
ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }
for round in 1 2 3; do
  before=$(ticks)
  requests=$(wrk -t1 -c64 -d5s "http://127.0.0.1:$port/plain" | awk '/requests in/ { print $1 }')
  after=$(ticks)
  awk -v used=$((after - before)) -v requests="$requests" -v hertz="$(getconf CLK_TCK)" -v round="$round" 'BEGIN {
    printf "round %d: %.2f µs of CPU a request, %d requests a second\n", round, used * 1000000 / hertz / requests, requests / 5 }'
done
python3 "$here/idle.py" 10000 "$port" "$server"

#!/bin/sh
# Fuzzes the parsers for so many seconds (20 if none are given), under the address sanitizer.
# The last line says "1 passed, 0 failed" or "0 passed, 1 failed"; the exit status says the same.
set -eu
seconds=${1:-20}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build="${FUZZ_BUILD:-$root/.build/fuzz}"
http="$root/Sources/Kernel/HTTP"
sources="$here/Fuzz.swift $(ls "$http"/Parsing/*.swift) $http/Messages/HTTPMethod.swift $http/Messages/HTTPStatus.swift
  $http/Messages/HTTPHost.swift $http/Messages/IPAddress.swift $http/Bodies/FormLimits.swift
  $http/Bodies/URLEncodedForm.swift $http/Bodies/MultipartParser.swift $http/Bodies/MultipartPart.swift"
mkdir -p "$build/corpus" "$build/found"

stale=no
[ -x "$build/fuzz" ] || stale=yes
for source in $sources; do [ "$source" -nt "$build/fuzz" ] && stale=yes; done
if [ $stale = yes ]; then
  # shellcheck disable=SC2086
  swiftc -O -g -swift-version 6 -parse-as-library -package-name haat -sanitize=fuzzer,address \
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility \
    $sources -o "$build/fuzz" >"$build/compile.log" 2>&1 || {
    grep -v 'Cannot export local symbol' "$build/compile.log"
    echo "0 passed, 1 failed"
    exit 1
  }
fi

log="$build/log"
# Leaks are not looked for: every allocation here is Swift's own.
if ASAN_OPTIONS=detect_leaks=0 "$build/fuzz" -max_total_time="$seconds" -max_len=20000 -timeout=5 -rss_limit_mb=1024 \
  -dict="$here/words.dict" -artifact_prefix="$build/found/" "$build/corpus" "$here/seeds" >"$log" 2>&1; then
  grep -E '^Done|stat::number_of_executed' "$log" || true
  echo "1 passed, 0 failed"
else
  tail -n 40 "$log"
  echo "0 passed, 1 failed"
  exit 1
fi

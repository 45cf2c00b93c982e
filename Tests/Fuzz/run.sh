#!/bin/sh
# Fuzzes the parsers for so many seconds (20 if none are given), under the address sanitizer: half of them what comes
# over HTTP, a quarter each the files that people bring and what passkeys say.
# The last line says how many of the three passed and failed, "3 passed, 0 failed"; the exit status says the same.
set -eu
seconds=${1:-20}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build="${FUZZ_BUILD:-$root/.build/fuzz}"
kernel="$root/Sources/Kernel"
http="$kernel/HTTP"
http_sources="$here/Fuzz.swift $(ls "$http"/Parsing/*.swift) $http/Messages/HTTPMethod.swift $http/Messages/HTTPStatus.swift
  $http/Messages/HTTPHost.swift $http/Messages/IPAddress.swift $http/Bodies/FormLimits.swift
  $http/Bodies/URLEncodedForm.swift $http/Bodies/MultipartParser.swift $http/Bodies/MultipartPart.swift"
sheet_sources="$here/Sheets.swift $(ls "$kernel"/Basics/*.swift "$kernel"/CSV/*.swift "$kernel"/Sheets/*.swift)"
authn="$kernel/WebAuthn"
passkey_sources="$here/Passkeys.swift $authn/CBOR.swift $authn/CBORReader.swift $authn/WebAuthnError.swift
  $authn/CredentialKey.swift $authn/AuthenticatorData.swift $kernel/Crypto/VerifyingKey.swift"
mkdir -p "$build/modules"

# Compiles a program of these sources, if one is younger than it: compile http "" sources…
compile() {
  name=$1 flags=$2
  shift 2
  stale=no
  [ -x "$build/$name" ] || stale=yes
  for source in "$@"; do [ "$source" -nt "$build/$name" ] && stale=yes; done
  [ $stale = no ] && return
  # shellcheck disable=SC2086
  swiftc -O -g -swift-version 6 -parse-as-library -package-name haat -sanitize=fuzzer,address \
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility \
    $flags "$@" -o "$build/$name" >"$build/$name.compile.log" 2>&1
}

# Three modules are compiled into one, which has the name of the first; the second is there as an empty one to be imported.
compile_sheets() {
  : >"$build/modules/empty.swift"
  swiftc -emit-module -parse-as-library -module-name CSV "$build/modules/empty.swift" -o "$build/modules/CSV.swiftmodule"
  libraries="$root/Sources/CLibraries"
  # shellcheck disable=SC2086
  compile sheets "-module-name Basics -enable-upcoming-feature NonisolatedNonsendingByDefault -I $build/modules \
    -I $libraries/CLinux -I $libraries/CZlib -lz" $sheet_sources
}

# Both modules are one here, too; keys are checked by libcrypto as they are in earnest.
compile_passkeys() {
  : >"$build/modules/empty-crypto.swift"
  swiftc -emit-module -parse-as-library -module-name Crypto "$build/modules/empty-crypto.swift" \
    -o "$build/modules/Crypto.swiftmodule"
  # shellcheck disable=SC2086
  compile passkeys "-module-name WebAuthn -I $build/modules -I $root/Sources/CLibraries/COpenSSL -lcrypto" $passkey_sources
}

# run http 40 seeds words.dict
run() {
  name=$1
  mkdir -p "$build/$name.corpus" "$build/found"
  # Leaks are not looked for: every allocation here is Swift's own.
  if ASAN_OPTIONS=detect_leaks=0 "$build/$name" -max_total_time="$2" -max_len=20000 -timeout=5 -rss_limit_mb=1024 \
    -dict="$here/$4" -artifact_prefix="$build/found/" "$build/$name.corpus" "$here/$3" >"$build/$name.log" 2>&1; then
    grep -E '^Done|stat::number_of_executed' "$build/$name.log" || true
    passed=$((passed + 1))
  else
    tail -n 40 "$build/$name.log"
    failed=$((failed + 1))
  fi
}

# shellcheck disable=SC2086
compile http "" $http_sources &
http_compiler=$!
compile_sheets &
sheet_compiler=$!
compile_passkeys &
passkey_compiler=$!
passed=0 failed=0
if wait $http_compiler; then run http $((seconds / 2)) seeds words.dict; else
  grep -v 'Cannot export local symbol' "$build/http.compile.log"
  failed=$((failed + 1))
fi
if wait $sheet_compiler; then run sheets $((seconds / 4)) sheet-seeds sheets.dict; else
  grep 'error:' "$build/sheets.compile.log"
  failed=$((failed + 1))
fi
if wait $passkey_compiler; then run passkeys $((seconds / 4)) passkey-seeds passkeys.dict; else
  grep 'error:' "$build/passkeys.compile.log"
  failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ]

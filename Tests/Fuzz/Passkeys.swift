// A fuzz target for what authenticators and browsers say of passkeys. The first byte chooses what the rest is read as.
// Whatever the bytes are: nothing traps, the address sanitizer is silent, and what is read was strict CBOR.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let kind = input.first else { return 0 }
  let content = Array(input.dropFirst())
  switch kind % 3 {
  case 0: value(content)
  case 1: authenticatorData(content)
  default: key(content)
  }
  return 0
}

/// What was read is written down in exactly as many bytes: nothing was passed over, and nothing was there twice.
private func value(_ bytes: [UInt8]) {
  guard let value = try? CBOR(bytes) else { return }
  precondition(size(of: value) == bytes.count)
  var cut = bytes
  cut.removeLast()
  precondition((try? CBOR(cut)) == nil)
  precondition((try? CBOR(bytes + [0])) == nil)
}

private func size(of value: CBOR) -> Int {
  switch value {
  case .unsigned(let number), .negative(let number): head(number)
  case .bytes(let bytes): head(UInt64(bytes.count)) + bytes.count
  case .text(let text): head(UInt64(text.utf8.count)) + text.utf8.count
  case .array(let values): values.reduce(head(UInt64(values.count))) { $0 + size(of: $1) }
  case .map(let map): map.reduce(head(UInt64(map.count))) { $0 + size(of: $1.key) + size(of: $1.value) }
  case .bool, .null: 1
  }
}

private func head(_ number: UInt64) -> Int {
  switch number {
  case ..<24: 1
  case ..<256: 2
  case ..<65536: 3
  case ..<(1 << 32): 5
  default: 9
  }
}

private func authenticatorData(_ bytes: [UInt8]) {
  guard let said = try? AuthenticatorData(bytes) else { return }
  precondition(said.relyingPartyHash == Array(bytes.prefix(32)) && said.flags.rawValue == bytes[32])
  precondition((said.credential != nil) == said.flags.contains(.hasCredential))
  if let credential = said.credential { precondition((1...1023).contains(credential.id.count)) }
}

private func key(_ bytes: [UInt8]) { _ = try? CredentialKey(stored: bytes) }

import Basics
import Crypto
import Testing

@testable import WebAuthn

/// What a passkey said at its registration and at a sign-in, as the bytes that came.
struct Ceremonies: CustomTestStringConvertible {
  let testDescription: String
  let id: [UInt8]
  let created: [UInt8]
  let attestation: [UInt8]
  let got: [UInt8]
  let authenticatorData: [UInt8]
  let signature: [UInt8]

  /// What was asked: the numbers from 0 at the registration, those from 32 at the sign-in.
  static let registrationChallenge = [UInt8](0..<32)
  static let assertionChallenge = [UInt8](32..<64)
  static let party = RelyingParty(id: "haat.example", origin: "https://haat.example")

  // Made with python-fido2 2.2 and cryptography; the private keys were thrown away.
  static let es256 = Ceremonies(
    "ES256",
    id: "GUDDt1dwVI7R37FdhYMyJmfV02g",
    created: "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVU"
      + "ZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vaGFhdC5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZhbHNl"
      + "fQ",
    attestation: "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YViYs9QB8wSjNfPqpR1gCKO9nMLEvCGOjcZrwBWeVQ-ufnFFAAAAAQ"
      + "AAAAAAAAAAAAAAAAAAAAAAFBlAw7dXcFSO0d-xXYWDMiZn1dNopQECAyYgASFYIMcVc7yKkHrVQyPr5ILDlewHyGse"
      + "Ac5fguLyP53kGU15Ilgg5VDiSGPDkwgdVu50xhRzJNYlGyAv_JcXAbkGLTisWtY",
    got: "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSUNFaUl5UWxKaWNvS1NvckxDMHVMekF4TWpNME5UWT"
      + "NPRGs2T3p3OVBqOCIsIm9yaWdpbiI6Imh0dHBzOi8vaGFhdC5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZhbHNlfQ",
    authenticatorData: "s9QB8wSjNfPqpR1gCKO9nMLEvCGOjcZrwBWeVQ-ufnEFAAAAAg",
    signature: "MEQCIE2RpZHjmJ2e0DpjxELpycZn7YVw1eMkKGibLAOmN6swAiAyk0xTADUsHGaD5YxjDvAtOlqkyqjJD2-kAdAh5Q"
      + "DCNg")
  static let rs256 = Ceremonies(
    "RS256",
    id: "mRCcNV8hQeoi1kP5GmbbJlLNNYM",
    created: "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWhNVU"
      + "ZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vaGFhdC5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZhbHNl"
      + "fQ",
    attestation: "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVkBW7PUAfMEozXz6qUdYAijvZzCxLwhjo3Ga8AVnlUPrn5xRQAAAA"
      + "EAAAAAAAAAAAAAAAAAAAAAABSZEJw1XyFB6iLWQ_kaZtsmUs01g6QBAwM5AQAgWQEAq18RGKGkEuHgWqT-e96q2twb"
      + "_fpVflOuv5ojZzEgJ6hbRpuPknQPM4UzWPpR7M1-oN8p7Jt-2skxfKIpbptOXz6JM8SCZEpeWMXER2HVHwpjubfCZG"
      + "1rH1DtkMnykHS_ybhCbrw5WmYCL1FkFd3VpkhbgfBjwzCqp3NjVP6QlgJTFKxd45bwM2exP9-fr6kYTYL0gr5P9oBC"
      + "H9p4-WihWsoOPXI-zR4ohgtmK9Lsfg1QBrpqSm7K7cyrVNDm8qtGS0U5aG7r7CHlRwt2uY8nQePhLA7cOBnnO1rSMk"
      + "euFCAjzS-iDCEye0n3_71ukZRHvt2D4CzhYzvr2grCz_kTxSFDAQAB",
    got: "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSUNFaUl5UWxKaWNvS1NvckxDMHVMekF4TWpNME5UWT"
      + "NPRGs2T3p3OVBqOCIsIm9yaWdpbiI6Imh0dHBzOi8vaGFhdC5leGFtcGxlIiwiY3Jvc3NPcmlnaW4iOmZhbHNlfQ",
    authenticatorData: "s9QB8wSjNfPqpR1gCKO9nMLEvCGOjcZrwBWeVQ-ufnEFAAAAAg",
    signature: "df2TZURuyHtpRXoTsJrbnHiSFTLA-mHCRvsUx-1ydesxpf3RLx9_h9MWG5YjLduYSd9pMZp6bJsCtYRnbt4r8Z3g7O"
      + "ybY91H3qCnXuekyyanitqV9IgYIlORvv8nPM6Nep3TpZCmr91xQqBMMzaYevd6KMrWfZLOHwwSMAmytsIRFTbq2JU4"
      + "ZS8w-y-ZEXIGPIeN-1wQ6lBcbXOqHhWuQU8aaHPeXuQJO2D4dRyRpV5v2of3ThN18Zh0ycFjVqMWqAcmcJwzqsTqOg"
      + "_G1_in8eRbkJTYu4MhjBD5WvLeH4Co4DlQRwwfoA9e66ilswJ5yYO7NVyaBqo4-XJhbDZKAw")

  private init(
    _ name: String, id: String, created: String, attestation: String, got: String, authenticatorData: String,
    signature: String
  ) {
    testDescription = name
    func bytes(_ text: String) -> [UInt8] { Base64URL.decode(text) ?? [] }
    self.id = bytes(id)
    self.created = bytes(created)
    self.attestation = bytes(attestation)
    self.got = bytes(got)
    self.authenticatorData = bytes(authenticatorData)
    self.signature = bytes(signature)
  }
}

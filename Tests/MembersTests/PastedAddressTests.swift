import Basics
import Testing

@testable import Members

@Suite struct `A pasted list of addresses` {
  @Test(arguments: [
    ("a@example.com", ["a@example.com"]),
    ("a@example.com, b@example.com;c@example.com", ["a@example.com", "b@example.com", "c@example.com"]),
    ("Rima <a@example.com>\n\"Karim, A.\" <b@example.com>", ["a@example.com", "b@example.com"]),
    (
      "name,email,phone\nRima,a@example.com,017\n\"B, C\",b@example.com,", ["a@example.com", "b@example.com"]
    ),
    ("a@example.com\tA@Example.com", ["a@example.com"]),
    ("mailto:a@example.com", ["a@example.com"]),
  ])
  func `is read`(text: String, addresses: [String]) {
    let list = AddressList(text)
    #expect(list.addresses.map(\.text) == addresses)
    #expect(list.broken == [])
  }

  @Test(arguments: ["rima", "a@", "a@example.com\nrima", "@example.com", "a@b@example.com"])
  func `says what is none`(text: String) {
    #expect(!AddressList(text).broken.isEmpty)
  }
}

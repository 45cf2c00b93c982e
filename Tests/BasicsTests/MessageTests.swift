import Basics
import Testing

@Suite struct `A message` {
  private func key(_ message: Message) -> String {
    message.key.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `is known by its English text with numbered places`() {
    let count = 3
    let name = "Rahim"
    let message: Message = "Only \(count) left, \(name)"
    #expect(key(message) == "Only {1} left, {2}")
    #expect(message.values == [.number(3), .text("Rahim")])
    #expect(key("Orders") == "Orders")
  }

  @Test func `is equal to another of the same words and values`() {
    let (one, two) = (1, 2)
    #expect("Only \(one) left" as Message == "Only \(one) left")
    #expect("Only \(one) left" as Message != "Only \(two) left")
    #expect("a" as Message != "b")
    #expect(Failure.conflict("Already shipped.") == Failure.conflict("Already shipped."))
  }

  @Test func `can hold text that is in no language`() {
    #expect(key(Message(verbatim: "50% {1}")) == "{1}")
    #expect(Message(verbatim: "50% {1}").values == [.text("50% {1}")])
  }
}

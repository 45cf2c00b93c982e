import Basics
import Testing

@testable import Identity

@Suite struct `A new password` {
  let words = ["Rahim Store", "rahim-store", "farzana", "kabir", "example"]

  @Test(arguments: [
    "a boat of paper and ink", "correct horse under the tree", "নদীর ধারে ছোট একটা ঘর", "Xk9#mQ2$vL7!",
    "farzana sells jamdani by the river",
    "qwerty is not how I begin", "three cats, two dogs", "purple-mango-73",
  ])
  func `may be a sentence or a jumble`(password: String) {
    #expect(PasswordRule.problem(with: password, words: words) == nil)
  }

  @Test(arguments: [
    "password1234", "Password2024!", "P@ssw0rd123456", "passwordpassword", "qwertyuiop12", "qwertyuiopas",
    "1234567890123",
    "abcdefghijkl", "zyxwvutsrqpo", "aaaaaaaaaaaa", "abababababab", "111222333111", "bangladesh71",
    "Bangladesh1971!", "iloveyou12345",
    "amarsonarbangla1", "2024haat2024haat", "welcome12345", "letmein!!!!!!!", "admin1234567", "1qaz2wsx3edc",
  ])
  func `is not one that guessers begin with`(password: String) {
    #expect(PasswordRule.problem(with: password, words: words) != nil, "\(password)")
  }

  @Test(arguments: [
    "farzana12345", "rahimstore2024", "RAHIM STORE 99", "kabirfarzana1", "rahim-store-1", "example12345",
  ])
  func `is not the person's own name with a number`(password: String) {
    #expect(PasswordRule.problem(with: password, words: words) != nil, "\(password)")
  }

  @Test func `has 12 to 256 characters, however they are encoded`() {
    #expect(PasswordRule.problem(with: "kd8 vm2 pq0x", words: []) == nil)
    #expect(PasswordRule.problem(with: "kd8 vm2 pq0", words: []) != nil)
    #expect(PasswordRule.problem(with: String(repeating: "kd8 v", count: 51), words: []) == nil)
    #expect(PasswordRule.problem(with: String(repeating: "kd8 v", count: 52), words: []) != nil)
  }
}

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
    "shakibalhasan75", "ShakibAlHasan#1", "amitomakebhalobashi", "iloveyoumaa123", "tamimiqbal2023",
    "sachin.tendulkar.10",
    "bismillahirrahmanirrahim", "mehedihasan1998", "1qaz2wsx3edc4rfv", "qazwsxedcrfv", "zaq1xsw2cde3",
    "unbelievable1",
    "photography2020", "riseofthetigers!", "ilovefarzana1", "coxsbazar2024", "poiuytrewq12", "sunshine2024!",
    "tiger-tiger-1",
    "rosogolla12345", "all4hu4kb4r12", "amardokan2025", "robiulislam123", "nusratjahan99",
  ])
  func `is nothing of the lists of what leaked, nor of names, places, teams and keyboards`(password: String) {
    #expect(PasswordRule.problem(with: password, words: []) != nil, "\(password)")
  }

  @Test func `is hardly ever taken for a common one by mistake`() {
    // Made by lot, as a program that keeps passwords makes them, and as people do from four words of a diary.
    let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
    let words = [
      "heron", "quilt", "ferry", "lemon", "basalt", "ribbon", "monsoon", "thimble", "walnut", "cistern",
    ]
    var random = Repeatable(state: 1)
    var refused = 0
    for _ in 0..<5000 {
      let jumble = String((0..<16).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
      let sentence = (0..<4).map { _ in words[Int.random(in: 0..<words.count, using: &random)] }.joined(
        separator: " ")
      for password in [jumble, sentence] where PasswordRule.problem(with: password, words: []) != nil {
        if Set(password.split(separator: " ")).count != 1 || password == jumble { refused += 1 }
      }
    }
    #expect(refused <= 5, "\(refused) of 10,000")
  }

  private struct Repeatable: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
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

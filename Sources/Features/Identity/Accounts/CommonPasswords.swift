import Basics

/// What guessers try first: the words that most guessed passwords are made of, and 218,000 leaked passwords, names,
/// phrases and keyboard strokes that `scripts/passwords` has packed into a file.
enum CommonPasswords {
  /// Whether the password is one of them, or one of them over and over, but for digits and signs around it.
  static func contains(_ core: String) -> Bool {
    guard core.utf8.count >= 4, let filter else { return false }
    return filter.contains(core) || unit(of: core).map(filter.contains) ?? false
  }

  /// The part that a text repeats, of four letters or more; nil when it repeats none.
  private static func unit(of text: String) -> String? {
    let bytes = Array(text.utf8)
    let length = (4..<max(5, bytes.count)).first { length in
      bytes.count.isMultiple(of: length) && length < bytes.count
        && (length..<bytes.count).allSatisfy { bytes[$0] == bytes[$0 - length] }
    }
    return length.map { String(decoding: bytes[..<$0], as: UTF8.self) }
  }

  /// Throws where the file is missing: for the start, so that nobody runs without it.
  static func check() throws {
    guard filter != nil else { throw FileError(path: path, code: 2) }
  }

  private static let path = "Lists/passwords.bloom"

  /// Found in or above the working folder; tests and tools run somewhere in the package. By relative names: a server that
  /// root has started may not enter the folders above its own.
  private static let filter: BloomFilter? = {
    for height in 0..<8 {
      let place = String(repeating: "../", count: height) + path
      if let file = try? Basics.contents(ofFile: place) { return BloomFilter(file) }
    }
    return nil
  }()

  static let words: Set<String> = [
    "password", "passw", "passwort", "passcode", "qwerty", "qwertyuiop", "azerty", "asdfgh", "asdfghjkl",
    "zxcvbnm",
    "iloveyou", "ilove", "welcome", "letmein", "admin", "administrator", "login", "master", "monkey",
    "dragon",
    "football", "baseball", "cricket", "sunshine", "princess", "superman", "batman", "pokemon", "starwars",
    "trustno",
    "whatever", "computer", "internet", "samsung", "google", "facebook", "changeme", "default", "secret",
    "hello",
    "helloworld", "abcdef", "abcdefgh", "abc", "test", "testing", "tester", "user", "guest", "root", "access",
    "shadow", "freedom", "jesus", "christ", "muhammad", "mohammad", "mohammed", "allah", "allahuakbar",
    "bismillah",
    "alhamdulillah", "inshallah", "bangladesh", "bangla", "dhaka", "chittagong", "sylhet", "india", "kolkata",
    "pakistan", "amarsonarbangla", "joybangla", "shonarbangla", "haat", "myshop", "mybusiness", "business",
    "shop",
    "company", "money", "correcthorsebatterystaple",
  ]
}

import Basics
import Localization
import Testing

@testable import Imports

@Suite struct `Words of an import` {
  @Test(arguments: [
    (0, "1 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h 0 min"), (7265, "2 h 1 min"),
  ])
  func `say how long it takes`(seconds: Int, words: String) {
    #expect(UserLocale.plain.text(Message(duration: seconds)) == words)
  }

  @Test(arguments: [
    (1, "1 byte"), (999, "999 bytes"), (48_200, "48 KB"), (1_800_000, "1.8 MB"), (2 << 30, "2.15 GB"),
  ])
  func `say how large a file is`(bytes: Int, words: String) {
    #expect(UserLocale.plain.text(Message(bytes: bytes, in: .plain)) == words)
  }
}

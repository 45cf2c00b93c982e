import Basics
import Testing

@Suite struct `Importing customers` {
  @Test func `is there`() {}
}

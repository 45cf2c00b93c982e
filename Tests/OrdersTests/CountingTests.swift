import Basics
import Testing

@testable import Orders

@Suite struct `Counting what a file names` {
  // Source: CPython 3.11's hash of bytes, which is SipHash-1-3 under a key of zeros with PYTHONHASHSEED=0.
  @Test(
    arguments: [
      ("a", 4_644_417_185_603_328_019), ("536365", 17_932_888_777_258_840_025),
      ("C536379", 87_369_679_706_670_665), ("United Kingdom", 9_978_524_633_903_937_645),
      ("১২৩", 16_513_842_504_989_208_701),
    ] as [(String, UInt64)])
  func `hashes as SipHash does`(text: String, expected: UInt64) {
    #expect(KeyedHash((0, 0))(text) == expected)
  }

  @Test func `hashes otherwise under another key`() {
    #expect(KeyedHash((0, 1))("536365") != KeyedHash((0, 0))("536365"))
    #expect(KeyedHash((1, 0))("536365") != KeyedHash((0, 0))("536365"))
  }

  @Test func `states an invoice of sales, refunds and charges`() {
    var figures = InvoiceFigures()
    for (head, amount) in [(LineHead.product, 500), (.product, -120), (.postage, 30), (.badDebt, 77)] {
      figures.take(Self.line(head, Int64(amount)), isCancellation: false)
    }
    #expect(figures.lines == 4 && figures.hasProduct)
    #expect(figures.gross == 500 && figures.net == 380 && figures.charges == 30)
  }

  @Test func `states a cancellation as refunds alone`() {
    var figures = InvoiceFigures()
    figures.take(Self.line(.product, -120), isCancellation: true)
    figures.take(Self.line(.product, 20), isCancellation: true)
    #expect(figures.gross == 0 && figures.net == -100)
  }

  @Test func `leaves sums beyond what a figure may be to the database`() {
    var figures = InvoiceFigures()
    figures.take(Self.line(.product, 1 << 60), isCancellation: false)
    #expect(figures.lines == 1)
    figures.take(Self.line(.product, -1), isCancellation: false)
    #expect(figures.lines == nil && figures.gross == 0 && !figures.hasProduct)
  }

  private static func line(_ head: LineHead, _ amount: Int64) -> ImportedLine {
    ImportedLine(
      invoice: "1", position: 1, code: "A", description: "", quantity: 1, price: UnitPrice(millionths: 1),
      amount: amount, placed: Instant(seconds: 0), head: head)
  }
}

import QRCode
import Testing

@Suite struct `A QR code` {
  @Test func `is that of its text`() {
    #expect(QRCode("a") != QRCode("b"))
  }
}

import QRCode
import Testing

@Suite struct `A QR code` {
  @Test func `has the three eyes of its corners`() throws {
    let code = try #require(
      QRCode("otpauth://totp/Haat:asha@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Haat"))
    let far = code.size - 7
    for (column, row) in [(0, 0), (far, 0), (0, far)] {
      for place in 0..<7 {
        #expect(code.isDark(column + place, row))
        #expect(code.isDark(column, row + place))
        #expect(code.isDark(column + 3, row + 3))
        #expect(!code.isDark(column + 1 + place % 5, row + 1))
      }
    }
    #expect(code.size % 4 == 1)
  }

  @Test func `is drawn dark on white, with four light modules around it`() throws {
    let code = try #require(QRCode("a"))
    #expect(code.size == 21)
    #expect(code.side == 29)
    #expect(code.svg.contains("viewBox=\"0 0 29 29\""))
    #expect(code.svg.contains("<path fill=\"#fff\" d=\"M0 0h29v29h-29z\"/>"))
    #expect(code.path.hasPrefix("M4 4h7v1h-7z"))
    let drawn = code.path.split(separator: "M").reduce(0) { sum, run in
      sum + (Int(run.split(separator: "h")[1].prefix { $0.isNumber }) ?? 0)
    }
    let dark = (0..<21).reduce(0) { sum, row in sum + (0..<21).count { code.isDark($0, row) } }
    #expect(drawn == dark)
  }

  @Test func `is none of nothing, nor of too much`() {
    #expect(QRCode("") == nil)
    #expect(QRCode(String(repeating: "a", count: 2331)) != nil)
    #expect(QRCode(String(repeating: "a", count: 2332)) == nil)
  }

  @Test func `holds bytes that are no letters, and a zero`() {
    #expect(QRCode("হাট ৳৫০") != nil)
    #expect(QRCode("a\u{0}b") != QRCode("a"))
  }
}

import Basics
import CQREncode

/// A text as a square of dark and light modules (ISO/IEC 18004), drawn by libqrencode.
package struct QRCode: Hashable, Sendable {
  /// Modules to a side, without the margin.
  package let size: Int
  /// Row by row.
  private let dark: [Bool]

  /// Light modules that readers want around it.
  package static let margin = 4

  /// 15% of it may be hidden (level M). Nil for an empty text and for one of more than 2,331 bytes.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
      return nil
    }
    defer { QRcode_free(code) }
    size = Int(code.pointee.width)
    // libqrencode gives width * width bytes; the lowest bit says dark.
    dark = UnsafeBufferPointer(start: code.pointee.data, count: size * size).map { $0 & 1 == 1 }
  }

  package func isDark(_ column: Int, _ row: Int) -> Bool { dark[row * size + column] }

  /// The side of the drawing, with its margin: for `viewBox`.
  package var side: Int { size + 2 * QRCode.margin }

  /// The dark modules as the `d` of an SVG path, one stroke for each run of a row.
  package var path: String {
    (0..<size).map { row in
      runs(of: row).map { "M\($0.start) \(row + QRCode.margin)h\($0.length)v1h-\($0.length)z" }.joined()
    }
    .joined()
  }

  private func runs(of row: Int) -> [(start: Int, length: Int)] {
    var runs: [(start: Int, length: Int)] = []
    var column = 0
    while column < size {
      guard isDark(column, row) else {
        column += 1
        continue
      }
      let start = column
      while column < size, isDark(column, row) { column += 1 }
      runs.append((start + QRCode.margin, column - start))
    }
    return runs
  }

  /// As a drawing of its own: dark on white whatever the page's colours are, since readers want it so.
  package var svg: String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(side) \(side)\" shape-rendering=\"crispEdges\">"
      + "<path fill=\"#fff\" d=\"M0 0h\(side)v\(side)h-\(side)z\"/><path fill=\"#000\" d=\"\(path)\"/></svg>"
  }
}

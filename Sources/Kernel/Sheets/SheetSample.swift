import Basics
import CSV

/// Parts of a file as its bytes lie there, unzipped: the beginning, some of the middle and the end, and the first that
/// is not ASCII. A shop's one é may stand far behind, and it alone tells the encoding.
struct SheetSample {
  let start: [UInt8]
  /// Begin anywhere in a row, at an even byte.
  let others: [[UInt8]]
  /// Bytes of the unzipped file; of a gzipped one an estimate.
  let size: Int
  /// Whether `start` is all of it.
  let isWhole: Bool

  static let startBytes = 256 << 10
  static let partBytes = 32 << 10
  /// How far a gzipped file is unzipped to look at more of it, and how far another is read for what is not ASCII.
  static let gzipReach = 16 << 20
  static let reach = 128 << 20

  /// - Throws: `SheetRefusal`, `FileError`.
  init(path: String, opened: Int32?) throws {
    do {
      var file = try InputFile(path: path, opened: opened)
      start = try SheetSample.bytes(SheetSample.startBytes, of: &file)
      isWhole = start.count < SheetSample.startBytes
      guard !start.isEmpty else { throw SheetRefusal.empty }
      if isWhole {
        (others, size) = ([], start.count)
      } else if file.isGzipped {
        (others, size) = try SheetSample.walk(&file)
      } else {
        let places = [file.size / 2 & ~1, max(0, file.size - SheetSample.partBytes) & ~1]
        size = file.size
        let parts = try places.map { place in
          _ = try file.skip(place)
          return try SheetSample.bytes(SheetSample.partBytes, of: &file)
        }
        _ = try file.skip(start.count)
        let telling = try ([start] + parts).allSatisfy(\.isASCII) ? SheetSample.firstBeyondASCII(&file) : []
        others = (parts + [telling]).filter { !$0.isEmpty }
      }
    } catch let error as GunzipError {
      throw SheetRefusal(error)
    }
  }

  /// Rows of the whole file, when a part of so many bytes has so many.
  func estimate(rows: Int, in bytes: Int) -> Int {
    isWhole ? rows : Int(Double(rows) * Double(size) / Double(max(1, bytes)))
  }

  private static func bytes(_ count: Int, of file: inout InputFile) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let more = try file.bytes(atMost: count - bytes.count)
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  /// The next part that is not ASCII; empty where there is none within reach.
  private static func firstBeyondASCII(_ file: inout InputFile) throws -> [UInt8] {
    for _ in 0..<(reach / partBytes) {
      let next = try bytes(partBytes, of: &file)
      if next.isEmpty || !next.isASCII { return next }
    }
    return []
  }

  /// The last two parts that can be had within reach, and the first that is not ASCII.
  private static func walk(_ file: inout InputFile) throws -> (others: [[UInt8]], size: Int) {
    var (middle, last, telling): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
    var total = startBytes
    while total < gzipReach {
      let next = try bytes(partBytes, of: &file)
      if next.isEmpty { break }
      if total.nonzeroBitCount == 1 { middle = next }
      if telling.isEmpty, !next.isASCII { telling = next }
      total += next.count
      last = next
    }
    let size = Double(total) * Double(file.size) / Double(max(1, file.consumed))
    return ([middle, last, telling].filter { !$0.isEmpty }, Int(size))
  }
}

extension [UInt8] {
  /// Whether all of it is ASCII, seen without a branch for each byte.
  fileprivate var isASCII: Bool { withUnsafeBufferPointer { $0.reduce(0) { $0 | $1 } } < 0x80 }
}

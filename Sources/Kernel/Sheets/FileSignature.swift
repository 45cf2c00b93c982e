/// Files that are no text at all, by the bytes they begin with.
enum FileSignature {
  static func refusal(of start: [UInt8]) -> SheetRefusal? {
    if start.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      return isSpreadsheet(start) ? .spreadsheet : .archive
    }
    // The container of Excel's files before 2007.
    if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .spreadsheet }
    if start.starts(with: Array("%PDF".utf8)) { return .pdf }
    if images.contains(where: { start.starts(with: $0) }) || isNamedImage(start) { return .image }
    return archives.contains { start.starts(with: $0) } ? .archive : nil
  }

  /// The names of what is packed stand in the clear: `xl/workbook.xml`, `content.xml` of OpenDocument.
  private static func isSpreadsheet(_ start: [UInt8]) -> Bool {
    let names: [String] = [
      "[Content_Types].xml", "xl/", "mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
    ]
    return names.contains { start.prefix(4096).contains(Array($0.utf8)) }
  }

  private static let images: [[UInt8]] = [
    [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("BM".utf8) + [0],
    [0x49, 0x49, 0x2A, 0x00], [0x4D, 0x4D, 0x00, 0x2A],
  ]

  /// WebP and HEIC say what they are behind a length.
  private static func isNamedImage(_ start: [UInt8]) -> Bool {
    let name = start.dropFirst(8).prefix(4)
    return (start.starts(with: Array("RIFF".utf8)) && name.elementsEqual("WEBP".utf8))
      || (start.dropFirst(4).prefix(4).elementsEqual("ftyp".utf8))
  }

  /// 7z, RAR, xz, zstd, bzip2.
  private static let archives: [[UInt8]] = [
    [0x37, 0x7A, 0xBC, 0xAF], Array("Rar!".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD],
    Array("BZh".utf8),
  ]
}

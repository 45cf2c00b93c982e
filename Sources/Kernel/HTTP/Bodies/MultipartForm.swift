import Basics
import Loop

/// A `multipart/form-data` body that was read: fields in memory, files on disk.
package struct MultipartForm: Sendable {
  /// A file somebody sent. It is gone when its last owner is.
  package struct Upload: Sendable {
    package let part: MultipartPart
    package let file: TemporaryFile
    /// In bytes.
    package let size: Int
  }

  /// The parts without a file name, in order.
  package private(set) var fields = URLEncodedForm()

  /// The parts with one, but for those where no file was chosen.
  package private(set) var uploads: [Upload] = []

  package init() {}

  /// The first file of a field.
  package func upload(_ name: String) -> Upload? { uploads.first { $0.part.name == name } }

  /// Reads a request's body while it arrives, or from memory. The route's body policy is `.stream` or `.memory`.
  /// Throws `FormError`, `SystemError` when the disk is full, and what reading a `BodyStream` throws.
  /// `beforeFile` sees the fields that have come, before anything of a file is kept, and may throw.
  package static func read(
    _ request: HTTPRequest, limits: FormLimits = FormLimits(), directory: String = "/tmp",
    beforeFile: (URLEncodedForm) throws -> Void = { _ in }
  ) async throws -> MultipartForm {
    guard let boundary = boundary(request.head["content-type"] ?? ""),
      let parser = MultipartParser(boundary: boundary)
    else { throw FormError.unsupportedType }
    var reader = MultipartReader(parser: parser, limits: limits, directory: directory)
    switch request.body {
    case .none: break
    case .bytes(let bytes): try await reader.read(bytes, beforeFile)
    case .stream(let stream):
      while let bytes = try await stream.next() { try await reader.read(bytes, beforeFile) }
    case .file(let file):
      var offset = 0
      while true {
        let start = offset
        let bytes = try await offload { try file.read(at: start, count: 1 << 16) }
        if bytes.isEmpty { break }
        offset += bytes.count
        try await reader.read(bytes, beforeFile)
      }
    }
    return try await reader.form()
  }

  /// The boundary parameter of a `multipart/form-data` content type.
  static func boundary(_ contentType: String) -> String? {
    let parts = contentType.split(separator: ";", omittingEmptySubsequences: false).map {
      $0.drop { $0 == " " }
    }
    guard parts.count == 2, parts[0].lowercased() == "multipart/form-data" else { return nil }
    guard parts[1].prefix(9).lowercased() == "boundary=" else { return nil }
    let value = parts[1].dropFirst(9)
    guard value.first == "\"" else { return String(value) }
    return value.count > 2 && value.last == "\"" ? String(value.dropFirst().dropLast()) : nil
  }

  mutating func add(_ name: String, _ value: String) { fields.append(name, value) }
  mutating func add(_ upload: Upload) { uploads.append(upload) }
}

/// Puts the pieces of a multipart body together, and what belongs to files on disk.
private struct MultipartReader {
  private var parser: MultipartParser
  private let limits: FormLimits
  private let directory: String
  private var result = MultipartForm()
  private var parts = 0
  private var held = 0
  private var part: MultipartPart?
  private var value: [UInt8] = []
  private var file: TemporaryFile?
  private var size = 0

  init(parser: MultipartParser, limits: FormLimits, directory: String) {
    self.parser = parser
    self.limits = limits
    self.directory = directory
  }

  mutating func read(_ bytes: [UInt8], _ beforeFile: (URLEncodedForm) throws -> Void) async throws {
    var pieces: [MultipartParser.Piece] = []
    try parser.parse(bytes) { pieces.append($0) }
    for piece in pieces {
      switch piece {
      case .part(let part):
        if part.fileName != nil { try beforeFile(result.fields) }
        try begin(part)
      case .content(let bytes): try await add(bytes)
      case .endOfPart: try await end()
      }
    }
  }

  func form() async throws -> MultipartForm {
    guard parser.isComplete else { throw FormError.malformed }
    return result
  }

  private mutating func begin(_ part: MultipartPart) throws {
    parts += 1
    guard parts <= limits.fields else { throw FormError.tooManyFields }
    guard part.name.utf8.count <= limits.name else { throw FormError.fieldTooLarge }
    self.part = part
    size = 0
    if part.fileName != nil { file = try TemporaryFile(in: directory) }
  }

  /// Pieces of a file are gathered, so that the disk is asked once in a quarter of a megabyte.
  private mutating func add(_ bytes: ArraySlice<UInt8>) async throws {
    size += bytes.count
    value.append(contentsOf: bytes)
    if file == nil {
      held += bytes.count
      guard size <= limits.value, held <= limits.total else { throw FormError.fieldTooLarge }
    } else {
      guard size <= limits.file else { throw FormError.fileTooLarge }
      if value.count >= 1 << 18 { try await spill() }
    }
  }

  private mutating func spill() async throws {
    guard let file, !value.isEmpty else { return }
    let bytes = value
    value = []
    try await offload { try file.append(bytes) }
  }

  private mutating func end() async throws {
    guard let part else { return }
    if let file {
      try await spill()
      let isChosen = part.fileName != "" || size > 0
      if isChosen { result.add(MultipartForm.Upload(part: part, file: file, size: size)) }
    } else {
      guard let text = String(validating: value, as: UTF8.self), !value.contains(0) else {
        throw FormError.malformed
      }
      result.add(part.name, text)
    }
    value = []
    file = nil
    self.part = nil
  }
}

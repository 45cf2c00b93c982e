import Foundation

/// The project's own files, as text.
enum SourceTree {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  struct File: Sendable {
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// Lines without comments.
    var code: [(number: Int, text: Substring)] {
      lines.enumerated().compactMap { index, line in
        line.drop { $0 == " " }.hasPrefix("//") ? nil : (index + 1, line)
      }
    }
  }

  static func files(under folder: String, endingIn ending: String) -> [File] {
    let top = root.appendingPathComponent(folder).path
    let names = FileManager.default.enumerator(atPath: top)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(ending) && !$0.contains("Templates/") }.sorted().compactMap { name in
      let text = try? String(contentsOfFile: "\(top)/\(name)", encoding: .utf8)
      return text.map { File(path: "\(folder)/\(name)", text: $0) }
    }
  }

  static let swift = files(under: "Sources", endingIn: ".swift")
}

/// A target as `swift package describe` tells it.
struct TargetDescription: Decodable {
  let name: String
  let path: String
  let type: String
  let sources: [String]
  let targetDependencies: [String]?

  enum CodingKeys: String, CodingKey {
    case name, path, type, sources
    case targetDependencies = "target_dependencies"
  }

  /// Every target of Package.swift. A scratch folder of its own: the test's build holds the lock of the usual one.
  static func all() throws -> [TargetDescription] {
    struct Package: Decodable { let targets: [TargetDescription] }
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("haat-describe-\(getpid())")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swift", "package", "--scratch-path", scratch.path, "describe", "--type", "json"]
    process.currentDirectoryURL = SourceTree.root
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let json = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(Package.self, from: json).targets
  }
}

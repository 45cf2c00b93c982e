import Basics
import FoundationEssentials
import Synchronization

/// The translations of every message, read once and never changed. A class so that the two tables are shared.
package final class Catalog: Sendable {
  private let english: TranslationTable
  private let bengali: TranslationTable

  private init(_ read: (Language) throws -> [String: Translation]) rethrows {
    english = TranslationTable(try read(.english))
    bengali = TranslationTable(try read(.bengali))
  }

  /// The catalogs of `Localizations/` in a folder: `en.json` (plurals only) and `bn.json`.
  /// - Throws: `FileError` when one is missing, `DecodingError` when one is not as it should be.
  package static func load(root: String) throws -> Catalog {
    try Catalog { language in
      let bytes = try contents(ofFile: "\(root)/Localizations/\(language.rawValue).json")
      return try JSONDecoder().decode([String: Translation].self, from: Data(bytes))
    }
  }

  /// What every locale uses: the one set by `use`, else the one found above the working directory, else none,
  /// and everything is in English.
  package static let shared: Catalog = choice.take() ?? nearest() ?? Catalog { _ in [:] }

  /// Makes this the catalog of the process. Call it at start, once, before the first message is written.
  package static func use(_ catalog: Catalog) { choice.set(catalog) }

  private static let choice = SetOnce<Catalog?>(nil)

  /// The translations into a language.
  func table(_ language: Language) -> TranslationTable { language == .english ? english : bengali }

  /// Keys that were written in another language than English and have no translation; at most a hundred.
  /// Empty in a process where all is well.
  package static var missing: [String] { missingKeys.withLock { $0.sorted() } }

  static func noteMissing(_ key: UnsafeBufferPointer<UInt8>) {
    let text = String(decoding: key, as: UTF8.self)
    guard text.contains(where: \.isLetter) else { return }
    missingKeys.withLock { keys in
      if keys.count < 100 { keys.insert(text) }
    }
  }

  private static let missingKeys = Mutex<Set<String>>([])

  /// For tests and tools, which run somewhere in the package.
  private static func nearest() -> Catalog? {
    var folder = FileManager.default.currentDirectoryPath
    while !folder.isEmpty {
      if let catalog = try? load(root: folder) { return catalog }
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    }
    return nil
  }
}

import Basics
import Sheets

/// Why a file cannot be read to its end, as it is kept.
package enum ImportFailure: String, Codable, Sendable, Error {
  case damaged, tooDense, unreadable
  /// The file is not in the storage any more.
  case gone
  /// It was begun again and again, and each run was cut off.
  case interrupted
  /// A bug: the log has it.
  case unexpected

  package init(_ refusal: SheetRefusal) {
    switch refusal {
    case .damaged: self = .damaged
    case .tooDense: self = .tooDense
    default: self = .unreadable
    }
  }

  package var message: Message {
    switch self {
    case .damaged: "The gzipped file is damaged or cut off. What came before has been taken."
    case .tooDense: "The gzipped file unpacks to far too much. What came before has been taken."
    case .unreadable: "The file cannot be read any more. Send it again."
    case .gone: "The file is not kept any more. Send it again: what is there already is not taken twice."
    case .interrupted: "It was stopped from outside again and again. You can let it go on."
    case .unexpected:
      "Something went wrong that should not have. What came before has been taken; you can let it go on."
    }
  }
}

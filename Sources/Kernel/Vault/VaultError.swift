import Basics

/// Why a value could not be sealed or opened, where no person can do anything about it.
package enum VaultError: Error, Equatable {
  /// Altered, or moved from another row, column or tenant.
  case altered(String)
  /// No feature declares the column: a rotation would leave the value behind.
  case undeclared(String)
  /// A key was wrapped with a master key that `HAAT_MASTER_KEYS` does not name.
  case unknownMaster(String)
  /// The settings' key of this name is not the one that wrapped.
  case wrongMaster(String)
  /// The job registry was made without a vault.
  case missing
}

extension VaultError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .altered(let column):
      "A value of \(column) does not open: it was altered, or brought here from another row, column or tenant."
    case .undeclared(let column): "No feature declares \(column) among its sealed columns."
    case .unknownMaster(let id): "A key was wrapped with the master key “\(id)”, which HAAT_MASTER_KEYS does not name."
    case .wrongMaster(let id): "The master key “\(id)” of HAAT_MASTER_KEYS is not the one that has wrapped under this name."
    case .missing: "The job registry was made without a vault."
    }
  }
}

extension Failure {
  /// The key that sealed it has been deleted, so that nobody can read it any more.
  package static let keyDeleted = Failure.conflict(
    "This was sealed with a key that has been deleted. Nobody can read it any more.")
}

/// How much a form may hold.
package struct FormLimits: Sendable {
  /// Fields and files together.
  package var fields = 1000
  /// Bytes of a field's name.
  package var name = 200
  /// Bytes of one field's value in memory.
  package var value = 256 << 10
  /// Bytes of all values in memory together.
  package var total = 2 << 20
  /// Bytes of one file.
  package var file = 64 << 20

  package init() {}
}

/// Why a form was not read.
package enum FormError: Error, Equatable, Sendable {
  case malformed
  case tooManyFields
  case fieldTooLarge
  case fileTooLarge
  /// The Content-Type is none that forms have.
  case unsupportedType
}

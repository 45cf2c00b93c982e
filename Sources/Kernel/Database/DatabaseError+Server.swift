import CPostgres

extension DatabaseError {
  /// From a result that reports an error.
  init(_ result: OpaquePointer, statement: Statement?) {
    func field(_ code: Character) -> String? {
      PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) }
    }
    let state = field("C") ?? ""
    self.init(
      Kind(sqlState: state, message: field("M") ?? ""),
      field("M") ?? String(cString: PQresultErrorMessage(result)), sqlState: state, statement: statement?.text
    )
    detail = field("D")
    constraint = field("n").map(DatabaseError.withoutShard)
    // Its text is translated; the function that raised it is not.
    isStalePlan = state == "0A000" && field("R") == "RevalidateCachedQuery"
    isFatal = field("V") == "FATAL" || field("V") == "PANIC"
  }

  /// From a connection that failed, with libpq's words.
  static func unavailable(_ connection: OpaquePointer?, _ what: String) -> DatabaseError {
    let words = connection.map { String(cString: PQerrorMessage($0)) } ?? ""
    let line = words.split(separator: "\n").joined(separator: " ")
    return DatabaseError(.unavailable, line.isEmpty ? what : line, sqlState: "08006")
  }

  /// Citus names a shard's constraint `orders_pkey_102008`.
  static func withoutShard(_ constraint: String) -> String {
    guard let bar = constraint.lastIndex(of: "_") else { return constraint }
    let number = constraint[constraint.index(after: bar)...]
    let isShard = number.count >= 3 && number.allSatisfy { $0.isASCII && $0.isNumber }
    return isShard ? String(constraint[..<bar]) : constraint
  }
}

extension DatabaseError.Kind {
  init(sqlState: String, message: String) {
    self =
      switch sqlState {
      case "23505": .uniqueViolation
      case "23503": .foreignKeyViolation
      case "23514": .checkViolation
      case "23502": .notNullViolation
      case "23P01": .exclusionViolation
      case "40001", "40P01": .serialization
      case "25006": .readOnly
      case "25P02": .rolledBack
      case "42501": .forbidden
      case "57014": .cancelled
      case "57P01", "57P02", "57P03", "53300", "08006", "08003", "08001": .unavailable
      // Untranslated parts of both: the parameter's name, and the type with the empty text.
      case "42704" where message.contains("app.tenant_id"): .noTenant
      case "22P02" where message.contains("uuid: \"\""): .noTenant
      default: .server
      }
  }
}

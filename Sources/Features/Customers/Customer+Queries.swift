import Basics
import Database
import Lists
import Tenancy

extension Customer {
  package static func find(_ id: ID, in db: TenantDatabase) async throws -> Customer {
    try await db.one(
      """
      select id, number, source_key, name, country
        from customers
       where tenant_id = \(db.tenant) and id = \(id)
      """)
  }
}

extension Customer {
  /// Selects the keys of those who are called so, as `id`: by number, key, e-mail, phone, or the beginning of the name or
  /// of its last word.
  package static func keys(named words: String, in scope: ListScope) -> SQL {
    let key = words.lowercased()
    let phone = PhoneNumber(words)?.text ?? words
    return """
      select id from customers
       where tenant_id = \(scope.tenant)
         and (\(fragment: .begins("name_key", with: key)) or \(fragment: .begins("surname_key", with: key))
              or \(fragment: .begins("email_key", with: key)) or \(fragment: .begins(pattern: "phone", with: phone))
              or \(fragment: .begins(pattern: "source_key", with: words)) or number = \(Int(words.latinDigits) ?? -1))
      """
  }
}

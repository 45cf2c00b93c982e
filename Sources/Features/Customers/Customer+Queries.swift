import Basics
import Database
import Lists
import Tenancy
import Vault

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
  /// Selects the keys of those who are called so, as `id`, by indexes alone; of some more than once.
  package static func keys(named words: String, in scope: ListScope) -> SQL {
    .joined(
      names(words, "c", scope).map { name in
        "select c.id from customers c where c.tenant_id = \(scope.tenant) and \(fragment: name)"
      }, by: " union all ")
  }

  /// Fingerprints by which somebody is found who is reached so; none for who may not know that.
  package static func prints(of words: String, _ scope: ListScope, in db: TenantDatabase) async throws
    -> [String: [UInt8]]
  {
    guard scope.seesContacts,
      let found = try await db.vault.presentFingerprints(as: .contact, in: db)
    else { return [:] }
    let prints = ContactPrints(found)
    return [
      "email": prints.email(words), "phone": prints.phone(PhoneNumber(words)?.text ?? words),
    ].compactMapValues { $0 }
  }

  /// Whether a row of the table is called so: by number, key, for who may also the whole e-mail or phone, or the beginning
  /// of the name or of its last word.
  package static func isNamed(_ words: String, _ row: SQL, in scope: ListScope) -> SQL {
    "(\(fragment: .joined(names(words, row, scope), by: " or ")))"
  }

  private static func names(_ words: String, _ row: SQL, _ scope: ListScope) -> [SQL] {
    let key = words.lowercased()
    func begins(_ column: SQL) -> SQL { .begins("\(fragment: row).\(fragment: column)", with: key) }
    // Who may not read an address may not find it out by guessing either.
    let contacts: [SQL?] = [
      scope.prints["email"].map { "\(fragment: row).email_print = \($0)" },
      scope.prints["phone"].map { "\(fragment: row).phone_print = \($0)" },
    ]
    return ["name_key", "surname_key"].map(begins) + contacts.compactMap { $0 } + [
      .begins(pattern: "\(fragment: row).source_key", with: words),
      "\(fragment: row).number = \(Int(words.latinDigits) ?? -1)",
    ]
  }
}

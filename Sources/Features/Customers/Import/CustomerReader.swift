import Basics
import Imports
import Sheets

/// Makes customers of the rows of a file.
package struct CustomerReader: ImportReader {
  private var keys = Set<String>()
  private var emails = Set<String>()
  private var phones = Set<String>()
  private var met: [CustomerCount: Int] = [:]

  package init(_ layout: ImportLayout) {}

  package mutating func read(_ row: borrowing SheetRow, into records: inout [ImportedCustomer])
    throws(RowProblem)
  {
    let phone = try CustomerReader.phone(of: row)
    let customer = try CustomerReader.customer(of: row, phone: phone?.text)
    guard keys.insert(customer.key).inserted else { throw RowProblem(CustomerProblem.twice.rawValue) }
    count(customer, phone)
    records.append(customer)
  }

  package mutating func pass(_ row: borrowing SheetRow) {}
  package var place: String { "" }

  package var counts: [ImportCount] {
    CustomerCount.allCases.map { ImportCount($0.rawValue, met[$0, default: 0]) }
  }

  private mutating func count(_ customer: ImportedCustomer, _ phone: Phone?) {
    met[.customers, default: 0] += 1
    if customer.name == nil { met[.unnamed, default: 0] += 1 }
    if let email = customer.email {
      met[.emails, default: 0] += 1
      if !emails.insert(email.lowercased()).inserted { met[.sharedEmails, default: 0] += 1 }
    }
    if let phone {
      met[phone.isNumber ? .phones : .oddPhones, default: 0] += 1
      if !phones.insert(phone.text).inserted { met[.sharedPhones, default: 0] += 1 }
    }
  }
}

extension CustomerReader {
  /// A telephone number as people write them; what cannot be one stays as it is written.
  struct Phone {
    let text: String
    let isNumber: Bool
  }

  private static func phone(of row: borrowing SheetRow) throws(RowProblem) -> Phone? {
    let own = try row.code(of: "phone", atMost: 60)
    let written = own.isEmpty ? try row.code(of: "address_phone", atMost: 60) : own
    if written.isEmpty { return nil }
    guard let number = PhoneNumber(written) else { return Phone(text: written, isNumber: false) }
    return Phone(text: number.text, isNumber: true)
  }

  private static func customer(of row: borrowing SheetRow, phone: String?) throws(RowProblem)
    -> ImportedCustomer
  {
    let email = try email(of: row)
    let keys = [try row.code(of: "id", atMost: 100), email?.lowercased() ?? "", phone ?? ""]
    guard let place = keys.firstIndex(where: { !$0.isEmpty }) else {
      throw RowProblem(CustomerProblem.unknown.rawValue)
    }
    var customer = ImportedCustomer(key: keys[place], isKeyedByContact: place > 0)
    customer.name = try name(of: row)
    customer.email = email
    customer.phone = phone
    customer.address = try address(of: row)
    customer.city = try row.said("city", atMost: 200)
    customer.region = try row.said("region", atMost: 200)
    let postcode = try row.code(of: "postcode", atMost: 40)
    customer.postcode = postcode.isEmpty ? nil : postcode
    customer.country = try row.said("country", atMost: 100)
    customer.note = try note(of: row)
    customer.tags = try tags(of: row)
    do throws(SheetProblem) {
      customer.acceptsMarketing = try row.flag("accepts_marketing")
    } catch {
      throw RowProblem(error)
    }
    customer.takeContactOutOfName()
    return customer
  }

  private static func email(of row: borrowing SheetRow) throws(RowProblem) -> String? {
    let written = try row.text(of: "email", atMost: 254)
    if written.isEmpty { return nil }
    guard let email = EmailAddress(written) else {
      throw RowProblem(CustomerProblem.email.rawValue, field: "email")
    }
    return email.text
  }

  private static func name(of row: borrowing SheetRow) throws(RowProblem) -> String? {
    let parts = [try row.text(of: "first_name", atMost: 100), try row.text(of: "last_name", atMost: 99)]
    let joined = parts.filter { !$0.isEmpty }.joined(separator: " ")
    if !joined.isEmpty { return joined }
    if let name = try row.said("name", atMost: 200) { return name }
    return try row.said("company", atMost: 200)
  }

  private static func address(of row: borrowing SheetRow) throws(RowProblem) -> String? {
    let lines = [try row.text(of: "address", atMost: 300), try row.text(of: "address2", atMost: 300)]
    let joined = lines.filter { !$0.isEmpty }.joined(separator: ", ")
    return joined.isEmpty ? nil : joined
  }

  private static func note(of row: borrowing SheetRow) throws(RowProblem) -> String? {
    let note = row.lines("note")
    guard note.unicodeScalars.count <= 5000 else { throw RowProblem("too_long", field: "note") }
    return note.isEmpty ? nil : note
  }

  private static func tags(of row: borrowing SheetRow) throws(RowProblem) -> [String]? {
    var seen = Set<String>()
    let tags = row.raw("tags").split { $0 == "," || $0.isNewline }.map { String($0).normalizedLine }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
    guard tags.count <= 250, tags.allSatisfy({ $0.unicodeScalars.count <= 255 }) else {
      throw RowProblem("too_long", field: "tags")
    }
    return tags.isEmpty ? nil : tags
  }
}

extension SheetRow {
  /// One line of text.
  func text(of field: String, atMost longest: Int) throws(RowProblem) -> String {
    do { return try text(field, atMost: longest) } catch { throw RowProblem(error) }
  }

  /// A code of digits or letters.
  func code(of field: String, atMost longest: Int) throws(RowProblem) -> String {
    do { return try code(field, atMost: longest) } catch { throw RowProblem(error) }
  }

  /// One line of text; nil without a value.
  func said(_ field: String, atMost longest: Int) throws(RowProblem) -> String? {
    let text = try text(of: field, atMost: longest)
    return text.isEmpty ? nil : text
  }
}

import Basics
import Database
import HTML
import Localization
import Looks
import Web

/// A list of one kind of thing: what it shows, what it can be asked for, and how its rows are read.
package protocol ListKind: Sendable {
  associatedtype Row: FromRow & Sendable

  static var name: ListName { get }
  static var title: Message { get }
  /// The table under its rows, for people who hear it: "Orders, newest first".
  static func caption(_ sort: Message) -> Message
  static var searchLabel: Message { get }
  /// In the order in which they are shown; the first leads to the thing.
  static var columns: [ListColumn<Row>] { get }
  /// In the order in which they are offered; the first is the search by words.
  static var filters: [ListFilter] { get }
  /// The first is how the list is sorted when nothing else is asked for.
  static var sorts: [ListSort<Row>] { get }
  /// Views that everybody has, each as the query of an address.
  static var views: [(title: Message, query: String)] { get }

  static func id(of row: Row) -> String
  /// What the box in front of a row selects, in words.
  static func label(of row: Row) -> String

  /// Selects from the list's table `t` what its conditions, sorts and rows are made of; a `where` follows.
  static var source: SQL { get }
  /// Selects the rows themselves `from` an inner query called `t`; `matching` is a condition and what follows it.
  static func rows(from source: SQL, matching: SQL, in scope: ListScope) -> SQL
  /// What can be chosen in filters whose choices are rows, by the filter's parameter.
  static func choices(in db: TenantDatabase) async throws -> [String: [Option]]
  /// Keys of other rows that a search speaks of, by parameter, read before its conditions are made.
  static func keys(in search: ListSearch<Self>, in db: TenantDatabase) async throws
    -> [String: [RecordID<ListFilter>]]
  /// Fingerprints of what a search may mean, under names of its own, read before its conditions are made.
  static func prints(in search: ListSearch<Self>, _ scope: ListScope, in db: TenantDatabase) async throws
    -> [String: [UInt8]]
  /// Rows with what of them is sealed.
  static func opened(_ rows: [Row], in db: TenantDatabase) async throws -> [Row]
  /// Words for what an address names by its key, by the filter's parameter.
  static func names(in search: ListSearch<Self>, in db: TenantDatabase) async throws -> [String: String]
  /// What the rows that match come to.
  static func totals(_ match: ListMatch<Self>, in db: TenantDatabase) async throws -> ListTotals
  /// Shown instead of the list while there is nothing in it at all.
  static func empty(_ request: Request) -> ListInvitation
  /// What else its file can be written as, beside what the list shows: the feature's own download knows the name.
  static func formats(_ request: Request) -> [(title: Message, name: String)]
  /// How many rows are read in which way.
  static var bounds: ListBounds { get }
  /// Where a file can be brought that fills the list, for whoever may.
  static func importPath(_ request: Request) -> String?
}

extension ListKind {
  package static var bounds: ListBounds { ListBounds(few: 3_000, gathered: 40_000) }
  package static func importPath(_ request: Request) -> String? { nil }
  package static func formats(_ request: Request) -> [(title: Message, name: String)] { [] }
  package static var views: [(title: Message, query: String)] { [] }
  package static func choices(in db: TenantDatabase) async throws -> [String: [Option]] { [:] }
  package static func names(in search: ListSearch<Self>, in db: TenantDatabase) async throws -> [String:
    String]
  {
    [:]
  }

  package static func keys(in search: ListSearch<Self>, in db: TenantDatabase) async throws
    -> [String: [RecordID<ListFilter>]]
  { [:] }

  package static func prints(
    in search: ListSearch<Self>, _ scope: ListScope, in db: TenantDatabase
  ) async throws -> [String: [UInt8]] { [:] }
  package static func opened(_ rows: [Row], in db: TenantDatabase) async throws -> [Row] { rows }

  static func column(_ name: String) -> ListColumn<Row>? { columns.first { $0.name == name } }
  static var plainSort: ListSort<Row> { sorts[0] }
}

/// What a list that has nothing in it says: what would be here, and how to begin.
package struct ListInvitation: Sendable {
  package let title: Message
  package let text: Message
  /// A command for the machine that runs Haat, where there is one.
  package let command: String?
  package let actions: [(title: Message, path: String)]

  package init(
    _ title: Message, _ text: Message, command: String? = nil, actions: [(title: Message, path: String)] = []
  ) {
    self.title = title
    self.text = text
    self.command = command
    self.actions = actions
  }
}

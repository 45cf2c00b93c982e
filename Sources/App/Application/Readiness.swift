import Database

/// Whether the database is there, and has the tables that this version of the program wants.
struct Readiness: Sendable {
  let databases: Databases
  /// The names of the migrations that this version knows.
  let migrations: [String]

  /// What is missing, in a few words, or nil.
  func problem() async -> String? {
    do {
      let applied = try await databases.global.within(.seconds(2)).one(
        "select count(*) from schema_migrations where name = any(\(migrations))", as: Int.self)
      return applied == migrations.count ? nil : "migrations are pending"
    } catch let error as DatabaseError where error.sqlState == "42P01" {
      return "migrations are pending"
    } catch {
      return "the database does not answer"
    }
  }
}

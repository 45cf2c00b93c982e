import Glibc

/// The programs of the newest PostgreSQL on this machine, from version 15 on.
package struct PostgresPrograms: Sendable {
  package let folder: String

  package var initdb: String { folder + "/initdb" }
  package var postgres: String { folder + "/postgres" }
  package var psql: String { folder + "/psql" }

  /// Looks where Debian puts them.
  package static func found(under root: String = "/usr/lib/postgresql") throws -> PostgresPrograms {
    let versions = namesInFolder(root).compactMap(Int.init).filter { $0 >= 15 }.sorted(by: >)
    for version in versions {
      let programs = PostgresPrograms(folder: "\(root)/\(version)/bin")
      if access(programs.initdb, X_OK) == 0, access(programs.postgres, X_OK) == 0 { return programs }
    }
    throw Trouble(
      "PostgreSQL 15 is not installed under \(root).",
      mend: "Install it (apt-get install postgresql-15), or name a server in HAAT_DATABASE_URL.")
  }
}

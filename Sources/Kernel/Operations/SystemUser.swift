import CLinux
import Glibc

/// An account of this machine.
package struct SystemUser: Equatable, Sendable {
  package let name: String
  package let id: uid_t
  package let group: gid_t

  package static func named(_ name: String) -> SystemUser? {
    getpwnam(name).map { SystemUser(name: name, id: $0.pointee.pw_uid, group: $0.pointee.pw_gid) }
  }

  package static func numbered(_ id: uid_t) -> SystemUser? {
    getpwuid(id).map {
      SystemUser(name: String(cString: $0.pointee.pw_name), id: id, group: $0.pointee.pw_gid)
    }
  }

  package static var isRoot: Bool { geteuid() == 0 }

  /// The account of that name, made if it is missing: without a home, a shell or a password. Root only.
  package static func made(_ name: String) throws -> SystemUser {
    if let user = named(name) { return user }
    let options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    let (status, said) = try ChildProcess.run(
      "/usr/sbin/useradd", options + ["--shell", "/usr/sbin/nologin", name])
    // Two starts at once may both have found it missing.
    guard let user = named(name) else {
      throw Trouble("The system user \(name) could not be made: useradd \(status). \(said)")
    }
    return user
  }

  /// Gives up root for this account, for good. Before any other thread is started.
  ///
  /// The working directory stays, and relative paths go on working from it even where this account could not have
  /// walked there: Linux checks only the folders that a path names.
  package func become() throws {
    var groups = [group]
    guard setgroups(1, &groups) == 0, setgid(group) == 0, setuid(id) == 0, setuid(0) != 0 else {
      throw Trouble("Haat could not become the user \(name): \(systemError()).")
    }
    setenv("USER", name, 1)
    setenv("HOME", "/nonexistent", 1)
  }

  /// Whether this account may walk into the folder and list it. Root only, and before any other thread is started.
  package func canEnter(_ path: String) -> Bool {
    var before = [gid_t](repeating: 0, count: 256)
    let count = Int(getgroups(256, &before))
    var groups = [group]
    guard count >= 0, setgroups(1, &groups) == 0 else { return false }
    defer { setgroups(count, before) }
    guard setegid(group) == 0 else { return false }
    defer { setegid(0) }
    guard seteuid(id) == 0 else { return false }
    defer { seteuid(0) }
    guard let listed = opendir(path) else { return false }
    closedir(listed)
    return eaccess(path, X_OK) == 0
  }
}

import Glibc
import Operations

/// Which account Haat runs as, and in which folders.
///
/// `make run` may be typed by root, in a checkout where nobody else can go. Then everything runs as the system user
/// `haat`; what is read of the checkout is read by paths relative to it, which works without the right to walk there,
/// and what is written lies where that user can.
struct Residence {
  static let userName = "haat"
  static let dataFolder = "/var/lib/haat"

  /// The folder of `migrations`, `Public` and `Localizations`.
  let home: String
  let user: SystemUser?
  let varFolder: String

  /// Root only: makes the user if it is missing.
  init(_ settings: Settings) throws {
    let home = try Residence.home(settings.home)
    self.home = home
    let wanted = settings.varFolder.map { $0.hasPrefix("/") ? $0 : home + "/" + $0 }
    guard SystemUser.isRoot else {
      user = nil
      varFolder = wanted ?? home + "/var"
      return
    }
    let user = try SystemUser.made(Residence.userName)
    self.user = user
    varFolder = wanted ?? (user.canEnter(home) ? home + "/var" : Residence.elsewhere(for: home))
  }

  /// Goes to `home`, makes the folder for files, gives up root, and gives back the folder.
  func moveIn() throws -> String {
    guard chdir(home) == 0 else { throw Trouble("The folder \(home) cannot be entered: \(systemError()).") }
    let isNew = !isFolder(varFolder)
    try makeFolder(varFolder)
    if let user {
      if isNew { chown(varFolder, user.id, user.group) }
      try checkOwner(is: user.id)
      guard user.canEnter(varFolder) else {
        throw Trouble(
          "The user \(user.name), as whom Haat runs when root starts it, cannot get to \(varFolder).",
          mend: "Leave HAAT_VAR empty, or name a folder below ones that everybody may enter.")
      }
      try user.become()
      try checkHomeIsReadable(by: user)
    } else {
      try checkOwner(is: geteuid())
    }
    return resolved(varFolder) ?? varFolder
  }

  private func checkOwner(is id: uid_t) throws {
    var status = stat()
    guard stat(varFolder, &status) == 0, status.st_uid != id else { return }
    let owner = SystemUser.numbered(status.st_uid)?.name ?? "user \(status.st_uid)"
    let me = SystemUser.numbered(id)?.name ?? "user \(id)"
    throw Trouble(
      "\(varFolder) belongs to \(owner), and Haat would run as \(me).",
      mend: "Start Haat as before, or hand the folder over: chown -R \(me) \(varFolder)")
  }

  private func checkHomeIsReadable(by user: SystemUser) throws {
    for name in ["migrations", "Public", "Localizations", "Lists"]
    where fileExists(name) && access(name, R_OK | X_OK) != 0 {
      throw Trouble(
        "The user \(user.name), as whom Haat runs when root starts it, may not read \(home)/\(name).",
        mend: "chmod -R go+rX '\(home)'")
    }
  }

  /// The folder that has `migrations`, from the working folder or the program's own upwards.
  private static func home(_ given: String?) throws -> String {
    if let given {
      guard let home = resolved(given), isFolder(home + "/migrations") else {
        throw Trouble("HAAT_HOME is \(given), where no migrations are.")
      }
      return home
    }
    for start in [resolved("."), resolved("/proc/self/exe").map(folder(of:))] {
      var place = start
      while let here = place {
        if isFolder(here + "/migrations") { return here }
        place = here == "/" ? nil : folder(of: here)
      }
    }
    throw Trouble(
      "Neither around the working folder nor around the program is a folder with migrations.",
      mend: "Set HAAT_HOME to the folder of migrations, Public, Localizations and Lists.")
  }

  /// A folder for each checkout, so that two of them do not share a database: `/var/lib/haat/root-clone`.
  private static func elsewhere(for home: String) -> String {
    let name = home.dropFirst().map { $0 == "/" ? "-" : $0 == "-" ? "--" : String($0) }.joined()
    return "\(dataFolder)/\(name)"
  }
}

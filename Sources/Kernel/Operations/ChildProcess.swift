import CLinux
import Glibc

/// A program that this process has started.
package struct ChildProcess: Sendable {
  package let id: pid_t

  /// Starts a program with no input, in a process group of its own so that a Ctrl-C in the terminal does not reach it,
  /// with default signals and with no environment but what is given.
  ///
  /// Output and errors go to the descriptor, or to nowhere.
  package init(
    _ program: String, _ arguments: [String], environment: [String: String] = ChildProcess.plainEnvironment,
    output: Int32? = nil
  ) throws {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    for target: Int32 in [1, 2] {
      if let output {
        posix_spawn_file_actions_adddup2(&files, output, target)
      } else {
        posix_spawn_file_actions_addopen(&files, target, "/dev/null", O_WRONLY, 0)
      }
    }
    id = try ChildProcess.spawn(program, arguments, environment, files: &files, flags: POSIX_SPAWN_SETPGROUP)
  }

  /// Starts a program that talks to the person at the terminal in this process's stead.
  package init(attached program: String, _ arguments: [String], environment: [String: String]) throws {
    id = try ChildProcess.spawn(program, arguments, environment, files: nil, flags: 0)
  }

  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String],
    files: UnsafePointer<posix_spawn_file_actions_t>?, flags: Int32
  ) throws -> pid_t {
    var attributes = attributes(flags)
    defer { posix_spawnattr_destroy(&attributes) }
    var id = pid_t()
    let failed = withCStrings([program] + arguments) { argv in
      withCStrings(environment.map { "\($0)=\($1)" }) { envp in
        posix_spawn(&id, program, files, &attributes, argv, envp)
      }
    }
    guard failed == 0 else { throw Trouble("\(program) cannot be started: \(systemError(failed)).") }
    return id
  }

  /// Nothing of what this process was given, which may hold secrets.
  package static let plainEnvironment = [
    "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC",
  ]

  private static func attributes(_ flags: Int32) -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | flags))
    return attributes
  }

  package func signal(_ number: Int32) { kill(id, number) }

  /// Waits for the end, on this thread.
  package func wait() -> ExitStatus {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, haat_errno() == EINTR {}
    return ExitStatus(waitStatus: status)
  }

  /// Runs a program to its end, and gives back how it ended and the last 64 KB it said.
  package static func run(_ program: String, _ arguments: [String]) throws -> (ExitStatus, String) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Trouble("No pipe could be made: \(systemError()).") }
    for end in ends { _ = haat_close_on_exec(end) }
    defer { close(ends[0]) }
    let child: ChildProcess
    do {
      defer { close(ends[1]) }
      child = try ChildProcess(program, arguments, output: ends[1])
    }
    var said: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 8192)
    while case let count = read(ends[0], &chunk, chunk.count), count > 0 {
      said = (said + chunk[..<count]).suffix(65536)
    }
    return (child.wait(), String(decoding: said, as: UTF8.self))
  }
}

/// How a process ended.
package enum ExitStatus: Equatable, Sendable, CustomStringConvertible {
  case exited(Int32)
  case killed(by: Int32)

  /// The encoding of `waitpid`: <sys/wait.h>.
  init(waitStatus: Int32) {
    let signal = waitStatus & 0x7f
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xff) : .killed(by: signal)
  }

  package var description: String {
    switch self {
    case .exited(let code): "ended with code \(code)"
    case .killed(let signal): "was ended by signal \(signal)"
    }
  }
}

/// A null-terminated array of C strings, valid during the call.
func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) } + [nil]
  defer { for copy in copies { free(copy) } }
  return body(copies)
}

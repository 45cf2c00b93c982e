import Glibc
import Operations

/// What can be wrong with the machine, for one set of settings.
struct MachineChecks {
  let settings: Settings
  let varFolder: String
  /// Whether another process serves here already, which then holds the ports.
  let isServed: Bool

  var findings: [Finding] {
    var findings = [diskSpace, writable, timeZones, openFiles, port("HAAT_PORT", settings.port)]
    if let metricsPort = settings.metricsPort { findings.append(port("HAAT_METRICS_PORT", metricsPort)) }
    return findings
  }

  private var diskSpace: Finding {
    var status = statvfs()
    guard statvfs(varFolder, &status) == 0 else {
      return .bad(
        "The space for \(varFolder) cannot be told: \(systemError()).",
        mend: "Look whether the disk is there.")
    }
    let megabytes = Int(status.f_bavail) * Int(status.f_frsize) / 1_000_000
    let words = "\(megabytes) MB are free for \(varFolder)"
    if megabytes < 200 {
      return .bad(words, mend: "Make room, at least 1 GB: without it the database stops.")
    }
    if megabytes < 2000 { return .warn(words, mend: "Make room before it is gone.") }
    return .ok(words)
  }

  private var writable: Finding {
    let probe = "\(varFolder)/doctor.\(getpid())"
    defer { unlink(probe) }
    do {
      try writePrivately("", to: probe)
      return .ok("\(varFolder) can be written")
    } catch {
      return .bad("\(error)", mend: "Give the folder to the account that Haat runs as, or set HAAT_VAR.")
    }
  }

  private var timeZones: Finding {
    guard fileExists("/usr/share/zoneinfo/Asia/Dhaka") else {
      return .bad("There are no time zones on this machine", mend: "apt-get install tzdata")
    }
    return .ok("Time zones are there")
  }

  private var openFiles: Finding {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let words = "A process may open \(limit.rlim_cur) files"
    return limit.rlim_cur >= 4096
      ? .ok(words) : .warn(words, mend: "Raise it to 65536 for many visitors: ulimit -n 65536")
  }

  private func port(_ name: String, _ number: Int) -> Finding {
    switch tryPort(number) {
    case 0: return .ok("Port \(number) is free")
    case EADDRINUSE where isServed: return .ok("Port \(number) is in use, and Haat runs")
    case let code:
      return .bad(
        "Port \(number) cannot be had: \(systemError(code))", mend: "Stop what holds it, or set \(name).")
    }
  }

  /// Zero, or why nobody could listen there now.
  private func tryPort(_ number: Int) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(number)).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return bound == 0 ? 0 : errno
  }
}

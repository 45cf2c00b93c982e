import Basics
import Glibc
import Operations
import Places

/// What can be wrong with the machine, for one set of settings.
struct MachineChecks {
  let settings: Settings
  let varFolder: String
  /// Whether another process serves here already, which then holds the ports.
  let isServed: Bool

  var findings: [Finding] {
    var findings = [diskSpace, writable, timeZones, places, openFiles, port("HAAT_PORT", settings.port)]
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

  private var places: Finding {
    do throws(PlacesUnreadable) {
      let date = try Places(path: settings.places).createdAt?.description.prefix(10) ?? ""
      return .ok("Countries of network addresses are known, as of \(date)")
    } catch {
      return .warn(
        "Countries of network addresses are not known: \(error)",
        mend: "apt-get install libloc-database, or set HAAT_PLACES")
    }
  }

  private var openFiles: Finding {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let words = "A process may open \(limit.rlim_cur) files"
    return limit.rlim_cur >= 4096
      ? .ok(words) : .warn(words, mend: "Raise it to 65536 for many visitors: ulimit -n 65536")
  }

  private func port(_ name: String, _ number: Int) -> Finding {
    switch portProblem(number) {
    case 0: return .ok("Port \(number) is free")
    case EADDRINUSE where isServed: return .ok("Port \(number) is in use, and Haat runs")
    case let code:
      return .bad(
        "Port \(number) cannot be had: \(systemError(code))", mend: "Stop what holds it, or set \(name).")
    }
  }
}

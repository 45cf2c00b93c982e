import Basics
import Glibc

/// What an earlier run that was killed has left of a cluster: a server nobody watches, or the note of a dead one.
///
/// Only for the holder of the cluster's lock, so nobody who is alive and well is taken for a leftover.
struct ClusterLeftovers {
  let data: String

  init(in data: String) { self.data = data }

  /// Stops such a server as a shutdown would, and by force when it does not listen.
  ///
  /// PostgreSQL would clear a stale `postmaster.pid` itself, unless its number now belongs to another process of the
  /// same account. With no process at work in the data folder the file is stale whatever it says.
  func clear() throws {
    for (signal, patience) in [(SIGINT, 20), (SIGQUIT, 5), (SIGKILL, 5)] {
      for process in postmasters() { kill(process, signal) }
      if ended(within: .seconds(Int64(patience))) { break }
      for process in processes() where signal != SIGINT { kill(process, signal) }
    }
    guard processes().isEmpty else {
      throw Trouble("An earlier PostgreSQL still works in \(data) and cannot be stopped: \(processes()).")
    }
    unlink(data + "/postmaster.pid")
  }

  private func ended(within patience: Duration) -> Bool {
    let limit = monotonicNanoseconds() + UInt64(patience.inMicroseconds) * 1000
    while !processes().isEmpty {
      if monotonicNanoseconds() > limit { return false }
      usleep(20_000)
    }
    return true
  }

  /// Every process of PostgreSQL works in its data folder.
  private func processes() -> [pid_t] {
    guard let home = resolved(data) else { return [] }
    return namesInFolder("/proc").compactMap { pid_t($0) }.filter { process in
      resolved("/proc/\(process)/cwd") == home
        && (readText("/proc/\(process)/comm") ?? "").hasPrefix("postgres")
    }
  }

  /// The parents among them.
  private func postmasters() -> [pid_t] {
    let all = processes()
    return all.filter { !all.contains(parent(of: $0)) }
  }

  private func parent(of process: pid_t) -> pid_t {
    let status = readText("/proc/\(process)/stat") ?? ""
    let fields = status.split(separator: ")").last?.split(separator: " ") ?? []
    return fields.count > 1 ? pid_t(fields[1]) ?? 0 : 0
  }
}

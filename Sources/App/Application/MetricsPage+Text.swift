import Basics
import Database
import Glibc
import HTTP
import Jobs
import Loop
import Operations
import Orders
import Synchronization
import Web

extension MetricsPage {
  func requests(into text: inout MetricsText) {
    let routes = web.metrics.snapshot()
    text.metric("haat_requests_total", .counter, "Requests by route and status.")
    for route in routes {
      for (status, count) in route.series.statuses.sorted(by: { $0.key < $1.key }) {
        text.sample(
          "haat_requests_total", ["method": route.method, "route": route.pattern, "status": "\(status)"],
          count)
      }
    }
    text.metric(
      "haat_request_seconds", .histogram, "From the complete head to the last byte handed to the kernel.")
    for route in routes {
      text.sample(
        "haat_request_seconds", ["method": route.method, "route": route.pattern], route.series.times)
    }
  }

  func connections(_ server: HTTPMetrics, into text: inout MetricsText) {
    text.gauge("haat_connections_open", "Client connections that are open.", Double(server.connectionsOpen))
    text.counter("haat_connections_total", "Client connections accepted.", server.connectionsAccepted)
    text.counter("haat_accept_pauses_total", "Times that no descriptor was left.", server.acceptPauses)
    text.counter(
      "haat_requests_abandoned_total", "Requests whose client left before the end.", server.abandoned)
    text.counter("haat_received_bytes_total", "Bytes read from clients.", server.bytesReceived)
    text.counter("haat_sent_bytes_total", "Bytes sent to clients.", server.bytesSent)
    text.metric("haat_refusals_total", .counter, "Requests that the server refused by itself.")
    for (reason, count) in server.refusals.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      text.sample("haat_refusals_total", ["reason": "\(reason)"], count)
    }
  }

  func statements(_ logins: [DatabaseMetrics], into text: inout MetricsText) {
    text.metric("haat_database_connections", .gauge, "Connections to PostgreSQL by login and state.")
    for login in logins {
      let states = [
        ("shared", login.sharedConnections), ("owned", login.ownedConnections),
        ("idle", login.idleConnections),
        ("opening", login.openingConnections),
      ]
      for (state, count) in states {
        text.sample("haat_database_connections", ["login": login.login, "state": state], count)
      }
    }
    text.metric("haat_database_waiting", .gauge, "Uses that wait for a connection.")
    for login in logins { text.sample("haat_database_waiting", ["login": login.login], login.waiting) }
    text.metric("haat_database_errors_total", .counter, "Failed uses by SQLSTATE class or kind.")
    for login in logins {
      for (kind, count) in login.failedByClass.sorted(by: { $0.key < $1.key }) {
        text.sample("haat_database_errors_total", ["login": login.login, "class": kind], count)
      }
    }
    text.metric(
      "haat_database_statement_seconds", .histogram, "From the sending of a use to its last answer.")
    for login in logins {
      text.sample("haat_database_statement_seconds", ["login": login.login], Histogram(login.statementTimes))
    }
    text.metric("haat_database_wait_seconds", .histogram, "How long uses waited for a connection.")
    for login in logins {
      text.sample("haat_database_wait_seconds", ["login": login.login], Histogram(login.waits))
    }
  }

  /// The queue's levels are those of all processes together; a database that is away leaves them out.
  func jobs(_ queue: QueueLevel?, into text: inout MetricsText) {
    if let queue {
      text.metric("haat_jobs", .gauge, "Jobs by state.")
      let states = [
        ("due", queue.due), ("later", queue.later), ("running", queue.running), ("dead", queue.dead),
      ]
      for (state, count) in states { text.sample("haat_jobs", ["state": state], count) }
      let oldest = queue.oldest.map { Double((Instant.now - $0).inMicroseconds) / 1e6 } ?? 0
      text.gauge("haat_jobs_oldest_seconds", "How long the job has been due that waits longest.", oldest)
    }
    guard let runs = worker?.metrics.runs else { return }
    text.metric("haat_job_seconds", .histogram, "Runs of jobs by name and outcome, with how long they took.")
    for run in runs {
      text.sample("haat_job_seconds", ["job": run.name, "outcome": run.outcome], Histogram(run))
    }
  }

  func loops(_ loops: [(name: String, metrics: LoopMetrics, longest: UInt64)], into text: inout MetricsText) {
    text.metric("haat_loop_turns_total", .counter, "Turns of each event loop.")
    for loop in loops { text.sample("haat_loop_turns_total", ["loop": loop.name], loop.metrics.turns) }
    text.metric("haat_loop_busy_seconds_total", .counter, "Time that each loop worked rather than waited.")
    for loop in loops {
      text.sample("haat_loop_busy_seconds_total", ["loop": loop.name], Double(loop.metrics.busy) / 1e9)
    }
    text.metric(
      "haat_loop_lag_seconds", .gauge, "The longest turn since the last reading: what others waited for.")
    for loop in loops {
      text.sample("haat_loop_lag_seconds", ["loop": loop.name], Double(loop.longest) / 1e9)
    }
  }

  func process(into text: inout MetricsText) {
    text.gauge("process_resident_memory_bytes", "Memory of this process.", Double(residentBytes))
    text.counter(
      "haat_figure_differences_total", "Figures that nightly checks found to be other than their rows.",
      FigureCheck.foundSinceStart.withLock { $0 })
    text.counter(
      "haat_log_lines_dropped_total", "Log lines lost because nobody read them in time.", log.dropped)
  }

  private var residentBytes: Int {
    let pages = (try? contents(ofFile: "/proc/self/statm")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let resident = pages.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return resident * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

extension Histogram {
  init(_ times: TimeHistogram) {
    self.init(limits: TimeHistogram.limits, counts: times.counts, sum: times.sum)
  }

  init(_ runs: JobMetrics.Runs) {
    self.init(
      limits: JobMetrics.limits.map { UInt64($0 * 1e9) }, counts: runs.byLength.map { UInt64($0) },
      sum: UInt64(runs.seconds * 1e9))
  }
}

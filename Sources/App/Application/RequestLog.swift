import Audit
import Basics
import Crypto
import Database
import HTTP
import Jobs
import Operations
import Web

extension Log {
  /// One line a request. Not its query, which may hold what somebody has searched for, nor anything that was typed.
  func request(_ record: AccessRecord, _ trace: RequestTrace) {
    // One that was cut off, by its client or at a stop, is no fault of ours.
    write(record.status.group == 5 && record.isComplete ? .warning : .info, "request") { line in
      line.add("request", record.id.description)
      line.add("method", record.head?.method.description)
      line.add("path", record.head?.path.withoutTokens)
      line.add("route", trace.pattern)
      line.add("status", record.status.code)
      line.add("ms", Duration.nanoseconds(Int64(record.nanoseconds)))
      line.add("bytes", record.bytesSent)
      line.add("tenant", trace.tenant)
      line.add("person", trace.person)
      line.add("address", record.client.description)
      line.add("refused", record.refusal.map { "\($0)" })
      if !record.isComplete { line.add("complete", false) }
    }
  }

  /// A bug, or a database that is away: once, with the request it happened to.
  func report(_ error: any Error, _ request: OpenRequest) {
    write(.error, "request failed") { line in
      line.add("request", request.id.description)
      line.add("path", request.http.path.withoutTokens)
      line.add("tenant", request.tenant)
      line.add("person", request.session?.person)
      line.add(error)
    }
  }

  /// One line a run of a job.
  func job(_ report: WorkerReport) {
    switch report {
    case .ran(let record):
      let isFine = record.outcome == .done || record.outcome == .released
      write(isFine && record.remark == nil ? .info : .warning, "job") { line in
        line.add("job", record.name)
        line.add("id", record.id)
        line.add("tenant", record.tenant)
        line.add("attempt", record.attempt)
        line.add("outcome", record.outcome.name)
        line.add("waited", record.waited)
        line.add("ms", record.took)
        line.add("error", record.error)
        line.add("remark", record.remark)
      }
    case .failed(let what, let error):
      write(.error, "worker") { line in
        line.add("failed", "\(what)")
        line.add("error", error)
      }
    }
  }
}

extension Log {
  /// A new head stands in the log too, where nobody who has the database can change it: `haat audit verify --head`.
  func audit(_ news: AuditNews) {
    switch news {
    case .sealed(let tenant, let seal):
      write(.info, "audit sealed") { line in
        line.add("tenant", tenant)
        line.add("entries", seal.entries)
        line.add("head", AuditHead(seal).description)
      }
    case .failed(let tenant, let error):
      write(.error, "audit not sealed") { line in
        line.add("tenant", tenant)
        line.add(error)
      }
    }
  }
}

extension String {
  /// A path without the tokens of mailed links: whoever reads a log, or is sent one, must not be able to follow them.
  var withoutTokens: String {
    let parts = utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.contains(where: \.beginsWithToken) else { return self }
    return parts.map { $0.beginsWithToken ? "…" : String(Substring($0)) }.joined(separator: "/")
  }
}

extension Substring.UTF8View {
  /// Also of a link to which a mail program has added a sign.
  fileprivate var beginsWithToken: Bool {
    Token(String(Substring(prefix(43)))) != nil
  }
}

extension OpenRequest {
  /// The business of the path, where the person belongs to it.
  fileprivate var tenant: TenantID? {
    let parts = http.path.split(separator: "/")
    guard parts.count >= 2, parts[0] == "t" else { return nil }
    return session?.membership(of: parts[1])?.tenant.id
  }
}

extension LogLine {
  /// Without PostgreSQL's detail, which quotes the row: names, addresses, the hash of a password.
  mutating func add(_ error: any Error) {
    guard let error = error as? DatabaseError else { return add("error", "\(error)") }
    add("error", "\(error.kind): \(error.message)")
    add("sqlstate", error.sqlState)
    add("constraint", error.constraint)
    add("statement", error.statement)
  }
}

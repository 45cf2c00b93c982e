import Basics
import CLoc
import Glibc
import Synchronization

/// One open database of libloc.
///
/// A class, since what it holds is closed once. libloc counts the references to its context, at every lookup, without
/// atomics: two lookups at once could free it. So each has the lock, for some 6 µs.
final class PlaceDatabase: Sendable {
  let createdAt: Instant
  private let handles: Mutex<PlaceHandles>

  init(path: String) throws(PlacesUnreadable) {
    let handles = try PlaceHandles(path: path)
    createdAt = Instant(microseconds: Int64(loc_database_created_at(handles.database)) * 1_000_000)
    self.handles = Mutex(handles)
  }

  func countryCode(of text: String) -> String? {
    guard var address = in6_addr(mapping: text) else { return nil }
    return handles.withLock { handles in
      var network: OpaquePointer?
      guard loc_database_lookup(handles.database, &address, &network) == 0, let network else { return nil }
      defer { loc_network_unref(network) }
      return loc_network_get_country_code(network).map { String(cString: $0) }
    }
  }
}

/// What libloc has open, closed with this value.
private struct PlaceHandles: ~Copyable {
  let context: OpaquePointer
  let database: OpaquePointer
  let file: UnsafeMutablePointer<FILE>

  init(path: String) throws(PlacesUnreadable) {
    guard let file = fopen(path, "re") else {
      throw PlacesUnreadable(description: "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    var (context, database): (OpaquePointer?, OpaquePointer?)
    guard PlaceHeader.isWhole(file), loc_new(&context) == 0, let context else {
      fclose(file)
      throw PlacesUnreadable(description: "\(path) is no whole database of libloc")
    }
    // It would write to standard error, where a log is.
    loc_set_log_priority(context, -1)
    guard loc_database_new(context, &database, file) == 0, let database else {
      loc_unref(context)
      fclose(file)
      throw PlacesUnreadable(description: "\(path) is no database that libloc can read")
    }
    (self.context, self.database, self.file) = (context, database, file)
  }

  deinit {
    loc_database_unref(database)
    loc_unref(context)
    fclose(file)
  }
}

extension in6_addr {
  /// Version 4 as `::ffff:a.b.c.d`, which is how libloc has it.
  fileprivate init?(mapping text: String) {
    self.init()
    // inet_pton stops at a NUL, behind which something else may stand.
    guard !text.utf8.contains(0) else { return nil }
    let six = text.utf8.contains(UInt8(ascii: ":")) ? text : "::ffff:\(text)"
    guard inet_pton(AF_INET6, six, &self) == 1 else { return nil }
  }
}

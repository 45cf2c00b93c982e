import Basics
import CLinux
import Glibc
import Loop

/// How much a log line matters.
package enum LogLevel: String, CaseIterable, Comparable, Sendable {
  case debug, info, warning, error

  package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
  private var rank: Int { LogLevel.allCases.firstIndex(of: self) ?? 0 }
}

/// How a log line is written.
package enum LogFormat: String, CaseIterable, Sendable {
  /// `level=info message=request status=200`
  case logfmt
  /// One JSON object a line.
  case json
}

/// The structured log: one line for a thing that happened, with fields to search by.
///
/// Lines gather in memory and a thread of the log's own writes them, at most 100 ms later, so a slow terminal or a
/// full pipe never holds up a loop: when `capacity` bytes wait, further lines are dropped, counted, and the count is
/// logged once there is room again.
///
/// `@unchecked Sendable` holds because everything that changes is used under `lock` alone, but for `writing`, which
/// only the log's thread touches.
package final class Log: @unchecked Sendable {
  package let level: LogLevel
  private let format: LogFormat
  private let descriptor: Int32
  private let capacity: Int
  private var lock = pthread_mutex_t()
  private var changed = pthread_cond_t()
  private var filling: LogLine
  private var writing: LogLine
  private var droppedLines = 0
  private var reportedDrops = 0
  private var idle = true
  private var urgent = false
  private var closed = false
  private var thread: JoinableThread?

  /// Writes to the descriptor, which stays the caller's.
  package init(
    format: LogFormat = .logfmt, level: LogLevel = .info, descriptor: Int32 = 1, capacity: Int = 1 << 20
  ) {
    self.format = format
    self.level = level
    self.descriptor = descriptor
    self.capacity = capacity
    filling = LogLine(format: format)
    writing = LogLine(format: format)
    pthread_mutex_init(&lock, nil)
    pthread_cond_init(&changed, nil)
    thread = JoinableThread(name: "log") { self.write() }
  }

  /// Lines lost because the other side reads too slowly.
  package var dropped: Int { locked { droppedLines } }

  /// Appends a line. `message` is the name of what happened, the same for all lines of a kind.
  package func write(_ level: LogLevel, _ message: StaticString, _ fields: (inout LogLine) -> Void = { _ in })
  {
    guard level >= self.level else { return }
    locked {
      guard !closed, filling.count < capacity else {
        droppedLines += 1
        return
      }
      filling.begin(level, message)
      fields(&filling)
      filling.end()
      if level >= .warning { urgent = true }
      if idle || urgent { pthread_cond_signal(&changed) }
    }
  }

  /// Writes what waits and takes no more. Gives up after `patience` where nobody reads the other side.
  package func close(within patience: Duration = .seconds(1)) {
    let limit = monotonicNanoseconds() + UInt64(patience.inMicroseconds) * 1000
    locked {
      closed = true
      pthread_cond_broadcast(&changed)
    }
    while !locked({ finished }), monotonicNanoseconds() < limit { usleep(1000) }
  }

  private var finished = false

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    return body()
  }

  // MARK: - The log's own thread

  private func write() {
    while take() {
      _ = writeAll(UnsafeRawBufferPointer(writing.bytes), to: descriptor)
      writing.clear()
    }
    locked { finished = true }
  }

  /// Waits for lines, then a little longer for company, and takes them. False when the log is closed and empty.
  private func take() -> Bool {
    locked {
      while filling.count == 0, !closed {
        idle = true
        pthread_cond_wait(&changed, &lock)
      }
      idle = false
      if !urgent, !closed { wait(milliseconds: 50) }
      urgent = false
      reportDrops()
      swap(&filling, &writing)
      return writing.count > 0
    }
  }

  private func wait(milliseconds: Int) {
    var until = timespec()
    clock_gettime(CLOCK_REALTIME, &until)
    let nanoseconds = until.tv_nsec + milliseconds * 1_000_000
    until.tv_sec += nanoseconds / 1_000_000_000
    until.tv_nsec = nanoseconds % 1_000_000_000
    pthread_cond_timedwait(&changed, &lock, &until)
  }

  private func reportDrops() {
    guard droppedLines > reportedDrops else { return }
    filling.begin(.warning, "log lines dropped")
    filling.add("count", droppedLines - reportedDrops)
    filling.end()
    reportedDrops = droppedLines
  }
}

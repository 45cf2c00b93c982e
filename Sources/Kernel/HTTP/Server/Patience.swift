import Basics

/// The deadlines of the settings in nanoseconds.
struct Patience: Sendable {
  let head: UInt64
  let idle: UInt64
  let grace: UInt64
  let lingering: UInt64
  let heartbeat: UInt64
  private let nanosecondsPerByte: UInt64

  /// Between two looks at the deadlines.
  let sweep: Duration

  init(_ deadlines: HTTPSettings.Deadlines) {
    head = Patience.nanoseconds(deadlines.head)
    idle = Patience.nanoseconds(deadlines.idle)
    grace = Patience.nanoseconds(deadlines.grace)
    lingering = Patience.nanoseconds(deadlines.lingering)
    heartbeat = Patience.nanoseconds(deadlines.heartbeat)
    nanosecondsPerByte = 1_000_000_000 / UInt64(max(1, deadlines.rate))
    let shortest = min(head, idle, grace, lingering, heartbeat)
    sweep = .nanoseconds(Int64(min(max(shortest / 8, 10_000_000), 500_000_000)))
  }

  /// A deadline that moves on with what was sent or taken: by the time the slowest allowed would need for it, and
  /// never further than the grace from now. A byte a second moves it too little to matter.
  func extended(_ deadline: UInt64, by bytes: Int, at now: UInt64) -> UInt64 {
    let (moved, overflow) = deadline.addingReportingOverflow(UInt64(bytes) &* nanosecondsPerByte)
    return overflow ? now + grace : min(moved, now + grace)
  }

  private static func nanoseconds(_ duration: Duration) -> UInt64 {
    UInt64(max(1, duration.inMicroseconds)) * 1000
  }
}

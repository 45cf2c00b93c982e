import Basics
import Glibc
import Loop
import Synchronization
import Testing

@Suite struct `Watching descriptors` {
  let group = LoopGroup(count: 1)

  init() { group.start() }

  @Test func `says when there is something to read, until it is unwatched`() async throws {
    defer { group.shutdown() }
    let loop = group.loops[0]
    let count = try await loop.submit {
      let pipe = Pipe()
      let reader = Reader(pipe.readEnd)
      let watch = loop.watch(pipe.readEnd, for: .read, reader)
      pipe.write()
      try await Task.sleep(for: .milliseconds(5))
      pipe.write()
      try await Task.sleep(for: .milliseconds(5))
      loop.unwatch(watch)
      pipe.write()
      try await Task.sleep(for: .milliseconds(5))
      return reader.count
    }
    #expect(count == 2)
  }

  @Test func `a handler unwatched in the same turn is not called any more`() async throws {
    defer { group.shutdown() }
    let loop = group.loops[0]
    let calls = try await loop.submit {
      let pipes = [Pipe(), Pipe()]
      let rivals = Rivals(loop: loop)
      for pipe in pipes { rivals.watches.append(loop.watch(pipe.readEnd, for: .read, rivals)) }
      for pipe in pipes { pipe.write() }
      try await Task.sleep(for: .milliseconds(5))
      return rivals.calls
    }
    #expect(calls == 1)
  }

  @Test func `can look for other events later`() async throws {
    defer { group.shutdown() }
    let loop = group.loops[0]
    let counts = try await loop.submit {
      let pipe = Pipe()
      let reader = Reader(pipe.readEnd)
      let watch = loop.watch(pipe.readEnd, for: [], reader)
      pipe.write()
      try await Task.sleep(for: .milliseconds(5))
      let before = reader.count
      loop.change(watch, to: .read)
      try await Task.sleep(for: .milliseconds(5))
      loop.unwatch(watch)
      return [before, reader.count]
    }
    #expect(counts == [0, 1])
  }
}

private final class Pipe {
  let readEnd: Int32
  private let writeEnd: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0)
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  func write() {
    var byte: UInt8 = 1
    _ = Glibc.write(writeEnd, &byte, 1)
  }
}

private final class Reader: EventHandler {
  private let descriptor: Int32
  private(set) var count = 0

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  func ready(_ events: EventMask) {
    var byte: UInt8 = 0
    if read(descriptor, &byte, 1) == 1 { count += 1 }
  }
}

/// Whoever is called first unwatches all.
private final class Rivals: EventHandler {
  private let loop: EventLoop
  var watches: [Watch] = []
  private(set) var calls = 0

  init(loop: EventLoop) { self.loop = loop }

  func ready(_ events: EventMask) {
    calls += 1
    for watch in watches { loop.unwatch(watch) }
  }
}

import Basics
import Loop

extension LoopPool {
  /// Opens what is wanted and missing. One at a time while the server does not answer.
  func topUp() {
    guard !isClosed, retry == nil else { return }
    if failures > 0 {
      guard openingShared + openingOwned == 0 else { return }
      if shared.count < wantedShared { open(isShared: true) } else if wantsOwned { open(isShared: false) }
      return
    }
    while shared.count + openingShared < wantedShared { open(isShared: true) }
    while wantsOwned { open(isShared: false) }
  }

  private var wantsOwned: Bool {
    claims.count > openingOwned && owned.count + openingOwned < max(1, settings.ownedPerLoop)
  }

  private func open(isShared: Bool) {
    if isShared { openingShared += 1 } else { openingOwned += 1 }
    var identity: ObjectIdentifier?
    let connector = Connector(
      address.complete(application: settings.applicationName),
      setup: SessionSetup.text(settings, isShared: isShared), within: settings.connecting, on: loop
    ) { [weak self] result in
      guard let self else { return }
      if let identity { connectors[identity] = nil }
      if isShared { openingShared -= 1 } else { openingOwned -= 1 }
      switch result {
      case .success(let handle): opened(Connection(handle, isShared: isShared, pool: self))
      case .failure(let error): failed(error)
      }
    }
    identity = ObjectIdentifier(connector)
    connectors[ObjectIdentifier(connector)] = connector
  }

  private func opened(_ connection: Connection) {
    metrics.connectionsMade += 1
    failures = 0
    downSince = nil
    if connection.isBroken { return topUp() }
    if connection.isShared { shared.append(connection) } else { owned.append(connection) }
    // An owned one is handed out when the answers to its first messages have come.
    if connection.isShared { pump() }
    topUp()
  }

  private func failed(_ error: DatabaseError) {
    if isClosed { return }
    lastError = error
    if downSince == nil { downSince = loop.now }
    if retry != nil { return }
    failures += 1
    let pause = min(1000, 25 << min(failures, 8)) * Int.random(in: 75...125) / 100
    retry = loop.after(.milliseconds(pause)) { [weak self] in
      self?.retry = nil
      self?.topUp()
    }
  }

  /// Once the server has been away for a second, nobody is kept waiting for it.
  func downError() -> DatabaseError? {
    guard let downSince, shared.isEmpty, owned.isEmpty, loop.now - downSince > 1_000_000_000 else {
      return nil
    }
    return unavailable
  }

  var unavailable: DatabaseError {
    var error = lastError ?? DatabaseError(.unavailable, "PostgreSQL cannot be reached")
    if error.kind != .misuse { error.kind = .unavailable }
    return error
  }
}

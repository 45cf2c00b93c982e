extension Connection {
  /// Nothing waits any more.
  func flushed() {
    guard let exchange else { return }
    if exchange.isAnswered { return finish() }
    if exchange.incoming?.wantsMore == true { wait(server.patience.grace) } else { waitForEver() }
    exchange.writing?.drained()
    resume()
  }

  /// The answer is in the kernel's hands.
  func finish() {
    guard let exchange, phase != .closed else { return }
    self.exchange = nil
    exchange.conclude(isComplete: true)
    guard exchange.keepsAlive else { return peerHasClosed ? close() : linger() }
    phase = .idle
    wait(server.patience.idle)
    resume()
  }

  /// Answers with a refusal, and gives the connection up.
  func refuse(_ refusal: HTTPRefusal, status: HTTPStatus? = nil) {
    guard phase != .closed else { return }
    let exchange = self.exchange ?? Exchange(head: nil, forwarding: nil, connection: self)
    self.exchange = exchange
    exchange.refusal = refusal
    exchange.keepsAlive = false
    phase = .busy
    waitForEver()
    server.metrics.refusals[refusal, default: 0] += 1
    let status = status ?? refusal.status
    var response = server.application.refuse(refusal, status: status, head: exchange.head)
    if refusal == .methodNotServed { response.headers.append("Allow", HTTPMethod.allowed) }
    send(response.headers.isSpoiled ? .text("\(status)\n", status: status) : response)
  }
}

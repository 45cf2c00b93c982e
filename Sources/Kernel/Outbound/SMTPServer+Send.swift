import CCurl

/// How long a server may take.
package struct SMTPDeadlines: Sendable {
  /// Until the connection stands, with TLS.
  package var connecting: Duration = .seconds(10)
  /// From the first to the last byte. RFC 5321 would wait ten minutes for the last reply: giving up there may send a mail
  /// twice, and waiting so long holds a worker's place.
  package var whole: Duration = .seconds(60)

  package init() {}
}

extension SMTPServer {
  /// Gives the mail to the server; when this returns, the server has taken it over. Blocks no loop and no thread but
  /// the one that libcurl works on.
  package func send(_ mail: OutgoingMail, deadlines: SMTPDeadlines = SMTPDeadlines()) async throws(SMTPError)
  {
    let transfer = try SMTPTransfer(mail, to: self, deadlines: deadlines)
    let result = await Transfers.shared.run(transfer)
    guard result != CURLE_OK else { return }
    throw SMTPError(
      result, code: transfer.code, refusal: String(decoding: transfer.refusal, as: UTF8.self))
  }
}

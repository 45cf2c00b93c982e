import Basics
import Loop
import Testing

@testable import Outbound

private func mail(to: String = "rahim@example.com", name: String = "Rahim", subject: String = "Hello") throws
  -> OutgoingMail
{
  OutgoingMail(
    id: "0199-1", from: Mailbox(try address("no-reply@haat.example"), name: HeaderText("Haat")),
    to: Mailbox(try address(to), name: HeaderText(name)), subject: try #require(HeaderText(subject)),
    date: Instant(microseconds: 1_795_174_828_000_000), language: "bn", text: "নমস্কার\n.\nThe end.\n",
    html: "<p>নমস্কার</p>\n")
}

private func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

private func server(_ port: Int) throws -> SMTPServer { try SMTPServer(url: "smtp://127.0.0.1:\(port)") }

private func error(of other: [String: String], offers: String = "250 here", user: String = "") async throws
  -> SMTPError?
{
  let server = try ConversationServer.taking(other, offers: offers)
  do throws(SMTPError) {
    var deadlines = SMTPDeadlines()
    deadlines.whole = .seconds(2)
    guard let to = try? SMTPServer(url: "smtp://\(user)127.0.0.1:\(server.port)"), let mail = try? mail()
    else { return nil }
    try await to.send(mail, deadlines: deadlines)
    return nil
  } catch {
    return error
  }
}

@Suite struct `Sending a mail` {
  @Test func `has one recipient, our headers, both parts, and a line of one point in it`() async throws {
    let conversation = try ConversationServer.taking()
    try await server(conversation.port).send(mail())
    let lines = conversation.lines
    #expect(lines.first == "EHLO haat.example")
    #expect(lines.filter { $0.hasPrefix("RCPT") } == ["RCPT TO:<rahim@example.com>"])
    #expect(lines.contains { $0.hasPrefix("MAIL FROM:<no-reply@haat.example>") })
    for header in [
      "Date: Fri, 20 Nov 2026 11:40:28 +0000", "From: Haat <no-reply@haat.example>",
      "To: Rahim <rahim@example.com>",
      "Subject: Hello", "Message-ID: <0199-1@haat.example>", "Content-Language: bn",
      "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0",
    ] {
      #expect(lines.filter { $0 == header }.count == 1, "\(header)")
    }
    #expect(lines.filter { $0.hasPrefix("Content-Type:") }.count == 3)
    #expect(lines.contains { $0.hasPrefix("Content-Type: multipart/alternative; boundary=") })
    #expect(lines.contains("=E0=A6=A8=E0=A6=AE=E0=A6=B8=E0=A7=8D=E0=A6=95=E0=A6=BE=E0=A6=B0"))
    #expect(lines.contains("The end."))
    let ends = lines.indices.filter { lines[$0] == "." }
    #expect(ends.count == 1, "the point in the text did not end the mail")
  }

  @Test(arguments: [
    (["RCPT": "550 5.1.1 <rahim@example.com> is unknown"], SMTPError.Kind.permanent, 550),
    (["RCPT": "450 4.2.0 later"], .passing, 450),
    (["MAIL": "421 4.3.2 shutting down"], .passing, 421),
    ([".": "554 5.7.1 spam"], .permanent, 554),
    ([".": "451 4.3.0 no disk"], .passing, 451),
    (["MAIL": "530 5.7.0 say who you are"], .configuration, 530),
  ])
  func `tells apart what the server refuses`(_ answers: [String: String], _ kind: SMTPError.Kind, _ code: Int)
    async throws
  {
    let failure = try await error(of: answers)
    #expect(failure?.kind == kind)
    #expect(failure?.code == code)
    #expect(failure?.summary.contains("example.com") == false)
    #expect(failure?.reply.contains(answers.values.first ?? "?") == true)
  }

  @Test
  func
    `takes a wrong password for a mistake of ours, and a server that cannot look it up for one of its own`()
    async throws
  {
    let offers = "250-here\r\n250 AUTH PLAIN"
    #expect(
      try await error(of: ["AUTH": "535 5.7.8 no"], offers: offers, user: "a:b@")?.kind == .configuration)
    #expect(try await error(of: ["AUTH": "454 4.7.0 later"], offers: offers, user: "a:b@")?.kind == .passing)
  }

  @Test func `ends at the deadline where the server says nothing, and where nobody listens`() async throws {
    let silent = try await error(of: ["RCPT": ""])
    #expect(silent?.kind == .passing)
    #expect(try await error(of: ["DATA": "close"])?.kind == .passing)
    let gone = try SMTPServer(url: "smtp://127.0.0.1:1")
    await #expect(throws: SMTPError.self) { try await gone.send(mail()) }
  }

  @Test func `is given up with its task`() async throws {
    let conversation = try ConversationServer.taking(["RCPT": ""])
    let to = try server(conversation.port)
    let began = monotonicNanoseconds()
    let message = try mail()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { _ = try? await to.send(message) }
      try? await Task.sleep(for: .milliseconds(200))
      group.cancelAll()
    }
    #expect(monotonicNanoseconds() - began < 5_000_000_000)
  }

  @Test func `says nothing of it to a server that offers no STARTTLS where it is required`() async throws {
    let conversation = try ConversationServer.taking()
    let to = try SMTPServer(
      url: "smtp://a:secret@127.0.0.1:\(conversation.port)", authorities: "/etc/ssl/certs/ca-certificates.crt"
    )
    #expect(to.security == .startTLS)
    let failure = await #expect(throws: SMTPError.self) { try await to.send(mail()) }
    #expect(failure?.kind == .configuration)
    #expect(!conversation.lines.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
  }
}

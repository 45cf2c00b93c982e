import Basics
import Testing

@testable import Outbound

@Suite struct `What stands in a mail's headers` {
  @Test(arguments: ["a\r\nBcc: b@example.com", "a\nb", "a\rb", "a\0b", "a\u{7f}", "\u{85}x", "tab\tx"])
  func `has no line break and no other control character`(_ text: String) {
    #expect(HeaderText(text) == nil)
    #expect(Mailbox("\(text) <a@example.com>") == nil)
    #expect(
      EmailAddress("a@example.com\(text)") == nil
        || !"\(EmailAddress("a@example.com\(text)")?.text ?? "")".contains("\n"))
  }

  @Test func `is Bengali in encoded words that end between characters`() throws {
    let words = try #require(HeaderText("আপনার পাসওয়ার্ড বদলানো হয়েছে, এবং আপনি সব যন্ত্র থেকে বেরিয়ে গেছেন")).unstructured
    for line in words.split(separator: "\r\n") {
      let word = line.drop { $0 == " " }
      #expect(word.hasPrefix("=?UTF-8?B?") && word.hasSuffix("?=") && word.utf8.count <= 75)
    }
    #expect(words.contains("\r\n "))
  }

  @Test(arguments: [
    ("Haat", "Haat"), ("Rahim & Sons, Ltd.", "\"Rahim & Sons, Ltd.\""),
    ("a \"b\" \\ c", "\"a \\\"b\\\" \\\\ c\""),
    ("=?UTF-8?Q?x?=", "=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?="), ("রহিম", "=?UTF-8?B?4Kaw4Ka54Ka/4Kau?="),
  ])
  func `is a name as RFC 5322 writes it`(_ name: String, _ phrase: String) throws {
    #expect(try #require(HeaderText(name)).phrase == phrase)
  }

  @Test func `splits a character that is longer than a word`() throws {
    let endless = "e" + String(repeating: "\u{301}", count: 100)
    let words = try #require(HeaderText(endless)).unstructured.split(separator: "\r\n ")
    #expect(words.count > 1 && words.allSatisfy { $0.utf8.count <= 75 })
  }
}

@Suite struct `The address of a mail server` {
  @Test(arguments: [
    ("smtp://mail.example.com", "mail.example.com", 587, SMTPServer.Security.startTLS),
    ("smtps://mail.example.com", "mail.example.com", 465, .implicit),
    ("smtp://u%40x:p%3Aw@Mail.Example.com:2525/", "mail.example.com", 2525, .startTLS),
    ("smtp://localhost:25", "localhost", 25, .none), ("smtp://127.9.9.9", "127.9.9.9", 587, .none),
    ("smtp://[::1]:25", "[::1]", 25, .none), ("smtp://[2001:db8::1]:25", "[2001:db8::1]", 25, .startTLS),
    ("smtp://127.0.0.1.example.com", "127.0.0.1.example.com", 587, .startTLS),
    ("smtp://localhost.example.com", "localhost.example.com", 587, .startTLS),
  ])
  func `says where, and how it is protected`(
    _ url: String, _ host: String, _ port: Int, _ security: SMTPServer.Security
  ) throws {
    let server = try SMTPServer(url: url)
    #expect(server.host == host && server.port == port && server.security == security)
  }

  @Test func `keeps its password to itself`() throws {
    let server = try SMTPServer(url: "smtp://u%40x:p%3Aw@mail.example.com")
    #expect(server.user == "u@x" && server.password == "p:w")
    #expect(!"\(server)".contains("p:w") && !String(reflecting: server).contains("p:w"))
  }

  @Test(arguments: [
    "", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://:25", "smtp://host:0",
    "smtp://host:x",
    "smtp://host:25/path", "smtp://user@host", "smtp://a:b%0d%0aQUIT@host", "smtp://a:b%zz@host",
    "smtp://ho st",
    "smtp://host\r\n", "smtp://[::1", "smtp://a:b:c@host",
  ])
  func `is refused where it is none`(_ url: String) {
    #expect(throws: SMTPServerProblem.self) { try SMTPServer(url: url) }
  }

  @Test(arguments: [
    ("no-reply@haat.example", "no-reply@haat.example"),
    ("Haat <no-reply@haat.example>", "Haat <no-reply@haat.example>"),
    ("হাট <a@b.example>", "=?UTF-8?B?4Ka54Ka+4Kaf?= <a@b.example>"),
  ])
  func `stands beside whom mails are from`(_ text: String, _ header: String) throws {
    #expect(try #require(Mailbox(text)).header == header)
  }
}

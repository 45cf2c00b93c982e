import Basics
import Database
import Glibc
import Operations
import Testing
import Vault
import Web

@testable import App

@Suite struct `Reading the settings` {
  func complaint(_ environment: [String: String]) -> String {
    do {
      _ = try Settings(environment: environment)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func `needs none`() throws {
    let settings = try Settings(environment: ["PATH": "/bin", "HAAT_LOOPS": ""])
    #expect(settings.application.description == "http://localhost:8080")
    #expect(settings.files.description == "http://files.localhost:8080")
    #expect(settings.databases == nil)
    #expect(settings.warnings.isEmpty)
  }

  @Test func `moves the origins with the port`() throws {
    let settings = try Settings(environment: ["HAAT_PORT": "9000"])
    #expect(settings.application.description == "http://localhost:9000")
    #expect(settings.shops.authority == "localhost:9000")
  }

  @Test func `tells every problem at once`() {
    let said = complaint([
      "HAAT_PORT": "eighty", "HAAT_APP_URL": "haat.example/path", "HAAT_LOG": "xml", "HAAT_LOOPS": "0",
      "HAAT_TRUSTED_PROXIES": "10.0.0.0/8, 10.0.0.0/33, 10.0.0.1/8",
      "HAAT_DATABASE_OWNER_URL": "postgresql://o@h/d",
    ])
    #expect(said.contains("HAAT_PORT must be a whole number from 1 to 65535, not “eighty”."))
    #expect(said.contains("HAAT_APP_URL must be like https://haat.example"))
    #expect(said.contains("HAAT_LOG must be logfmt, json, not “xml”."))
    #expect(said.contains("HAAT_LOOPS"))
    #expect(said.contains("not “10.0.0.0/33”"))
    // A host within a network is neither: taken for one and then never matched, it would make every visitor one client.
    #expect(said.contains("not “10.0.0.1/8”"))
    #expect(said.contains("HAAT_DATABASE_URL must be set"))
  }

  @Test func `wants a secret where others can reach it, and shows neither it nor a password`() throws {
    #expect(complaint(["HAAT_APP_URL": "https://haat.example"]).contains("HAAT_SECRET must be set"))
    #expect(!complaint(["HAAT_SECRET": "tooshort"]).contains("tooshort"))
    #expect(!complaint(["HAAT_SMTP_URL": "imap://haat:hushhush@mail.haat.example"]).contains("hushhush"))
    #expect(!complaint(["HAAT_DATABASE_URL": "mysql://u:password@h/d"]).contains("mysql://u"))
    let secret = String(repeating: "s", count: 32)
    var environment = ["HAAT_APP_URL": "https://haat.example", "HAAT_SECRET": secret]
    #expect(complaint(environment).contains("HAAT_TRUSTED_PROXIES must name the proxy"))
    environment["HAAT_TRUSTED_PROXIES"] = "127.0.0.1"
    #expect(
      complaint(environment).contains("HAAT_SMTP_URL must be set, because HAAT_APP_URL is not on localhost"))
    environment["HAAT_SMTP_URL"] = "smtp://haat:hushhush@mail.haat.example"
    #expect(complaint(environment).contains("HAAT_MAIL_FROM must be set"))
    environment["HAAT_MAIL_FROM"] = "Haat <no-reply@haat.example>"
    #expect(complaint(environment).contains("HAAT_MASTER_KEYS must be set"))
    environment["HAAT_MASTER_KEYS"] = "2026:\(String(repeating: "ab", count: 31))"
    #expect(complaint(environment).contains("HAAT_MASTER_KEYS must have 32 bytes behind “2026:”"))
    #expect(!complaint(environment).contains("abab"))
    environment["HAAT_MASTER_KEYS"]?.append("ab")
    #expect(try Settings(environment: environment).masterKeys?.current.id == "2026")
    #expect(try Settings(environment: environment).secret == secret)
  }

  @Test func `wants TLS where others can reach it, without which no browser keeps a sign-in`() {
    let secret = String(repeating: "s", count: 32)
    let said = complaint(["HAAT_APP_URL": "http://haat.example", "HAAT_SECRET": secret])
    #expect(said.contains("HAAT_APP_URL must begin with https://"))
    #expect(complaint(["HAAT_APP_URL": "http://localhost:8080"]).isEmpty)
  }

  @Test(arguments: [(16, 2), (60, 4), (100, 3), (16, 1)])
  func `keep to the number of connections`(connections: Int, loops: Int) {
    var settings = DatabaseSettings(appURL: "", platformURL: "")
    settings.share(connections, among: loops)
    #expect((settings.sharedPerLoop + settings.ownedPerLoop) * loops * 2 <= connections)
    #expect(settings.sharedPerLoop >= 2 && settings.ownedPerLoop >= 2)
  }

  @Test func `leave every loop a connection to read and one to write`() {
    var settings = DatabaseSettings(appURL: "", platformURL: "")
    settings.share(2, among: 16)
    #expect(settings.sharedPerLoop == 1 && settings.ownedPerLoop == 1)
  }

  @Test func `warns of a name that is no setting, and guesses the right one`() throws {
    let settings = try Settings(environment: [
      "HAAT_PROT": "9000", "HAAT_COLOUR": "red", "HAAT_TEST_POSTGRES": "x",
    ])
    #expect(
      settings.warnings == [
        "HAAT_COLOUR is not a setting of Haat.",
        "HAAT_PROT is not a setting of Haat. Did you mean HAAT_PORT?",
      ])
  }

  @Test func `refuses a metrics port that is the port`() {
    #expect(complaint(["HAAT_METRICS_PORT": "8080"]).contains("must differ"))
    #expect(complaint(["HAAT_METRICS_PORT": "0"]).isEmpty)
  }

  /// The file is the only place where a setting is explained, so it must name them all, with their defaults.
  @Test func `are the ones of .env.example, with the same defaults`() throws {
    let text = try #require(readText(".env.example") ?? readText(#filePath + "/../../../.env.example"))
    let pairs = text.split(separator: "\n").filter { $0.hasPrefix("HAAT_") }.map { line in
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), String(parts[1]))
    }
    let example = Dictionary(pairs) { first, _ in first }
    #expect(Set(example.keys) == Set(Settings.names))
    #expect(pairs.count == example.count)
    let written = try Settings(environment: example)
    #expect("\(written)" == "\(try Settings(environment: [:]))")
    #expect(written.warnings.isEmpty)
  }

  @Test func `are all that is read`() throws {
    let all = Dictionary(Settings.names.map { ($0, "") }) { first, _ in first }
    #expect(Set(all.keys).count == Settings.names.count)
    var reader = SettingsReader(Dictionary(Settings.names.map { ($0, "x") }) { first, _ in first })
    #expect(reader.unknown().count == Settings.names.count)
    _ = reader.text("HAAT_PORT")
    #expect(reader.unknown().count == Settings.names.count - 1)
    #expect(try Settings(environment: ["HAAT_DRAIN_SECONDS": "5"]).drain == .seconds(5))
  }
}

@Suite struct `An origin` {
  @Test(arguments: [
    ("http://localhost:8080", "http://localhost:8080"), ("https://Haat.Example/", "https://haat.example"),
    ("https://haat.example:443", "https://haat.example"),
    ("http://haat.example:443", "http://haat.example:443"),
  ])
  func `is read and written`(text: String, written: String) {
    #expect(Origin(text)?.description == written)
  }

  @Test(arguments: [
    "", "haat.example", "ftp://haat.example", "https://", "https://haat.example/path",
    "https://user@haat.example",
    "https://haat..example", "https://haat.example:0", "https://haat.example:99999",
    "https://haat.example:1:2",
    "https://দোকান.example", "https://haat.example?x",
  ])
  func `is nothing else`(text: String) { #expect(Origin(text) == nil) }
}

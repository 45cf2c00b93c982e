import Basics
import Database
import HTTP
import Loop
import Operations
import TestKit
import Testing
import Web

@testable import App

@Suite struct `A page that breaks` {
  struct Bug: Error, CustomStringConvertible {
    let description = "a bug with a secret in it"
  }

  private func page(inDevelopment: Bool) async throws -> String {
    var settings = try Settings(environment: [:])
    settings.isDevelopment = inDevelopment
    let databases = try await TestPostgres.shared().databases
    let haat = try Application(
      settings: settings, databases: databases, storage: TestSite.storage, vault: TestSite.vault,
      secret: "for tests only",
      log: Log(level: .error))
    var routes = Routes()
    routes.get("/broken", for: .everyone) { _ in throw Bug() }
    let web = WebApplication(site: haat.site, routes: routes, health: haat.health, log: { _, _ in })
    let head = "GET /broken HTTP/1.1\r\nHost: localhost:8080\r\n\r\n"
    let address = try #require(IPAddress("127.0.0.1"))
    let request = try #require(HTTPRequest(head: head, body: [], from: address))
    let response = try await TestPostgres.loops.next().submit { await web.respond(to: request) }
    #expect(response.status == .internalServerError)
    guard case .render(let render) = response.body else { return "" }
    var output = Output(capacity: 4096)
    render(&output)
    return output.string
  }

  @Test func `says nothing of the bug to strangers`() async throws {
    let page = try await page(inDevelopment: false)
    #expect(page.contains("A thread broke on our side"))
    #expect(!page.contains("secret"))
  }

  @Test func `shows it to whoever develops`() async throws {
    #expect(try await page(inDevelopment: true).contains("a bug with a secret in it"))
  }
}

import TestKit
import Testing

@Suite struct `A form with a file` {
  let shop: Shop
  let visitor: Visitor
  let csrf: String
  let path: String

  init() async throws {
    shop = try await Shop()
    visitor = try await shop.visitor()
    csrf = try await visitor.get("/account").form("/account/name").values["csrf"] ?? ""
    path = shop.path("/test/upload")
  }

  private let bytes = [UInt8](repeating: 0x41, count: 1000)

  @Test func `is read with its file`() async throws {
    let answer = try await visitor.upload(path, ["csrf": csrf], file: "file", named: "a.csv", bytes)
    #expect(answer.status == 200)
    #expect(answer.text == "a.csv: 1000")
  }

  @Test func `may bring its token in a header`() async throws {
    let answer = try await visitor.upload(
      path, [:], file: "file", named: "a.csv", bytes, ["X-CSRF-Token": csrf])
    #expect(answer.status == 200)
  }

  @Test func `is refused without its token, or with another's`() async throws {
    let other = try await shop.visitor()
    #expect(try await visitor.upload(path, [:], file: "file", named: "a.csv", bytes).status == 403)
    #expect(try await visitor.upload(path, ["csrf": "x"], file: "file", named: "a", bytes).status == 403)
    #expect(try await other.upload(path, ["csrf": csrf], file: "file", named: "a", bytes).status == 403)
  }

  @Test func `is refused from another site`() async throws {
    let answer = try await visitor.upload(
      path, ["csrf": csrf], file: "file", named: "a.csv", bytes, ["Sec-Fetch-Site": "cross-site"])
    #expect(answer.status == 403)
  }

  @Test func `is refused when the file is too large, said beforehand or not`() async throws {
    let large = bytes + [0]
    let answer = try await visitor.upload(path, ["csrf": csrf], file: "file", named: "a.csv", large)
    #expect(answer.status == 422 && answer.text == "fileTooLarge")
    let announced = try await visitor.upload(
      path, ["csrf": csrf], file: "file", named: "a.csv", [], ["Content-Length": "1000000"])
    #expect(announced.status == 422 && announced.text == "fileTooLarge")
  }

  @Test func `that is no form with files says so`() async throws {
    #expect(try await visitor.post(path, ["csrf": csrf]).text == "unsupportedType")
  }

  @Test func `of somebody who has not signed in is not read`() async throws {
    let answer = try await Visitor().upload(path, ["csrf": csrf], file: "file", named: "a.csv", bytes)
    #expect(answer.location == "/sign-in")
  }
}

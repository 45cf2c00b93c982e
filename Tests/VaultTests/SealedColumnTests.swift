import Testing
import Vault

@Suite struct `A sealed column` {
  @Test func `is known by its table and its name`() {
    #expect(SealedColumn("people", "totp") != SealedColumn("mails", "totp"))
  }
}

import Jobs

extension JobContext {
  package var vault: Vault {
    get throws(VaultError) {
      guard let vault = provided(Vault.self) else { throw .missing }
      return vault
    }
  }
}

extension PlatformJobContext {
  package var vault: Vault {
    get throws(VaultError) {
      guard let vault = provided(Vault.self) else { throw .missing }
      return vault
    }
  }
}

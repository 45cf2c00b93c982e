import Jobs

extension JobContext {
  package var vault: Vault {
    get throws(VaultError) {
      guard let vault = attachment as? Vault else { throw .missing }
      return vault
    }
  }
}

extension PlatformJobContext {
  package var vault: Vault {
    get throws(VaultError) {
      guard let vault = attachment as? Vault else { throw .missing }
      return vault
    }
  }
}

import Basics
import Database
import Jobs

extension TenantDatabase {
  /// The process's own, by the job registry that the databases carry.
  package var vault: Vault {
    get throws(VaultError) {
      guard let vault = (attachment as? JobRegistry)?.provisions[Vault.self] else { throw .missing }
      return vault
    }
  }
}

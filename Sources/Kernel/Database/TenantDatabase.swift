import Basics

/// The database as one tenant sees it: every use runs in a transaction whose `app.tenant_id` is that tenant,
/// which row security compares with.
///
/// A value to be handed on; it holds no connection. Inside `transaction` it is bound to that transaction.
package struct TenantDatabase: Queryable {
  package let tenant: TenantID
  package let access: Access

  package func with(_ access: Access) -> TenantDatabase { TenantDatabase(tenant: tenant, access: access) }

  /// The global tables in the same transaction, for what an account and the log of it must have in common. Identity and
  /// Tenancy alone use it, as they do the global tables.
  package var global: PlatformDatabase { PlatformDatabase(access: access) }
}

/// The few tables that belong to no tenant, and the platform's view of the others. A table of tenants raises
/// an error here (`DatabaseError.Kind.noTenant`), unless the platform's login has a policy of its own.
package struct PlatformDatabase: Queryable {
  package let access: Access

  package func with(_ access: Access) -> PlatformDatabase { PlatformDatabase(access: access) }
}

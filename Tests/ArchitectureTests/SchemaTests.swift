import Basics
import Database
import TestKit
import Testing

/// The rules of the schema, asked of a migrated database. Each question names what breaks its rule.
@Suite struct `The schema` {
  @Test func `has tables to ask about`() async throws {
    let tables = try await Schema.tables()
    #expect(tables.contains("orders") && tables.contains("jobs") && tables.contains("tenants"))
    #expect(Schema.global.subtracting(tables) == [], "a table in the list of global ones is gone")
  }

  @Test func `has row security on every table of a tenant, enabled and not forced`() async throws {
    let found = try await Schema.names(
      """
      select relname::text from pg_class
       where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relrowsecurity
         and not relforcerowsecurity
      """)
    #expect(Set(found) == Set(try await Schema.tenantTables()))
  }

  @Test func `has one policy for the application on every table of a tenant, and it is the plain one`()
    async throws
  {
    let rule = "(tenant_id = (current_setting('app.tenant_id'::text))::uuid)"
    let found = try await Schema.names(
      """
      select tablename::text from pg_policies
       where schemaname = 'public' and policyname = 'tenant' and cmd = 'ALL' and permissive = 'PERMISSIVE'
         and qual = \(rule) and with_check = \(rule)
      """)
    #expect(found.sorted() == (try await Schema.tenantTables()))
    let others = try await Schema.names(
      """
      select tablename || '.' || policyname from pg_policies
       where schemaname = 'public' and policyname <> 'tenant' and roles <> '{haat_platform}'
      """)
    #expect(others == [])
  }

  @Test func `keeps no statistics on who a tenant's rows are of`() async throws {
    // Why is said in the first migration.
    let found = try await Schema.names(
      """
      select attrelid::regclass::text from pg_attribute
       where attname = 'tenant_id' and attstattarget = 0 and attrelid::regclass::text = any(\(Schema.tenantTables()))
      """)
    #expect(found.sorted() == (try await Schema.tenantTables()))
  }

  @Test func `has tenant_id first in every key of a tenant's table`() async throws {
    let broken = try await Schema.names(
      """
      select c.conrelid::regclass::text || '.' || c.conname
        from pg_constraint c
        join pg_class t on t.oid = c.conrelid and t.relnamespace = 'public'::regnamespace and t.relrowsecurity
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
       where c.contype in ('p', 'u', 'f', 'x') and a.attname <> 'tenant_id'
      """)
    #expect(broken == [])
    let unique = try await Schema.names(
      """
      select i.indexrelid::regclass::text
        from pg_index i
        join pg_class t on t.oid = i.indrelid and t.relnamespace = 'public'::regnamespace and t.relrowsecurity
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       where i.indisunique and a.attname <> 'tenant_id'
      """)
    #expect(unique == [])
  }

  @Test func `has an index for every foreign key`() async throws {
    let broken = try await Schema.names(
      """
      select c.conrelid::regclass::text || '.' || c.conname
        from pg_constraint c
       where c.contype = 'f' and c.connamespace = 'public'::regnamespace
         and not exists (
               select 1 from pg_index i
                where i.indrelid = c.conrelid and i.indpred is null
                  and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
      """)
    #expect(broken == [])
  }

  @Test func `has only views that run with the rights of who asks`() async throws {
    let broken = try await Schema.names(
      """
      select oid::regclass::text from pg_class
       where relkind in ('v', 'm') and relnamespace in ('public'::regnamespace, 'reporting'::regnamespace)
         and (relkind = 'm' or not coalesce(reloptions, '{}') @> '{security_invoker=true}')
      """)
    #expect(broken == [])
  }

  @Test func `has no triggers, and no functions with another's rights`() async throws {
    #expect(try await Schema.names("select tgname::text from pg_trigger where not tgisinternal") == [])
    let broken = try await Schema.names(
      "select proname::text from pg_proc where prosecdef and pronamespace = 'public'::regnamespace")
    #expect(broken == [])
  }

  @Test func `grants nothing on partitions, and nothing to everybody`() async throws {
    let broken = try await Schema.names(
      """
      select table_name || ' to ' || grantee from information_schema.role_table_grants g
        join pg_class c on c.relname = g.table_name and c.relnamespace = g.table_schema::regnamespace
       where table_schema in ('public', 'reporting')
         and (grantee = 'PUBLIC' or (c.relispartition and grantee <> 'haat_owner'))
      """)
    #expect(broken == [])
  }

  @Test func `gives the platform columns, never whole tables, and nothing it may write`() async throws {
    let whole = try await Schema.names(
      "select table_name::text from information_schema.role_table_grants where grantee = 'haat_platform'")
    #expect(whole == [])
    let written = try await Schema.names(
      """
      select table_name || '.' || column_name from information_schema.role_column_grants
       where grantee = 'haat_platform' and privilege_type <> 'SELECT'
      """)
    #expect(written == [])
  }

  @Test func `has logins without power`() async throws {
    let broken = try await Schema.names(
      """
      select rolname::text from pg_roles
       where rolname in ('haat_owner', 'haat_app', 'haat_platform')
         and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
      """)
    #expect(broken == [])
    let members = try await Schema.names(
      """
      select m.member::regrole::text from pg_auth_members m
       where m.member::regrole::text in ('haat_app', 'haat_platform')
      """)
    #expect(members == [], "a login that belongs to another has its rights")
  }

  @Test func `is what schema.sql says`() async throws {
    let dump = try SchemaDump(ownerURL: await TestPostgres.shared().ownerURL)
    let difference = try await dump.difference(from: TestPostgres.root + "/migrations/schema.sql")
    #expect(difference == nil, "run `make schema`, and look at what has changed")
  }
}

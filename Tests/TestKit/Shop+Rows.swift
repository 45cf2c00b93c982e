import App
import Basics
import Database
import Jobs
import Tenancy

extension Shop {
  /// Runs the shop's jobs that are due, until none is.
  @discardableResult
  package func runJobs(at now: Instant? = nil) async throws -> [JobRecord] {
    try await site.databases.runJobs(of: tenant.id, by: TestSite.jobs, at: now)
  }

  /// Every row of every table of the shop, but for those that tell what has been done rather than what there is: imports
  /// themselves, numbers that are not given twice, jobs, events and keys.
  package func rows() async throws -> [String] {
    let found = try await db.all(
      """
      select c.table_name || ' ' || (xpath('/row/row/text()', r.x))[1]::text
        from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
       cross join lateral unnest(xpath('//row[row]', query_to_xml(format(
             'select to_jsonb(x)::text as "row" from %I x where tenant_id = %L', c.table_name, \(db.tenant)),
             true, false, ''))) as r (x)
       where c.table_schema = 'public' and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
         and c.table_name not in (
             'imports', 'import_refusals', 'import_changes', 'import_mappings', 'counters', 'jobs', 'events', 'data_keys',
             'audit', 'audit_actors', 'audit_payloads', 'audit_unsealed', 'audit_seals', 'audit_sealed')
      """, as: String.self)
    return found.sorted()
  }
}

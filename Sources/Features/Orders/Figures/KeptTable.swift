import Basics
import Database

/// A rollup: what it says, and what its rows come to.
struct KeptTable {
  /// The table's name, and one column's name behind the other what its rows are keyed by; as literals.
  let name: SQL
  let keys: SQL
  /// Statements with the same columns.
  let stated: SQL
  let counted: SQL
  /// What `counted` reads from, in front of the statement.
  var with = SQL.nothing
  /// The day or month of a row, and which of its rows it is in words.
  let day: SQL
  let subject: SQL

  static func ofDays(_ days: [LocalDate], in db: TenantDatabase) -> [KeptTable] {
    let sold: SQL = "with sold as materialized (\(fragment: DayFigures.sold(days, in: db)))"
    return [
      KeptTable(
        name: "'sales_days'", keys: "local_date",
        stated: """
          select local_date, orders, cancellations, first_orders, anonymous_orders, units, gross, refunds, postage, fees,
                 discounts, manual, tax, bad_debt_lines, zero_price_lines, adjustment_lines
            from sales_days where tenant_id = \(db.tenant) and local_date = any(\(days))
          """,
        counted: DayFigures.days(days, in: db), with: sold, day: "local_date", subject: "''"),
      KeptTable(
        name: "'sales_hours'", keys: "local_date, hour",
        stated: """
          select local_date, hour, orders, gross, refunds
            from sales_hours where tenant_id = \(db.tenant) and local_date = any(\(days))
          """,
        counted: DayFigures.hours(days, in: db), day: "local_date", subject: "hour || ':00'"),
      KeptTable(
        name: "'sales_places'", keys: "local_date, country, region",
        stated: """
          select local_date, country, region, orders, gross, refunds
            from sales_places where tenant_id = \(db.tenant) and local_date = any(\(days))
          """,
        counted: DayFigures.places(days, in: db), day: "local_date", subject: "country || ' ' || region"),
      KeptTable(
        name: "'variant_days'", keys: "local_date, variant_id",
        stated: """
          select local_date, variant_id, orders, units, gross, refunds
            from variant_days where tenant_id = \(db.tenant) and local_date = any(\(days))
          """,
        counted: DayFigures.variants, with: sold, day: "local_date", subject: variant(in: db)),
      // Compared by their sums: what differs would be told in a hundred thousand digits.
      KeptTable(
        name: "'packed_days'", keys: "local_date",
        stated: """
          select local_date, md5(sold) as sold
            from packed_days where tenant_id = \(db.tenant) and local_date = any(\(days))
          """,
        counted: "select local_date, md5(sold) as sold from (\(fragment: PackedSales.days)) f", with: sold,
        day: "local_date", subject: "''"),
    ]
  }

  static func ofMonths(_ months: [LocalDate], in db: TenantDatabase) -> [KeptTable] {
    [
      KeptTable(
        name: "'variant_months'", keys: "month, variant_id",
        stated: """
          select month, variant_id, orders, units, gross, refunds
            from variant_months where tenant_id = \(db.tenant) and month = any(\(months))
          """,
        counted: MonthFigures.variants(months, in: db), day: "month", subject: variant(in: db)),
      KeptTable(
        name: "'buyer_months'", keys: "month, previous_month",
        stated: """
          select month, previous_month, orders
            from buyer_months where tenant_id = \(db.tenant) and month = any(\(months))
          """,
        counted: MonthFigures.buyers(months, in: db), day: "month", subject: "previous_month::text"),
      KeptTable(
        name: "'place_months'", keys: "month, country, region",
        stated: """
          select month, country, region, orders, gross, refunds
            from place_months where tenant_id = \(db.tenant) and month = any(\(months))
          """,
        counted: MonthFigures.places(months, in: db), day: "month", subject: "country || ' ' || region"),
      KeptTable(
        name: "'packed_months'", keys: "month",
        stated: """
          select month, md5(sold) as sold
            from packed_months where tenant_id = \(db.tenant) and month = any(\(months))
          """,
        counted:
          "select month, md5(sold) as sold from (\(fragment: PackedSales.months(of: MonthFigures.variants(months, in: db)))) f",
        day: "month", subject: "''"),
    ]
  }

  private static func variant(in db: TenantDatabase) -> SQL {
    """
    coalesce((select sku from variants v where v.tenant_id = \(db.tenant) and v.id = variant_id), variant_id::text)
    """
  }

  /// The first figures that are stated otherwise than counted. Rows are compared whole, and taken apart only where
  /// they differ.
  func differences(where condition: SQL) -> SQL {
    """
    \(fragment: with)
    select d.day, d.kind, d.subject, f.figure, d.stated ->> f.figure, d.counted ->> f.figure
      from (
        select d.day, \(fragment: name)::text as kind, d.subject, d.stated, d.counted
          from (
            select \(fragment: day) as day, \(fragment: subject) as subject,
                   case when s is not null then to_jsonb(s) end as stated,
                   case when c is not null then to_jsonb(c) end as counted
              from (\(fragment: stated)) s
              full join (\(fragment: counted)) c using (\(fragment: keys))
             where s is distinct from c) d
         where \(fragment: condition)
         limit \(FigureCheck.most)) d
     cross join lateral (
       select jsonb_object_keys(coalesce(d.counted, d.stated))
       except select unnest(string_to_array(\(fragment: "'\(fragment: keys)'"), ', '))) as f (figure)
     where d.stated -> f.figure is distinct from d.counted -> f.figure
     limit \(FigureCheck.most)
    """
  }
}

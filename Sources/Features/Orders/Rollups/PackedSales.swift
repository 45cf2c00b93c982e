import Basics
import Database

/// What all variants sold in a day or a month, in one row: for a report that reads thousands of them from hundreds of
/// days.
enum PackedSales {
  /// Of rows with the figures of variants: for each, in the order of the keys, 16 bytes of key, 8 of pieces and 8 of net
  /// sales.
  static let packed: SQL = """
    string_agg(uuid_send(variant_id) || int8send(units) || int8send(gross - refunds), ''::bytea order by variant_id)
    """

  /// `packed_days`, from what was `sold`.
  static let days: SQL = """
    select local_date, \(fragment: packed) as sold from (\(fragment: DayFigures.variants)) f group by local_date
    """

  /// `packed_months`, from rows of `variant_months` or what these come to.
  static func months(of variants: SQL) -> SQL {
    "select month, \(fragment: packed) as sold from (\(fragment: variants)) f group by month"
  }
}

import Basics
import CSV

extension OrderRow {
  /// With the mark by which Excel knows UTF-8.
  static var csvHeader: [UInt8] {
    var writer = CSVWriter(byteOrderMark: true)
    writer.row([
      "Number", "Kind", "State", "Placed", "Time zone", "Customer", "Country", "Lines", "Total", "Currency",
    ])
    return Array(writer.output.bytes)
  }

  static func csv(_ rows: [OrderRow], zone: TimeZoneRules) -> [UInt8] {
    var writer = CSVWriter()
    for row in rows {
      for text in [
        row.number, row.kind.rawValue, row.state.rawValue, "\(zone.local(row.placedAt))", zone.identifier,
      ] {
        writer.field(text)
      }
      writer.field(row.customerName ?? "")
      writer.field(row.country)
      writer.field(row.lineCount)
      writer.field(row.total)
      writer.field(row.total.currency.code)
      writer.endRow()
    }
    return Array(writer.output.bytes)
  }
}

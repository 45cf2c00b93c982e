/// One line of ISO 4217.
struct CurrencyRow: Sendable {
  let code: StaticString
  let symbol: StaticString
  let exponent: Int8
  let grouping: Grouping
}

/// The national currencies of ISO 4217 list one (as of 2025-07), without funds, metals and testing codes.
/// Signs are those of CLDR for a reader elsewhere, so that two dollars on one page differ; a currency
/// without one that is widely known is written by its code.
let currencyTable: [CurrencyRow] = [
  row("AED"), row("AFN", "؋"), row("ALL"), row("AMD", "֏"), row("AOA"), row("ARS"), row("AUD", "A$"),
  row("AWG"), row("AZN", "₼"), row("BAM"), row("BBD"), row("BDT", "৳", .lakh), row("BGN"),
  row("BHD", exponent: 3), row("BIF", exponent: 0), row("BMD"), row("BND"), row("BOB"), row("BRL", "R$"),
  row("BSD"), row("BTN"), row("BWP"), row("BYN"), row("BZD"), row("CAD", "CA$"), row("CDF"), row("CHF"),
  row("CLP", exponent: 0), row("CNY", "CN¥"), row("COP"), row("CRC", "₡"), row("CUP"), row("CVE"),
  row("CZK"), row("DJF", exponent: 0), row("DKK"), row("DOP"), row("DZD"), row("EGP"), row("ERN"),
  row("ETB"), row("EUR", "€"), row("FJD"), row("FKP"), row("GBP", "£"), row("GEL", "₾"), row("GHS", "GH₵"),
  row("GIP"), row("GMD"), row("GNF", exponent: 0), row("GTQ"), row("GYD"), row("HKD", "HK$"), row("HNL"),
  row("HTG"), row("HUF"), row("IDR", "Rp"), row("ILS", "₪"), row("INR", "₹", .lakh),
  row("IQD", exponent: 3), row("IRR"), row("ISK", exponent: 0), row("JMD"), row("JOD", exponent: 3),
  row("JPY", "¥", exponent: 0), row("KES"), row("KGS"), row("KHR", "៛"), row("KMF", exponent: 0),
  row("KPW"), row("KRW", "₩", exponent: 0), row("KWD", exponent: 3), row("KYD"), row("KZT", "₸"),
  row("LAK", "₭"), row("LBP"), row("LKR", "Rs", .lakh), row("LRD"), row("LSL"), row("LYD", exponent: 3),
  row("MAD"), row("MDL"), row("MGA"), row("MKD"), row("MMK"), row("MNT", "₮"), row("MOP"), row("MRU"),
  row("MUR"), row("MVR"), row("MWK"), row("MXN", "MX$"), row("MYR", "RM"), row("MZN"), row("NAD"),
  row("NGN", "₦"), row("NIO"), row("NOK"), row("NPR", "Rs", .lakh), row("NZD", "NZ$"),
  row("OMR", exponent: 3), row("PAB"), row("PEN"), row("PGK"), row("PHP", "₱"), row("PKR", "Rs", .lakh),
  row("PLN"), row("PYG", "₲", exponent: 0), row("QAR"), row("RON"), row("RSD"), row("RUB", "₽"),
  row("RWF", exponent: 0), row("SAR"), row("SBD"), row("SCR"), row("SDG"), row("SEK"), row("SGD", "S$"),
  row("SHP"), row("SLE"), row("SOS"), row("SRD"), row("SSP"), row("STN"), row("SVC"), row("SYP"),
  row("SZL"), row("THB", "฿"), row("TJS"), row("TMT"), row("TND", exponent: 3), row("TOP"), row("TRY", "₺"),
  row("TTD"), row("TWD", "NT$"), row("TZS"), row("UAH", "₴"), row("UGX", exponent: 0), row("USD", "$"),
  row("UYU"), row("UZS"), row("VES"), row("VND", "₫", exponent: 0), row("VUV", exponent: 0), row("WST"),
  row("XAF", exponent: 0), row("XCD"), row("XCG"), row("XOF", exponent: 0), row("XPF", exponent: 0),
  row("YER"), row("ZAR"), row("ZMW"), row("ZWG"),
]

private func row(
  _ code: StaticString, _ symbol: StaticString? = nil, exponent: Int8 = 2, _ grouping: Grouping = .thousands
) -> CurrencyRow {
  CurrencyRow(code: code, symbol: symbol ?? code, exponent: exponent, grouping: grouping)
}

/// 10^0 to 10^18: all that fit into 64 bits.
let powersOfTen: [Int64] = (0...18).map { places in (0..<places).reduce(Int64(1)) { power, _ in power * 10 } }

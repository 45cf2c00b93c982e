/// Whether an Accept-Encoding header allows gzip: named, or `*`, with a weight other than nothing (RFC 9110 §12.5.3).
func acceptsGzip(_ header: String?) -> Bool {
  guard let header else { return false }
  var any = false
  for item in header.split(separator: ",") {
    let parts = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
    guard let coding = parts.first else { continue }
    let isWanted = !parts.dropFirst().contains { weight in
      weight.hasPrefix("q=0") && weight.dropFirst(3).allSatisfy { $0 == "0" || $0 == "." }
    }
    if coding == "gzip" || coding == "x-gzip" { return isWanted }
    if coding == "*" { any = isWanted }
  }
  return any
}

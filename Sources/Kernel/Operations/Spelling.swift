/// The name that was most likely meant, if one is near enough: at most two letters off, and less than half of it.
package func nearest(to name: String, among known: some Sequence<String>) -> String? {
  let near = known.map { (name: $0, distance: editDistance(name, $0)) }.min { $0.distance < $1.distance }
  guard let near, near.distance <= 2, near.distance * 2 < name.count else { return nil }
  return near.name
}

/// The letters to change, add, take away or swap with the next one to get from one word to the other.
///
/// Source: the restricted Damerau–Levenshtein distance.
func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.utf8), b = Array(b.utf8)
  var before: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
      row.append(best)
    }
    before = last
    last = row
  }
  return last[b.count]
}

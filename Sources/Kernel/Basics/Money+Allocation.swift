extension Money {
  /// Splits the amount in proportion to the weights, so that the parts add up to it exactly.
  ///
  /// What rounding leaves over goes, one minor unit each, to the largest remainders; of equal ones to the
  /// first.
  /// - Throws: `MoneyError.unusableWeights`.
  package func allocated(by weights: [Int64]) throws(MoneyError) -> [Money] {
    let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
    guard total > 0, weights.allSatisfy({ $0 >= 0 }) else { throw .unusableWeights }
    let amount = Int128(minorUnits.magnitude)
    let shares = weights.map { (amount * Int128($0)).quotientAndRemainder(dividingBy: total) }
    var units = shares.map(\.quotient)
    let left = Int(amount - units.reduce(0, +))
    let byRemainder = shares.indices.sorted { (shares[$1].remainder, $0) < (shares[$0].remainder, $1) }
    for index in byRemainder.prefix(left) { units[index] += 1 }
    return units.map { Money(minorUnits: isNegative ? -Int64($0) : Int64($0), currency) }
  }
}

import Basics

/// What of a day is settled before its orders are made: how many there are, at what times, and what goes.
struct DayPlan: Sendable {
  /// Days since the shop opened.
  let number: Int
  let date: LocalDate
  let mood: Mood
  /// Second of the day of each order, rising.
  let times: [Int]
  /// Which of the day's buyers each order is of: first the new ones, then those who come back, then nobody known.
  let slots: [Int]
  let counts: DayCounts
  let goods: Weighted<Int>
}

/// How many orders of which buyers a day has.
struct DayCounts: Sendable {
  let new, returning, anonymous: Int
  var all: Int { new + returning + anonymous }
}

extension SampleHistory {
  /// Of a day since the opening.
  func plan(_ number: Int) -> DayPlan {
    let (date, mood, counts) = (opened + number, moods[number], counts[number])
    var draw = Draw(trade.seed, 1, UInt64(number))
    let hours = Weighted(Array(0..<24)) { (mood.hours ?? trade.hours)[$0] }
    let times = (0..<counts.all).map { _ in hours.draw(&draw) * 3600 + draw.below(3600) }.sorted()
    var slots = Array(0..<counts.all)
    for place in slots.indices.dropFirst().reversed() { slots.swapAt(place, draw.below(place + 1)) }
    return DayPlan(
      number: number, date: date, mood: mood, times: times, slots: slots, counts: counts,
      goods: goods(number, mood))
  }

  static func counts(_ number: Int, on date: LocalDate, _ mood: Mood, of trade: Trade) -> DayCounts {
    var usual = trade.orders * Story.growth(number) * (trade.week[date.weekday] ?? 1) * mood.traffic
    if Story.campaign.contains(number) { usual *= 2.4 }
    var draw = Draw(trade.seed, 2, UInt64(number))
    // Who stops coming back is missing; nobody comes in their place.
    let ramped = 0.56 * min(1, Double(number) / 70)
    let returning = usual * Story.returningShare(number)
    let anonymous = usual * Story.anonymousShare
    return DayCounts(
      new: draw.count(around: usual - anonymous - usual * ramped), returning: draw.count(around: returning),
      anonymous: draw.count(around: anonymous))
  }

  private func goods(_ number: Int, _ mood: Mood) -> Weighted<Int> {
    let isOut = Story.stockOut.contains(number)
    return Weighted(Array(trade.goods.indices)) { index in
      let good = trade.goods[index]
      if isOut && good.key == trade.bestSeller { return 0 }
      return good.popularity * mood.boost(of: good.marks)
    }
  }
}

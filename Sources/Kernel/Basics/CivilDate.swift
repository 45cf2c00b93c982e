/// The Gregorian date of a count of days since 1970-01-01, for years from 0 on.
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
@inlinable package func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
  let shifted = days &+ 719_468
  let era = (shifted >= 0 ? shifted : shifted &- 146_096) / 146_097
  let dayOfEra = shifted &- era &* 146_097
  let yearOfEra = (dayOfEra &- dayOfEra / 1460 &+ dayOfEra / 36524 &- dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
  let shiftedMonth = (5 &* dayOfYear &+ 2) / 153
  let day = dayOfYear &- (153 &* shiftedMonth &+ 2) / 5 &+ 1
  let month = shiftedMonth < 10 ? shiftedMonth &+ 3 : shiftedMonth &- 9
  return (yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0), month, day)
}

/// The count of days since 1970-01-01 of a Gregorian date, the inverse of `civil(fromDays:)`.
@inlinable package func days(fromYear year: Int64, month: Int64, day: Int64) -> Int64 {
  let shiftedYear = month <= 2 ? year &- 1 : year
  let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear &- 399) / 400
  let yearOfEra = shiftedYear &- era &* 400
  let dayOfYear = (153 &* (month > 2 ? month &- 3 : month &+ 9) &+ 2) / 5 &+ day &- 1
  let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
  return era &* 146_097 &+ dayOfEra &- 719_468
}

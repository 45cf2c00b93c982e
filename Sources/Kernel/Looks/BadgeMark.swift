struct BadgeMark: Sendable {
  let badge: Badge
}

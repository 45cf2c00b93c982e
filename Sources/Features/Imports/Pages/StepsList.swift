import Basics

/// Where one is on the way from a file to its rows.
struct StepsList: Sendable {
  let current: Int

  struct Step: Sendable {
    let number: Int
    let title: Message
  }

  let steps = [
    Step(number: 1, title: "Choose a file"), Step(number: 2, title: "Match and check"),
    Step(number: 3, title: "Import"),
  ]

  init(current: Int) { self.current = current }
}

/// Rows that cannot be taken, the first of so many.
struct RefusalsCard: Sendable {
  let refusals: [ImportRefusal]
  let total: Int
  /// Where they can be had as a file.
  let path: String?
}

/// What was out of the ordinary, and what is done with it.
struct OdditiesList: Sendable {
  let oddities: [ImportOddity]
}

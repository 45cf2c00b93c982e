import Basics
import HTML
import Localization

// One page, one component and one layout that use every tag of the template language.

package struct EveryTag: Sendable {
  package var name = "Rahim & sons"
  package var count = 1234
  package var total = Money(minorUnits: 48_620_000, .bdt)
  package var day = LocalDate(days: 20_777)
  package var note: String?
  package var markup = HTML(safe: "<b>bold</b>")
  package var state = State.paid
  package var things: [String] = []

  package enum State: String, Sendable { case paid, shipped, lost }

  package init() {}
}

package struct Frame: Sendable {
  let title: String

  package init(title: String) { self.title = title }
}

package struct Remark: Sendable {
  let text: String

  package init(text: String) { self.text = text }
}

package struct Rule: Sendable {
  package init() {}
}

package struct Bare: Sendable {
  package init() {}
}

package struct Spaces: Sendable {
  let word = "word"

  package init() {}
}

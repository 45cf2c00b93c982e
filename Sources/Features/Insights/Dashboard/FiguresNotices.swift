import Basics
import Localization
import Looks

/// What may make the figures other than they will be: files being read, days being counted, a check that failed.
struct FiguresNotices: Sendable {
  struct Import: Sendable {
    let text: Message
    /// Nil for whoever may not see imports.
    let path: String?
    let rowsRead: Int
    let rowsExpected: Int
  }

  let imports: [Import]
  let notices: [Notice]

  init(_ state: FiguresState, _ imports: [ImportAtWork], _ words: SalesWords, opensImports: Bool) {
    self.imports = imports.map { one in
      Import(
        text: one.text, path: opensImports ? "\(words.path)/\(one.kind)/imports/\(one.id)" : nil,
        rowsRead: one.rowsRead,
        rowsExpected: one.rowsExpected)
    }
    var notices: [Notice] = []
    if state.staleDays > 0, !imports.contains(where: { $0.state == .counting || $0.state == .undoing }) {
      notices.append(
        Notice(
          kind: .info,
          text: words.t(
            "Figures are being counted anew, so some days may still change. Look again in a moment.")))
    }
    if state.differences > 0, let checkedAt = state.checkedAt {
      notices.append(
        Notice(
          kind: .bad,
          text: words.t(
            "The nightly check of \(checkedAt) found \(state.differences) figures that were not what their orders come to. They are being counted anew."
          )))
    }
    self.notices = notices
  }
}

extension ImportAtWork {
  fileprivate var text: Message {
    switch state {
    case .waiting: "\(fileName) waits to be read."
    case .running: "\(fileName) is being read. These figures grow with it."
    case .counting: "\(fileName) has been read. Its figures are being counted."
    case .paused: "\(fileName) is paused. Only a part of it is in these figures."
    case .undoing: "\(fileName) is being taken out again."
    }
  }
}

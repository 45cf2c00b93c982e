import Basics
import Looks

/// The mails that were kept, newest first.
struct OutboxPage: Sendable {
  let mails: [StoredMail]
  /// What addresses were searched for.
  let words: String
  let languages: [LanguageChoice]
}

/// One of them, as text.
struct OutboxMailPage: Sendable {
  let mail: StoredMail
  /// Nil where what it said is gone.
  let body: MailBody?
  let text: String?
  let languages: [LanguageChoice]
}

extension StoredMail.State {
  var title: Message {
    switch self {
    case .waiting: "Waiting"
    case .sending: "Being sent"
    case .sent: "Sent"
    case .failed: "Not sent"
    case .kept: "Kept here"
    }
  }

  var tone: Tone {
    switch self {
    case .waiting, .sending: .info
    case .sent: .good
    case .failed: .bad
    case .kept: .plain
    }
  }
}

import Operations

extension Commands {
  static let version = Command(Usage("version"), "Says which version this is") { _ in
    say("haat 0.1")
    return 0
  }
}

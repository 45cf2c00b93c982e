/// Gives the figures of a card as a file.
struct FileButton: Sendable {
  let path: String
}

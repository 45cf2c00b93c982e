/// Something that keeps Haat from running, told to the person who runs it: what is wrong, and how to mend it.
package struct Trouble: Error, Equatable, CustomStringConvertible {
  package let what: String
  /// What to do about it; empty where that is plain.
  package let mend: String

  package init(_ what: String, mend: String = "") {
    self.what = what
    self.mend = mend
  }

  package var description: String { mend.isEmpty ? what : "\(what)\n\(mend)" }
}

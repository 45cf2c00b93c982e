/// What is demanded of a request's path beyond its characters.
enum Target {
  /// Appends the path with its escapes decoded. False for a bad escape, for one that hides a control character, a
  /// slash or a backslash, and for what is then not UTF-8.
  static func decode(_ path: Span<UInt8>, into output: inout [UInt8]) -> Bool {
    let start = output.count
    var index = 0
    while index < path.count {
      var byte = path[index]
      index += 1
      if byte == UInt8(ascii: "%") {
        guard index + 1 < path.count, let high = hexadecimal(path[index]),
          let low = hexadecimal(path[index + 1])
        else { return false }
        byte = high << 4 | low
        index += 2
        guard byte >= 32, byte != 127, byte != UInt8(ascii: "/"), byte != UInt8(ascii: "\\") else {
          return false
        }
      }
      output.append(byte)
    }
    return String(validating: output[start...], as: UTF8.self) != nil
  }

  /// Whether no segment is `.`, `..` or empty, but for an empty last one.
  static func hasPlainSegments(_ path: Span<UInt8>) -> Bool {
    var start = 1
    for index in 1...path.count where index == path.count || path[index] == UInt8(ascii: "/") {
      switch index - start {
      case 0: if index < path.count { return false }
      case 1: if path[start] == UInt8(ascii: ".") { return false }
      case 2: if path[start] == UInt8(ascii: "."), path[start + 1] == UInt8(ascii: ".") { return false }
      default: break
      }
      start = index + 1
    }
    return true
  }
}

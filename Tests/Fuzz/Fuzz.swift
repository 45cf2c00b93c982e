// One fuzz target for the four parsers that read what strangers send. The first byte chooses the parser, the second
// where the input is cut in two. Whatever the bytes are: nothing traps, the address sanitizer is silent, and the cut
// makes no difference.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard input.count >= 2 else { return 0 }
  let content = Array(input[2...])
  let cut = content.isEmpty ? 0 : Int(input[1]) * content.count / 256
  switch input[0] % 4 {
  case 0: head(content, cut)
  case 1: chunks(content, cut)
  case 2: multipart(content, cut)
  default: urlEncoded(content)
  }
  return 0
}

private func head(_ bytes: [UInt8], _ cut: Int) {
  var parser = HeadParser()
  let whole = summary(parser.parse(bytes.span))
  let start = Array(bytes[..<cut])
  let part = summary(parser.parse(start.span))
  precondition(part == "incomplete" || part == whole, "\(part), then \(whole)")
  guard case .complete(let head, let size) = parser.parse(bytes.span) else { return }
  let path = head.path
  // By bytes: a slash and a combining mark behind it are one Character.
  precondition(size <= bytes.count && path.utf8.first == UInt8(ascii: "/") && !path.utf8.contains(0))
  let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
  precondition(!segments.contains { $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8) })
  precondition(head.all("host").count == (head.host == nil ? 0 : 1))
  precondition(head.framing == .none || head.method != .get)
  precondition(head.all("content-length").count + head.all("transfer-encoding").count <= 1)
  for header in head.headers {
    precondition(!header.name.isEmpty && !header.value.utf8.contains { $0 == 0 || $0 == 10 || $0 == 13 })
  }
  _ = acceptedForms(head)
}

private func acceptedForms(_ head: HTTPHead) -> Int { (try? URLEncodedForm(head.query))?.fields.count ?? 0 }

private func summary(_ outcome: HeadParser.Outcome) -> String {
  switch outcome {
  case .incomplete: "incomplete"
  case .refused(let reason): "\(reason)"
  case .complete(let head, let size):
    "\(size) \(head.method) \(head.target) \(head.path) \(head.framing) \(head.headers)"
  }
}

private func chunks(_ bytes: [UInt8], _ cut: Int) {
  precondition(decoded([bytes]) == decoded([Array(bytes[..<cut]), Array(bytes[cut...])]))
}

/// The body, or why there is none. What was decoded before a fault does not count.
private func decoded(_ pieces: [[UInt8]]) -> String {
  var decoder = ChunkDecoder()
  var body: [UInt8] = []
  for piece in pieces {
    do throws(HTTPRefusal) {
      let used = try decoder.decode(piece.span, into: &body, limit: 1 << 16)
      precondition(used <= piece.count && (used == piece.count || decoder.isComplete))
    } catch {
      return "\(error)"
    }
  }
  precondition(body.count <= 1 << 16)
  return "\(decoder.isComplete) \(body)"
}

private func multipart(_ bytes: [UInt8], _ cut: Int) {
  precondition(parts([bytes]) == parts([Array(bytes[..<cut]), Array(bytes[cut...])]))
}

private func parts(_ pieces: [[UInt8]]) -> String {
  guard var parser = MultipartParser(boundary: "b") else { return "no boundary" }
  var parts: [(MultipartPart, [UInt8])] = []
  do {
    for piece in pieces {
      try parser.parse(piece) { found in
        switch found {
        case .part(let part): parts.append((part, []))
        case .content(let content): parts[parts.count - 1].1 += content
        case .endOfPart: break
        }
      }
    }
  } catch {
    return "\(error)"
  }
  return "\(parser.isComplete) \(parser.isComplete ? parts.map { "\($0)" } : [])"
}

/// What was read, written down again and read once more, is the same.
private func urlEncoded(_ bytes: [UInt8]) {
  guard let form = try? URLEncodedForm(bytes) else { return }
  let written = form.fields.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
  let again = try? URLEncodedForm(written)
  precondition(again == form || written.utf8.count > FormLimits().total)
}

private func escaped(_ text: String) -> String {
  text.utf8.map { "%" + (["0", ""][$0 < 16 ? 0 : 1]) + String($0, radix: 16) }.joined()
}

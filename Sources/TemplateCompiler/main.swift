import Glibc

// TemplateCompiler TEMPLATE.html OUTPUT.swift SHOWN-PATH MODULE…

let arguments = CommandLine.arguments
guard arguments.count >= 4, let bytes = read(arguments[1]) else {
  fail(
    "TemplateCompiler TEMPLATE.html OUTPUT.swift SHOWN-PATH MODULE…: \(arguments.dropFirst().joined(separator: " "))"
  )
}
let source = Source(path: arguments[3], bytes: bytes)
do {
  let swift = try compile(source, imports: Array(arguments[4...]))
  guard write(swift, to: arguments[2]) else { fail("cannot write \(arguments[2])") }
} catch {
  for problem in error.all { print(problem.line(in: source)) }
  exit(1)
}

func read(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
  return bytes
}

func write(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  let bytes = Array(text.utf8)
  let isWhole = fwrite(bytes, 1, bytes.count, file) == bytes.count
  return fclose(file) == 0 && isWhole
}

func fail(_ message: String) -> Never {
  print(message)
  exit(1)
}

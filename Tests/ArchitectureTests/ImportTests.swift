import Foundation
import Testing

/// SwiftPM lets a file import any module that happens to be built. These tests do not.
@Suite struct `What may import what` {
  let targets: [TargetDescription]
  let names: Set<String>

  init() throws {
    targets = try TargetDescription.all()
    names = Set(targets.map(\.name))
  }

  @Test func `a file imports only what its target declares`() {
    #expect(targets.count > 20)
    for target in targets where target.type != "system-target" {
      let declared = Set(target.targetDependencies ?? [])
      for (file, imported) in imports(of: target) where names.contains(imported) {
        #expect(
          declared.contains(imported), "\(file) imports \(imported), which \(target.name) does not declare")
      }
    }
  }

  @Test func `the kernel knows no feature, and no feature knows App`() {
    for target in targets {
      let upward = Set(target.targetDependencies ?? []).filter { isAbove($0, target) }
      #expect(upward.isEmpty, "\(target.name) depends on \(upward)")
    }
  }

  @Test func `each C library has one target that imports it`() {
    let libraries = targets.filter { $0.type == "system-target" }.map(\.name).filter { $0 != "CLinux" }
    #expect(libraries.count >= 4)
    for library in libraries {
      let users = targets.filter { target in
        !target.path.hasPrefix("Tests") && imports(of: target).contains { $0.1 == library }
      }
      let allowed = library == "CZlib" ? 2 : 1
      #expect(users.count <= allowed, "\(library) is imported by \(users.map(\.name))")
    }
  }

  private func isAbove(_ dependency: String, _ target: TargetDescription) -> Bool {
    guard let other = targets.first(where: { $0.name == dependency }), other.type != "plugin" else {
      return false
    }
    if target.path.hasPrefix("Sources/Kernel") { return !isKernel(other) }
    if target.path.hasPrefix("Sources/Features") { return other.name == "App" || other.name == "haat" }
    return false
  }

  private func isKernel(_ target: TargetDescription) -> Bool {
    target.path.hasPrefix("Sources/Kernel") || target.path.hasPrefix("Sources/CLibraries")
  }

  private func imports(of target: TargetDescription) -> [(String, String)] {
    target.sources.filter { $0.hasSuffix(".swift") }.flatMap { source in
      let path = SourceTree.root.appendingPathComponent(target.path).appendingPathComponent(source)
      let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").compactMap { line -> (String, String)? in
        let words = line.split(separator: " ")
        guard let at = words.firstIndex(of: "import"), words[..<at].allSatisfy({ $0.hasPrefix("@") }) else {
          return nil
        }
        return words.dropFirst(at + 1).first.map { ("\(target.path)/\(source)", String($0)) }
      }
    }
  }
}

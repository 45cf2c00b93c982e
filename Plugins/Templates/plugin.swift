import Foundation
import PackagePlugin

/// Compiles every template of a target: `Templates/OrderPage.html` becomes an extension of the struct `OrderPage`.
///
/// A target reaches its templates through a link in its own folder, because SwiftPM looks for new files there only.
@main struct Templates: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let compiler = try context.tool(named: "TemplateCompiler").url
    let modules = modulesInScope(of: target, in: context.package.directoryURL)
    return target.sourceFiles.filter { $0.url.pathExtension == "html" }.map { file in
      let name = file.url.deletingPathExtension().lastPathComponent
      let output = context.pluginWorkDirectoryURL.appending(path: "\(name)+Template.swift")
      let template = file.url.resolvingSymlinksInPath()
      return .buildCommand(
        displayName: "Compiling template \(name)", executable: compiler,
        arguments: [
          template.path(), output.path(), path(of: template, in: context.package.directoryURL),
        ] + modules,
        inputFiles: [file.url], outputFiles: [output])
    }
  }

  /// As people know the file: `Templates/Orders/OrderPage.html`.
  private func path(of file: URL, in package: URL) -> String {
    let root = package.resolvingSymlinksInPath().path()
    return file.path().hasPrefix(root)
      ? String(file.path().dropFirst(root.hasSuffix("/") ? root.count : root.count + 1)) : file.path()
  }

  /// What a template may name without saying so: values, pages, texts, components, forms, and the features below.
  private func modulesInScope(of target: any SourceModuleTarget, in package: URL) -> [String] {
    target.dependencies.compactMap { dependency -> String? in
      guard case .target(let other) = dependency else { return nil }
      let isFeature = other.directoryURL.path().contains("/Sources/Features/")
      return isFeature || ["Basics", "HTML", "Localization", "Looks", "Web"].contains(other.name)
        ? other.name : nil
    }.sorted()
  }
}

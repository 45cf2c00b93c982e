// swift-tools-version: 6.2
// The map of the project: one line per target. What a target may import is what it names here; ArchitectureTests
// compares the imports with it.
import PackageDescription

let package = Package(
  name: "haat",
  products: [.executable(name: "haat", targets: ["haat"])],
  targets: [
    // C libraries, each wrapped by the one target that names it.
    library("CLinux"),
    library("CPostgres", pkgConfig: "libpq", apt: "libpq-dev"),
    library("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
    library("CMark", pkgConfig: "libcmark", apt: "libcmark-dev"),
    library("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
    library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    library("CQREncode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
    library("CLoc", pkgConfig: "libloc", apt: "libloc-dev"),
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),

    // The kernel: knows nothing of shops.
    kernel("Basics", ["CLinux"]),
    kernel("Loop", ["Basics", "CLinux"], immediate: true),
    kernel("HTTP", ["Basics", "Loop", "CLinux", "CZlib"], immediate: true),
    kernel("Operations", ["Basics", "Loop", "CLinux"]),
    kernel("Localization", ["Basics"]),
    kernel("HTML", ["Basics", "Localization", "CMark"]),
    kernel("Database", ["Basics", "Loop", "CPostgres"], immediate: true),
    kernel("Crypto", ["Basics", "Loop", "CSodium", "COpenSSL"]),
    kernel("WebAuthn", ["Basics", "Crypto"]),
    kernel("QRCode", ["Basics", "CQREncode"]),
    kernel("Places", ["Basics", "CLoc"]),
    kernel("Outbound", ["Basics", "Loop", "CCurl"], immediate: true),
    kernel("CSV", ["Basics", "CZlib"]),
    kernel("Sheets", ["Basics", "CSV"]),
    kernel("Storage", ["Basics", "Crypto"]),
    kernel("Jobs", ["Basics", "Loop", "Database", "Storage"]),
    kernel("Audit", ["Basics", "Crypto", "Database", "Jobs"]),
    kernel("Vault", ["Audit", "Basics", "Crypto", "Database", "Jobs"]),
    kernel("Looks", ["Basics", "HTML", "Localization"], templates: true),
    kernel(
      "Web",
      [
        "Basics", "Loop", "HTTP", "HTML", "Localization", "Looks", "Database", "Jobs", "Crypto", "Storage",
        "Audit", "Vault", "Places",
      ]),
    .executableTarget(
      name: "TemplateCompiler", path: "Sources/TemplateCompiler", exclude: ["README.md"],
      swiftSettings: strict()),
    .plugin(name: "Templates", capability: .buildTool(), dependencies: ["TemplateCompiler"]),

    // The features.
    feature("Tenancy", []),
    feature("Mail", ["Tenancy", "Outbound"]),
    feature("Identity", ["Tenancy", "Mail", "WebAuthn", "QRCode"]),
    feature("Members", ["Tenancy", "Mail", "Identity"]),
    feature("AuditTrail", ["Tenancy"]),
    feature("Lists", ["Tenancy", "Identity"]),
    feature("Imports", ["Tenancy", "Identity"]),
    feature("Customers", ["Tenancy", "Identity", "Lists", "Imports"]),
    feature("Catalog", ["Tenancy", "Identity", "Lists", "Imports"]),
    feature("Orders", ["Tenancy", "Identity", "Lists", "Imports", "Customers", "Catalog"]),
    feature("Insights", ["Tenancy", "Identity"]),
    feature("Samples", ["Tenancy", "Identity", "Imports", "Customers", "Catalog", "Orders"]),

    .target(
      name: "App", dependencies: named(features() + everyKernel()), path: "Sources/App",
      swiftSettings: strict(), plugins: ["Templates"]),
    .executableTarget(
      name: "haat", dependencies: named(["App"] + features() + everyKernel()), path: "Sources/haat",
      swiftSettings: strict()),

    // The bench page; see Benchmarks/README.md.
    .executableTarget(
      name: "BenchServer", dependencies: named(everyKernel()), path: "Benchmarks/Server",
      swiftSettings: strict(),
      plugins: ["Templates"]),

    // What the tests stand on, and the tests.
    .executableTarget(
      name: "JobsKillTarget", dependencies: named(["Basics", "Loop", "Database", "Jobs"]),
      path: "Tests/JobsKillTarget", swiftSettings: strict()),
    .executableTarget(
      name: "VaultKillTarget", dependencies: named(["Audit", "Basics", "Loop", "Database", "Jobs", "Vault"]),
      path: "Tests/VaultKillTarget", swiftSettings: strict()),
    .target(
      name: "TestKit", dependencies: named(["App"] + features() + everyKernel()), path: "Tests/TestKit",
      swiftSettings: strict()),
    // Templates in a target of their own: a test target with the plugin would link the compiler twice.
    .target(
      name: "TemplateSamples", dependencies: named(["Basics", "HTML", "Localization", "Looks"]),
      path: "Tests/TemplateSamples",
      swiftSettings: strict(), plugins: ["Templates"]),
    tests("Basics"),
    tests("Loop"),
    tests("Operations", ["Loop"]),
    tests("HTTP", ["Loop"]),
    tests("Localization"),
    tests("HTML", ["Localization", "TemplateSamples"]),
    tests("Database", ["Loop", "TestKit"]),
    tests("Crypto", ["Loop"]),
    tests("CSV", ["CZlib"]),
    tests("Sheets", ["CSV"]),
    tests("Audit", ["App", "Crypto", "Database", "Jobs", "TestKit"]),
    tests("Vault", ["App", "Audit", "Crypto", "Database", "Jobs", "TestKit", "VaultKillTarget"]),
    tests("Outbound", ["Loop"]),
    tests("WebAuthn", ["Crypto"]),
    tests("QRCode"),
    tests("Places"),
    tests(
      "Mail",
      [
        "App", "Audit", "Database", "HTTP", "Jobs", "Localization", "Outbound", "Tenancy", "TestKit", "Vault",
        "Web",
      ]),
    tests(
      "Members",
      [
        "App", "Audit", "Crypto", "Database", "HTTP", "Identity", "Localization", "Mail", "Tenancy",
        "TestKit", "Web",
      ]),
    tests("AuditTrail", ["Audit", "CSV", "Database", "HTTP", "Localization", "Tenancy", "TestKit", "Web"]),
    tests("Storage", ["Crypto", "Loop"]),
    tests("Jobs", ["Database", "Loop", "TestKit", "JobsKillTarget"]),
    tests("Web", ["Audit", "Crypto", "Database", "HTTP", "TestKit"]),
    tests("Looks", ["HTML", "Localization", "TemplateSamples"]),
    tests("Tenancy", ["TestKit", "Database", "Localization", "Web"]),
    tests(
      "Identity",
      [
        "Audit", "COpenSSL", "Crypto", "Database", "HTTP", "Jobs", "Localization", "Mail", "QRCode",
        "Tenancy", "TestKit", "Vault", "Web",
        "WebAuthn",
      ]),
    tests("Lists", ["Catalog", "Customers", "Database", "Tenancy", "TestKit", "Web"]),
    tests(
      "Imports",
      [
        "TestKit", "App", "Database", "HTTP", "Jobs", "Localization", "Orders", "Sheets", "Storage",
        "Tenancy",
        "Web",
      ]),
    tests(
      "Customers",
      ["TestKit", "Audit", "Crypto", "Database", "Imports", "Jobs", "Sheets", "Tenancy", "Vault", "Web"]),
    tests("Catalog", ["TestKit", "App", "Database", "Imports", "Jobs", "Sheets", "Tenancy", "Web"]),
    tests(
      "Samples",
      [
        "App", "Catalog", "Customers", "Database", "Identity", "Imports", "Jobs", "Localization", "Orders",
        "Tenancy", "TestKit", "Web",
      ]),
    tests(
      "Orders",
      [
        "App", "Catalog", "Customers", "Database", "HTTP", "Imports", "Jobs", "Lists", "Localization",
        "Sheets",
        "Storage", "Tenancy", "TestKit", "Web",
      ]),
    tests(
      "Insights",
      [
        "TestKit", "Tenancy", "Database", "Orders", "Customers", "Catalog", "HTML", "HTTP", "Localization",
        "Looks",
      ]),
    tests("App", ["Database", "HTTP", "Loop", "Operations", "TestKit", "Vault", "Web"]),
    .testTarget(
      name: "ArchitectureTests",
      dependencies: named([
        "App", "Audit", "Basics", "Crypto", "Database", "HTTP", "Identity", "Jobs", "Localization", "Orders",
        "Tenancy",
        "TestKit", "Web",
      ]),
      exclude: ["RoleMatrix.txt"], swiftSettings: strict()),
    .testTarget(
      name: "TemplateCompilerTests",
      dependencies: named(["Basics", "HTML", "Localization", "TemplateCompiler", "TemplateSamples"]),
      swiftSettings: strict()),
  ],
  swiftLanguageModes: [.v6]
)

func features() -> [String] {
  [
    "Tenancy", "Mail", "Identity", "Members", "AuditTrail", "Lists", "Imports", "Customers", "Catalog",
    "Orders",
    "Insights", "Samples",
  ]
}
func everyKernel() -> [String] {
  [
    "Basics", "Loop", "Operations", "HTTP", "HTML", "Localization", "Database", "Crypto", "CSV", "Jobs",
    "Sheets", "Storage", "Web", "Looks", "Audit", "Vault", "Outbound", "WebAuthn", "QRCode",
    "Places",
  ]
}

func strict() -> [SwiftSetting] {
  [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"), .treatAllWarnings(as: .error),
  ]
}

/// Without NonisolatedNonsendingByDefault: `Task.immediate` wants closures that are `@concurrent`.
func strictImmediate() -> [SwiftSetting] {
  [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
}

func named(_ names: [String]) -> [Target.Dependency] { names.map { .byName(name: $0) } }

func library(_ name: String, pkgConfig: String? = nil, apt: String? = nil) -> Target {
  .systemLibrary(
    name: name, path: "Sources/CLibraries/\(name)", pkgConfig: pkgConfig, providers: apt.map { [.apt([$0])] })
}

func kernel(_ name: String, _ dependencies: [String], immediate: Bool = false, templates: Bool = false)
  -> Target
{
  .target(
    name: name, dependencies: named(dependencies), path: "Sources/Kernel/\(name)", exclude: ["README.md"],
    swiftSettings: immediate ? strictImmediate() : strict(), plugins: templates ? ["Templates"] : [])
}

func feature(_ name: String, _ others: [String]) -> Target {
  let kernel = [
    "Audit", "Basics", "Crypto", "CSV", "Database", "HTML", "HTTP", "Jobs", "Localization", "Looks", "Loop",
    "Places", "Sheets", "Storage", "Vault", "Web",
  ]
  return .target(
    name: name, dependencies: named(kernel + others), path: "Sources/Features/\(name)",
    swiftSettings: strict(), plugins: ["Templates"])
}

func tests(_ name: String, _ others: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: named(name == "Basics" ? [name] : [name, "Basics"] + others),
    swiftSettings: strict())
}

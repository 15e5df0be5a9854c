// swift-tools-version: 6.3
import PackageDescription

let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "assay",
  products: [.executable(name: "assay", targets: ["AssayCLI"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  // From the ground up: a target only imports targets above it.
  targets: [
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CToml"),
    .target(name: "Diagnostics"),
    .target(name: "CanonicalJSON", dependencies: ["Diagnostics"]),
    .target(name: "Store", dependencies: ["CCrypto", "CLinux", "Diagnostics", system]),
    .target(
      name: "Archives", dependencies: ["CArchive", "CDeflate", "CLinux", "CZlib", "Diagnostics", "Store", system]),
    .target(
      name: "Specs",
      dependencies: [
        "CToml", "CanonicalJSON", "Diagnostics", "Store", system, .product(name: "Yams", package: "Yams"),
      ]),
    .target(name: "Graph", dependencies: ["Diagnostics", "Specs", "Store", system]),
    .target(
      name: "Execution",
      dependencies: ["Diagnostics", "Store", system, .product(name: "Subprocess", package: "swift-subprocess")]),
    .target(
      name: "Building", dependencies: ["Archives", "Diagnostics", "Execution", "Graph", "Specs", "Store", system]),
    .target(
      name: "PythonLayers",
      dependencies: ["Archives", "CanonicalJSON", "Diagnostics", "Execution", "Graph", "Specs", "Store", system],
      resources: [.embedInCode("Injected")]),
    .target(
      name: "Publishing",
      dependencies: [
        "Archives", "CanonicalJSON", "Diagnostics", "Execution", "Graph", "PythonLayers", "Specs", "Store", system,
      ]),
    .target(name: "Comparison", dependencies: ["Archives", "CanonicalJSON", "Diagnostics", "Store", system]),
    .target(name: "Causes", dependencies: ["Archives", "CanonicalJSON", "Comparison", "Diagnostics", "Store"]),
    .target(
      name: "Verification",
      dependencies: [
        "Archives", "Building", "CanonicalJSON", "Causes", "Comparison", "Diagnostics", "Execution", "Graph",
        "Publishing",
        "PythonLayers", "Specs", "Store", system,
      ]),
    .target(
      name: "Reports",
      dependencies: [
        "Building", "CanonicalJSON", "Causes", "Comparison", "Diagnostics", "Graph", "Specs", "Store", "Verification",
      ]),
    .executableTarget(
      name: "AssayCLI",
      dependencies: [
        "Archives", "Building", "CanonicalJSON", "Causes", "Comparison", "Diagnostics", "Execution", "Graph",
        "Publishing", "PythonLayers", "Reports",
        "Specs", "Store", "Verification", system, .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "TestSupport", dependencies: ["Diagnostics", "Specs", "Store", system], path: "Tests/TestSupport"),
    .testTarget(name: "ArchivesTests", dependencies: ["Archives", "Diagnostics", "Store", "TestSupport", system]),
    .testTarget(
      name: "BuildingTests",
      dependencies: [
        "Archives", "Building", "Diagnostics", "Execution", "Graph", "Specs", "Store", "TestSupport", system,
      ]),
    .testTarget(
      name: "CausesTests", dependencies: ["Archives", "CanonicalJSON", "Causes", "Comparison", "Store", "TestSupport"]),
    .testTarget(name: "LayeringTests"),
    .testTarget(name: "CanonicalJSONTests", dependencies: ["CanonicalJSON", "Diagnostics"]),
    .testTarget(
      name: "ComparisonTests",
      dependencies: ["Archives", "CanonicalJSON", "Comparison", "Diagnostics", "Store", "TestSupport", system]),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "CanonicalJSON", "TestSupport", system, .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .testTarget(
      name: "ExecutionTests", dependencies: ["Diagnostics", "Execution", "Store", "TestSupport", system]),
    .testTarget(name: "GraphTests", dependencies: ["Diagnostics", "Graph", "Specs", "Store", "TestSupport", system]),
    .testTarget(
      name: "PublishingTests",
      dependencies: [
        "Archives", "CanonicalJSON", "Diagnostics", "Execution", "Graph", "Publishing", "PythonLayers", "Specs",
        "Store", "TestSupport", system,
      ]),
    .testTarget(
      name: "PythonLayersTests",
      dependencies: [
        "Archives", "CanonicalJSON", "Diagnostics", "Execution", "Graph", "PythonLayers", "Specs", "Store",
        "TestSupport", system,
      ]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Archives", "Building", "CanonicalJSON", "Causes", "Comparison", "Diagnostics", "Execution", "Graph",
        "Reports", "Specs", "Store", "TestSupport", "Verification", system,
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .testTarget(name: "SpecsTests", dependencies: ["Diagnostics", "Specs", "Store", "TestSupport", system]),
    .testTarget(name: "StoreTests", dependencies: ["Diagnostics", "Store", "TestSupport", system]),
    .testTarget(
      name: "VerificationTests",
      dependencies: [
        "Archives", "CanonicalJSON", "Causes", "Comparison", "Diagnostics", "Execution", "Specs", "Store",
        "TestSupport",
        "Verification", system,
      ]),
  ],
  cxxLanguageStandard: .cxx17
)

// Only misc/bench builds it.
if Context.environment["ASSAY_BENCH"] != nil {
  package.targets.append(
    .executableTarget(
      name: "assay-bench",
      dependencies: ["Archives", "Causes", "Execution", "Reports", "Store", "Verification", system],
      path: "misc/bench/Sources"))
}

// Only misc/fuzz.sh builds it.
if Context.environment["ASSAY_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "assay-fuzz", dependencies: ["Archives", "Causes", "Comparison", "Diagnostics"],
      path: "misc/fuzz/Sources", linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]))
  for target in package.targets where target.type == .regular || target.type == .executable {
    target.swiftSettings = [.unsafeFlags(["-sanitize=fuzzer,address"])]
  }
}

for target in package.targets where target.type != .system && target.name != "CToml" {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .treatAllWarnings(as: .error),
    ]
}

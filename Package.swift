// swift-tools-version: 6.0
import PackageDescription

/// A module of the product. `swiftLanguageModes` is 5: engine state lives in one context object per runspace, and
/// each runspace runs on one thread.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: ["README.md"] + exclude)
}

/// A C library that comes as a Debian package (see ARCHITECTURE.md, Dependencies).
func library(_ name: String, package: String) -> Target {
  .systemLibrary(name: name, providers: [.apt([package])])
}

let package = Package(
  name: "CsShell",
  products: [.executable(name: "csshell", targets: ["csshell"])],
  targets: [
    library("CPCRE2", package: "libpcre2-dev"),
    library("CEdit", package: "libedit-dev"),
    library("CExpat", package: "libexpat1-dev"),
    library("CUtf8proc", package: "libutf8proc-dev"),
    .systemLibrary(name: "CMalloc"),

    module("Syntax"),
    module("Primitives", ["CPCRE2", "CUtf8proc"]),
    module("Engine", ["Syntax", "Primitives"]),
    module("NetTypes", ["Engine", "Codecs"]),
    module("Codecs", ["Primitives"]),
    module("CSharp", ["Engine", "NetTypes"]),
    module("Formatting", ["Engine", "CUtf8proc"]),
    module("Completion", ["Engine"]),
    module("CoreCmdlets", ["Engine", "Formatting", "Codecs", "NetTypes", "Completion", "CSharp"], exclude: ["Help/core.txt", "Help/management.txt", "Help/shared.txt", "Help/utility.txt"]),
    module("Directory"),
    module("Lync", ["Directory", "Primitives", "CExpat"], exclude: ["Deployments/a.psd1", "Deployments/b.psd1", "Deployments/c.psd1", "Settings/policies.txt", "Settings/configurations.txt", "Settings/builders.txt", "Settings/items.txt"]),
    module("LyncCmdlets", ["Lync", "Engine", "Formatting", "Completion"], exclude: ["Actions/actions.txt", "Help/lync.txt", "Items/cmdlets.txt", "SyntheticTests/tests.txt"]),
    module("Labs", ["LyncCmdlets"], exclude: ["Packs"]),
    module("Console", ["Engine", "Codecs", "Formatting", "Completion", "CEdit"]),
    .executableTarget(name: "lync-check", dependencies: ["Lync"], path: "Tests/LyncCheck"),
    .executableTarget(name: "csshell", dependencies: ["CoreCmdlets", "LyncCmdlets", "Labs", "Console", "CMalloc"], exclude: ["README.md"]),
    .executableTarget(name: "fuzz", dependencies: ["Syntax", "Primitives"], path: "Tests/Fuzz"),
    .testTarget(name: "EngineTests", dependencies: ["Engine"]),
    .testTarget(name: "DirectoryTests", dependencies: ["Directory"]),
    .testTarget(name: "CodecsTests", dependencies: ["Codecs"]),
    .testTarget(name: "SyntaxTests", dependencies: ["Syntax"]),
  ],
  swiftLanguageModes: [.v5]
)

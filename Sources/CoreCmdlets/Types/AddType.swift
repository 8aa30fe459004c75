/// Adds types: assemblies by name when their types are here anyway, and types compiled from C# (module CSharp).
import CSharp
import Engine
import NetTypes
import Primitives

struct AddType: Cmdlet {
  static let command = Command("Add", "Type", defaultSet: "FromSource", outputs: ["System.Type"], synopsis: "Makes types of C# source available.",
    description:
      """
      C# source is compiled by the shell itself: classes, structs, interfaces, enums, delegates and records with everything in them, generics, lambdas, LINQ, \
      iterators, cmdlets. Pointers and unsafe code are not known, and functions of Windows libraries are declared but cannot be called. Warnings count as \
      errors unless -IgnoreWarnings is given.
      """,
    examples: [
      ("An enum", "Add-Type -TypeDefinition \"public enum Colour { Red, Green = 5 }\""),
      ("A method", "Add-Type -Name Numbers -Namespace Demo -MemberDefinition 'public static int Twice(int n) { return 2 * n; }'; [Demo.Numbers]::Twice(21)"),
      ("A file, with its types returned", "Add-Type -Path ./Tools.cs -PassThru"),
      ("A cmdlet", "Add-Type -Path ./Commands.cs -PassThru | ForEach-Object Assembly | Import-Module")
    ])
  @Parameter("TypeDefinition", at: 0, sets: ["FromSource"]) var typeDefinition: String
  @Parameter("Name", at: 0, sets: ["FromMember"]) var name: String
  @Parameter("MemberDefinition", at: 1, sets: ["FromMember"], mandatory: true) var memberDefinition: [String]
  @Parameter("Namespace", sets: ["FromMember"], aliases: ["NS"], attributes: [.allowNull]) var namespace: String?
  @Parameter("UsingNamespace", sets: ["FromMember"], aliases: ["Using"], validate: [.notNull]) var usingNamespace: [String]
  @Parameter("Path", at: 0, sets: ["FromPath"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", sets: ["FromLiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("AssemblyName", sets: ["FromAssemblyName"], mandatory: true, aliases: ["AN"]) var assemblyName: [String]
  @Parameter("Language", sets: ["FromSource", "FromMember"], type: "Microsoft.PowerShell.Commands.Language", fidelity: .inert) var language: Value?
  @Parameter("ReferencedAssemblies", sets: ["FromSource", "FromMember", "FromPath", "FromLiteralPath"], aliases: ["RA"]) var referencedAssemblies: [String]
  @Parameter("OutputAssembly", sets: ["FromSource", "FromMember", "FromPath", "FromLiteralPath"], aliases: ["OA"]) var outputAssembly: String?
  @Parameter("OutputType", sets: ["FromSource", "FromMember", "FromPath", "FromLiteralPath"], aliases: ["OT"], type: "Microsoft.PowerShell.Commands.OutputAssemblyType") var outputType: Value?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("IgnoreWarnings", sets: ["FromSource", "FromMember", "FromPath", "FromLiteralPath"]) var ignoreWarnings: Switch
  @Parameter("CompilerOptions", sets: ["FromSource", "FromMember", "FromPath", "FromLiteralPath"], validate: [.notNullOrEmpty]) var compilerOptions: [String]

  mutating func process(_ shell: Invocation) throws {
    if shell.context.languageMode == .constrained {
      throw shell.terminating(
        "CannotDefineNewType", .permissionDenied, "Cannot add type. Definition of new types is not supported in this language mode.",
        exception: "System.Management.Automation.PSNotSupportedException")
    }
    if let kind = outputType {
      if Conversion.toString(kind, shell.context) != "Library" {
        throw shell.terminating(
          "AssemblyTypeNotSupported", .notImplemented, "Both the assembly types 'ConsoleApplication' and 'WindowsApplication' are not currently supported.",
          exception: "System.Management.Automation.PSNotSupportedException", target: kind)
      }
      if (outputAssembly ?? "").isEmpty {
        throw shell.terminating(
          "OUTPUTTYPE_REQUIRES_ASSEMBLY", .invalidArgument,
          "Cannot add type. The OutputType parameter requires that the OutputAssembly parameter be specified.", exception: "System.Exception", target: kind)
      }
    }
    switch shell.parameterSet {
    case "FromAssemblyName": try assemblies(shell)
    case "FromMember": try compile([SourceText(memberSource)], shell)
    case "FromSource": try compile([SourceText(typeDefinition)], shell)
    default:
      var sources: [SourceText] = []
      for name in $literalPath.isBound ? literalPath : path {
        for file in try shell.filePaths(name, literal: $literalPath.isBound) {
          let lower = file.lowercased()
          if lower.hasSuffix(".cs") { sources.append(SourceText(try shell.readText(file, literal: true), path: file)); continue }
          let end = file.split(separator: "/").last?.split(separator: ".").dropFirst().last.map { "." + $0 } ?? ""
          if lower.hasSuffix(".dll") {
            guard let a = try CompiledAssemblies.load(file, shell) else {
              if Posix.info(file) != nil {
                throw shell.terminating(
                  "System.BadImageFormatException", .notSpecified,
                  """
                  Could not load file or assembly '\(file)'. Only assemblies that Add-Type -OutputAssembly wrote here can be loaded: csshell runs no compiled \
                  .NET code.
                  """,
                  exception: "System.BadImageFormatException", target: .str(file))
              }
              throw shell.terminating("ASSEMBLY_NOT_FOUND", .objectNotFound, "Cannot add type. The assembly '\(file)' could not be found.", exception: "System.Exception", target: .str(file))
            }
            if passThru.isOn { for t in a.types { try shell.write(.type(t)) } }
            continue
          }
          let shown = end.uppercased()
          throw shell.terminating("EXTENSION_NOT_SUPPORTED", .invalidArgument, "Cannot add type. The \"\(shown)\" extension is not supported.", exception: "System.Exception", target: .str(shown))
        }
      }
      if !sources.isEmpty { try compile(sources, shell) }
    }
  }
  /// A class around the members given.
  private var memberSource: String {
    let usings = usingNamespace.map { "using \($0);\n" }.joined()
    let type = "    public class \(name)\n    {\n    \(memberDefinition.joined(separator: "\n"))\n    }\n"
    let space = $namespace.isBound ? namespace ?? "" : "Microsoft.PowerShell.Commands.AddType.AutoGeneratedTypes"
    return "using System;\nusing System.Runtime.InteropServices;\n\(usings)\n" + (space.isEmpty ? type : "namespace \(space)\n{\n\(type)\n}\n")
  }
  private func assemblies(_ shell: Invocation) throws {
    for a in assemblyName {
      let name = AssemblyNames.name(ofFile: a) ?? a.split(separator: ",").first.map { $0.trimmingBlanks } ?? a
      if !AssemblyNames.isKnown(name) { throw try notFound(a, shell) }
      if passThru.isOn { for t in PSAssembly(name).allTypes { try shell.write(.type(t)) } }
    }
  }
  /// Of an assembly that is no part of this shell: it is looked for as a file.
  private func notFound(_ name: String, _ shell: Invocation) throws -> TerminatingError {
    let refusal = shell.terminating("ErrorLoadingAssembly", .invalidOperation, "Cannot load assembly '\(name)'.", exception: "System.Exception", target: .str(name))
    if name.hasPrefix("/") {
      return shell.terminating(
        "System.IO.FileNotFoundException", .notSpecified, "Could not load file or assembly '\(name)'. The system cannot find the file specified.",
        exception: "System.IO.FileNotFoundException")
    }
    let file = name.contains("/") || name.lowercased().hasSuffix(".dll") ? name : (name.split(separator: ",").first.map { $0.trimmingBlanks } ?? name) + ".dll"
    for p in try shell.space.expand(file, literal: false) where !p.exists {
      return shell.terminating(PathSpace.notFound(p.display))
    }
    return refusal
  }
  private func compile(_ sources: [SourceText], _ shell: Invocation) throws {
    for option in compilerOptions {
      guard let value = option.lowercased().hasPrefix("/platform:") || option.lowercased().hasPrefix("-platform:") ? option.dropFirst(10) : nil,
        !["anycpu", "x86", "x64", "arm", "arm64", "itanium"].contains(value.lowercased())
      else { continue }
      try shell.error("SOURCE_CODE_ERROR", .invalidData, "error CS1672: Invalid option '\(value)' for /platform; must be anycpu, x86, Itanium, arm, arm64 or x64", exception: "System.Exception")
      throw failed(shell)
    }
    let file = try outputAssembly.map { try shell.space.expand($0, literal: true).first?.display ?? $0 }
    let key = sources.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\u{0}")
    if file == nil || passThru.isOn, let known = CompiledAssemblies.known[key] {
      try shell.verbose("The source code was already compiled and loaded.")
      return try pass(known, shell)
    }
    let compilation = Compilation(sources, assembly: PSAssembly(CompiledAssemblies.newName(file), file: file), references: CompiledAssemblies.types(of: referencedAssemblies), shell.context)
    let duplicates = compilation.declaredNames.filter { CompiledAssemblies.typeNames.contains($0) }
    // another engine may have compiled the same meanwhile
    if !duplicates.isEmpty, file == nil, let known = CompiledAssemblies.known[key] { return try pass(known, shell) }
    for n in duplicates.reversed() {
      try shell.error(
        "TYPE_ALREADY_EXISTS", .invalidOperation, "Cannot add type. The type name '\(n)' already exists.", exception: "System.Exception", target: .str(n))
    }
    if !duplicates.isEmpty { throw failed(shell) }
    let isGood = compilation.compile(warningsAreErrors: !ignoreWarnings.isOn, installs: file == nil || passThru.isOn)
    for d in compilation.diagnostics {
      if !d.isError { try shell.warning(d.text); continue }
      try shell.error(ErrorRecord(PSException("System.Exception", d.text), id: "SOURCE_CODE_ERROR", .invalidData, target: .other(DiagnosticObject(d))))
    }
    if !isGood { throw failed(shell) }
    if let file { try CompiledAssemblies.write(sources, to: file, shell) }
    if file != nil, !passThru.isOn { return }
    CompiledAssemblies.typeNames.formUnion(compilation.declaredNames)
    CompiledAssemblies.known[key] = compilation.assembly
    try pass(compilation.assembly, shell)
  }
  private func pass(_ a: PSAssembly, _ shell: Invocation) throws { if passThru.isOn { for t in a.types { try shell.write(.type(t)) } } }
  private func failed(_ shell: Invocation) -> TerminatingError {
    shell.terminating("COMPILER_ERRORS", .invalidData, "Cannot add type. Compilation errors occurred.", exception: "System.InvalidOperationException")
  }
}

/// What the compiler said, as the error's target.
final class DiagnosticObject: Ref {
  private let diagnostic: Diagnostic
  init(_ d: Diagnostic) { diagnostic = d; super.init() }
  override var netType: NetType { TypeTable.named("Microsoft.CodeAnalysis.CSharp.CSDiagnostic") }
  override func text() -> String { diagnostic.headline }
}

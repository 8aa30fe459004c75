/// Adds types: assemblies by name when their types are here anyway, enums and plain data classes from C# text. There is no compiler.
import Engine

struct AddType: Cmdlet {
  static let command = Command("Add", "Type", defaultSet: "FromSource", outputs: ["System.Type"], synopsis: "Adds a Microsoft .NET class to a PowerShell session.", examples: [("An enum", "Add-Type -TypeDefinition \"public enum Colour { Red, Green = 5 }\"")])
  @Parameter("TypeDefinition", at: 0, sets: ["FromSource"]) var typeDefinition: String
  @Parameter("Name", at: 0, sets: ["FromMember"], fidelity: .inert) var name: String
  @Parameter("MemberDefinition", at: 1, sets: ["FromMember"], mandatory: true, fidelity: .inert) var memberDefinition: [String]
  @Parameter("Namespace", sets: ["FromMember"], aliases: ["NS"], attributes: [.allowNull], fidelity: .inert) var namespace: String?
  @Parameter("UsingNamespace", sets: ["FromMember"], aliases: ["Using"], validate: [.notNull], fidelity: .inert) var usingNamespace: [String]
  @Parameter("Language", sets: ["FromSource", "FromMember"], type: "Microsoft.PowerShell.Commands.Language", fidelity: .inert) var language: Value?
  @Parameter("ReferencedAssemblies", sets: ["FromSource", "FromMember", "FromPath", "FromLiteralPath"], aliases: ["RA"], fidelity: .inert) var referencedAssemblies: [String]
  @Parameter("OutputAssembly", sets: ["FromSource", "FromMember", "FromPath", "FromLiteralPath"], aliases: ["OA"]) var outputAssembly: String?
  @Parameter("OutputType", sets: ["FromSource", "FromMember", "FromPath", "FromLiteralPath"], aliases: ["OT"], type: "Microsoft.PowerShell.Commands.OutputAssemblyType") var outputType: Value?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("IgnoreWarnings", sets: ["FromSource", "FromMember", "FromPath", "FromLiteralPath"], fidelity: .inert) var ignoreWarnings: Switch
  @Parameter("CompilerOptions", sets: ["FromSource", "FromMember", "FromPath", "FromLiteralPath"], validate: [.notNullOrEmpty], fidelity: .inert) var compilerOptions: [String]
  @Parameter("Path", at: 0, sets: ["FromPath"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", sets: ["FromLiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("AssemblyName", sets: ["FromAssemblyName"], mandatory: true, aliases: ["AN"]) var assemblyName: [String]

  mutating func process(_ shell: Invocation) throws {
    if let kind = outputType {
      if Conversion.toString(kind, shell.context) != "Library" {
        throw shell.terminating("AssemblyTypeNotSupported", .notImplemented, "Both the assembly types 'ConsoleApplication' and 'WindowsApplication' are not currently supported.", exception: "System.Management.Automation.PSNotSupportedException", target: kind)
      }
      if (outputAssembly ?? "").isEmpty {
        throw shell.terminating("OUTPUTTYPE_REQUIRES_ASSEMBLY", .invalidArgument, "Cannot add type. The OutputType parameter requires that the OutputAssembly parameter be specified.", exception: "System.Exception", target: kind)
      }
    }
    switch shell.parameterSet {
    case "FromAssemblyName": try assemblies(shell)
    case "FromMember": throw try refuse("a member definition", 1, shell)
    case "FromSource": try source(typeDefinition, shell)
    default:
      for name in $literalPath.isBound ? literalPath : path {
        for file in try shell.filePaths(name, literal: $literalPath.isBound) {
          let lower = file.lowercased()
          if lower.hasSuffix(".cs") { try source(try shell.readText(file, literal: true), shell); continue }
          let end = file.split(separator: "/").last?.split(separator: ".").dropFirst().last.map { "." + $0 } ?? ""
          if lower.hasSuffix(".dll") { throw shell.terminating("ASSEMBLY_NOT_FOUND", .objectNotFound, "Cannot add type. The assembly '\(file)' could not be found.", exception: "System.Exception", target: .str(file)) }
          throw shell.terminating("EXTENSION_NOT_SUPPORTED", .invalidArgument, "Cannot add type. The \"\(end)\" extension is not supported.", exception: "System.Exception", target: .str(end))
        }
      }
    }
  }
  private func assemblies(_ shell: Invocation) throws {
    for a in assemblyName {
      let name = a.split(separator: ",").first.map { $0.trimmingBlanks } ?? a
      if !AssemblyNames.isKnown(name) { throw try notFound(a, shell) }
    }
  }
  /// Of an assembly that is no part of this shell: it is looked for as a file.
  private func notFound(_ name: String, _ shell: Invocation) throws -> TerminatingError {
    let refusal = shell.terminating("ErrorLoadingAssembly", .invalidOperation, "Cannot load assembly '\(name)'.", exception: "System.Exception", target: .str(name))
    if name.hasPrefix("/") { return shell.terminating("System.IO.FileNotFoundException", .notSpecified, "Could not load file or assembly '\(name)'. The system cannot find the file specified.", exception: "System.IO.FileNotFoundException") }
    let file = name.contains("/") || name.lowercased().hasSuffix(".dll") ? name : (name.split(separator: ",").first.map { $0.trimmingBlanks } ?? name) + ".dll"
    for p in try shell.space.expand(file, literal: false) where !p.exists {
      return shell.terminating(PathSpace.notFound(p.display))
    }
    return refusal
  }
  private func source(_ text: String, _ shell: Invocation) throws {
    let found: [CSharpSource.Declaration]
    do { var s = CSharpSource(text); found = try s.declarations() }
    catch let p as CSharpSource.Problem { throw try refuse(p.what, p.line, shell) }
    let key = "Add-Type " + text
    let isKnown = shell.context.services[key] != nil
    for d in found where !isKnown {
      if TypeTable.resolve(d.fullName) != nil { throw shell.terminating("TYPE_ALREADY_EXISTS", .invalidOperation, "Cannot add type. The type name '\(d.fullName)' already exists.", exception: "System.Exception", target: .str(d.fullName)) }
      try d.define(shell)
    }
    shell.context.services[key] = PSHash()
    if passThru.isOn { for d in found { if let t = TypeTable.resolve(d.fullName) { try shell.write(.type(t)) } } }
  }
  /// Says what was met, then that nothing was added.
  private func refuse(_ what: String, _ line: Int, _ shell: Invocation) throws -> TerminatingError {
    try shell.error("SOURCE_CODE_ERROR", .invalidData, "(\(line),1): error: this shell has no C# compiler; it understands enums and classes of public fields and properties, but not \(what).", exception: "System.Exception")
    return shell.terminating("COMPILER_ERRORS", .invalidData, "Cannot add type. Compilation errors occurred.", exception: "System.InvalidOperationException")
  }
}

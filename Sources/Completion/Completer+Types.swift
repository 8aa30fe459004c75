/// Names of types and namespaces, and the words behind `using`.
import Engine
import Primitives
import Syntax

extension Completer {
  /// Types and namespaces that begin with `typed`: accelerators by their short name, others by their full one.
  func completeTypeName(_ typed: String, attributesOnly: Bool = false) -> [CompletionMatch] {
    guard !typed.isEmpty, let pattern = try? WildcardPattern(typed.lowercased() + "*") else { return [] }
    let isAttribute = atCursor?.flags.contains(.attributeName) ?? false
    var matches: [CompletionMatch] = []
    var seen: Set<String> = []
    func add(_ text: String, _ type: String, _ full: String) {
      if seen.insert(text.lowercased()).inserted { matches.append(CompletionMatch(text, list: type, .type, toolTip: full)) }
    }
    for t in definedInText() where pattern.matches(t.name.lowercased()) { add(t.name, t.name, (t.typeKind == .enum ? "Enum " : t.typeKind == .interface ? "Interface " : "Class ") + t.name) }
    var covered: Set<String> = []
    let accelerators = TypeTable.acceleratorNames, accelerated = Set(accelerators.map { $0.fullName.lowercased() })
    for name in Completer.attributeNames where pattern.matches(name.lowercased()) || pattern.matches(name.lowercased() + "attribute") {
      add(name, name + "Attribute", "Class System.Management.Automation." + name + "Attribute")
      covered.insert("system.management.automation." + name.lowercased() + "attribute")
    }
    if pattern.matches("validatenotnullorattributebase") {
      add(
        "System.Management.Automation.ValidateNotNullOrAttributeBase", "ValidateNotNullOrAttributeBase",
        "Class System.Management.Automation.ValidateNotNullOrAttributeBase")
    }
    // written as the accelerator of the same name
    covered.insert("system.management.automation.pscustomobject")
    for (name, full) in accelerators.sorted(by: { $0.name < $1.name }) where pattern.matches(name) {
      let t = TypeTable.get(full)
      if t.name.equalsIgnoringCase(name) { covered.insert(t.fullName.lowercased()) }
      add(Completer.acceleratorSpelling(name, t), name == "pscustomobject" ? "PSObject" : t.name, tip(t, accelerated))
    }
    // Full names are offered where as many dots are typed as they have; where none is, all whose own name fits.
    let used = usedNamespaces()
    let depth = typed.utf8.reduce(1) { $0 + ($1 == 46 ? 1 : 0) }
    func short(_ full: String) -> String { full.lastIndex(of: ".").map { String(full[full.index(after: $0)...]) } ?? full }
    func innermost(_ full: String) -> String { full.lastIndex { $0 == "." || $0 == "+" }.map { String(full[full.index(after: $0)...]) } ?? full }
    func isMeant(_ full: String) -> Bool {
      if Completer.internalTypes.contains(full) || full.contains("`") || full.contains("-") || full.contains("+") && !typed.contains("+") && !Completer.publicNested.contains(full) { return false }
      return pattern.matches(full) || depth == 1 && pattern.matches(innermost(full))
    }
    var namespaceNames: Set<String> = []
    func addNamespace(_ full: String) {
      let parts = full.split(separator: ".")
      guard parts.count > depth else { return }
      let n = parts[..<depth].joined(separator: ".")
      guard pattern.matches(n.lowercased()) else { return }
      // a type only known by a lower-case name does not make a namespace of its own
      if let old = namespaceNames.first(where: { $0.equalsIgnoringCase(n) }) {
        if old == old.lowercased(), n != old { namespaceNames.remove(old); namespaceNames.insert(n) }
      } else {
        namespaceNames.insert(n)
      }
    }
    for t in TypeTable.types(where: isMeant) where t.fullName != t.fullName.lowercased() {
      addNamespace(t.fullName)
      if covered.contains(t.fullName.lowercased()) { continue }
      let full = t.fullName.lowercased()
      guard depth == 1 ? pattern.matches(innermost(full)) : full.split(separator: ".").count == depth && pattern.matches(full) else { continue }
      let n = depth == 1 ? used.filter { full.hasPrefix($0.lowercased() + ".") }.max { $0.count < $1.count } : nil
      add(n.map { String(t.fullName.dropFirst($0.count + 1)) } ?? t.fullName, t.name, tip(t, accelerated))
    }
    for (full, arity) in TypeTable.genericDefinitions {
      let name = short(full), isWhole = pattern.matches(full.lowercased())
      if isWhole { addNamespace(full) }
      guard !name.contains("+"), depth == 1 ? pattern.matches(name.lowercased()) : isWhole && full.split(separator: ".").count == depth else { continue }
      let n = used.filter { full.lowercased().hasPrefix($0.lowercased() + ".") }.max { $0.count < $1.count }
      add(n.map { String(full.dropFirst($0.count + 1)) } ?? full, name + "<>", full + "[" + (arity == 1 ? "T" : (1...max(arity, 1)).map { "T\($0)" }.joined(separator: ", ")) + "]")
    }
    if isAttribute { matches = matches.filter { $0.listItemText.hasSuffix("Attribute") || $0.listItemText.hasSuffix("AttributeBase") || !$0.completionText.lowercased().hasPrefix("validate") } }
    matches += namespaceNames.map { CompletionMatch($0, list: short($0), .namespace, toolTip: "Namespace " + $0) }
    return matches.sorted { Collation.compare($0.listItemText, $1.listItemText, ignoreCase: true) < 0 }
  }
  /// What a type is, and its name; of .NET's own types without an accelerator PowerShell knows the name alone.
  private func tip(_ t: NetType, _ accelerated: Set<String>) -> String {
    if t.scriptClass == nil, !accelerated.contains(t.fullName.lowercased()), !["System.Management.Automation.", "Microsoft.PowerShell."].contains(where: t.fullName.hasPrefix) { return t.fullName }
    let kind = t.category == .delegate ? "Delegate " : t.category == .interface ? "Interface " : t.enumeration != nil ? "Enum " : t.isValueType ? "Struct " : "Class "
    return kind + t.fullName
  }

  /// Types the shell knows that .NET does not show to scripts.
  private static let internalTypes: Set<String> = Set([
    "NullVariable", "ParameterBindingArgumentTransformationException", "ParameterBindingValidationException", "PowerShellAsyncResult", "PSCultureVariable",
    "PSRemotingJob", "PSScriptCmdlet", "PSUICultureVariable", "PSVariableAttributeCollection", "QuestionMarkVariable", "ScriptDebugger",
    "StopUpstreamCommandsException", "TypeAccelerators", "Internal.Host.InternalHost", "Internal.Host.InternalHostUserInterface", "Language.InternalScriptExtent",
    "Language.InternalScriptPosition", "Runspaces.ConsolidatedString",
  ].map { "system.management.automation." + $0.lowercased() })

  /// Nested types that everybody may use, and so are offered.
  private static let publicNested: Set<String> = [
    "system.text.stringbuilder+appendinterpolatedstringhandler", "system.text.stringbuilder+chunkenumerator", "system.environment+specialfolder",
    "system.environment+specialfolderoption",
  ]

  /// Attributes of parameters, functions and classes by the names they are written with.
  private static let attributeNames = [
    "Alias", "AllowEmptyCollection", "AllowEmptyString", "AllowNull", "ArgumentCompleter", "ArgumentCompletions", "CmdletBinding", "OutputType", "Parameter",
    "PSDefaultValue", "SupportsWildcards", "ValidateCount", "ValidateDrive", "ValidateLength", "ValidateNotNull", "ValidateNotNullOrEmpty", "ValidateNotNullOrWhiteSpace",
    "ValidatePattern", "ValidateRange", "ValidateScript", "ValidateSet", "ValidateTrustedData", "ValidateUserDrive",
  ]

  func completeNamespace(_ typed: String) -> [CompletionMatch] {
    guard let pattern = try? WildcardPattern(typed.lowercased() + "*") else { return [] }
    let depth = typed.split(separator: ".", omittingEmptySubsequences: false).count
    var names: Set<String> = []
    for t in TypeTable.types(where: { pattern.matches($0) }) {
      let parts = t.namespace.split(separator: ".")
      guard parts.count >= depth else { continue }
      let n = parts[..<depth].joined(separator: ".")
      if let old = names.first(where: { $0.equalsIgnoringCase(n) }) { if old == old.lowercased(), n != old { names.remove(old); names.insert(n) } } else { names.insert(n) }
    }
    return names.filter { pattern.matches($0.lowercased()) }.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }.map {
      CompletionMatch($0, list: String($0.split(separator: ".").last ?? ""), .namespace)
    }
  }

  private static func acceleratorSpelling(_ name: String, _ t: NetType) -> String {
    // .NET's name of a number that has one of its own
    if t.name.lowercased() == name, ["int16", "int32", "int64", "uint16", "uint32", "uint64", "single"].contains(name) { return t.name }
    // attribute names are written as their classes are
    if t.name.lowercased() == name + "attribute" { return String(t.name.dropLast(9)) }
    return TypeTable.spelling(of: name)
  }

  /// Classes and enums the text defines.
  func definedInText() -> [TypeDefinitionAst] {
    var out: [TypeDefinitionAst] = []
    func visit(_ n: Ast) { if let t = n as? TypeDefinitionAst { out.append(t) }; for c in n.children { visit(c) } }
    visit(tree)
    return out
  }
  /// Namespaces the text itself opens; those open at the prompt shorten no name, as in PowerShell.
  func usedNamespaces() -> [String] { tree.usingStatements.compactMap { $0.usingKind == .namespace ? $0.name?.value : nil } }

  private static let usings = [
    ("assembly", "Specifies the path to a .NET assembly to load.\n\nusing assembly <.NET-assembly-path>"),
    ("module", "Specifies a PowerShell module to load classes from.\n\nusing module <ModuleName or Path>\n\nusing module <ModuleSpecification hashtable>"),
    ("namespace", "Specifies a .NET namespace to resolve types from or a namespace alias.\n\nusing namespace <.NET-namespace>\n\nusing namespace <AliasName> = <.NET-namespace>"),
    ("type", "Specifies an alias for a .NET Type.\n\nusing type <AliasName> = <.NET-type>"),
  ]
  /// The word behind `using`: `using na`; nil elsewhere, and where none fits.
  func completeUsingKeyword() -> [CompletionMatch]? {
    guard let i = tokens.lastIndex(where: { Int($0.end) < cursor && $0.kind != .lineContinuation }), tokens[i].kind == .using else { return nil }
    let typed = tokens[(i + 1)...].first { Int($0.start) <= cursor && cursor <= Int($0.end) && $0.kind != .lineContinuation }
    let word = typed.map(text) ?? ""
    let found = Completer.usings.filter { $0.0.hasPrefix(word.lowercased()) }.map { CompletionMatch($0.0, .keyword, toolTip: $0.1) }
    if found.isEmpty { return nil }
    start = typed.map { Int($0.start) } ?? cursor
    length = typed.map { Int($0.end) - Int($0.start) } ?? 0
    return found
  }
  /// What `using` names: a file, a module or a namespace; nil for what it cannot name.
  func completeUsed(_ using: UsingStatementAst) -> [CompletionMatch]? {
    switch using.usingKind {
    case .namespace: return completeNamespace(word)
    case .assembly: return completePath(extensions: [".dll"])
    case .module:
      let files = completePath(extensions: [".psm1", ".psd1", ".dll", ".exe", ".cdxml"])
      return Quoting(word).content.contains(where: { $0 == "/" || $0 == "\\" || $0 == ":" }) ? files : files + completeModuleName(loadedOnly: false)
    default: return nil
    }
  }
}

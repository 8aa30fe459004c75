/// Properties of command objects: what `(Get-Command x).…` reads.
import Codecs
import Engine
import NetTypes

enum CommandMembers {
  static func register() {
    func extend(_ name: String, base: String?, _ body: @escaping (NetType) -> Void) {
      TypeTable.register(name) { NetType(name, base: base.map { TypeTable.get($0) } ?? TypeTable.object) }
      TypeTable.extend(name, body)
    }
    let root = "System.Management.Automation.CommandInfo"
    extend(root, base: nil) { t in
      common(t)
      definition(t)
      outputType(t)
      t.orderProperties("Name", "CommandType", "Source", "Version", "Visibility", "ModuleName", "Module", "RemotingCapability", "Parameters", "ParameterSets", "OutputType", "Definition")
    }
    extend("System.Management.Automation.CmdletInfo", base: root) { t in
      verbAndNoun(t)
      t.property("string HelpFile {get;}") { v, _ in .str((cmdlet(v).map { assembly(of: $0.command.module) } ?? "") + "-Help.xml") }
      t.property("string DefaultParameterSet {get;}") { v, _ in text(command(v)?.metadata.binding.defaultParameterSetName) }
      t.property("type ImplementingType {get;}") { v, _ in cmdlet(v).map { .type(ParameterObjects.implementingType($0)) } ?? .null }
      t.property("System.Management.Automation.PSSnapInInfo PSSnapIn {get;}") { v, _ in command(v).map(CommandQuery.moduleName) == SnapIn.core ? SnapIn.info : .null }
      definition(t)
      outputType(t)
      t.property("System.Management.Automation.ScopedItemOptions Options {get;set;}") { _, _ in
        .other(PSEnum(TypeTable.get("System.Management.Automation.ScopedItemOptions"), Int64(Variable.Options.readOnly.rawValue)))
      }
      t.orderProperties("Verb", "Noun", "HelpFile", "PSSnapIn", "Version", "ImplementingType", "Definition", "DefaultParameterSet", "OutputType", "Options")
    }
    extend("System.Management.Automation.FunctionInfo", base: root) { t in
      verbAndNoun(t)
      t.property("scriptblock ScriptBlock {get;}") { v, _ in (command(v) as? FunctionInfo).map { .block($0.block) } ?? .null }
      t.property("bool CmdletBinding {get;}") { v, _ in .bool(command(v)?.metadata.isAdvanced ?? false) }
      t.property("string DefaultParameterSet {get;}") { v, _ in text(command(v)?.metadata.binding.defaultParameterSetName) }
      t.property("string HelpFile {get;}") { v, _ in .str((command(v) as? FunctionInfo)?.helpFile ?? "") }
      t.property("string Description {get;set;}", set: describe) { v, _ in text(command(v)?.optionDescription) }
      options(t)
    }
    TypeTable.get("System.Management.Automation.FunctionInfo").extend { t in
      definition(t)
      outputType(t)
      t.orderProperties("ScriptBlock", "CmdletBinding", "DefaultParameterSet", "Definition", "Options", "Description", "Verb", "Noun", "HelpFile", "OutputType")
    }
    extend("System.Management.Automation.FilterInfo", base: "System.Management.Automation.FunctionInfo") { _ in }
    extend("System.Management.Automation.AliasInfo", base: root) { t in
      t.property("System.Management.Automation.CommandInfo ReferencedCommand {get;}") { v, c in
        guard let a = command(v) as? AliasInfo else { return .null }
        return c.aliasInScope(a.target).map { .other($0) } ?? referenced(v, c)
      }
      t.property("System.Management.Automation.CommandInfo ResolvedCommand {get;}") { v, c in referenced(v, c) }
      t.property("string Description {get;set;}", set: describe) { v, _ in text(command(v)?.optionDescription) }
      definition(t)
      outputType(t)
      options(t)
      t.orderProperties("ReferencedCommand", "ResolvedCommand", "Definition", "Options", "Description", "OutputType")
    }
    extend("System.Management.Automation.ScriptInfo", base: root) { t in
      t.property("scriptblock ScriptBlock {get;}") { v, _ in (command(v) as? ScriptInfo).map { .block($0.block) } ?? .null }
      definition(t)
      outputType(t)
    }
    extend("System.Management.Automation.ExternalScriptInfo", base: root) { t in
      t.property("string Path {get;}") { v, _ in text((command(v) as? ExternalScriptInfo)?.path) }
      t.property("string ScriptContents {get;}") { v, _ in text((command(v) as? ExternalScriptInfo).flatMap { try? TextCodec.decodeFile(Posix.readFile($0.path)) }) }
      t.property("scriptblock ScriptBlock {get;}") { v, c in
        guard let e = command(v) as? ExternalScriptInfo else { return .null }
        return .block(try e.block ?? c.makeBlock(TextCodec.decodeFile(try Posix.readFile(e.path)), file: e.path))
      }
    }
    extend("System.Management.Automation.ApplicationInfo", base: root) { t in
      t.property("string Path {get;}") { v, _ in text((command(v) as? ApplicationInfo)?.path) }
      t.property("string Extension {get;}") { v, _ in .str(PathText.fileExtension(command(v)?.name ?? "")) }
      definition(t)
      t.property("string Source {get;}") { v, _ in text((command(v) as? ApplicationInfo)?.path) }
      // that of the file's resources, which files of this system do not have
      t.property("version Version {get;}") { _, c in try Conversion.convert(.str("0.0.0.0"), to: TypeTable.get("System.Version"), c) }
      visibility(t)
      outputType(t)
    }
  }

  private static func describe(_ v: Value, _ x: Value, _ c: ExecutionContext) { command(v)?.optionDescription = Conversion.toString(x) }
  private static func command(_ v: Value) -> CommandInfo? { v.refValue as? CommandInfo }
  private static func cmdlet(_ v: Value) -> CmdletInfo? { v.refValue as? CmdletInfo }
  private static func text(_ s: String?) -> Value { s.map { .str($0) } ?? .null }
  /// What an alias stands for; nothing as long as nobody used its module.
  static func referencedCommand(_ v: Value, _ c: ExecutionContext) -> CommandInfo? {
    (command(v) as? AliasInfo).flatMap { c.findCommand($0.target) }.flatMap { isLoaded($0, c) ? $0 : nil }
  }
  private static func isLoaded(_ i: CommandInfo, _ c: ExecutionContext) -> Bool {
    guard let module = (i as? CmdletInfo)?.command.module, module != SnapIn.core else { return true }
    return c.commands.allCmdlets.contains { $0.wasCalled && $0.command.module == module }
  }
  private static func referenced(_ v: Value, _ c: ExecutionContext) -> Value { referencedCommand(v, c).map { .other($0) } ?? .null }

  private static func common(_ t: NetType) {
    t.property("System.Management.Automation.CommandTypes CommandType {get;}") { v, _ in command(v).map { .other(PSEnum("System.Management.Automation.CommandTypes", $0.type.rawValue)) } ?? .null }
    t.property("psmoduleinfo Module {get;}") { v, c in
      guard let i = command(v) else { return .null }
      if let m = i.module { return .other(m) }
      let name = CommandQuery.moduleName(i)
      guard !name.isEmpty, name != SnapIn.core else { return .null }
      if let m = c.modules[name.lowercased()] { return .other(m) }
      if let m = BuiltInModules.module(name) { return .other(BuiltInModules.loaded(m, c)) }
      let m = ModuleInfo(name)
      m.version = "7.0.0.0"
      return .other(m)
    }
    t.property("string ModuleName {get;}") { v, _ in .str(command(v).map(CommandQuery.moduleName) ?? "") }
    t.property("string Name {get;}") { v, _ in .str(command(v)?.name ?? "") }
    t.property("System.Collections.Generic.Dictionary[string,System.Management.Automation.ParameterMetadata] Parameters {get;}") { v, c in
      guard let i = command(v), !(i is ApplicationInfo) else { return .null }
      guard i is AliasInfo else { return .hash(ParameterObjects.table(i)) }
      // an alias knows the parameters once the module of its command is loaded
      return referencedCommand(v, c).flatMap { isLoaded($0, c) ? .hash(ParameterObjects.table($0)) : nil } ?? .null
    }
    t.property("System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.CommandParameterSetInfo] ParameterSets {get;}") { v, _ in
      command(v).flatMap { $0 is AliasInfo || $0 is ApplicationInfo ? nil : .array(ParameterObjects.sets($0)) } ?? .null
    }
    t.property("string Source {get;}") { v, _ in
      guard let i = command(v) else { return .null }
      if let e = i as? ExternalScriptInfo { return .str(e.path) }
      if let a = i as? ApplicationInfo { return .str(a.path) }
      return .str(CommandQuery.moduleName(i))
    }
    t.property("version Version {get;}") { v, c in
      guard let i = command(v) else { return .null }
      let module = (i as? CmdletInfo)?.command.module ?? (i is AliasInfo ? AliasTable.modules[i.name] : nil)
      if let module { return (try? Conversion.convert(.str(BuiltInModules.version(of: module)), to: TypeTable.get("System.Version"), c)) ?? .null }
      if let m = i.module { return (try? Conversion.convert(.str(m.version), to: TypeTable.get("System.Version"), c)) ?? .null }
      return .null
    }
    visibility(t)
    t.property("System.Management.Automation.RemotingCapability RemotingCapability {get;}") { _, _ in .other(PSEnum("System.Management.Automation.RemotingCapability", "PowerShell")) }
    t.method("System.Management.Automation.ParameterMetadata ResolveParameter(string name)") { v, a, _ in
      guard let i = command(v) else { return .null }
      return ParameterObjects.object(try ParameterObjects.resolve(Conversion.toString(a.first ?? .null), i), of: i)
    }
  }
  /// What each kind of command declares anew, in its own place among the properties.
  private static func definition(_ t: NetType) {
    t.property("string Definition {get;}") { v, c in
      guard let i = command(v) else { return .null }
      if i is CmdletInfo { return .str(CommandSyntax.text(i, c)) }
      if let e = i as? ExternalScriptInfo { return .str(e.path) }
      if let a = i as? ApplicationInfo { return .str(a.path) }
      return .str(i.definition)
    }
  }
  private static func outputType(_ t: NetType) {
    t.property("System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.PSTypeName] OutputType {get;}") { v, c in
      guard let i = command(v) else { return .null }
      let target = i is AliasInfo ? referencedCommand(v, c) : i
      // what a program writes comes as texts
      let names = target is ApplicationInfo ? ["System.String"] : target?.metadata.outputTypes
      // an alias of nothing has none
      guard let names else { return .null }
      let a = PSArray(names.map { typeName.make([.str($0), TypeTable.resolve($0).map { .type($0) } ?? .null, .null], text: $0) }, of: typeName.type)
      a.kind = .readOnlyCollection
      return .array(a)
    }
  }
  private static let typeName = RecordType(
    "System.Management.Automation.PSTypeName", ["string Name {get;}", "type Type {get;}", "System.Management.Automation.Language.TypeDefinitionAst TypeDefinitionAst {get;}"])
  private static func visibility(_ t: NetType) {
    let type = "System.Management.Automation.SessionStateEntryVisibility"
    t.property("\(type) Visibility {get;set;}", set: { v, x, c in
      command(v)?.isPrivate = Conversion.toString(try Conversion.convert(x, to: TypeTable.get(type), c)) == "Private"
    }) { v, _ in .other(PSEnum(type, command(v)?.isPrivate == true ? "Private" : "Public")) }
  }
  private static func verbAndNoun(_ t: NetType) {
    t.property("string Verb {get;}") { v, _ in
      guard let n = command(v)?.name else { return .null }
      return .str(n.firstIndex(of: "-").map { String(n[..<$0]) } ?? "")
    }
    t.property("string Noun {get;}") { v, _ in
      guard let n = command(v)?.name else { return .null }
      return .str(n.firstIndex(of: "-").map { String(n[n.index(after: $0)...]) } ?? "")
    }
  }
  /// Where that file lies.
  static func file(of module: String) -> String { "/opt/microsoft/powershell/7/" + assembly(of: module) }
  /// The file that PowerShell has the cmdlets of a module in.
  private static func assembly(of module: String) -> String {
    switch module {
    case "Microsoft.PowerShell.Core": "System.Management.Automation.dll"
    case "Microsoft.PowerShell.Host": "Microsoft.PowerShell.ConsoleHost.dll"
    case "Microsoft.PowerShell.Utility", "Microsoft.PowerShell.Management": module.replacing("PowerShell.", with: "PowerShell.Commands.") + ".dll"
    default: module + ".dll"
    }
  }
  private static func options(_ t: NetType) {
    t.property("System.Management.Automation.ScopedItemOptions Options {get;set;}", set: { v, x, _ in
      guard let wanted = Variable.Options.of(x), let c = command(v) else { return }
      try refuse(wanted, c)
      c.options = wanted
    }) { v, _ in .other(PSEnum(TypeTable.get("System.Management.Automation.ScopedItemOptions"), Int64(command(v)?.options.rawValue ?? 0))) }
  }
  /// Options that an alias or a function does not take.
  private static func refuse(_ wanted: Variable.Options, _ c: CommandInfo) throws {
    let kind = c is AliasInfo ? "Alias" : "Function", name = c.name
    func refusal(_ what: String, _ message: String) -> TerminatingError {
      TerminatingError(kind + what, message, .writeError, exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(name))
    }
    func unmodified(_ why: String) -> String { kind == "Alias" ? "Alias \(name) cannot be modified because it is \(why)." : "Cannot modify function \(name) because it is \(why)." }
    if c.options.contains(.constant) { throw refusal("IsConstant", unmodified("constant")) }
    if kind == "Alias", c.options.contains(.readOnly) { throw refusal("IsReadOnly", unmodified("read-only")) }
    if wanted.contains(.constant) {
      throw refusal(
        "CannotBeMadeConstant",
        kind == "Alias"
          ? "Alias \(name) cannot be made constant after it has been created. Aliases can only be made constant at creation time."
          : "Existing function \(name) cannot be made constant. Functions can be made constant only at creation time.")
    }
    if c.options.contains(.allScope), !wanted.contains(.allScope) {
      throw refusal("AllScopeOptionCannotBeRemoved", "The AllScope option cannot be removed from the \(kind.lowercased()) '\(name)'.")
    }
  }
}

/// Parameters of a command as objects.
enum ParameterObjects {
  private static let metadata = RecordType(
    "System.Management.Automation.ParameterMetadata",
    [
      "string Name {get;set;}", "type ParameterType {get;set;}",
      "System.Collections.Generic.Dictionary[string,System.Management.Automation.ParameterSetMetadata] ParameterSets {get;}", "bool IsDynamic {get;set;}",
      "System.Collections.ObjectModel.Collection[string] Aliases {get;}", "System.Collections.ObjectModel.Collection[System.Attribute] Attributes {get;}",
      "bool SwitchParameter {get;}"
    ])
  private static let setTraits = RecordType(
    "System.Management.Automation.ParameterSetMetadata",
    [
      "bool IsMandatory {get;set;}", "int Position {get;set;}", "bool ValueFromPipeline {get;set;}", "bool ValueFromPipelineByPropertyName {get;set;}",
      "bool ValueFromRemainingArguments {get;set;}", "string HelpMessage {get;set;}", "string HelpMessageBaseName {get;set;}", "string HelpMessageResourceId {get;set;}"
    ])
  private static let setInfo = RecordType(
    "System.Management.Automation.CommandParameterSetInfo",
    [
      "string Name {get;}", "bool IsDefault {get;}",
      "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.CommandParameterInfo] Parameters {get;}"
    ])
  private static let info = RecordType(
    "System.Management.Automation.CommandParameterInfo",
    [
      "string Name {get;}", "type ParameterType {get;}", "bool IsMandatory {get;}", "bool IsDynamic {get;}", "int Position {get;}",
      "bool ValueFromPipeline {get;}", "bool ValueFromPipelineByPropertyName {get;}", "bool ValueFromRemainingArguments {get;}", "string HelpMessage {get;}",
      "System.Collections.ObjectModel.ReadOnlyCollection[string] Aliases {get;}",
      "System.Collections.ObjectModel.ReadOnlyCollection[System.Attribute] Attributes {get;}"
    ])
  static func attribute(_ name: String, _ properties: [String]) -> RecordType {
    RecordType("System.Management.Automation." + name, base: base(of: name).map { "System.Management.Automation." + $0 } ?? "System.Attribute", properties)
  }
  static let experimental = attribute("ExperimentalAttribute", ["string ExperimentName {get;}", "System.Management.Automation.ExperimentAction ExperimentAction {get;}"])
  static let parameter = attribute(
    "ParameterAttribute",
    [
      "string ExperimentName {get;}", "System.Management.Automation.ExperimentAction ExperimentAction {get;}", "int Position {get;set;}",
      "string ParameterSetName {get;set;}", "bool Mandatory {get;set;}",
      "bool ValueFromPipeline {get;set;}", "bool ValueFromPipelineByPropertyName {get;set;}", "bool ValueFromRemainingArguments {get;set;}",
      "string HelpMessage {get;set;}", "string HelpMessageBaseName {get;set;}", "string HelpMessageResourceId {get;set;}", "bool DontShow {get;set;}"
    ])
  static let alias = attribute("AliasAttribute", ["System.Collections.Generic.IList[string] AliasNames {get;}"])
  static let validateSet = attribute("ValidateSetAttribute", ["string ErrorMessage {get;set;}", "bool IgnoreCase {get;set;}", "System.Collections.Generic.IList[string] ValidValues {get;}"])
  static let argumentCompleter = attribute("ArgumentCompleterAttribute", ["type Type {get;}", "scriptblock ScriptBlock {get;}"])
  static let validateRange = attribute("ValidateRangeAttribute", ["System.Object MinRange {get;}", "System.Object MaxRange {get;}"])
  static let validatePattern = attribute("ValidatePatternAttribute", ["string RegexPattern {get;}", "System.Text.RegularExpressions.RegexOptions Options {get;set;}", "string ErrorMessage {get;set;}"])
  static let validateLength = attribute("ValidateLengthAttribute", ["int MinLength {get;}", "int MaxLength {get;}"])
  static let validateCount = attribute("ValidateCountAttribute", ["int MinLength {get;}", "int MaxLength {get;}"])
  static let plain: [String: RecordType] = Dictionary(
    uniqueKeysWithValues: [
      "AllowNullAttribute", "AllowEmptyStringAttribute", "AllowEmptyCollectionAttribute", "ValidateNotNullAttribute", "ValidateNotNullOrEmptyAttribute",
      "ValidateNotNullOrWhiteSpaceAttribute", "SupportsWildcardsAttribute", "CredentialAttribute"
    ].map { ($0, attribute($0, [])) })

  private static func list(_ names: [String]) -> Value { let a = PSArray(names.map { .str($0) }, of: TypeTable.string); a.kind = .collection; return .array(a) }
  private static func position(_ p: Int?) -> Value { .int(p.map { Int32(clamping: $0) } ?? .min) }

  static var noExperiment: Value { .other(PSEnum("System.Management.Automation.ExperimentAction", "None")) }
  /// - Parameter c: the command the parameter is of, whose text says in which order the attributes come
  static func attributes(_ p: ParameterMetadata, of c: CommandInfo? = nil) -> Value {
    let written = c.flatMap { declaration(of: p.name, $0) }
    var all: [Value] = (written == nil ? p.sets : p.sets.reversed()).map { s in
      parameter.make([
        .null, noExperiment, position(s.position), .str(s.name), .bool(s.mandatory), .bool(s.fromPipeline), .bool(s.fromPropertyName), .bool(s.remaining),
        s.helpMessage.isEmpty ? .null : .str(s.helpMessage), .null, .null, .bool(s.dontShow)
      ])
    }
    if !p.aliases.isEmpty { all.append(alias.make([list(p.aliases)])) }
    if p.displayType.fullName == "System.Text.Encoding" { all += EncodingAttribute.all }
    all += p.attributes.compactMap(object)
    if let written { all = inWrittenOrder(all, written) }
    let a = PSArray(all, of: TypeTable.get("System.Attribute"))
    a.kind = .collection
    return .array(a)
  }
  /// One attribute as an object; nil for those that are no objects of their own here.
  static func object(_ a: Engine.Attribute) -> Value? {
    switch a {
    case .allowNull: bare("AllowNullAttribute")
    case .allowEmptyString: bare("AllowEmptyStringAttribute")
    case .allowEmptyCollection: bare("AllowEmptyCollectionAttribute")
    case .supportsWildcards: bare("SupportsWildcardsAttribute")
    case .credential: bare("CredentialAttribute")
    case .argumentCompleter: argumentCompleter.make([.null, .null])
    case .validate(let v): validation(v)
    case .note(let v): v
    default: nil
    }
  }
  private static let cmdletAttribute = attribute(
    "CmdletAttribute",
    [
      "string NounName {get;}", "string VerbName {get;}", "string DefaultParameterSetName {get;set;}", "bool SupportsShouldProcess {get;set;}",
      "bool SupportsPaging {get;set;}", "System.Management.Automation.ConfirmImpact ConfirmImpact {get;set;}"
    ])
  private static let dynamicParameters = "System.Management.Automation.IDynamicParameters"
  /// Cmdlets of these ask the provider of their path for further parameters.
  private static let providerNouns: Set<String> = ["ChildItem", "Content", "Item", "ItemProperty", "Location", "Path", "PSDrive"]
  /// The class of a cmdlet, with the attribute it is declared by.
  static func implementingType(_ c: CmdletInfo) -> NetType {
    let t = TypeTable.get(c.command.errorType)
    if t.attributeMaker == nil {
      let command = c.command
      let file = CommandMembers.file(of: command.module), name = String(PathText.leaf(file).dropLast(4))
      t.assembly = PSAssembly("\(name), Version=\(FollowedVersion.text).500, Culture=neutral, PublicKeyToken=31bf3856ad364e35", file: file)
      if c.metadata.parameters.contains(where: \.isDynamic) || providerNouns.contains(command.noun), !t.interfaces.contains(dynamicParameters) { t.interfaces.append(dynamicParameters) }
      t.attributeMaker = {
        let d = c.command
        let impact = d.supportsShouldProcess ? Int64(d.confirmImpact.rawValue) : 0
        return [
          cmdletAttribute.make([
            .str(d.noun), .str(d.verb), d.defaultSet.map { .str($0) } ?? .null, .bool(d.supportsShouldProcess), .bool(d.supportsPaging),
            .other(PSEnum(TypeTable.get("System.Management.Automation.ConfirmImpact"), impact))
          ])
        ]
      }
    }
    return t
  }
  static func regexOptions(_ v: Value) -> Value { Conversion.tryConvert(v, to: TypeTable.get("System.Text.RegularExpressions.RegexOptions"), ExecutionContext.current) ?? .null }
  private static func bare(_ n: String) -> Value { plain[n]?.make([]) ?? .null }
  private static func validation(_ v: Validation) -> Value {
    switch v {
    case .generatedSet(_, let m): validateSet.make([m.map { .str($0) } ?? .null, .bool(true), list(v.validValues(ExecutionContext.current) ?? [])])
    case .notNull: bare("ValidateNotNullAttribute")
    case .notNullOrEmpty: bare("ValidateNotNullOrEmptyAttribute")
    case .notNullOrWhiteSpace: bare("ValidateNotNullOrWhiteSpaceAttribute")
    case .range(let a, let b): validateRange.make([a, b])
    case .rangeKind(let k): validateRange.make([.str(k), .null])
    case .set(let s, let ignoreCase, let m): validateSet.make([m.map { .str($0) } ?? .null, .bool(ignoreCase), list(s)])
    case .pattern(let p, let options, let m): validatePattern.make([.str(p), regexOptions(.str(options)), m.map { .str($0) } ?? .null])
    case .length(let a, let b): validateLength.make([.int(Int32(clamping: a)), .int(Int32(clamping: b))])
    case .count(let a, let b): validateCount.make([.int(Int32(clamping: a)), .int(Int32(clamping: b))])
    case .script(let b, let m): validateScript.make([.block(b), m.map { .str($0) } ?? .null])
    default: .null
    }
  }
  /// All parameters, the common ones too, by name.
  static func all(_ c: CommandInfo) -> [ParameterMetadata] {
    let declared = CommandSyntax.parameters(c), binding = CommandSyntax.target(c).metadata.binding
    guard CommandSyntax.target(c).metadata.isAdvanced else { return declared }
    // those that go with what a command supports stand behind the common ones, dynamic ones last
    let supported = (binding.supportsShouldProcess ? ["WhatIf", "Confirm"] : []) + (binding.supportsPaging ? ["IncludeTotalCount", "Skip", "First"] : [])
    var all = declared.filter { !$0.isDynamic && !supported.contains($0.name) }
    let preference = TypeTable.get("System.Management.Automation.ActionPreference")
    let rows: [(String, NetType, String)] = [
      ("Verbose", TypeTable.switchParameter, "vb"), ("Debug", TypeTable.switchParameter, "db"), ("ErrorAction", preference, "ea"), ("WarningAction", preference, "wa"),
      ("InformationAction", preference, "infa"), ("ProgressAction", preference, "proga"), ("ErrorVariable", TypeTable.string, "ev"), ("WarningVariable", TypeTable.string, "wv"),
      ("InformationVariable", TypeTable.string, "iv"), ("OutVariable", TypeTable.string, "ov"), ("OutBuffer", TypeTable.int, "ob"), ("PipelineVariable", TypeTable.string, "pv"),
    ]
    for (n, t, a) in rows { all.append(ParameterMetadata(n, type: t, aliases: [a])) }
    return all + supported.compactMap { name in declared.first { $0.name == name } } + declared.filter(\.isDynamic)
  }
  /// The parameter a name stands for: its own, an alias, or the beginning of one alone.
  static func resolve(_ name: String, _ c: CommandInfo) throws -> ParameterMetadata {
    let all = all(c)
    if let p = all.first(where: { $0.name.equalsIgnoringCase(name) }) ?? all.first(where: { $0.aliases.contains { $0.equalsIgnoringCase(name) } }) { return p }
    let begun = all.filter { p in ([p.name] + p.aliases).contains { CaseInsensitive.hasPrefix($0, name) } }
    if begun.count == 1 { return begun[0] }
    throw begun.isEmpty
      ? TerminatingError(
        "NamedParameterNotFound", "A parameter cannot be found that matches parameter name '\(name)'.", .invalidArgument,
        exception: "System.Management.Automation.ParameterBindingException")
      : TerminatingError(
        "AmbiguousParameter", "Parameter cannot be processed because the parameter name '\(name)' is ambiguous. Possible matches include:\(begun.map { " -" + $0.name }.joined()).",
        .invalidArgument, exception: "System.Management.Automation.ParameterBindingException")
  }
  static func table(_ c: CommandInfo) -> PSHash {
    let h = table()
    for p in all(c) { h.set(p.name, object(p, of: c)) }
    return h
  }
  static func table() -> PSHash {
    let h = PSHash(.dictionary)
    h.keyType = TypeTable.string
    h.valueType = metadata.type
    return h
  }
  /// A `ParameterMetadata`.
  static func object(_ p: ParameterMetadata, of c: CommandInfo? = nil) -> Value {
    let sets = PSHash(.dictionary)
    sets.keyType = TypeTable.string
    sets.valueType = setTraits.type
    for s in p.sets {
      sets.set(s.name, setTraits.make([
        .bool(s.mandatory), position(s.position), .bool(s.fromPipeline), .bool(s.fromPropertyName), .bool(s.remaining), s.helpMessage.isEmpty ? .null : .str(s.helpMessage), .null, .null
      ]))
    }
    return metadata.make([.str(p.name), .type(p.displayType), .hash(sets), .bool(p.isDynamic), list(p.aliases), attributes(p, of: c), .bool(p.isSwitch)])
  }
  private static func readOnly(_ v: Value) -> Value {
    if case .array(let a) = v { a.kind = .readOnlyCollection }
    return v
  }
  static func sets(_ c: CommandInfo) -> PSArray {
    let names = CommandSyntax.sets(c), byDefault = CommandSyntax.target(c).metadata.binding.defaultParameterSetName
    let every = all(c)
    return PSArray(names.map { set in
      let members: [Value] = every.compactMap { p in
        CommandSyntax.entry(p, set).map { e in
            info.make(
              [
                .str(p.name), .type(p.displayType), .bool(e.mandatory), .bool(p.isDynamic), position(e.position), .bool(e.fromPipeline),
                .bool(e.fromPropertyName), .bool(e.remaining), e.helpMessage.isEmpty ? .null : .str(e.helpMessage), readOnly(list(p.aliases)), readOnly(attributes(p, of: c))
              ])
        }
      }
      let line = CommandSyntax.line(c, set: set, name: "", short: true)
      return setInfo.make([.str(set), .bool(byDefault.map { $0.equalsIgnoringCase(set) } ?? false), readOnly(.array(PSArray(members, of: info.type)))], text: String(line.drop { $0 == " " }))
    })
  }
}

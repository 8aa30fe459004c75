/// What Get-Help makes of a command: an object with the parts of its help. How they look is in the views of module
/// Formatting; the names of the parts are PowerShell's.
import Codecs
import Engine
import Formatting
import NetTypes
import Primitives
import Syntax

struct HelpText {
  enum Part: String { case basic = "", detailed = "#DetailedView", full = "#FullView", examples = "#ExamplesView" }
  let command: CommandInfo
  /// Where parameters come from: of a script file, what its text declares.
  let shape: CommandInfo
  let name: String
  private let comment: CommentHelp?
  /// What a help file says; it counts before the declaration.
  private let file: PSObject?
  private let filePath: String?
  private let declared: Command?
  let context: ExecutionContext

  /// The command of that name; a noun alone is nobody's.
  static func target(_ name: String, _ context: ExecutionContext) -> CommandInfo? {
    let isAlias = context.aliasInScope(name) != nil
    return context.findCommand(name).flatMap { $0 is ApplicationInfo || !isAlias && $0.name.equalsIgnoringCase("Get-" + name) ? nil : $0 }
  }
  /// Whether a text speaks of something; what looks like a command's whole name is looked for as a word.
  static func holds(_ text: String, _ topic: String) -> Bool {
    guard topic.utf8.contains(45) else { return NetString.contains(text, topic, .ordinalIgnoreCase) }
    func isPart(_ c: UInt8?) -> Bool { c.map { $0 == 45 || (48...57).contains($0) || (97...122).contains($0) } ?? false }
    let bytes = Array(text.lowercased().utf8), sought = Array(topic.lowercased().utf8)
    guard bytes.count >= sought.count else { return false }
    return (0...(bytes.count - sought.count)).contains { i in
      bytes[i] == sought[0] && bytes[i..<(i + sought.count)].elementsEqual(sought) && !(i > 0 && isPart(bytes[i - 1]))
        && !isPart(i + sought.count < bytes.count ? bytes[i + sought.count] : nil)
    }
  }

  /// Whether the session a comment names, where the help of another command is, is open.
  static func canReachHelp(of c: CommandInfo, _ context: ExecutionContext) -> Bool {
    guard let written = CommentHelp.of(CommandSyntax.target(c), context), written.forwardTarget?.isEmpty == false, let variable = written.remoteRunspace, !variable.isEmpty else { return true }
    return context.variable(variable).map { TypeTable.typeOf($0).fullName == "System.Management.Automation.Runspaces.PSSession" } ?? false
  }
  /// Where a command is documented: as its declaration says, else the first address among its links; nil when nothing is said.
  static func onlineAddress(of c: CommandInfo, _ context: ExecutionContext) -> String? {
    let target = CommandSyntax.target(c)
    if target is CmdletInfo { return HelpLinks.address(target.name) }
    let declared = target is ApplicationInfo ? "" : target.metadata.binding.helpUri
    if !declared.isEmpty { return declared }
    guard let written = CommentHelp.of(target, context) else { return nil }
    if let other = written.forwardTarget, let there = HelpText.target(other, context), !there.name.equalsIgnoringCase(target.name) { return onlineAddress(of: there, context) }
    return written.links.first { $0.contains("://") }
  }

  /// - Parameter follows: what a comment says of where the help stands counts
  init(_ c: CommandInfo, _ context: ExecutionContext, follows: Bool = true) {
    var target = CommandSyntax.target(c), written = CommentHelp.of(target, context)
    // help that is said to stand elsewhere
    if follows, let other = written?.forwardTarget, let there = HelpText.target(other, context), !there.name.equalsIgnoringCase(target.name) {
      target = CommandSyntax.target(there)
      written = CommentHelp.of(target, context)
    }
    command = target
    let path = HelpText.helpFile(of: target, written, context)
    filePath = path
    file = path.flatMap { MamlHelp.command(target.name, in: $0, context) }
    // help that is said to stand in a file is nowhere when the file is not there
    comment = path == nil && written?.externalFile != nil ? nil : written
    declared = (command as? CmdletInfo)?.command
    // a script that is documented goes by its path
    name = comment == nil ? command.name : (command as? ExternalScriptInfo)?.path ?? command.name
    self.context = context
    if let script = command as? ExternalScriptInfo, let bytes = try? Posix.readFile(script.path),
      let block = try? context.makeBlock(TextCodec.decodeFile(bytes), file: script.path)
    {
      shape = FunctionInfo(name, block)
    } else {
      shape = command
    }
  }
  /// The help file a comment names, or that of the command's module.
  private static func helpFile(of c: CommandInfo, _ written: CommentHelp?, _ context: ExecutionContext) -> String? {
    if let external = written?.externalFile {
      let script = (c as? FunctionInfo)?.block.source.file ?? (c as? ExternalScriptInfo)?.path ?? c.module?.path ?? ""
      let path = external.hasPrefix("/") || script.isEmpty ? external : PathText.parent(script) + "/" + external
      return HelpFiles.file(PathText.leaf(path), below: PathText.parent(path), context)
    }
    return written == nil ? HelpFiles.of(c, context) : nil
  }
  /// Nobody wrote help: the page is what the parameters tell.
  private var isBare: Bool { comment == nil && declared == nil && file == nil }
  private var kind: String { isBare ? "ExtendedCmdletHelpInfo" : "MamlCommandHelpInfo" }
  private var category: String {
    switch command.type { case .cmdlet: "Cmdlet"; case .externalScript: "ExternalScript"; case .filter: "Filter"; default: "Function" }
  }
  var synopsis: String {
    if let file {
      let said = file.get("details")?.objectValue?.get("description") ?? .null
      let first = said.arrayValue?.values.first ?? said
      return (first.objectValue?.get("Text").map { Conversion.toString($0) } ?? "").trimmed
    }
    if let comment { return comment.synopsis }
    if let s = declared?.synopsis, !s.isEmpty { return s }
    return isBare ? bareSynopsis : CommandSyntax.text(shape, context)
  }
  /// Whether the help is for the role, component and functionality that were asked for.
  func meets(component: [String], role: [String], functionality: [String]) -> Bool {
    func fits(_ wanted: [String], _ said: String?) -> Bool { wanted.isEmpty || wanted.contains { Wildcard($0).matches(said ?? "") } }
    return fits(component, comment?.component) && fits(role, comment?.role) && fits(functionality, comment?.functionality)
  }
  /// Whether synopsis, description, parameters, notes or examples hold a text.
  func mentions(_ text: String) -> Bool {
    if let file { return HelpText.holds(.object(file), text) }
    if let comment {
      let said = [comment.synopsis, comment.description, comment.notes] + comment.parameters.map(\.text) + comment.examples.map { $0.code + $0.remarks }
      return said.contains { HelpText.holds($0, text) }
    }
    guard let declared else { return false }
    let said = [declared.synopsis, description] + declared.examples.map { $0.1 + $0.0 } + CommandSyntax.parameters(shape).map(described)
    return said.contains { HelpText.holds($0, text) }
  }
  /// Whether an object of a help file holds a text somewhere.
  private static func holds(_ v: Value, _ text: String) -> Bool {
    switch v {
    case .array(let a): return a.values.contains { holds($0, text) }
    case .object(let o): return o.wrapped.map { holds($0, text) } ?? false || o.members.contains { holds(o.get($0.name) ?? .null, text) }
    default: return holds(Conversion.toString(v), text)
    }
  }

  /// An alias that a search found alone.
  static func alias(_ a: AliasInfo) -> Value {
    let o = PSObject([("Name", .str(a.name)), ("Category", .str("Alias")), ("Synopsis", .str(a.target)), ("Component", .null), ("Role", .null), ("Functionality", .null)])
    o.typeNames = ["AliasHelpInfo#" + a.name, "AliasHelpInfo", "HelpInfo"]
    return .object(o)
  }
  /// A help object as a row of a search: all it tells, but shown in a line.
  static func row(_ help: Value) -> Value {
    help.objectValue?.typeNames = ["HelpInfoShort"]
    return help
  }

  func object(_ page: Part) -> Value {
    if let file {
      for (name, value) in common { file.set(name, value) }
      return .object(typed(file, page))
    }
    if isBare { return command is ExternalScriptInfo ? bareScript() : .object(typed(bareObject(), page)) }
    let o = PSObject(reserve: 16)
    let said = comment?.synopsis ?? declared?.synopsis ?? ""
    var details = [("name", HelpText.element(name))]
    if declared != nil { details += [("commandType", .str(category.lowercased())), ("verb", .str(verb)), ("noun", .str(noun))] }
    if !said.isEmpty { details.append(("description", paragraphs(said))) }
    o.set("details", part("details", details))
    o.set("syntax", part("syntax", [("syntaxItem", HelpText.oneOrAll(CommandSyntax.sets(shape).map(syntaxItem)))]))
    let parameters = CommandSyntax.parameters(shape).map { parameter($0) }
    o.set("parameters", parameters.isEmpty ? .emptyString : part("parameters", [("parameter", HelpText.oneOrAll(parameters))]))
    let told = paragraphs(comment?.description ?? (declared == nil ? "" : description))
    if !told.isNull { o.set("description", told) }
    if !inputs.isEmpty { o.set("inputTypes", part("inputTypes", [("inputType", HelpText.oneOrAll(inputs.map { type("inputType", $0) }))])) }
    if !outputs.isEmpty { o.set("returnValues", part("returnValues", [("returnValue", HelpText.oneOrAll(outputs.map { type("returnValue", $0) }))])) }
    if let notes = comment?.notes, !notes.isEmpty {
      o.set("alertSet", part("alertSet", [("alert", HelpText.objects([paragraph(notes)]))]))
    }
    if !examples.isEmpty { o.set("examples", part("examples", [("example", HelpText.oneOrAll(examples.enumerated().map { example($0.offset + 1, $0.element) }))])) }
    let links = self.links.map { part("navigationLink", [(PSUri.isWellFormed($0) ? "uri" : "linkText", HelpText.element($0))]) }
    if !links.isEmpty { o.set("relatedLinks", part("relatedLinks", [("navigationLink", HelpText.oneOrAll(links))])) }
    for (name, value) in HelpText.namespaces { o.set(name, value) }
    for (name, value) in common { o.set(name, value) }
    return .object(typed(o, page))
  }
  /// Parts of which there may be several stand alone when there is one.
  private static func oneOrAll(_ parts: [Value]) -> Value { parts.count == 1 ? parts[0] : objects(parts) }
  static func objects(_ parts: [Value]) -> Value { .array(PSArray(parts, of: TypeTable.psObject)) }
  /// A text that is an element of its own, not a trait of one.
  static func element(_ text: String) -> Value { .object(PSObject(wrapping: .str(text))) }
  /// The vocabularies of the help format, which every help object names.
  static var namespaces: [(String, Value)] {
    [("command", "dev/command/2004/10"), ("dev", "dev/2004/10"), ("maml", "2004/10")].map { ("xmlns:" + $0, .str("http://schemas.microsoft.com/maml/" + $1)) }
  }
  /// What every help object tells.
  var common: [(String, Value)] {
    func said(_ text: String?) -> Value { text.flatMap { $0.isEmpty ? nil : .str($0) } ?? .null }
    return [
      ("Name", .str(name)), ("Category", .str(category)), ("Synopsis", .str(synopsis)), ("Component", said(comment?.component)), ("Role", said(comment?.role)),
      ("Functionality", said(comment?.functionality)), ("ModuleName", .str(CommandQuery.moduleName(command))),
    ]
  }
  /// The names by which views know the object: those of the page first.
  private func typed(_ o: PSObject, _ page: Part) -> PSObject {
    var names = isBare ? [kind, "CmdletHelpInfo", "HelpInfo"] : [kind, "HelpInfo"]
    if file != nil, let source = command is CmdletInfo ? CommandQuery.moduleName(command) : filePath { names = [kind + "#" + source + "#" + command.name, kind + "#" + source] + names }
    o.typeNames = (page == .basic ? [] : names.map { $0 + page.rawValue }) + names
    return o
  }
  /// What the command does, in more words: its declaration's, those of a table, or its synopsis with its name.
  private var description: String {
    guard let declared else { return "" }
    if !declared.description.isEmpty { return declared.description }
    if let said = sentences.description(of: name) { return said }
    guard let first = declared.synopsis.first else { return "" }
    return "The \(name) cmdlet " + first.lowercased() + declared.synopsis.dropFirst()
  }
  private var sentences: HelpSentences { HelpSentences.of(context) }

  // MARK: Parts

  private var verb: String { name.firstIndex(of: "-").map { String(name[..<$0]) } ?? "" }
  private var noun: String { name.firstIndex(of: "-").map { String(name[name.index(after: $0)...]) } ?? "" }
  private var inputs: [String] { comment?.inputs ?? pipelineTypes }
  private var pipelineTypes: [String] {
    var seen = Set<String>()
    let names = shape.metadata.parameters.filter { p in p.sets.contains { $0.fromPipeline } }.map { ($0.type.isArray ? $0.type.elementType ?? $0.type : $0.type).fullName }
    let types = names.filter { seen.insert($0).inserted }
    return types.isEmpty ? ["None"] : types
  }
  private var outputs: [String] {
    if let said = comment?.outputs, !said.isEmpty { return said }
    let types = shape.metadata.outputTypes
    if comment != nil || !types.isEmpty { return types }
    let told = sentences.outputs(of: name)
    return told.isEmpty ? ["None"] : told
  }
  private var examples: [(introduction: String, code: String, remarks: String)] {
    comment?.examples.map { ($0.prompt, $0.code, $0.remarks) } ?? declared?.examples.map { ("PS > ", $0.1, $0.0 + ".") } ?? []
  }
  /// Of a cmdlet its address, and the cmdlets that work on the same.
  private var links: [String] {
    if let comment { return comment.links }
    guard let declared else { return [] }
    let near = context.commands.allCmdlets.filter { $0.command.noun.equalsIgnoringCase(declared.noun) && !$0.name.equalsIgnoringCase(name) }.map(\.name).sorted()
    return [HelpLinks.address(name)].compactMap { $0 } + near
  }

  func part(_ type: String, _ members: [(String, Value)]) -> Value {
    let o = PSObject(members)
    o.typeNames = [kind + "#" + type]
    return .object(o)
  }
  private func paragraph(_ s: String) -> Value {
    let o = PSObject([("Text", .str(s))])
    o.typeNames = ["MamlParaTextItem", "MamlTextItem"]
    return .object(o)
  }
  private func paragraphs(_ s: String) -> Value { s.isEmpty ? .null : HelpText.objects([paragraph(s)]) }
  private func type(_ part: String, _ s: String) -> Value { self.part(part, [("type", self.part("type", [("name", HelpText.element(s))]))]) }
  private func example(_ n: Int, _ e: (introduction: String, code: String, remarks: String)) -> Value {
    // a comment's remarks are followed by room, as PowerShell leaves it
    let room = comment == nil ? [] : (0..<4).map { _ in paragraph("") }
    return part("example", [
      ("title", HelpText.element("-------------------------- EXAMPLE \(n) --------------------------")), ("introduction", HelpText.objects([paragraph(e.introduction)])),
      ("code", HelpText.element(e.code)), ("remarks", HelpText.objects([paragraph(e.remarks)] + room)),
    ])
  }
  /// The parameters of a set; where help is written, in the order of their declaration.
  private func inOrder(_ set: String) -> [(ParameterMetadata, ParameterMetadata.SetEntry)] {
    let all = CommandSyntax.ordered(shape, set)
    guard comment != nil else { return all }
    let names = shape.metadata.parameters.map { $0.name.lowercased() }
    return all.map { (names.firstIndex(of: $0.0.name.lowercased()) ?? names.count, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
  private func syntaxItem(_ set: String) -> Value {
    let parameters = inOrder(set).map { p, e in parameter(p, e) }
    return part("syntaxItem", [("name", HelpText.element(name))] + (parameters.isEmpty ? [] : [("parameter", HelpText.oneOrAll(parameters))]))
  }
  /// - Parameter e: the parameter's traits in one set, for a syntax line; nil = for the list of parameters
  private func parameter(_ p: ParameterMetadata, _ e: ParameterMetadata.SetEntry? = nil) -> Value {
    let traits = e ?? p.sets.first { $0.name == ParameterMetadata.allSets } ?? CommandSyntax.sets(shape).lazy.compactMap { CommandSyntax.entry(p, $0) }.first ?? .init()
    let fromBoth = traits.fromPipeline && traits.fromPropertyName
    let input = fromBoth ? "true (ByValue, ByPropertyName)" : traits.fromPipeline ? "true (ByValue)" : traits.fromPropertyName ? "true (ByPropertyName)" : "false"
    let position = traits.position.map { "\($0 + 1)" } ?? "named"
    let description = paragraphs(described(p))
    var members: [(String, Value)] = [("name", HelpText.element(p.name))] + (description.isNull ? [] : [("description", description)])
    let element = p.type.isArray ? p.type.elementType ?? p.type : p.type
    // the value tells whether it must be given
    func value(_ text: String, isRequired: Bool) -> Value {
      let given = PSObject(wrapping: .str(text))
      given.set("required", .str(isRequired ? "true" : "false"))
      return .object(given)
    }
    if e != nil || !p.isSwitch, let names = element.enumeration?.names {
      members.append(("parameterValueGroup", part("parameterValueGroup", [("parameterValue", HelpText.objects(names.map { value($0, isRequired: false) }))])))
    } else if !p.isSwitch || e == nil {
      members.append(("parameterValue", value(CommandSyntax.helpTypeName(p.displayType), isRequired: !p.isSwitch)))
    }
    if e == nil { members += [("defaultValue", HelpText.element(defaultValue(p))), ("type", part("type", [("name", HelpText.element(CommandSyntax.helpTypeName(p.displayType)))]))] }
    members += [
      ("required", .str(traits.mandatory ? "true" : "false")), ("globbing", .str(hasWildcards(p) ? "true" : "false")), ("pipelineInput", .str(input)), ("position", .str(position)),
    ]
    if comment == nil { members.append(("aliases", .str(p.aliases.joined(separator: ", ")))) }
    return part("parameter", members)
  }
  private func described(_ p: ParameterMetadata) -> String {
    let said =
      comment?.parameters.first { $0.name.equalsIgnoringCase(p.name) }?.text ?? p.sets.first { !$0.helpMessage.isEmpty }.flatMap {
        comment == nil ? $0.helpMessage : nil
      } ?? (p.help.isEmpty && declared != nil ? sentences.parameter(p.name, of: name) : nil) ?? p.help
    guard p.isInert else { return said }
    return (said.isEmpty ? "" : said + "\n") + "This parameter is accepted and has no effect here."
  }
  private static let numbers = Set(["Byte", "Decimal", "Double", "Int16", "Int32", "Int64", "SByte", "Single", "UInt16", "UInt32", "UInt64"].map { "System." + $0 })
  private func defaultValue(_ p: ParameterMetadata) -> String {
    for a in p.attributes { if case .other(let n, let values) = a, n.lowercased().hasSuffix("psdefaultvalue"), let help = values.last, !help.isNull { return Conversion.toString(help) } }
    guard let f = shape as? FunctionInfo else { return p.isSwitch ? "False" : "" }
    guard let written = (f.block.ast.paramBlock?.parameters ?? []).first(where: { $0.name.path.userPath.equalsIgnoringCase(p.name) }) else { return "" }
    guard let d = written.defaultValue else { return p.isSwitch || p.type === TypeTable.bool ? "False" : HelpText.numbers.contains(p.type.fullName) ? "0" : "" }
    // a constant's value, of all others what is written
    guard ConstantExpressions().isConstant(d), let block = try? context.makeBlock(d.extent.text), let value = try? context.invokeBlock(block) else { return d.extent.text }
    return Conversion.toString(value)
  }
  func hasWildcards(_ p: ParameterMetadata) -> Bool { p.attributes.contains { if case .supportsWildcards = $0 { true } else { false } } }

  /// What names help in an error, by its class.
  static func subject(_ type: String) -> Value { subjects["System.Management.Automation." + type]?.make([]) ?? .null }
  private static let subjects = Dictionary(
    uniqueKeysWithValues: ["ProviderCommandHelpInfo", "SyntaxHelpInfo", "HelpFileHelpInfo"].map { ("System.Management.Automation." + $0, RecordType("System.Management.Automation." + $0, [])) })

  /// The parameters whose names match one of the patterns; an error when there are none.
  func writeParameters(matching patterns: [String], _ shell: Invocation) throws {
    let hits = parameters(matching: patterns)
    for hit in hits { try shell.write(hit()) }
    if hits.isEmpty { try HelpText.noParameter(patterns, of: isBare && command is ExternalScriptInfo ? "SyntaxHelpInfo" : "ProviderCommandHelpInfo", shell) }
  }
  /// The parameters by pattern, made when they are asked for.
  func parameters(matching patterns: [String]) -> [() -> Value] {
    let all: [(name: String, value: () -> Value)]
    if let file {
      let given = file.get("parameters")?.objectValue?.get("parameter") ?? .null
      all = (given.arrayValue?.values ?? [given]).compactMap { v in v.objectValue?.get("name").map { (Conversion.toString($0), { v }) } }
    } else if isBare {
      all = bareParameters.map { p in (p.name, { p.value }) }
    } else { all = CommandSyntax.parameters(shape).map { p in (p.name, { parameter(p) }) } }
    return patterns.flatMap { pattern in
      let w = Wildcard(pattern)
      return all.filter { w.matches($0.name) }.map(\.value)
    }
  }
  /// - Parameter subject: the class of the help without such a parameter
  static func noParameter(_ patterns: [String], of subject: String, _ shell: Invocation) throws {
    try shell.error(
      "NoParmsFound", .invalidArgument, "No parameter matches criteria \(patterns.first ?? "").", exception: "System.Management.Automation.PSArgumentException",
      target: HelpText.subject(subject))
  }
}

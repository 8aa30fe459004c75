/// What Get-Help makes of a command: an object with the parts of its help. How they look is in the views of module
/// Formatting; the names of the parts are PowerShell's.
import Codecs
import Engine
import Formatting
import Primitives

struct HelpText {
  enum Part: String { case basic = "", detailed = "#DetailedView", full = "#FullView", examples = "#ExamplesView" }
  private let command: CommandInfo
  /// Where parameters come from: of a script file, what its text declares.
  private let shape: CommandInfo
  private let name: String
  private let comment: CommentHelp?
  /// What a help file says; it counts before the declaration.
  private let file: PSObject?
  private let declared: Command?
  private let context: ExecutionContext

  static func target(_ name: String, _ context: ExecutionContext) -> CommandInfo? { context.findCommand(name).flatMap { $0 is ApplicationInfo ? nil : $0 } }

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

  init(_ c: CommandInfo, _ context: ExecutionContext) {
    var target = CommandSyntax.target(c), written = CommentHelp.of(target, context)
    // help that is said to stand elsewhere
    if let other = written?.forwardTarget, let there = HelpText.target(other, context), !there.name.equalsIgnoringCase(target.name) {
      target = CommandSyntax.target(there)
      written = CommentHelp.of(target, context)
    }
    command = target
    name = command.name
    file = HelpText.file(of: target, written, context)
    comment = file == nil && written?.externalFile != nil && written?.saysNothing == true ? nil : written
    declared = (command as? CmdletInfo)?.command
    self.context = context
    if let script = command as? ExternalScriptInfo, let bytes = try? Posix.readFile(script.path),
      let block = try? context.makeBlock(TextCodec.decodeFile(bytes), file: script.path)
    {
      shape = FunctionInfo(name, block)
    } else {
      shape = command
    }
  }
  /// The command in the help file a comment names, or in the one of its module.
  private static func file(of c: CommandInfo, _ written: CommentHelp?, _ context: ExecutionContext) -> PSObject? {
    if let external = written?.externalFile {
      let script = (c as? FunctionInfo)?.block.source.file ?? (c as? ExternalScriptInfo)?.path ?? c.module?.path ?? ""
      let path = external.hasPrefix("/") || script.isEmpty ? external : PathText.parent(script) + "/" + external
      return HelpFiles.file(PathText.leaf(path), below: PathText.parent(path), context).flatMap { MamlHelp.command(c.name, in: $0, context) }
    }
    guard written == nil else { return nil }
    return HelpFiles.of(c, context).flatMap { MamlHelp.command(c.name, in: $0, context) }
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
    let target = shape, short = command is CmdletInfo, shown = name
    return "\n" + CommandSyntax.sets(shape).map { CommandSyntax.line(target, set: $0, name: shown, short: short) + "\n" }.joined(separator: "\n")
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
      return said.contains { NetString.contains($0, text, .ordinalIgnoreCase) }
    }
    guard let declared else { return false }
    let said = [declared.synopsis, description] + declared.examples.map { $0.1 + $0.0 } + CommandSyntax.parameters(shape).map(described)
    return said.contains { NetString.contains($0, text, .ordinalIgnoreCase) }
  }
  /// Whether an object of a help file holds a text somewhere.
  private static func holds(_ v: Value, _ text: String) -> Bool {
    switch v {
    case .array(let a): return a.values.contains { holds($0, text) }
    case .object(let o): return o.wrapped.map { holds($0, text) } ?? false || o.members.contains { holds(o.get($0.name) ?? .null, text) }
    default: return NetString.contains(Conversion.toString(v), text, .ordinalIgnoreCase)
    }
  }

  /// An alias that a search found alone.
  static func alias(_ a: AliasInfo) -> Value {
    let o = PSObject([("Name", .str(a.name)), ("Category", .str("Alias")), ("Synopsis", .str(a.target)), ("Component", .null), ("Role", .null), ("Functionality", .null)])
    o.typeNames = ["AliasHelpInfo#" + a.name, "AliasHelpInfo", "HelpInfo"]
    return .object(o)
  }
  static func summary(of a: AliasInfo) -> Value { row(a.name, "Alias", module: a.module?.name ?? a.moduleName, a.target) }

  /// A row of a search.
  func summary() -> Value { HelpText.row(name, category, module: CommandQuery.moduleName(command), synopsis.split(separator: "\n").first.map(String.init) ?? "") }
  static func row(_ name: String, _ category: String, module: String, _ synopsis: String) -> Value {
    let o = PSObject([
      ("Name", .str(name)), ("Category", .str(category)), ("Synopsis", .str(synopsis)), ("Component", .null), ("Role", .null), ("Functionality", .null), ("ModuleName", .str(module)),
    ])
    o.typeNames = ["HelpInfoShort"]
    return .object(o)
  }

  func object(_ page: Part) -> Value {
    if let file {
      for (name, value) in common { file.set(name, value) }
      return .object(typed(file, page))
    }
    let o = PSObject(reserve: 16)
    let said = comment?.synopsis ?? declared?.synopsis ?? ""
    o.set("details", part("details", [("name", .str(name)), ("commandType", .str(category.lowercased())), ("description", paragraphs(said)), ("verb", .str(verb)), ("noun", .str(noun))]))
    o.set("Syntax", part("syntax", [("syntaxItem", .arr(CommandSyntax.sets(shape).map(syntaxItem)))]))
    o.set("parameters", part("parameters", [("parameter", .arr(CommandSyntax.parameters(shape).map { parameter($0) }))]))
    o.set("description", paragraphs(comment?.description ?? (declared == nil ? "" : description)))
    if !inputs.isEmpty { o.set("inputTypes", part("inputTypes", [("inputType", .arr(inputs.map { type("inputType", $0) }))])) }
    if !outputs.isEmpty { o.set("returnValues", part("returnValues", [("returnValue", .arr(outputs.map { type("returnValue", $0) }))])) }
    if let notes = comment?.notes, !notes.isEmpty {
      o.set("alertSet", part("alertSet", [("alert", .arr([paragraph(notes)]))]))
    }
    if !examples.isEmpty { o.set("examples", part("examples", [("example", .arr(examples.enumerated().map { example($0.offset + 1, $0.element) }))])) }
    let links = self.links.map { part("navigationLink", [($0.contains("://") ? "uri" : "linkText", .str($0))]) }
    if let first = links.first { o.set("relatedLinks", part("relatedLinks", [("navigationLink", links.count == 1 ? first : .arr(links))])) }
    if isBare {
      o.set("CommonParameters", .bool(shape.metadata.isAdvanced))
      let names = context.aliasesInScope.filter { $0.target.equalsIgnoringCase(name) }.map(\.name).sorted()
      o.set("aliases", .str((names.isEmpty ? "None" : names.joined(separator: "\n")) + "\n"))
      o.set("remarks", .str("None"))
    }
    for (name, value) in common { o.set(name, value) }
    return .object(typed(o, page))
  }
  /// What every help object tells.
  private var common: [(String, Value)] {
    func said(_ text: String?) -> Value { text.flatMap { $0.isEmpty ? nil : .str($0) } ?? .null }
    return [
      ("Name", .str(name)), ("Category", .str(category)), ("Synopsis", .str(synopsis)), ("Component", said(comment?.component)), ("Role", said(comment?.role)),
      ("Functionality", said(comment?.functionality)), ("ModuleName", .str(CommandQuery.moduleName(command))),
    ]
  }
  /// The names by which views know the object: those of the page first.
  private func typed(_ o: PSObject, _ page: Part) -> PSObject {
    let module = CommandQuery.moduleName(command)
    let names = isBare ? [kind + "#" + module + "#command", kind + "#" + module, kind, "CmdletHelpInfo", "HelpInfo"] : [kind, "HelpInfo"]
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
  private var inputs: [String] { comment.map { $0.inputs.isEmpty ? [] : [$0.inputs] } ?? pipelineTypes }
  private var pipelineTypes: [String] {
    var seen = Set<String>()
    let names = shape.metadata.parameters.filter { p in p.sets.contains { $0.fromPipeline } }.map { ($0.type.isArray ? $0.type.elementType ?? $0.type : $0.type).fullName }
    let types = names.filter { seen.insert($0).inserted }
    return types.isEmpty ? ["None"] : types
  }
  private var outputs: [String] {
    if let said = comment?.outputs, !said.isEmpty { return [said] }
    let types = shape.metadata.outputTypes
    if comment != nil || !types.isEmpty { return types }
    if isBare { return ["System.Object"] }
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

  private func part(_ type: String, _ members: [(String, Value)]) -> Value {
    let o = PSObject(members)
    o.typeNames = [kind + "#" + type]
    return .object(o)
  }
  private func paragraph(_ s: String) -> Value {
    let o = PSObject([("Text", .str(s))])
    o.typeNames = ["MamlParaTextItem", "MamlTextItem"]
    return .object(o)
  }
  private func paragraphs(_ s: String) -> Value { s.isEmpty ? .null : .arr([paragraph(s)]) }
  private func type(_ part: String, _ s: String) -> Value { self.part(part, [("type", self.part("type", [("name", .str(s))]))]) }
  private func example(_ n: Int, _ e: (introduction: String, code: String, remarks: String)) -> Value {
    part("example", [
      ("title", .str("-------------------------- EXAMPLE \(n) --------------------------")), ("introduction", .arr([paragraph(e.introduction)])), ("code", .str(e.code)),
      ("remarks", .arr([paragraph(e.remarks)] + (0..<4).map { _ in paragraph("") })),
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
    part("syntaxItem", [
      ("name", .str(name)), ("CommonParameters", .bool(shape.metadata.isAdvanced)),
      ("parameter", .arr(inOrder(set).map { p, e in parameter(p, e) })),
    ])
  }
  /// - Parameter e: the parameter's traits in one set, for a syntax line; nil = for the list of parameters
  private func parameter(_ p: ParameterMetadata, _ e: ParameterMetadata.SetEntry? = nil) -> Value {
    let traits = e ?? p.sets.first { $0.name == ParameterMetadata.allSets } ?? p.sets.first ?? .init()
    let fromBoth = traits.fromPipeline && traits.fromPropertyName
    let input = fromBoth ? "true (ByValue, ByPropertyName)" : traits.fromPipeline ? "true (ByValue)" : traits.fromPropertyName ? "true (ByPropertyName)" : "false"
    let position = isBare ? traits.position.map { "\($0)" } ?? "Named" : traits.position.map { "\($0 + 1)" } ?? "named"
    let aliases = isBare ? (p.aliases.isEmpty ? "None" : p.aliases.joined(separator: ", ")) : comment == nil ? p.aliases.joined(separator: ", ") : ""
    var members: [(String, Value)] = [("name", .str(p.name)), ("description", paragraphs(described(p)))]
    let element = p.type.isArray ? p.type.elementType ?? p.type : p.type
    if e != nil || !p.isSwitch, !isBare, let names = element.enumeration?.names {
      members.append(("parameterValueGroup", part("parameterValueGroup", [("parameterValue", .arr(names.map { .str($0) }))])))
    } else if !p.isSwitch || e == nil {
      // the value tells whether it must be given
      let given = PSObject(wrapping: .str(isBare ? CommandSyntax.typeName(p.type) : CommandSyntax.helpTypeName(p.displayType)))
      given.set("required", .str(p.isSwitch ? "false" : "true"))
      members.append(("parameterValue", .object(given)))
    }
    members += [
      ("defaultValue", .str(defaultValue(p))), ("required", .str(traits.mandatory ? "true" : "false")), ("globbing", .str(hasWildcards(p) ? "true" : "false")),
      ("pipelineInput", .str(input)), ("position", .str(position)), ("aliases", .str(aliases)), ("type", part("type", [("name", .str(CommandSyntax.helpTypeName(p.displayType)))])),
    ]
    if isBare { members += [("isDynamic", .str(p.isDynamic ? "true" : "false")), ("parameterSetName", .str(p.sets.first.map { $0.name == ParameterMetadata.allSets ? "(All)" : $0.name } ?? "(All)"))] }
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
  private func defaultValue(_ p: ParameterMetadata) -> String {
    for a in p.attributes { if case .other(let n, let values) = a, n.lowercased().hasSuffix("psdefaultvalue"), let help = values.last, !help.isNull { return Conversion.toString(help) } }
    if let f = shape as? FunctionInfo, let d = (f.block.ast.paramBlock?.parameters ?? []).first(where: { $0.name.path.userPath.equalsIgnoringCase(p.name) })?.defaultValue {
      let t = d.extent.text
      if t.count >= 2, let q = t.first, q == "'" || q == "\"", t.last == q { return String(t.dropFirst().dropLast()) }
      return t
    }
    return p.isSwitch ? "False" : ""
  }
  private func hasWildcards(_ p: ParameterMetadata) -> Bool { p.attributes.contains { if case .supportsWildcards = $0 { true } else { false } } }

  /// The parameters whose names match one of the patterns; an error when there are none.
  func writeParameters(matching patterns: [String], _ shell: Invocation) throws {
    let all: [(name: String, value: () -> Value)]
    if let file {
      let given = file.get("parameters")?.objectValue?.get("parameter") ?? .null
      all = (given.arrayValue?.values ?? [given]).compactMap { v in v.objectValue?.get("name").map { (Conversion.toString($0), { v }) } }
    } else { all = CommandSyntax.parameters(shape).map { p in (p.name, { parameter(p) }) } }
    let hits = patterns.flatMap { pattern in
      let w = Wildcard(pattern)
      return all.filter { w.matches($0.name) }
    }
    for hit in hits { try shell.write(hit.value()) }
    if hits.isEmpty, let first = patterns.first {
      try shell.error(
        "NoParmsFound", .invalidArgument, "No parameter matches criteria \(first).", exception: "System.Management.Automation.PSArgumentException",
        target: .str(first))
    }
  }
}

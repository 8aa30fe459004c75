/// What Get-Help makes of a command: an object with the parts of its help. How they look is in the views of module
/// Formatting; the names of the parts are PowerShell's.
import Engine

struct HelpText {
  enum Part: String { case basic = "", detailed = "#DetailedView", full = "#FullView", examples = "#ExamplesView" }
  private let command: CommandInfo
  /// Where parameters come from: of a script file, what its text declares.
  private let shape: CommandInfo
  private let name: String
  private let comment: CommentHelp?
  private let declared: Command?
  private let context: ExecutionContext

  static let introduction = "TOPIC\n    CsShell Help System\n\nSHORT DESCRIPTION\n    Shows help for commands and concepts.\n\nLONG DESCRIPTION\n    Get-Help <command>            what a command does and how it is called\n    Get-Help <command> -Full      with all parameters and examples\n    Get-Help <command> -Examples  only the examples\n    Get-Help *trusted*            everything whose name matches\n    Get-Help about_*              texts about the language, the shell and the labs\n    Get-Command *-Cs*             commands of a kind\n"

  static func target(_ name: String, _ context: ExecutionContext) -> CommandInfo? { context.findCommand(name).flatMap { $0 is ApplicationInfo ? nil : $0 } }

  init(_ c: CommandInfo, _ context: ExecutionContext) {
    var target = CommandSyntax.target(c), written = CommentHelp.of(target, context)
    // help that is said to stand elsewhere
    if let other = written?.forwardTarget, let there = HelpText.target(other, context), !there.name.equalsIgnoringCase(target.name) {
      target = CommandSyntax.target(there)
      written = CommentHelp.of(target, context)
    }
    command = target
    name = command.name
    comment = written
    declared = (command as? CmdletInfo)?.command
    self.context = context
    if let script = command as? ExternalScriptInfo, let bytes = try? Posix.readFile(script.path), let block = try? context.makeBlock(Codecs_decode(bytes), file: script.path) { shape = FunctionInfo(name, block) } else { shape = command }
  }
  /// Nobody wrote help: the page is what the parameters tell.
  private var isBare: Bool { comment == nil && declared == nil }
  private var kind: String { isBare ? "ExtendedCmdletHelpInfo" : "MamlCommandHelpInfo" }
  private var category: String {
    switch command.type { case .cmdlet: "Cmdlet"; case .externalScript: "ExternalScript"; case .filter: "Filter"; default: "Function" }
  }
  var synopsis: String {
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
  /// A row of a search.
  func summary() -> Value {
    let o = PSObject([("Name", .str(name)), ("Category", .str(category)), ("ModuleName", .str(CommandQuery.moduleName(command))), ("Synopsis", .str(synopsis.split(separator: "\n").first.map(String.init) ?? ""))])
    o.typeNames = ["HelpInfoShort", "HelpInfo", "System.Management.Automation.PSCustomObject", "System.Object"]
    return .object(o)
  }

  func object(_ page: Part) -> Value {
    let o = PSObject(reserve: 16)
    let said = comment?.synopsis ?? declared?.synopsis ?? ""
    o.set("details", part("details", [("name", .str(name)), ("commandType", .str(category.lowercased())), ("description", paragraphs(said)), ("verb", .str(verb)), ("noun", .str(noun))]))
    o.set("Syntax", part("syntax", [("syntaxItem", .arr(CommandSyntax.sets(shape).map(syntaxItem)))]))
    o.set("parameters", part("parameters", [("parameter", .arr(CommandSyntax.parameters(shape).map { parameter($0) }))]))
    o.set("description", paragraphs(comment?.description ?? declared?.description ?? ""))
    if !inputs.isEmpty { o.set("inputTypes", part("inputTypes", [("inputType", .arr(inputs.map { type("inputType", $0) }))])) }
    if !outputs.isEmpty { o.set("returnValues", part("returnValues", [("returnValue", .arr(outputs.map { type("returnValue", $0) }))])) }
    if let notes = comment?.notes, !notes.isEmpty {
      o.set("alertSet", part("alertSet", [("alert", .arr([paragraph(notes)]))]))
    }
    if !examples.isEmpty { o.set("examples", part("examples", [("example", .arr(examples.enumerated().map { example($0.offset + 1, $0.element) }))])) }
    if !links.isEmpty { o.set("relatedLinks", part("relatedLinks", [("navigationLink", .arr(links.map { part("navigationLink", [($0.contains("://") ? "uri" : "linkText", .str($0))]) }))])) }
    if isBare {
      o.set("CommonParameters", .bool(shape.metadata.isAdvanced))
      let names = context.commands.allAliases.filter { $0.target.equalsIgnoringCase(name) }.map(\.name).sorted()
      o.set("aliases", .str((names.isEmpty ? "None" : names.joined(separator: "\n")) + "\n"))
      o.set("remarks", .str("None"))
    }
    o.set("Name", .str(name))
    o.set("Category", .str(category))
    o.set("Synopsis", .str(synopsis))
    o.set("Component", comment.flatMap { $0.component.isEmpty ? nil : .str($0.component) } ?? .null)
    o.set("Role", comment.flatMap { $0.role.isEmpty ? nil : .str($0.role) } ?? .null)
    o.set("Functionality", comment.flatMap { $0.functionality.isEmpty ? nil : .str($0.functionality) } ?? .null)
    o.set("ModuleName", .str(CommandQuery.moduleName(command)))
    o.typeNames = (page == .basic ? [] : [kind + page.rawValue]) + [kind, "HelpInfo", "System.Management.Automation.PSCustomObject", "System.Object"]
    return .object(o)
  }

  // MARK: Parts

  private var verb: String { name.firstIndex(of: "-").map { String(name[..<$0]) } ?? "" }
  private var noun: String { name.firstIndex(of: "-").map { String(name[name.index(after: $0)...]) } ?? "" }
  private var inputs: [String] { comment.map { $0.inputs.isEmpty ? [] : [$0.inputs] } ?? pipelineTypes }
  private var pipelineTypes: [String] {
    var seen = Set<String>()
    let names = shape.metadata.parameters.filter { p in p.sets.contains { $0.fromPipeline } }.map { ($0.type.isArray ? $0.type.elementType ?? $0.type : $0.type).fullName }
    let types = names.filter { seen.insert($0).inserted }
    return types.isEmpty && isBare ? ["None"] : types
  }
  private var outputs: [String] {
    if let said = comment?.outputs, !said.isEmpty { return [said] }
    let types = shape.metadata.outputTypes
    return types.isEmpty && isBare ? ["System.Object"] : types
  }
  private var examples: [(introduction: String, code: String, remarks: String)] {
    comment?.examples.map { ($0.prompt, $0.code, $0.remarks) } ?? declared?.examples.map { ("PS > ", $0.1, $0.0 + ".") } ?? []
  }
  private var links: [String] { comment?.links ?? HelpLinks.address(name).map { declared == nil ? [] : [$0] } ?? [] }

  private func part(_ type: String, _ members: [(String, Value)]) -> Value {
    let o = PSObject(members)
    o.typeNames = [kind + "#" + type, "System.Management.Automation.PSCustomObject", "System.Object"]
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
    let said = comment?.parameters.first { $0.name.equalsIgnoringCase(p.name) }?.text ?? writtenBefore(p) ?? p.sets.first { !$0.helpMessage.isEmpty }.flatMap { comment == nil ? $0.helpMessage : nil } ?? p.help
    guard p.isInert else { return said }
    return (said.isEmpty ? "" : said + "\n") + "This parameter is accepted and has no effect here."
  }
  /// The comment in front of a parameter's declaration.
  private func writtenBefore(_ p: ParameterMetadata) -> String? {
    guard comment != nil, let f = shape as? FunctionInfo, let block = f.block.ast.paramBlock, let i = block.parameters.firstIndex(where: { $0.name.path.userPath.equalsIgnoringCase(p.name) }) else { return nil }
    let start = i == 0 ? block.extent.start : block.parameters[i - 1].extent.end
    return CommentHelp.comments(in: f.block.source.slice(Int(start), Int(block.parameters[i].name.extent.start)))
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

  func writeParameters(matching pattern: String, _ shell: Invocation) throws {
    let w = Wildcard(pattern)
    let hits = CommandSyntax.parameters(shape).filter { w.matches($0.name) }
    for p in hits { try shell.write(parameter(p)) }
    if hits.isEmpty { try shell.error("NoParmsFound", .invalidArgument, "No parameter matches criteria \(pattern).", exception: "System.Management.Automation.PSArgumentException", target: .str(pattern)) }
  }
}

/// What Get-Help shows of a command: an object with the parts of its help, and the page as text.
import Engine

struct HelpText {
  enum Part { case basic, detailed, full, examples }
  private let command: CommandInfo
  private let name: String
  private let comment: CommentHelp?
  private let synopsis: String, description: String
  private let examples: [(code: String, remarks: String, title: String)]
  private let syntax: [String]

  static let introduction = "TOPIC\n    CsShell Help System\n\nSHORT DESCRIPTION\n    Shows help for commands and their parameters.\n\n    Get-Help <name>             what a command does and how it is called\n    Get-Help <name> -Full       with all parameters and examples\n    Get-Command *-Cs*           commands of a kind\n"

  static func target(_ name: String, _ context: ExecutionContext) -> CommandInfo? { context.findCommand(name).flatMap { $0 is ApplicationInfo ? nil : $0 } }

  init(_ c: CommandInfo, _ context: ExecutionContext) {
    command = CommandSyntax.target(c)
    let shownName = command.name
    name = shownName
    comment = CommentHelp.of(command, context)
    let target = command
    let isCmdlet = command is CmdletInfo
    syntax = CommandSyntax.sets(command).map { CommandSyntax.line(target, set: $0, name: shownName, short: isCmdlet) }
    let declared = (command as? CmdletInfo)?.command
    let plain = "\n" + syntax.map { $0 + "\n" }.joined(separator: "\n")
    synopsis = comment.map { $0.synopsis.isEmpty ? "" : $0.synopsis } ?? declared.flatMap { $0.synopsis.isEmpty ? nil : $0.synopsis } ?? plain
    description = comment?.description ?? declared?.description ?? ""
    examples = comment?.examples.map { ($0.code, $0.remarks, "") } ?? declared?.examples.map { ($0.1, "", $0.0) } ?? []
  }

  func object(_ part: Part) -> Value {
    let o = PSObject(reserve: 10)
    o.set("Name", .str(name))
    o.set("Category", .str(command.type.rawValue))
    o.set("Synopsis", .str(synopsis))
    o.set("Component", .null)
    o.set("Role", .null)
    o.set("Functionality", .null)
    o.set("ModuleName", .str(CommandQuery.moduleName(command)))
    o.set("description", paragraphs(description))
    o.set("Syntax", .str(syntax.joined(separator: "\n")))
    o.set("parameters", .object(PSObject([("parameter", .arr(CommandSyntax.parameters(command).map { parameterObject($0) }))])))
    if !examples.isEmpty {
      o.set("examples", .object(PSObject([("example", .arr(examples.enumerated().map { i, e in
        .object(PSObject([("title", .str("-------------------------- EXAMPLE \(i + 1) --------------------------")), ("code", .str(e.code)), ("remarks", paragraphs(e.remarks.isEmpty ? e.title : e.remarks))]))
      }))])))
    }
    if let c = comment, !c.notes.isEmpty { o.set("alertSet", .object(PSObject([("alert", paragraphs(c.notes))]))) }
    if let c = comment, !c.links.isEmpty { o.set("relatedLinks", .object(PSObject([("navigationLink", .arr(c.links.map { .object(PSObject([("linkText", .str($0))])) }))]))) }
    o.textForm = page(part)
    o.typeNames = ["MamlCommandHelpInfo", "HelpInfo", "System.Management.Automation.PSCustomObject", "System.Object"]
    return .object(o)
  }
  private func paragraphs(_ s: String) -> Value { s.isEmpty ? .null : .arr([.object(PSObject([("Text", .str(s))]))]) }

  private func parameterObject(_ p: ParameterMetadata) -> Value {
    let e = p.sets.first ?? .init()
    let o = PSObject([
      ("name", .str(p.name)), ("description", paragraphs(text(of: p))), ("required", .str(required(p) ? "true" : "false")), ("position", .str(e.position.map { "\($0 + 1)" } ?? "named")),
      ("defaultValue", .str(defaultValue(p))), ("pipelineInput", .str(pipeline(p))), ("aliases", .str(p.aliases.joined(separator: ", "))), ("type", .object(PSObject([("name", .str(CommandSyntax.helpTypeName(p.type)))]))),
    ])
    o.textForm = parameterText(p, indent: "").joined(separator: "\n") + "\n"
    o.typeNames = ["MamlCommandHelpInfo#parameter", "System.Management.Automation.PSCustomObject", "System.Object"]
    return .object(o)
  }
  private func text(of p: ParameterMetadata) -> String { comment?.parameters.first { $0.name.equalsIgnoringCase(p.name) }?.text ?? p.help }
  private func required(_ p: ParameterMetadata) -> Bool { p.sets.contains { $0.mandatory } }
  private func pipeline(_ p: ParameterMetadata) -> String {
    var ways: [String] = []
    if p.sets.contains(where: { $0.fromPipeline }) { ways.append("ByValue") }
    if p.sets.contains(where: { $0.fromPropertyName }) { ways.append("ByPropertyName") }
    return ways.isEmpty ? "false" : "true (\(ways.joined(separator: ", ")))"
  }
  private func defaultValue(_ p: ParameterMetadata) -> String {
    if let f = command as? FunctionInfo, let d = (f.block.ast.paramBlock?.parameters ?? []).first(where: { $0.name.path.userPath.equalsIgnoringCase(p.name) })?.defaultValue {
      let t = d.extent.text
      if t.count >= 2, let q = t.first, q == "'" || q == "\"", t.last == q { return String(t.dropFirst().dropLast()) }
      return t
    }
    return p.isSwitch ? "False" : ""
  }
  private func wildcards(_ p: ParameterMetadata) -> Bool { p.attributes.contains { if case .supportsWildcards = $0 { true } else { false } } }

  private func parameterText(_ p: ParameterMetadata, indent: String) -> [String] {
    var out = ["\(indent)-\(p.name)" + (p.isSwitch ? " [<SwitchParameter>]" : " <\(CommandSyntax.helpTypeName(p.type))>")]
    for l in text(of: p).split(separator: "\n", omittingEmptySubsequences: false) { out.append("\(indent)    \(l)") }
    if p.isInert { out.append("\(indent)    This parameter is accepted and has no effect here.") }
    let e = p.sets.first ?? .init()
    func row(_ k: String, _ v: String) { out.append("\(indent)    " + k + String(repeating: " ", count: max(1, 29 - k.count)) + v) }
    out.append(indent + "    ")
    row("Required?", required(p) ? "true" : "false")
    row("Position?", e.position.map { "\($0 + 1)" } ?? "named")
    row("Default value", defaultValue(p))
    row("Accept pipeline input?", pipeline(p))
    row("Aliases", p.aliases.joined(separator: ", "))
    row("Accept wildcard characters?", wildcards(p) ? "true" : "false")
    return out
  }
  func writeParameters(matching pattern: String, _ shell: Invocation) throws {
    let w = Wildcard(pattern)
    let hits = CommandSyntax.parameters(command).filter { w.matches($0.name) }
    for p in hits { try shell.write(parameterObject(p)) }
    if hits.isEmpty {
      try shell.error("NoParmsFound", .invalidArgument, "No parameter matches criteria \(pattern).", exception: "System.Management.Automation.PSArgumentException")
    }
  }

  private func page(_ part: Part) -> String {
    var out = ["", "NAME", "    \(name)", "    "]
    func section(_ title: String, _ lines: [String]) { out.append(title); out += lines; out += ["    ", "    "] }
    func indented(_ s: String) -> [String] { s.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 } }
    section("SYNOPSIS", indented(synopsis))
    if part == .examples { out.removeLast() }
    if part != .examples {
      out.append("SYNTAX")
      for s in syntax { out.append("    " + s); out.append("    ") }
      out.append("    ")
      section("DESCRIPTION", description.isEmpty ? [] : indented(description))
    }
    if part == .detailed || part == .full {
      out.append("PARAMETERS")
      for p in CommandSyntax.parameters(command) {
        var lines = parameterText(p, indent: "    ")
        if part == .detailed, let cut = lines.firstIndex(of: "        ") { lines = Array(lines[..<cut]) }
        out += lines + ["        "]
      }
      if command.metadata.isAdvanced {
        out += ["    <CommonParameters>", "        This cmdlet supports the common parameters: Verbose, Debug,", "        ErrorAction, ErrorVariable, WarningAction, WarningVariable,", "        OutBuffer, PipelineVariable, and OutVariable. For more information, see", "        about_CommonParameters (https://go.microsoft.com/fwlink/?LinkID=113216). ", "    "]
      }
    }
    if part == .full {
      if let c = comment, !c.inputs.isEmpty { section("INPUTS", indented(c.inputs)) } else { section("INPUTS", []) }
      if let c = comment, !c.outputs.isEmpty { section("OUTPUTS", indented(c.outputs)) } else { section("OUTPUTS", command.metadata.outputTypes.map { "    " + $0 }) }
      if let c = comment, !c.notes.isEmpty { section("NOTES", indented(c.notes)) }
    }
    if part != .basic {
      for (i, e) in examples.enumerated() {
        out += ["    -------------------------- EXAMPLE \(i + 1) --------------------------", "    ", "    PS > \(e.code)", "    "]
        let remark = e.remarks.isEmpty ? e.title : e.remarks
        if !remark.isEmpty { out += indented(remark) }
        out += ["    ", "    ", "    ", "    "]
      }
    }
    if part != .examples { section("RELATED LINKS", (comment?.links ?? []).map { "    " + $0 + " " }); out.removeLast() }
    if part == .basic || part == .detailed || part == .examples {
      out.append("REMARKS")
      if part == .basic {
        if !examples.isEmpty { out.append("    To see the examples, type: \"Get-Help \(name) -Examples\"") }
        out.append("    For more information, type: \"Get-Help \(name) -Detailed\"")
        out.append("    For technical information, type: \"Get-Help \(name) -Full\"")
      }
      out.append("")
    }
    return out.joined(separator: "\n") + "\n"
  }
}

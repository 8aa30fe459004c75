/// Help of functions and scripts nobody wrote any for: what their parameters tell.
import Engine
import Formatting

extension HelpText {
  /// A script's is its call alone, a text.
  func bareScript() -> Value {
    let call = PSObject(wrapping: .str(bareSynopsis))
    for (name, value) in common { call.set(name, value) }
    return .object(call)
  }
  var bareSynopsis: String {
    guard command is ExternalScriptInfo else { return CommandSyntax.text(shape, context) }
    let calls = CommandSyntax.sets(shape).map { name + " " + CommandSyntax.line(shape, set: $0, name: "", short: true).drop { $0 == " " } }
    return calls.map { $0 + "\n" }.joined(separator: "\n")
  }
  /// A function's is an object with as many parts as a cmdlet's.
  func bareObject() -> PSObject {
    let isAdvanced = shape.metadata.isAdvanced, o = PSObject(reserve: 24)
    func wrapped(_ type: String, _ name: String, _ text: String) -> Value { part(type, [(name, part(name, [("type", part("type", [("name", .str(text))]))]))]) }
    let syntax = CommandSyntax.sets(shape).map { set in
      part("syntaxItem", [
        ("name", .str(name)), ("CommonParameters", .bool(isAdvanced)),
        ("parameter", .arr(CommandSyntax.ordered(shape, set).map { .object(bareParameter($0.0, set: set)) })),
      ])
    }
    o.set("CommonParameters", .bool(isAdvanced))
    o.set("details", part("details", [("name", .str(name)), ("noun", .emptyString), ("verb", .emptyString)]))
    o.set("Syntax", part("syntax", [("syntaxItem", .arr(syntax))]))
    o.set("parameters", part("parameters", [("parameter", .arr(bareParameters.map(\.value)))]))
    var inputs: [String] = []
    for p in CommandSyntax.parameters(shape) where p.sets.contains(where: { $0.fromPipeline || $0.fromPropertyName }) && !inputs.contains(p.displayType.fullName) {
      inputs.append(p.displayType.fullName)
    }
    func lines(_ all: [String]) -> String { all.map { $0 + "\n" }.joined() }
    o.set("inputTypes", wrapped("inputTypes", "inputType", lines(inputs.isEmpty ? ["None"] : inputs)))
    let address = shape.metadata.binding.helpUri
    if !address.isEmpty { o.set("relatedLinks", part("relatedLinks", [("navigationLink", HelpText.objects([part("navigationLink", [("uri", .str(address))])]))])) }
    let outputs = shape.metadata.outputTypes
    o.set("returnValues", wrapped("returnValues", "returnValue", outputs.isEmpty ? "System.Object" : lines(outputs)))
    let names = context.aliasesInScope.filter { $0.target.equalsIgnoringCase(name) }.map(\.name).sorted()
    o.set("aliases", .str(lines(names.isEmpty ? ["None"] : names)))
    o.set("remarks", .str("None"))
    for nothing in ["alertSet", "description", "examples"] { o.set(nothing, .null) }
    o.set("Synopsis", .str(bareSynopsis))
    o.set("ModuleName", .str(CommandQuery.moduleName(command)))
    o.set("nonTerminatingErrors", .emptyString)
    for (name, value) in HelpText.namespaces { o.set(name, value) }
    for (name, value) in common { o.set(name, value) }
    return o
  }
  /// The parameters by name; a script's help has none.
  var bareParameters: [(name: String, value: Value)] {
    if command is ExternalScriptInfo { return [] }
    return CommandSyntax.parameters(shape).sorted { Array($0.name.utf16).lexicographicallyPrecedes(Array($1.name.utf16)) }.map { ($0.name, .object(bareParameter($0))) }
  }
  /// - Parameter set: the one whose syntax line it stands in; nil = in the list of parameters
  private func bareParameter(_ p: ParameterMetadata, set: String? = nil) -> PSObject {
    let traits = set.flatMap { CommandSyntax.entry(p, $0) } ?? p.sets.first ?? .init()
    let input = [traits.fromPipeline ? "ByValue" : nil, traits.fromPropertyName ? "ByPropertyName" : nil, traits.remaining ? "FromRemainingArguments" : nil].compactMap { $0 }
    let o = PSObject([
      ("name", .str(p.name)), ("required", .str(traits.mandatory ? "true" : "false")), ("pipelineInput", .str(input.isEmpty ? "false" : "true (\(input.joined(separator: ", ")))")),
      ("isDynamic", .str(p.isDynamic ? "true" : "false")), ("globbing", .str(hasWildcards(p) ? "true" : "false")),
      ("parameterSetName", .str(traits.name == ParameterMetadata.allSets ? "(All)" : p.sets.map(\.name).joined(separator: ", "))),
    ])
    o.typeNames = ["ExtendedCmdletHelpInfo#parameter"]
    if !traits.helpMessage.isEmpty { o.set("description", .str(traits.helpMessage + "\n")) }
    let type = CommandSyntax.typeName(of: p)
    if !p.isSwitch {
      let given = PSObject(wrapping: .str(type))
      given.set("variableLength", .bool(p.displayType.isArray))
      given.set("required", .str("true"))
      o.set("parameterValue", .object(given))
    }
    o.set("type", part("type", [("name", .str(type))]))
    o.set("position", .str(traits.position.map { "\($0)" } ?? "Named"))
    o.set("aliases", .str(p.aliases.isEmpty ? "None" : p.aliases.joined(separator: ", ")))
    if set != nil, let values = choices(p) { o.set("parameterValueGroup", part("parameterValueGroup", [("parameterValue", .arr(values.map { .str($0) }))])) }
    return o
  }
  /// The values a parameter may have, when they are told one by one.
  private func choices(_ p: ParameterMetadata) -> [String]? {
    for case .validate(let v) in p.attributes { if let values = v.validValues(context) { return values } }
    let type = p.displayType.isArray ? p.displayType.elementType : p.displayType.genericArguments.first ?? p.displayType
    return type?.enumeration?.names
  }
}

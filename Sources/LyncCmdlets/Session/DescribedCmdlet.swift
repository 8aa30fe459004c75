/// Cmdlets whose surface is data: one implementation, the parameters from a text, and what they do from a table of closures.
///
/// A text holds a cmdlet a block: name, `p` when it takes -WhatIf, default set, types it returns; then a line a parameter set
/// (`DescribedParameters`).
import Engine
import Lync

/// What the text says of one cmdlet; its parameters are read when it is first used.
final class DescribedCommand {
  let verb: String
  let noun: String
  let asks: Bool
  let defaultSet: String?
  let outputs: [String]
  private var lines: [Substring] = []
  lazy var parameters: DescribedParameters = {
    var found = DescribedParameters()
    for line in lines { if let bar = line.firstIndex(of: "|") { found.add(set: String(line[..<bar]), line[line.index(after: bar)...]) } }
    return found
  }()
  var name: String { verb + "-" + noun }

  private init?(_ header: Substring) {
    let fields = header.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let halves = (fields.first ?? "").split(separator: "-").map(String.init)
    guard halves.count == 2 else { return nil }
    (verb, noun) = (halves[0], halves[1])
    asks = fields.count > 1 && fields[1] == "p"
    defaultSet = fields.count > 2 && !fields[2].isEmpty && fields[2] != ParameterMetadata.allSets ? fields[2] : nil
    outputs = fields.count > 3 ? fields[3].split(separator: ",").map(String.init) : []
  }

  static func all(_ text: String) -> [DescribedCommand] {
    var found: [DescribedCommand] = []
    for line in text.split(separator: "\n") {
      if line.first == " " { found.last?.lines.append(line.dropFirst()) } else if let made = DescribedCommand(line) { found.append(made) }
    }
    return found
  }

  func command(synopsis: String, description: String = "", examples: [(String, String)] = []) -> Command {
    Command(verb, noun, module: "Lync", errorType: "CsShell." + verb + noun, defaultSet: defaultSet, confirm: asks ? .medium : nil, outputs: outputs,
      synopsis: synopsis, description: description, examples: examples)
  }
}

/// The arguments of one call.
struct DescribedArguments {
  fileprivate let parameters: [(name: String, parameter: Parameter<Value?>)]
  let shell: Invocation
  /// What came byte by byte.
  fileprivate var bytes: (name: String, all: PSArray)?

  var names: [String] { parameters.lazy.filter { $0.parameter.projectedValue.isBound }.map(\.name) }

  func value(_ name: String) -> Value? {
    if let bytes, bytes.name == name { return .array(bytes.all) }
    guard let parameter = parameters.first(where: { $0.name == name })?.parameter, parameter.projectedValue.isBound else { return nil }
    return parameter.wrappedValue ?? .null
  }

  func text(_ name: String) -> String? { value(name).flatMap { $0.isNull ? nil : Conversion.toString($0, shell.context) } }

  func texts(_ name: String) -> [String] {
    guard let value = value(name), !value.isNull else { return [] }
    return (value.arrayValue?.values ?? [value]).map { Conversion.toString($0, shell.context) }
  }

  func isOn(_ name: String) -> Bool { value(name).map { Conversion.toBool($0) } ?? false }
}

struct DescribedCmdlet {
  typealias Action = (DescribedArguments) throws -> Void
  private let action: Action
  private var parameters: [(name: String, parameter: Parameter<Value?>)] = []
  /// The parameter that takes the bytes of a file from the pipeline, and those that came.
  private var bytes: (name: String, all: PSArray)?

  /// - Parameter help: of parameters that do something; nil = without effect.
  init(_ described: DescribedCommand, help: (String) -> String?, _ action: @escaping Action) {
    self.action = action
    for item in described.parameters.items {
      let text = help(item.name)
      parameters.append(
        (
          item.name,
          Parameter(
            item.name, in: item.sets, mandatory: false, aliases: item.aliases, attributes: item.type == "text" ? [.allowEmptyString] : [],
            type: DescribedParameters.typeName(item.type),
        fidelity: text == nil ? .inert : .faithful, help: text ?? "")))
      if item.type == "byte[]", item.sets.contains(where: { $0.from?.contains(.pipeline) ?? false }) { bytes = (item.name, PSArray([], of: TypeTable.byte)) }
    }
  }
}

extension DescribedCmdlet: Cmdlet {
  static var command: Command { Command("Get", "CsDescribed", module: "Lync") }
  init() { action = { _ in } }
  mutating func process(_ shell: Invocation) throws {
    let given = DescribedArguments(parameters: parameters, shell: shell)
    guard let bytes, let value = given.value(bytes.name) else { return try action(given) }
    bytes.all.append(contentsOf: value.arrayValue ?? PSArray([value]))
  }
  mutating func end(_ shell: Invocation) throws {
    guard let bytes, bytes.all.count > 0 else { return }
    try action(DescribedArguments(parameters: parameters, shell: shell, bytes: bytes))
  }
}

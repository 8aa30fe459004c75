/// `StaticParameterBinder`: which parameters the arguments of a command would be bound to, told from its tree alone.
import Engine
import NetTypes
import Syntax

enum StaticParameterBinder {
  private static let ns = "System.Management.Automation.Language."
  private static let result = RecordType(
    ns + "StaticBindingResult", base: "System.Object",
    [
      "System.Collections.Generic.Dictionary[string,\(ns)ParameterBindingResult] BoundParameters {get;}",
      "System.Collections.Generic.Dictionary[string,\(ns)StaticBindingError] BindingExceptions {get;}"
    ])
  private static let binding = RecordType(
    ns + "ParameterBindingResult", base: "System.Object",
    ["System.Management.Automation.ParameterMetadata Parameter {get;}", "System.Object ConstantValue {get;}", "\(ns)CommandElementAst Value {get;}"])
  private static let failure = RecordType(
    ns + "StaticBindingError", base: "System.Object",
    ["\(ns)CommandElementAst CommandElement {get;}", "System.Management.Automation.ParameterBindingException BindingException {get;}"])

  static func register() {
    TypeTable.register(ns + "StaticParameterBinder") {
      NetType(ns + "StaticParameterBinder", base: TypeTable.object) { t in
        func bind(_ v: Value, _ c: ExecutionContext) throws -> Value {
          guard let command = (v.refValue as? PSAst)?.ast as? CommandAst else { throw netError("System.ArgumentNullException", "Value cannot be null.", param: "commandAst") }
          return Binding(command, c).result
        }
        t.staticMethod("static \(ns)StaticBindingResult BindCommand(\(ns)CommandAst commandAst)") { a, c in try bind(a[0], c) }
        t.staticMethod("static \(ns)StaticBindingResult BindCommand(\(ns)CommandAst commandAst, bool resolve)") { a, c in try bind(a[0], c) }
        t.staticMethod("static \(ns)StaticBindingResult BindCommand(\(ns)CommandAst commandAst, bool resolve, string[] desiredParameters)") { a, c in try bind(a[0], c) }
      }
    }
  }

  private struct Binding {
    private let bound = PSHash(.dictionary), failures = PSHash(.dictionary)
    private let parameters: [ParameterMetadata]
    private let objects: PSHash
    private let context: ExecutionContext
    var result: Value { StaticParameterBinder.result.make([.hash(bound), .hash(failures)]) }

    init(_ command: CommandAst, _ c: ExecutionContext) {
      context = c
      let info = command.commandName.flatMap { c.findCommand($0) }
      parameters = info?.metadata.parameters ?? []
      objects = info.map { ParameterObjects.table($0) } ?? PSHash()
      bound.keyType = TypeTable.string
      failures.keyType = TypeTable.string
      if info == nil { bindUnknown(command) } else { bind(command) }
    }
    /// Of a command nobody knows, arguments are kept under their names and positions.
    private func bindUnknown(_ command: CommandAst) {
      for (i, e) in command.elements.dropFirst().enumerated() {
        let name = (e as? CommandParameterAst)?.parameterName ?? String(i)
        bound.set(name, StaticParameterBinder.binding.make([.null, constant(e), NetTypes.syntaxTree(e)]))
      }
    }
    private func bind(_ command: CommandAst) {
      let elements = Array(command.elements.dropFirst())
      var positional: [Ast] = [], i = 0
      while i < elements.count {
        let e = elements[i]
        i += 1
        guard let p = e as? CommandParameterAst else { positional.append(e); continue }
        let found = named(p.parameterName)
        guard found.count == 1 else {
          fail(p.parameterName, p, found.isEmpty ? "NamedParameterNotFound" : "AmbiguousParameter")
          // what follows is taken for its value
          if found.isEmpty, p.argument == nil, i < elements.count, !(elements[i] is CommandParameterAst) { i += 1 }
          continue
        }
        let parameter = found[0]
        if let a = p.argument { set(parameter, a) } else if parameter.isSwitch { bound.set(parameter.name, make(parameter, .bool(true), p)) }
        else if i < elements.count {
          if let next = elements[i] as? CommandParameterAst, !named(next.parameterName).isEmpty { continue }
          set(parameter, elements[i])
          i += 1
        }
      }
      let places = parameters.filter { $0.sets.contains { $0.position != nil } }.sorted { ($0.sets.compactMap(\.position).min() ?? 0) < ($1.sets.compactMap(\.position).min() ?? 0) }
      for e in positional {
        if let p = places.first(where: { bound.get($0.name) == nil }),
          !places.contains(where: { $0 !== p && bound.get($0.name) != nil && $0.sets.contains { s in p.sets.contains { $0.position == s.position } } })
        {
          set(p, e)
        }
        else { fail(e.extent.text, e, "PositionalParameterNotFound") }
      }
    }
    private func named(_ name: String) -> [ParameterMetadata] {
      if let p = parameters.first(where: { $0.name.equalsIgnoringCase(name) || $0.aliases.contains { $0.equalsIgnoringCase(name) } }) { return [p] }
      let key = name.lowercased()
      return parameters.filter { $0.name.lowercased().hasPrefix(key) || $0.aliases.contains { $0.lowercased().hasPrefix(key) } }
    }
    private func set(_ p: ParameterMetadata, _ e: Ast) { bound.set(p.name, make(p, constant(e), e)) }
    private func make(_ p: ParameterMetadata, _ constant: Value, _ e: Ast) -> Value {
      StaticParameterBinder.binding.make([objects.get(p.name) ?? .null, constant, NetTypes.syntaxTree(e)])
    }
    private func constant(_ e: Ast) -> Value {
      if let s = e as? StringConstantExpressionAst { return .str(s.value) }
      if e.kind == .constant { return (try? context.invokeHere(e.extent.text)) ?? .null }
      return .null
    }
    private func fail(_ name: String, _ e: Ast, _ id: String) {
      let message = switch id {
      case "NamedParameterNotFound": "A parameter cannot be found that matches parameter name '\(name)'."
      case "AmbiguousParameter": "Parameter cannot be processed because the parameter name '\(name)' is ambiguous."
      default: "A positional parameter cannot be found that accepts argument '\(name)'."
      }
      let x = PSException("System.Management.Automation.ParameterBindingException", message)
      x.properties = [("ErrorId", .str(id)), ("ParameterName", .str(name))]
      failures.set(name, StaticParameterBinder.failure.make([NetTypes.syntaxTree(e), .other(x)]))
    }
  }
}

/// `PSPropertyExpression` objects: a property argument as scripts hold it, and what it gives on an object.
import Engine

final class PropertyExpressionValue: Ref {
  let expression: PropertyExpression
  init(_ e: PropertyExpression) { expression = e; super.init() }
  override var netType: NetType { TypeTable.get(PropertyExpressionValue.name) }
  override func text() -> String { expression.text }

  private static let name = "Microsoft.PowerShell.Commands.PSPropertyExpression"
  private static let result = RecordType(
    name + "Result",
    ["System.Object Result {get;}", "Microsoft.PowerShell.Commands.PSPropertyExpression ResolvedExpression {get;}", "System.Exception Exception {get;}"])

  static func register() {
    TypeTable.register(name, "pspropertyexpression") {
      let t = NetType(name, base: TypeTable.object, define: define)
      t.converter = { v, _ in
        switch v.base {
        case .string(let s) where s.string.isEmpty: throw noName("s")
        case .string(let s): .other(PropertyExpressionValue(PropertyExpression(s.string)))
        case .block(let b): .other(PropertyExpressionValue(PropertyExpression(b)))
        default: nil
        }
      }
      return t
    }
  }
  private static func noName(_ parameter: String) -> TerminatingError {
    TerminatingError(
      "ArgumentNull", "Cannot process argument because the value of argument \"\(parameter)\" is null. Change the value of argument \"\(parameter)\" to a non-null value.",
      .invalidArgument, exception: "System.Management.Automation.PSArgumentNullException")
  }
  private static func define(_ t: NetType) {
    func of(_ v: Value) -> PropertyExpression? { (v.refValue as? PropertyExpressionValue)?.expression }
    func list(_ all: [Value]) -> Value { let a = PSArray(all); a.kind = .list; return .array(a) }
    func first(_ a: [Value]) -> Value { a.first ?? .null }
    func name(_ a: [Value]) throws -> String {
      let s = Conversion.toString(first(a))
      if s.isEmpty { throw noName("s") }
      return s
    }
    func object(_ e: PropertyExpression) -> Value { .other(PropertyExpressionValue(e)) }
    t.constructor("Microsoft.PowerShell.Commands.PSPropertyExpression new(string s)") { a, _ in object(PropertyExpression(try name(a))) }
    t.constructor("Microsoft.PowerShell.Commands.PSPropertyExpression new(string s, bool isResolved)") { a, _ in
      object(Conversion.toBool(a.last ?? .null) ? PropertyExpression(resolved: try name(a)) : PropertyExpression(try name(a)))
    }
    t.constructor("Microsoft.PowerShell.Commands.PSPropertyExpression new(scriptblock scriptBlock)") { a, _ in
      guard case .block(let b) = first(a).base else { throw noName("scriptBlock") }
      return object(PropertyExpression(b))
    }
    t.property("scriptblock Script {get;}") { v, _ in if case .block(let b)? = of(v)?.source { .block(b) } else { .null } }
    t.property("bool HasWildCardCharacters {get;}") { v, _ in .bool(of(v)?.isPattern ?? false) }
    func results(_ v: Value, _ target: Value, _ c: ExecutionContext) throws -> [PropertyExpression.Result] { try of(v)?.results(on: target, c) ?? [] }
    func resolved(_ v: Value, _ r: PropertyExpression.Result) -> Value {
      if let e = of(v), case .block = e.source { return object(e) }
      return object(PropertyExpression(resolved: r.name))
    }
    t.method("System.Collections.Generic.List[Microsoft.PowerShell.Commands.PSPropertyExpression] ResolveNames(psobject target)") { v, a, c in
      if case .block? = of(v)?.source { return list([v]) }
      return list(try results(v, first(a), c).map { resolved(v, $0) })
    }
    t.method("System.Collections.Generic.List[Microsoft.PowerShell.Commands.PSPropertyExpressionResult] GetValues(psobject target)") { v, a, c in
      list(try results(v, first(a), c).map { r in result.make([r.error == nil ? r.value : .null, resolved(v, r), r.error.map { .other($0.exception) } ?? .null]) })
    }
  }
}

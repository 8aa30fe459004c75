/// LINQ's methods as code: which there are, and how their functions are read. They are compiled to lazy sequences here because the
/// shell's own table of them is made for script blocks.
import Engine
import NetTypes

struct Linq {
  /// What each operator becomes; several share one code, which is told their name.
  static let operators: [String: (Linq) -> (String) -> Code] = [
    "AsEnumerable": Linq.itself, "Where": Linq.filtered, "Select": Linq.selected, "SelectMany": Linq.flattened, "OrderBy": Linq.ordered,
    "OrderByDescending": Linq.ordered, "ThenBy": Linq.ordered, "ThenByDescending": Linq.ordered, "Order": Linq.ordered,
    "OrderDescending": Linq.ordered, "GroupBy": Linq.grouped, "Join": Linq.joined, "Distinct": Linq.distinct, "DistinctBy": Linq.distinct,
    "Union": Linq.distinct, "Intersect": Linq.distinct, "Except": Linq.distinct, "Take": Linq.portion, "Skip": Linq.portion,
    "TakeLast": Linq.portion, "SkipLast": Linq.portion, "TakeWhile": Linq.portionWhile, "SkipWhile": Linq.portionWhile,
    "Concat": Linq.rearranged, "Append": Linq.rearranged, "Prepend": Linq.rearranged, "Reverse": Linq.rearranged,
    "DefaultIfEmpty": Linq.rearranged, "Chunk": Linq.rearranged, "Cast": Linq.cast, "OfType": Linq.cast, "Zip": Linq.zipped,
    "First": Linq.single, "FirstOrDefault": Linq.single, "Last": Linq.single, "LastOrDefault": Linq.single, "Single": Linq.single,
    "SingleOrDefault": Linq.single, "Any": Linq.anyOrAll, "All": Linq.anyOrAll, "Count": Linq.counted, "LongCount": Linq.counted,
    "Sum": Linq.aggregate, "Average": Linq.aggregate, "Min": Linq.aggregate, "Max": Linq.aggregate, "MinBy": Linq.aggregate,
    "MaxBy": Linq.aggregate, "Aggregate": Linq.folded, "ToArray": Linq.list, "ToList": Linq.list, "ToHashSet": Linq.set,
    "ToDictionary": Linq.dictionary, "Contains": Linq.contains, "ElementAt": Linq.elementAt, "ElementAtOrDefault": Linq.elementAt,
    "SequenceEqual": Linq.equal,
  ]
  let b: BodyCompiler
  let source: Run
  let element: NetType
  let arguments: [Bound]
  let types: [NetType]
  let e: Expression
  let receiver: Code
  init(_ b: BodyCompiler, _ r: Code, _ element: NetType, _ a: [Bound], _ types: [NetType], _ e: Expression) {
    self.b = b; receiver = r; source = r.run; self.element = element; arguments = a; self.types = types; self.e = e
  }

  static func compare(_ a: Value, _ b: Value) throws -> Int {
    if a.isNull || b.isNull { return a.isNull ? b.isNull ? 0 : -1 : 1 }
    if let x = a.compiled, let n = x.compare(b) { return n }
    return try Conversion.compare(a, b, ignoreCase: false)
  }
  func sequence(_ t: NetType, _ make: @escaping (Frame) throws -> ((@escaping (Value) throws -> Bool) throws -> Void)) -> Code {
    Code(Types.sequence(of: t)) { f in
      let g = try make(f)
      return .other(LazySequence(t) { sink in try g(sink) })
    }
  }
  func fails(_ n: String) -> Code {
    if arguments.contains(where: { $0.code.form.isFailure }) { return .failed() }
    return b.fail(1501, "No overload for method '\(n)' takes \(arguments.count) arguments", e.offset)
  }
  /// A function argument: what calls it, and the type of its result. Nil after a report.
  func function(_ i: Int, _ parameters: [NetType], _ result: NetType? = nil) -> (run: Run, result: NetType)? {
    guard arguments.indices.contains(i) else { return nil }
    let a = arguments[i]
    switch a.code.form {
    case .lambda(let l, _):
      let p = l.parameters.count == parameters.count + 1 ? parameters + [TypeTable.int] : parameters
      guard let r = result ?? b.resultOf(l, p, a.expression) else {
        let c = b.lambda(l, as: Types.function(p, TypeTable.object), a.expression); return c.form.isFailure ? nil : (c.run, TypeTable.object)
      }
      let c = b.lambda(l, as: Types.function(p, r), a.expression)
      return c.form.isFailure ? nil : (c.run, r)
    case .methods(let all, _, _, _):
      let bounds = parameters.map { Bound(Code($0) { _ in .null }, a.expression) }
      guard let best = b.choose(all, bounds) else { _ = b.methodGroup(a.code, as: Types.function(parameters, TypeTable.object), a.expression); return nil }
      let c = b.methodGroup(a.code, as: Types.function(parameters, result ?? best.result), a.expression)
      return c.form.isFailure ? nil : (c.run, result ?? best.result)
    default:
      guard let s = Types.signature(a.code.type) else {
        if !a.code.form.isFailure {
          b.report(
            1503,
            "Argument \(i + 2): cannot convert from '\(Text.fullName(a.code.type))' to '\(Text.fullName(Types.function(parameters, result ?? TypeTable.object)))'",
            a.expression.start)
        }
        return nil
      }
      return (a.code.run, s.result)
    }
  }
  func takesIndex(_ i: Int) -> Bool { if case .lambda(let l, _) = arguments[i].code.form { l.parameters.count == 2 } else { false } }
  func test(_ i: Int) -> Run? { function(i, [element], TypeTable.bool)?.run }
  func value(_ i: Int, _ t: NetType) -> Run? {
    guard arguments.indices.contains(i) else { return nil }
    let c = b.convert(arguments[i].code, to: t, arguments[i].expression)
    return c.form.isFailure ? nil : c.run
  }
  func none(_ text: String = "Sequence contains no elements") -> TerminatingError { Runtime.error("System.InvalidOperationException", text) }

  func call(_ n: String) -> Code { Linq.operators[n]?(self)(n) ?? fails(n) }
}

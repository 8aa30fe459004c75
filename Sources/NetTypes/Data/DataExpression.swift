/// Expressions of `DataTable.Select`, `DataView.RowFilter`, `Compute` and computed columns: read once, evaluated per row.
import Engine
import Primitives

final class DataExpression {
  indirect enum Node {
    case constant(Value)
    case column(Int)
    case unary(String, Node)
    case binary(String, Node, Node)
    case isIn(Node, [Node])
    case isNull(Node, Bool)
    case call(String, [Node])
    case aggregate(String, Int)
  }
  private let schema: DataSchema
  let root: Node
  private let text: String

  init(_ text: String, _ schema: DataSchema) throws {
    self.text = text
    self.schema = schema
    var p = Reader(text, schema)
    root = try p.whole()
  }
  /// The rows it is true of; anything but a truth value is an error.
  func isTrue(_ row: PSDataRow) throws -> Bool {
    switch try value(row).base {
    case .bool(let b): return b
    case .other(let r) where r is PSDBNull: return false
    default: throw evaluation("Filter expression '\(text)' does not evaluate to a Boolean term.")
    }
  }
  func value(_ row: PSDataRow) throws -> Value { try value(root, row, row.table?.rows ?? []) }
  /// The value over many rows, for `Compute`.
  func value(over rows: [PSDataRow]) throws -> Value { try value(root, rows.first, rows) }

  static let null = Value.other(PSDBNull.value)
  static func isNull(_ v: Value) -> Bool { v.isNull || v.refValue is PSDBNull }

  private func value(_ n: Node, _ row: PSDataRow?, _ rows: [PSDataRow]) throws -> Value {
    switch n {
    case .constant(let v): return v
    case .column(let i): return try row?.value(i) ?? DataExpression.null
    case .isNull(let e, let negated): return .bool(DataExpression.isNull(try value(e, row, rows)) != negated)
    case .isIn(let e, let all):
      let v = try value(e, row, rows)
      if DataExpression.isNull(v) { return DataExpression.null }
      for x in all {
        let y = try value(x, row, rows)
        if !DataExpression.isNull(y), try order("=", v, y) == 0 { return .yes }
      }
      return .no
    case .unary(let op, let e):
      let v = try value(e, row, rows)
      if DataExpression.isNull(v) { return v }
      if op == "not" {
        guard case .bool(let b) = v.base else { throw mismatch("Not", v) }
        return .bool(!b)
      }
      return op == "-" ? try arithmetic("-", .int(0), v) : v
    case .binary("and", let l, let r), .binary("or", let l, let r):
      let isAnd = if case .binary("and", _, _) = n { true } else { false }
      let a = try truth(try value(l, row, rows), isAnd ? "And" : "Or")
      if a == !isAnd { return .bool(!isAnd) }
      let b = try truth(try value(r, row, rows), isAnd ? "And" : "Or")
      if b == !isAnd { return .bool(!isAnd) }
      return a == nil || b == nil ? DataExpression.null : .bool(isAnd)
    case .binary("like", let l, let r):
      let a = try value(l, row, rows), b = try value(r, row, rows)
      if DataExpression.isNull(a) || DataExpression.isNull(b) { return DataExpression.null }
      guard let s = a.stringValue, let p = b.stringValue else { throw mismatch("Like", a, b) }
      return .bool(try like(s, p))
    case .binary(let op, let l, let r):
      let a = try value(l, row, rows), b = try value(r, row, rows)
      if DataExpression.isNull(a) || DataExpression.isNull(b) { return DataExpression.null }
      switch op {
      case "=": return .bool(try order(op, a, b) == 0)
      case "<>": return .bool(try order(op, a, b) != 0)
      case "<": return .bool(try order(op, a, b) < 0)
      case "<=": return .bool(try order(op, a, b) <= 0)
      case ">": return .bool(try order(op, a, b) > 0)
      case ">=": return .bool(try order(op, a, b) >= 0)
      default: return try arithmetic(op, a, b)
      }
    case .call(let name, let arguments): return try call(name, arguments, row, rows)
    case .aggregate(let name, let i): return try DataExpression.aggregate(name, i, schema, rows.filter { $0.state != .deleted })
    }
  }
  private func truth(_ v: Value, _ op: String) throws -> Bool? {
    if DataExpression.isNull(v) { return nil }
    guard case .bool(let b) = v.base else { throw mismatch(op, v) }
    return b
  }
  private func evaluation(_ m: String) -> TerminatingError { netError("System.Data.EvaluateException", m) }
  private func mismatch(_ op: String, _ a: Value, _ b: Value? = nil) -> TerminatingError {
    evaluation("Cannot perform '\(op)' operation on \(TypeTable.typeOf(a.base).fullName)\(b.map { " and " + TypeTable.typeOf($0.base).fullName } ?? "").")
  }

  // MARK: Operators

  private static let numbers: Set<String> = [
    "System.Byte", "System.SByte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", "System.Single",
    "System.Double", "System.Decimal",
  ]
  static func isNumber(_ v: Value) -> Bool { numbers.contains(TypeTable.typeOf(v.base).fullName) }
  private static func isInteger(_ v: Value) -> Bool {
    switch v.base { case .byte, .sbyte, .short, .ushort, .int, .uint, .long, .ulong: true; default: false }
  }
  private func order(_ op: String, _ a: Value, _ b: Value) throws -> Int {
    try DataExpression.compare(a, b, schema.caseSensitive) ?? { throw mismatch(op, a, b) }()
  }
  /// Order of two values that are not null; nil when they cannot be compared. A text beside a number or date is read as one.
  static func compare(_ a: Value, _ b: Value, _ caseSensitive: Bool) -> Int? {
    let context = ExecutionContext.current
    func sign(_ x: Double, _ y: Double) -> Int { x < y ? -1 : x > y ? 1 : 0 }
    switch (a.base, b.base) {
    case (.string(let x), .string(let y)): return Collation.compare(x.string, y.string, ignoreCase: !caseSensitive)
    case (.bool(let x), .bool(let y)): return (x ? 1 : 0) - (y ? 1 : 0)
    case (.string, _): return (try? NetTypes.changed(a.base, TypeTable.typeOf(b.base), context)).flatMap { compare($0, b, caseSensitive) }
    case (_, .string): return (try? NetTypes.changed(b.base, TypeTable.typeOf(a.base), context)).flatMap { compare(a, $0, caseSensitive) }
    case let (x, y):
      if isInteger(x), isInteger(y) { return x.asInt < y.asInt ? -1 : x.asInt > y.asInt ? 1 : 0 }
      if isNumber(x), isNumber(y) {
        if let d = try? NetTypes.changed(x, TypeTable.decimal, context).refValue as? PSDecimal, let e = try? NetTypes.changed(y, TypeTable.decimal, context).refValue as? PSDecimal {
          return d.value < e.value ? -1 : e.value < d.value ? 1 : 0
        }
        return sign(x.asDouble, y.asDouble)
      }
      // a truth value counts as a number beside one
      if case .bool(let t) = x, isNumber(y) { return sign(t ? 1 : 0, y.asDouble) }
      if case .bool(let t) = y, isNumber(x) { return sign(x.asDouble, t ? 1 : 0) }
      guard TypeTable.typeOf(x) === TypeTable.typeOf(y) else { return nil }
      return try? Conversion.compare(x, y, ignoreCase: !caseSensitive)
    }
  }
  private func arithmetic(_ op: String, _ a: Value, _ b: Value) throws -> Value {
    let x = a.base, y = b.base
    if op == "+", x.stringValue != nil || y.stringValue != nil { return .str(netText(x, nil) + netText(y, nil)) }
    if op == "+" || op == "-", case .timespan(let s) = y {
      if case .datetime(let d) = x { return .datetime(NetDateTime(ticks: op == "+" ? d.ticks &+ s.ticks : d.ticks &- s.ticks, kind: d.kind)) }
      if case .timespan(let t) = x { return .timespan(NetTimeSpan(ticks: op == "+" ? t.ticks &+ s.ticks : t.ticks &- s.ticks)) }
    }
    if op == "-", case .datetime(let d) = x, case .datetime(let e) = y { return .timespan(NetTimeSpan(ticks: d.ticks &- e.ticks)) }
    guard DataExpression.isNumber(x), DataExpression.isNumber(y) else { throw mismatch(op, a, b) }
    let overflow = netError("System.OverflowException", "Value is either too large or too small for Type 'Int32'.")
    if DataExpression.isInteger(x), DataExpression.isInteger(y), op != "/" {
      let p = x.asInt, q = y.asInt, r: (partialValue: Int, overflow: Bool)
      switch op {
      case "+": r = p.addingReportingOverflow(q)
      case "-": r = p.subtractingReportingOverflow(q)
      case "*": r = p.multipliedReportingOverflow(by: q)
      default:
        if q == 0 { throw netError("System.DivideByZeroException", "Attempted to divide by zero.") }
        r = p.remainderReportingOverflow(dividingBy: q)
      }
      if r.overflow { throw overflow }
      switch (x, y) { case (.long, _), (_, .long), (.ulong, _), (_, .ulong), (.uint, _), (_, .uint): return .long(Int64(r.partialValue)); default: break }
      guard let n = Int32(exactly: r.partialValue) else { throw overflow }
      return .int(n)
    }
    func isDecimal(_ v: Value) -> Bool { v.refValue is PSDecimal }
    func isFloat(_ v: Value) -> Bool { switch v { case .double, .single: true; default: false } }
    let context = ExecutionContext.current
    if isDecimal(x) || isDecimal(y), !isFloat(x), !isFloat(y), let d = try NetTypes.changed(x, TypeTable.decimal, context).refValue as? PSDecimal,
      let e = try NetTypes.changed(y, TypeTable.decimal, context).refValue as? PSDecimal
    {
      switch op {
      case "+": return .other(PSDecimal(try net { try d.value + e.value }))
      case "-": return .other(PSDecimal(try net { try d.value - e.value }))
      case "*": return .other(PSDecimal(try net { try d.value * e.value }))
      case "/": return .other(PSDecimal(try net { try d.value / e.value }))
      default: return .other(PSDecimal(try net { try d.value % e.value }))
      }
    }
    let p = x.asDouble, q = y.asDouble
    switch op {
    case "+": return .double(p + q)
    case "-": return .double(p - q)
    case "*": return .double(p * q)
    case "/": return .double(p / q)
    default: return .double(p.truncatingRemainder(dividingBy: q))
    }
  }
  /// `*` and `%` stand for anything at the beginning and the end of a pattern only.
  private func like(_ s: String, _ pattern: String) throws -> Bool {
    var p = Array(pattern.utf16)
    func isStar(_ c: UInt16?) -> Bool { c == 42 || c == 37 }
    if p.isEmpty { return s.isEmpty }
    let opensFree = isStar(p.first)
    if opensFree { p.removeFirst() }
    let endsFree = isStar(p.last)
    if endsFree { p.removeLast() }
    // a star in brackets is itself
    var plain: [UInt16] = [], i = 0
    while i < p.count {
      if p[i] == 91, let close = p[i...].firstIndex(of: 93), close > i + 1 { plain += p[(i + 1)..<close]; i = close + 1; continue }
      if isStar(p[i]) { throw evaluation("Error in Like operator: the string pattern '\(pattern)' is invalid.") }
      plain.append(p[i])
      i += 1
    }
    if plain.isEmpty, opensFree || endsFree { return true }
    func folded(_ t: String) -> String { schema.caseSensitive ? t : t.lowercased() }
    let a = folded(s), b = folded(String(units: plain))
    switch (opensFree, endsFree) {
    case (true, true): return NetString.indexOf(a, b) >= 0
    case (true, false): return a.hasSuffix(b)
    case (false, true): return a.hasPrefix(b)
    case (false, false): return a == b
    }
  }

  // MARK: Functions

  private func call(_ name: String, _ arguments: [Node], _ row: PSDataRow?, _ rows: [PSDataRow]) throws -> Value {
    func at(_ i: Int) throws -> Value { i < arguments.count ? try value(arguments[i], row, rows) : DataExpression.null }
    let first = try at(0)
    switch name {
    case "isnull": return DataExpression.isNull(first) ? try at(1) : first
    case "iif": return try truth(first, "Iif") == true ? try at(1) : try at(2)
    case "len": return DataExpression.isNull(first) ? first : .count(netText(first, nil).netLength)
    case "trim": return DataExpression.isNull(first) ? first : .str(NetString.trim(netText(first, nil)))
    case "substring":
      if DataExpression.isNull(first) { return first }
      let s = netText(first, nil), start = max(0, try at(1).asInt - 1), n = max(0, try at(2).asInt)
      return .str(start >= s.netLength ? "" : s.units(start, min(n, s.netLength - start)))
    case "abs": return first.asDouble < 0 ? try arithmetic("-", .int(0), first) : first
    default:
      if DataExpression.isNull(first) { return first }
      guard let t = TypeTable.resolve(netText(try at(1), nil)) else { throw evaluation("Invalid type name '\(netText(try at(1), nil))'.") }
      return try NetTypes.changed(first.base, t, ExecutionContext.current)
    }
  }
  static func aggregate(_ name: String, _ i: Int, _ schema: DataSchema, _ rows: [PSDataRow]) throws -> Value {
    let all = try rows.map { try $0.value(i) }.filter { !isNull($0) }
    if name == "count" { return .count(all.count) }
    guard let first = all.first else { return null }
    if name == "min" || name == "max" {
      return all.dropFirst().reduce(first) { best, v in
        let c = compare(v, best, schema.caseSensitive) ?? 0
        return (name == "min" ? c < 0 : c > 0) ? v : best
      }
    }
    let type = schema.columns[i].type
    guard all.allSatisfy(isNumber) else {
      throw netError(
        "System.Data.DataException", "Invalid usage of aggregate function \(name.prefix(1).uppercased() + name.dropFirst())() and Type: \(type.name).")
    }
    func mean() -> Double { all.reduce(0) { $0 + $1.asDouble } / Double(all.count) }
    switch name {
    case "sum", "avg":
      if type === TypeTable.decimal {
        var d = NetDecimal.zero
        for v in all { if let x = v.refValue as? PSDecimal { d = try net { try NetDecimal.adding(d, x.value) } } }
        return .other(PSDecimal(name == "sum" ? d : try net { try NetDecimal.dividing(d, NetDecimal(all.count)) }))
      }
      if isInteger(first) {
        let n = all.reduce(0) { $0 &+ $1.asInt }
        return name == "sum" ? .long(Int64(n)) : try NetTypes.changed(.long(Int64(n / all.count)), type, ExecutionContext.current)
      }
      return type === TypeTable.single ? .single(Float(name == "sum" ? mean() * Double(all.count) : mean())) : .double(name == "sum" ? all.reduce(0) { $0 + $1.asDouble } : mean())
    default:
      if all.count < 2 { return null }
      let m = mean(), variance = all.reduce(0) { $0 + ($1.asDouble - m) * ($1.asDouble - m) } / Double(all.count - 1)
      return .double(name == "var" ? variance : variance.squareRoot())
    }
  }
}

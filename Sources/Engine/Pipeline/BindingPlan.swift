/// Where the arguments written at one place go, found once.
///
/// Which parameter an argument reaches depends on names, positions and parameter sets, hardly ever on values. The binder
/// notes what it did for the first call of a site; when nothing of it depended on a value, later calls only convert,
/// validate and store. A call that fails there, or has a block where pipeline input is possible, goes to the binder
/// after all, which then says what is wrong.
import Primitives

final class BindingPlan {
  /// One argument to one parameter.
  struct Move {
    /// The `argument` of a switch given without a value.
    static let present = -1
    /// The `argument` of a value that is none of the call's arguments: no plan then.
    static let elsewhere = -2
    let parameter: Int
    /// Place among the site's arguments.
    let argument: Int
    /// Tried as it is before it is converted.
    let isPositional: Bool
  }
  /// A move with all that can be known beforehand about its parameter.
  struct Step {
    let parameter: Int
    let argument: Int
    let isPositional: Bool
    let row: ParameterTable.Row
    let key: Value
    /// Values that carry this tag are taken as they are; `Tag.none` = no such tag.
    let plainTag: UInt8
    /// What else a value of that tag must fulfil.
    let check: PlainCheck
    /// A text alone becomes an array of one.
    let wrapsText: Bool
  }
  /// Checks simple enough to be made here.
  enum PlainCheck { case nothing, notEmpty, between(Int32, Int32), other }
  /// In place of a tag: everything but nothing and blocks, which may wait for input.
  static let anyTag: UInt8 = 0xFF

  let steps: [Step]
  let chosenSet: String
  /// Parameters that get nothing.
  let unbound: [Int]
  /// Converts and checks by the rules of the command's parameters; it never binds anything.
  let converter: Binder

  /// Nil when validation runs code, which must not run twice when it fails, or a type name is asked for.
  init?(_ b: Binder, _ moves: [Move]) {
    for move in moves {
      let row = b.table.rows[move.parameter]
      if row.typeName != nil || row.validations.contains(where: { if case .script = $0 { true } else { false } }) { return nil }
    }
    chosenSet = b.chosenSet
    converter = Binder(b.context, b.metadata, commandName: b.commandName, info: InvocationInfo(), extent: b.extent, errorName: b.errorName)
    steps = moves.map { move in
      let row = b.table.rows[move.parameter]
      return Step(
        parameter: move.parameter, argument: move.argument, isPositional: move.isPositional, row: row, key: .str(row.metadata.name), plainTag: row.plainTag,
        check: row.plainCheck, wrapsText: row.collection == .array && row.element === TypeTable.string && row.validations.isEmpty && row.types.isEmpty)
    }
    let given = Set(moves.map(\.parameter))
    unbound = b.table.rows.indices.filter { !given.contains($0) }
  }

  /// The values of the steps from those of the arguments; nil when the binder must do it.
  func values(_ arguments: UnsafeBufferPointer<Value>, _ site: CommandSite, _ c: ExecutionContext) -> [Value]? {
    if c.mayHaveDefaultParameterValues { return nil }
    let n = steps.count
    return steps.withUnsafeBufferPointer { steps -> [Value]? in
      var fits = true
      let all = [Value](unsafeUninitializedCapacity: n) { out, count in
        while count < n {
          guard let x = value(steps[count], arguments, site) else { fits = false; return }
          (out.baseAddress! + count).initialize(to: x)
          count += 1
        }
      }
      return fits ? all : nil
    }
  }
  @inline(__always) private func value(_ s: borrowing Step, _ arguments: UnsafeBufferPointer<Value>, _ site: CommandSite) -> Value? {
    if s.argument == Move.present { return s.row.metadata.isSwitch ? BindingPlan.on : nil }
    guard s.argument < arguments.count else { return nil }
    if s.row.takes(arguments.baseAddress! + s.argument, s.plainTag, s.check) { return arguments[s.argument] }
    if s.wrapsText, case .string(let t) = arguments[s.argument], !t.string.isEmpty { return .array(PSArray([.string(t)], of: TypeTable.string)) }
    let place = site.arguments[s.argument]
    return converter.fitted(
      Argument(name: s.isPositional ? nil : "", value: arguments[s.argument], hasValue: true, extent: place.extent, valueExtent: place.valueExtent), s.row,
      asItIsFirst: s.isPositional)
  }
  private static let on = Value.other(SwitchParameter(true))
  /// `$PSBoundParameters` of such a call.
  func fill(_ h: PSHash, _ values: [Value]) { for (s, v) in zip(steps, values) { h.set(s.key, v) } }
}

extension ParameterTable.Row {
  /// The tag of values that need no conversion.
  var plainTag: UInt8 {
    let t = metadata.type
    return t === TypeTable.int
      ? Tag.int
      : t === TypeTable.string
        ? Tag.string
        : t === TypeTable.double
          ? Tag.double : t === TypeTable.bool ? Tag.bool : (t === TypeTable.object || t === TypeTable.psObject) && types.isEmpty ? BindingPlan.anyTag : Tag.none
  }
  var plainCheck: BindingPlan.PlainCheck {
    if typeName != nil || types.count > 1 || metadata.check != nil { return .other }
    if validations.isEmpty { return mandatorySomewhere && !allowsEmptyString && plainTag == Tag.string ? .notEmpty : .nothing }
    if validations.count == 1, plainTag == Tag.int, case .range(.int(let lo), .int(let hi)) = validations[0] { return .between(lo, hi) }
    return .other
  }
  /// Whether the value in a cell fits without a closer look.
  @inline(__always) func takes(_ v: UnsafePointer<Value>, _ tag: UInt8, _ check: BindingPlan.PlainCheck) -> Bool {
    if UnsafeRawPointer(v).load(fromByteOffset: 8, as: UInt8.self) != tag || tag == Tag.none { return tag == BindingPlan.anyTag && isPlainObject(v.pointee, check) }
    switch check {
    case .nothing: return true
    case .notEmpty: if case .string(let s) = v.pointee { return !s.string.isEmpty }; return false
    case .between(let lo, let hi): if case .int(let n) = v.pointee { return n >= lo && n <= hi }; return false
    case .other: return false
    }
  }
  private func isPlainObject(_ v: Value, _ check: BindingPlan.PlainCheck) -> Bool {
    guard case .nothing = check else { return false }
    switch v {
    case .block, .null, .void, .unset, .boxed: return false
    case .object(let o): return o.textForm == nil
    default: return true
    }
  }
}

extension ExecutionContext {
  /// False when `$PSDefaultParameterValues` is what it mostly is: empty, and shadowed by nobody.
  @inline(__always) var mayHaveDefaultParameterValues: Bool {
    if depth > 1, frames[depth - 1].chain & defaultsSymbol.bit != 0 { return lookupSlow(defaultsSymbol).map { $0.hashValue_?.count != 0 } ?? false }
    if defaultsCell.isUnset { return false }
    if case .hash(let h) = defaultsCell.pointee { return h.count != 0 }
    return true
  }
}

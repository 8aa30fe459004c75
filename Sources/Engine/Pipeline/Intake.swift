/// Where pipeline objects go after the first one: a parameter that takes each by value while no other parameter can
/// take anything from an object. The binder, whose trials cost more than most commands, then only sees objects that do
/// not fit.
final class Intake {
  /// The parameter's place among the command's.
  let parameter: Int
  /// Its name, as a key of `$PSBoundParameters`.
  let name: Value
  private let row: ParameterTable.Row
  private let plainTag: UInt8
  private let check: BindingPlan.PlainCheck
  /// Between taking an object as it is and converting it, its property of the parameter's name is tried.
  private let looksForProperty: Bool

  /// Nil when the binder must look at every object.
  init?(_ b: Binder) {
    guard let p = b.soleInputParameter else { return nil }
    let row = b.table.rows[p]
    // what validation runs must not run twice
    if row.validations.contains(where: { if case .script = $0 { true } else { false } }) { return nil }
    parameter = p
    name = .str(row.metadata.name)
    self.row = row
    plainTag = row.plainTag
    check = row.plainCheck
    looksForProperty = row.entries.contains { $0.fromPropertyName }
  }
  /// Whether the parameter takes the object as it is, without a look at anything else.
  @inline(__always) func takes(_ v: Value) -> Bool { withUnsafePointer(to: v) { row.takes($0, plainTag, check) } }
  /// The object as the parameter takes it; nil when the binder must look (and complain).
  @inline(__always) func accepted(_ v: Value, _ b: Binder) -> Value? { takes(v) ? v : converted(v, b) }
  /// What the parameter makes of an object it does not take as it is; nil when the binder must look (and complain).
  @inline(never) func converted(_ v: Value, _ b: Binder) -> Value? {
    if case .void = v { return nil }
    return b.fitted(Argument(name: nil, value: v, hasValue: true, extent: b.extent), row, asItIsFirst: true, orItsProperty: looksForProperty)
  }
}

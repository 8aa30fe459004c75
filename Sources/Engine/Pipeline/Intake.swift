/// Where pipeline objects go after the first one: a parameter that takes each by value while no other parameter can
/// take anything from an object. The binder, whose trials cost more than most commands, then only sees objects that do
/// not fit.
final class Intake {
  /// The parameter's place among the command's.
  let parameter: Int
  private let row: ParameterTable.Row
  private let plainTag: UInt8
  private let check: BindingPlan.PlainCheck
  /// Nothing is tried between taking an object as it is and converting it.
  private let converts: Bool

  /// Nil when the binder must look at every object.
  init?(_ b: Binder) {
    guard let p = b.soleInputParameter else { return nil }
    let row = b.table.rows[p]
    // what validation runs must not run twice
    if row.validations.contains(where: { if case .script = $0 { true } else { false } }) { return nil }
    parameter = p
    self.row = row
    plainTag = row.plainTag
    check = row.plainCheck
    converts = row.entries.allSatisfy { !$0.fromPropertyName }
  }
  /// The object as the parameter takes it; nil when the binder must look (and complain).
  @inline(__always) func accepted(_ v: Value, _ b: Binder) -> Value? {
    withUnsafePointer(to: v, { row.takes($0, plainTag, check) }) ? v : converted(v, b)
  }
  @inline(never) private func converted(_ v: Value, _ b: Binder) -> Value? {
    if case .void = v { return nil }
    return converts ? b.fitted(Argument(name: nil, value: v, hasValue: true, extent: b.extent), row, asItIsFirst: true) : nil
  }
}

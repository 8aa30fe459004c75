/// The running figures of Measure-Object for one property.
import Engine
import Primitives

final class MeasuredValues {
  struct Wanted {
    var sum = false, deviation = false, minimum = false, maximum = false
    var lines = false, words = false, characters = false, ignoreWhiteSpace = false
    /// Something was no number: no sum of any property means anything.
    let failure = Failure()
  }
  final class Failure { var isSet = false }
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private var sum = 0.0, variance = 0.0
  @exclusivity(unchecked) private var minimum: Value = .null, maximum: Value = .null
  private var lines = 0, words = 0, characters = 0

  @inline(__always) func add(_ v: Value, _ w: Wanted, _ shell: Invocation, isWhole: Bool = false) throws {
    count += 1
    // a custom object itself has no text, unlike one that a property holds
    var isBare: Bool { if isWhole, case .object(let o) = v, o.wrapped == nil, o.type == nil { true } else { false } }
    func text() -> String { isBare ? "" : ObjectText.plain(v, shell.context) }
    if w.lines || w.words || w.characters { addText(text(), w) }
    if w.sum {
      guard let d = MeasuredValues.number(v) else {
        w.failure.isSet = true
        let exception = PSException("System.Management.Automation.PSInvalidOperationException", "Input object \"\(text())\" is not numeric.")
        let record = ErrorRecord(exception, id: "NonNumericInputObject", .invalidType, target: v)
        if isBare {
          record.categoryTargetName = ""
          record.categoryTargetType = "PSCustomObject"
        }
        return try shell.error(record)
      }
      let before = sum
      sum += d
      if w.deviation, count > 1 {
        // Welford's update
        let mean = before / Double(count - 1)
        variance *= Double(count - 2) / Double(count - 1)
        variance += (d - mean) * (d - mean) / Double(count)
      }
    }
    guard w.minimum || w.maximum else { return }
    let candidate = isBare ? Value.object(PSObject()) : v
    if w.minimum { minimum = try MeasuredValues.better(candidate, minimum, least: true) }
    if w.maximum { maximum = try MeasuredValues.better(candidate, maximum, least: false) }
  }
  @inline(__always) private static func number(_ v: Value) -> Double? {
    switch v {
    case .int(let i): Double(i)
    case .double(let d): d
    case .long(let l): Double(l)
    case .null, .void, .unset: 0
    default: if case .double(let d)? = Conversion.tryConvert(v, to: TypeTable.double, nil) { d } else { nil }
    }
  }
  private static func better(_ v: Value, _ best: Value, least: Bool) throws -> Value {
    if best.isNull { return v }
    // null is more than negative numbers and less than everything else
    if v.isNull { return (number(best).map { $0 < 0 } ?? false) != least ? v : best }
    let r: Int, a = number(best), b = number(v)
    if let a, let b { r = a < b ? -1 : a > b ? 1 : 0 }
    else if (a == nil) == (b == nil), TypeTable.typeOf(best.base) === TypeTable.typeOf(v.base) { r = MeasuredValues.isEmpty(best) ? 0 : try Conversion.compare(best.base, v.base, ignoreCase: false) }
    else { r = Collation.compare(a.map { ObjectText.shown(.double($0)) } ?? ObjectText.shown(best), b.map { ObjectText.shown(.double($0)) } ?? ObjectText.shown(v)) }
    return (least ? r : -r) > 0 ? v : best
  }
  private static func isEmpty(_ v: Value) -> Bool { if case .object(let o) = v, o.isCustom, o.count == 0 { true } else { false } }
  private func addText(_ s: String, _ w: Wanted) {
    var inWord = false, breaks = 0, spaces = 0, found = 0, last: UInt32 = 10
    func count(_ u: UInt32, white: Bool) {
      if u == 10 { breaks &+= 1 }
      if white { spaces &+= 1; inWord = false } else if !inWord { inWord = true; found &+= 1 }
      last = u
    }
    let isPlain: Bool? = !NetString.isAscii(s) ? false : s.utf8.withContiguousStorageIfAvailable { bytes in
      for (i, b) in bytes.enumerated() {
        if i & 0xFFFFF == 0xFFFFF, Attention.isWanted { break }
        count(UInt32(b), white: b == 32 || b &- 9 < 5)
      }
      return true
    }
    if isPlain != true { for u in s.unicodeScalars { count(u.value, white: u.properties.isWhitespace) } }
    if w.words { words += found }
    if w.lines, !s.isEmpty { lines += breaks + (last == 10 ? 0 : 1) }
    if w.characters { characters += s.netLength - (w.ignoreWhiteSpace ? spaces : 0) }
  }

  func info(_ name: Value, _ w: Wanted, average: Bool, sum showSum: Bool, deviation: Bool) -> Value {
    let lo = MeasuredValues.number(minimum), hi = MeasuredValues.number(maximum)
    let numeric = (minimum.isNull || lo != nil) && (maximum.isNull || hi != nil)
    func shown(_ v: Value, _ d: Double?) -> Value { v.isNull ? .null : numeric ? .double(d ?? 0) : v.base }
    let n = Double(count)
    return (numeric ? MeasuredValues.generic : MeasuredValues.object).make([
      .int(Int32(clamping: count)), average && count > 0 && !w.failure.isSet ? .double(sum / n) : .null, showSum && !w.failure.isSet ? .double(sum) : .null,
      shown(maximum, hi), shown(minimum, lo), deviation && numeric && !w.failure.isSet ? .double(count > 1 ? variance.squareRoot() : 0) : .null, name,
    ])
  }
  func text(_ name: Value, _ w: Wanted) -> Value {
    func shown(_ n: Int, _ on: Bool) -> Value { on ? .int(Int32(clamping: n)) : .null }
    return MeasuredValues.textInfo.make([shown(lines, w.lines), shown(words, w.words), shown(characters, w.characters), name])
  }
  private static let nullableDouble = "System.Nullable[double]", nullableInt = "System.Nullable[int]"
  static let generic = RecordType(
    "Microsoft.PowerShell.Commands.GenericMeasureInfo", base: "Microsoft.PowerShell.Commands.MeasureInfo",
    [
      "int Count {get;set;}", "\(nullableDouble) Average {get;set;}", "\(nullableDouble) Sum {get;set;}", "\(nullableDouble) Maximum {get;set;}",
      "\(nullableDouble) Minimum {get;set;}", "\(nullableDouble) StandardDeviation {get;set;}", "string Property {get;set;}"
    ])
  static let object = RecordType(
    "Microsoft.PowerShell.Commands.GenericObjectMeasureInfo", base: "Microsoft.PowerShell.Commands.MeasureInfo",
    [
      "int Count {get;set;}", "\(nullableDouble) Average {get;set;}", "\(nullableDouble) Sum {get;set;}", "System.Object Maximum {get;set;}",
      "System.Object Minimum {get;set;}", "\(nullableDouble) StandardDeviation {get;set;}", "string Property {get;set;}"
    ])
  static let textInfo = RecordType(
    "Microsoft.PowerShell.Commands.TextMeasureInfo", base: "Microsoft.PowerShell.Commands.MeasureInfo",
    ["\(nullableInt) Lines {get;set;}", "\(nullableInt) Words {get;set;}", "\(nullableInt) Characters {get;set;}", "string Property {get;set;}"])
}

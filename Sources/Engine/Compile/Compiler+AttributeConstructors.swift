/// What the constructors of PowerShell's own attributes say of their arguments, where their number is right.
import Syntax

extension Compiler {
  private static func argument(_ name: String, _ kind: String = "Argument") -> PSException {
    let e = PSException(
      "System.Management.Automation.PSArgumentException",
      "Cannot process argument because the value of argument \"\(name)\" is not valid. Change the value of the \"\(name)\" argument and run the operation again.")
    e.lastErrorId = kind
    return e
  }
  private static func null(_ name: String) -> PSException {
    let e = PSException(
      "System.Management.Automation.PSArgumentNullException",
      "Cannot process argument because the value of argument \"\(name)\" is null. Change the value of argument \"\(name)\" to a non-null value.")
    e.lastErrorId = "ArgumentNull"
    return e
  }
  private static func outOfRange(_ name: String, _ value: String) -> PSException {
    let e = PSException(
      "System.Management.Automation.PSArgumentOutOfRangeException",
      """
      Cannot process argument because the value of argument "\(name)" is out of range. Change argument "\(name)" to a value that is within range. (Parameter '\(name)')
      Actual value was \(value).
      """
    )
    e.lastErrorId = "ArgumentOutOfRange"
    return e
  }
  /// A help message that says nothing.
  func refuseHelpMessage(_ name: String) { refuse(Compiler.argument(name)) }
  /// No values to choose from.
  func refuseEmptySet() { refuse(Compiler.outOfRange("validValues", "System.String[]")) }
  /// A type that makes no values.
  func refuseGenerator() { refuse(Compiler.argument("valuesGeneratorType")) }

  /// Two bounds of a length or count; nil when something is wrong with them.
  func bounds(_ x: AttributeAst, _ values: [Value], _ id: String, smaller: String) -> (Int, Int)? {
    for v in values { if let cause = conversionFailure(v, TypeTable.int) { refuse(x, cause); return nil } }
    guard values.count == 2, let low = try? Conversion.toInt32(values[0].base), let high = try? Conversion.toInt32(values[1].base) else { return nil }
    if low < 0 { refuse(x, Compiler.outOfRange("minLength", "\(low)")) } else if high <= 0 { refuse(x, Compiler.outOfRange("maxLength", "\(high)")) }
    else if high < low { reject(id, smaller, "ValidationMetadataException", x.extent) }
    return (Int(low), Int(high))
  }
  /// A pattern, a list or a name that must be there.
  func refuseIfEmpty(_ x: AttributeAst, _ v: Value, _ name: String) { if Conversion.toString(v).isEmpty { refuse(x, Compiler.argument(name)) } }
  /// Texts of which there must be one; the null that stands for all of them is none.
  func refuseIfNone(_ x: AttributeAst, _ values: [Value], _ name: String) {
    if values.isEmpty { refuse(x, Compiler.outOfRange(name, "System.String[]")) } else if values.count == 1, values[0].isNull { refuse(x, Compiler.null(name)) }
  }
  /// The block that checks; nil when it is none.
  func checkingBlock(_ x: AttributeAst, _ v: Value) -> ScriptBlock? {
    if case .block(let b) = v.base { return b }
    if v.isNull { refuse(x, Compiler.argument("scriptBlock")) } else if let cause = conversionFailure(v, TypeTable.get("System.Management.Automation.ScriptBlock")) { refuse(x, cause) }
    return nil
  }
  /// The kind of numbers a range is; nil when it is none.
  func rangeKind(_ x: AttributeAst, _ v: Value) -> String? {
    let kind = TypeTable.get("System.Management.Automation.ValidateRangeKind")
    do { return Conversion.toString(try Conversion.convert(v, to: kind, context)) } catch where Conversion.isFailure(error) { refuse(x, Conversion.cause(error)) } catch {}
    return nil
  }
  /// The limits of a range, as values of one type; nil when they are of several, or the wrong way round.
  func limits(_ x: AttributeAst, _ low: Value, _ high: Value) -> (Value, Value)? {
    if low.isNull { refuse(x, Compiler.null("minRange")); return nil }
    if high.isNull { refuse(x, Compiler.null("maxRange")); return nil }
    var low = low, high = high
    let a = TypeTable.typeOf(low.base), b = TypeTable.typeOf(high.base)
    if a !== b {
      guard low.typeCode.isNumeric, high.typeCode.isNumeric else {
        let message =
          "The specified minimum range (\(a.name)) cannot be accepted because it is not the same type as the specified maximum range (\(b.name)). Update the ValidateRange attribute for the parameter."
        reject("MinRangeNotTheSameTypeOfMaxRange", message, "ValidationMetadataException", x.extent)
        return nil
      }
      let wide = Validator.promoted(a, b)
      low = (try? Conversion.convert(low, to: wide, context)) ?? low
      high = (try? Conversion.convert(high, to: wide, context)) ?? high
    }
    if let order = try? Conversion.compare(low, high), order > 0 {
      let message = "The specified maximum range cannot be accepted because it is less than the specified minimum range. Update the ValidateRange attribute for the parameter."
      reject("MaxRangeSmallerThanMinRange", message, "ValidationMetadataException", x.extent)
    }
    return (low, high)
  }
  /// What completes arguments: a block, or a type that is made for it.
  func completer(_ x: AttributeAst, _ v: Value) {
    switch v.base {
    case .block: return
    case .type(let t):
      if t.scriptClass == nil, t.compiledBase == nil, !t.isSubclass(of: "System.Management.Automation.IArgumentCompleter") { refuse(x, Compiler.argument("type")) }
    case .null, .void, .unset: refuse(".ctor", count: 1, ambiguous: true, isBuiltIn: false, x.extent)
    case let other:
      if let cause = conversionFailure(.str(Conversion.toString(other)), TypeTable.get("System.Type")) {
        refuse(x, PSException(cause.type, "Cannot convert the \"\(Conversion.toString(other))\" value of type \"System.String\" to type \"System.Type\"."))
      }
    }
  }
}

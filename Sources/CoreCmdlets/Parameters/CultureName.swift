/// `-Culture`: a culture by name or number, decimal or hexadecimal.
import Engine
import NetTypes
import Primitives

struct CultureName: ParameterValue {
  let name: String
  static var netType: NetType { TypeTable.object }
  static var shownType: NetType? { TypeTable.string }
  static var check: ParameterCheck? { ParameterCheck(isTransformation: false) { _ = try from($0, $1) } }
  static var absent: CultureName { CultureName(name: "") }
  static func from(_ v: Value, _ context: ExecutionContext) throws -> CultureName {
    let text = Conversion.toString(v, context), trimmed = text.trimmed
    if text.isEmpty { return CultureName(name: context.culture.name) }
    let digits = String(trimmed.filter { $0 != "," })
    let number = trimmed.lowercased().hasPrefix("0x") ? Int32(trimmed.dropFirst(2), radix: 16) : digits.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int32(digits) : nil
    let made: Value
    do { made = try context.construct(TypeTable.get("System.Globalization.CultureInfo"), [number.map { .int($0) } ?? .str(text)]) } catch let e as TerminatingError {
      let inner = e.record.exception.inner ?? e.record.exception
      let setting = PSException("System.Management.Automation.SetValueInvocationException", "Exception setting \"Culture\": \"\(inner.message)\"", inner: inner)
      throw TerminatingError(
        ErrorRecord(
          PSException(
            "System.Management.Automation.ParameterBindingException", "Cannot bind parameter 'Culture' to the target. \(setting.message)", inner: setting),
          id: "ParameterBindingFailed", .writeError))
    }
    return CultureName(name: (made.refValue as? PSCulture)?.culture.name ?? "")
  }
}

/// Names, numbers and lists to enum values.
import Primitives

extension Conversion {
  static func toEnum(_ v: Value, _ type: NetType, _ context: ExecutionContext?) throws -> Value? {
    switch v {
    case .string(let s):
      if let e = type.enumeration, takesPatterns(type) { return .other(PSEnum(type, try kinds(s.string, e, type))) }
      return try textToEnum(s.string, s.string, type)
    default: break
    }
    let code = v.typeCode
    if code.isInteger { return try numberToEnum(v, type) }
    if let items = collected(v) {
      var names: [String] = []
      for x in items.elements {
        if case .string(let s) = x.base { names.append(s.string); continue }
        names.append(plainText(try convert(x, to: type, context)))
      }
      let text = names.joined(separator: ",")
      return try textToEnum(text, text, type)
    }
    if code.isNumeric { let text = scalarText(v); return try textToEnum(text, text, type) }
    return nil
  }
  /// True when the number is a member, or a combination of members of a flags enum.
  static func isDefined(_ raw: Int64, _ type: NetType) -> Bool {
    guard let e = type.enumeration else { return true }
    if e.values.contains(raw) { return true }
    // with a negative member PowerShell does not judge
    if e.underlying != "System.UInt64" {
      if e.values.contains(where: { $0 < 0 }) { return true }
      if raw < 0 { return false }
    }
    guard e.isFlags else { return false }
    let all = e.values.reduce(Int64(0)) { $0 | $1 }
    return raw & ~all == 0
  }
  private static func undefined(_ id: String, _ text: String, _ type: NetType) -> TerminatingError {
    castError(
      id,
      """
      Cannot convert value "\(text)" to type "\(type.fullName)" due to enumeration values that are not valid. Specify one of the following enumeration values \
      and try again. The possible enumeration values are "\(enumNames(type, ","))".
      """
    )
  }
  /// A number cut to the width of an enum's underlying type, as `Enum.ToObject` does.
  static func cut(_ n: Int128, to code: TypeCode) -> Int64 {
    switch code {
    case .sbyte: Int64(Int8(truncatingIfNeeded: n))
    case .byte: Int64(UInt8(truncatingIfNeeded: n))
    case .int16: Int64(Int16(truncatingIfNeeded: n))
    case .uint16: Int64(UInt16(truncatingIfNeeded: n))
    case .uint32: Int64(UInt32(truncatingIfNeeded: n))
    case .int64, .uint64: Int64(truncatingIfNeeded: n)
    default: Int64(Int32(truncatingIfNeeded: n))
    }
  }
  private static func numberToEnum(_ v: Value, _ type: NetType) throws -> Value {
    let raw = cut(integer(v) ?? 0, to: type.typeCode)
    guard isDefined(raw, type) else { throw undefined("UndefinedIntegerToEnum", plainText(v), type) }
    return .other(PSEnum(type, raw))
  }

  /// `Enum.Parse`, then a unique beginning of a name.
  private static func textToEnum(_ text: String, _ shown: String, _ type: NetType) throws -> Value {
    guard let e = type.enumeration else { return .other(PSEnum(type, 0)) }
    do {
      if let raw = try parse(text, e, type) {
        guard isDefined(raw, type) else { throw undefined("EnumParseUndefined", shown, type) }
        return .other(PSEnum(type, raw))
      }
    } catch let error as NetError {
      throw castError("CaseSensitiveEnumParseThrewAnException", shown, to: type, because: PSException(error.typeName, error.message))
    }
    let candidates = e.names.filter { CaseInsensitive.hasPrefix($0, text) }
    if candidates.count == 1, let raw = e.value(of: candidates[0]) { return .other(PSEnum(type, raw)) }
    if candidates.count > 1, type.fullName == "System.IO.FileAttributes",
      let name = ["Directory", "ReadOnly", "System"].first(where: { CaseInsensitive.hasPrefix($0, text) }), let raw = e.value(of: name)
    {
      return .other(PSEnum(type, raw))
    }
    let sentence = candidates.isEmpty
      ? "Unable to match the identifier name \(text) to a valid enumerator name. Specify one of the following enumerator names and try again:\n\(enumNames(type, ", "))"
      : """
        The identifier name \(text) cannot be processed because it is either too similar or identical to the following enumerator names: \
        \(candidates.joined(separator: ", ")). Use a more specific identifier name.
        """
    throw castError("SubstringDisambiguationEnumParseThrewAnException", shown, to: type, because: PSException("System.Management.Automation.RuntimeException", sentence))
  }
  /// Kinds of members are chosen by patterns too.
  private static func takesPatterns(_ type: NetType) -> Bool {
    type.fullName == "System.Management.Automation.PSMemberTypes" || type.fullName == "System.Management.Automation.PSMemberViewTypes"
  }
  /// What a text of whole names and patterns between commas stands for; beginnings of names do not count, and blanks belong to the names.
  private static func kinds(_ text: String, _ e: EnumInfo, _ type: NetType) throws -> Int64 {
    func refused(_ sentence: String, _ exception: String = "System.Management.Automation.PSInvalidCastException") -> TerminatingError {
      castError("InvalidCastPSTypeConvertersConvertFrom", text, to: type, because: PSException(exception, sentence))
    }
    let s = trimmed(text)
    guard let first = s.utf8.first else { throw refused(finalMessage(.str(text), to: type)) }
    if first &- 0x30 < 10 || first == 0x2D || first == 0x2B, let raw = try? parse(s, e, type), isDefined(raw, type) { return raw }
    var raw: Int64 = 0
    for entry in s.split(separator: ",", omittingEmptySubsequences: false).map({ String($0) }) {
      let isPattern = entry.utf8.contains { $0 == 42 || $0 == 63 || $0 == 91 }
      let names: [String]
      do {
        let pattern = isPattern ? try WildcardPattern(entry, ignoreCase: true) : nil
        names = e.names.filter { pattern?.matches($0) ?? $0.equalsIgnoringCase(entry) }
      } catch { throw refused(error.message, "System.Management.Automation.WildcardPatternException") }
      if names.isEmpty {
        throw refused(
          """
          Cannot convert value "\(entry)" to type "\(type.fullName)" due to enumeration values that are not valid. Specify one of the following enumeration \
          values and try again. The possible enumeration values are "\(enumNames(type, ","))".
          """)
      }
      for n in names { raw |= e.value(of: n) ?? 0 }
    }
    return raw
  }
  /// A number or a list of names; nil when some name is unknown.
  private static func parse(_ text: String, _ e: EnumInfo, _ type: NetType) throws(NetError) -> Int64? {
    let s = trimmed(text)
    guard let first = s.utf8.first else { return nil }
    if first &- 0x30 < 10 || first == 0x2D || first == 0x2B {
      let digits = s.utf8.dropFirst(first == 0x2D || first == 0x2B ? 1 : 0)
      if !digits.isEmpty, digits.allSatisfy({ $0 &- 0x30 < 10 }) {
        guard let n = Int128(s), let v = value(n, as: type.typeCode), let whole = integer(v) else { throw NetError.tooLarge(type.typeCode.inOverflowMessage) }
        return Int64(truncatingIfNeeded: whole)
      }
    }
    var raw: Int64 = 0
    for part in s.split(separator: ",", omittingEmptySubsequences: false) {
      let name = trimmed(String(part))
      guard let n = e.names.firstIndex(of: name).map({ e.values[$0] }) ?? e.value(of: name) else { return nil }
      raw |= n
    }
    return raw
  }
}

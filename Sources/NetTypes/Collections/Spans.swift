/// `Span<T>`, `ReadOnlySpan<T>`, `Memory<T>` and `ReadOnlyMemory<T>` as parameters: scripts can have no values of them, but a text or an
/// array of the right elements is taken where a method wants one.
import Engine

extension NetTypes {
  static func registerSpans() {
    for name in ["Span`1", "ReadOnlySpan`1", "Memory`1", "ReadOnlyMemory`1"] {
      let takesText = name.hasPrefix("ReadOnly")
      let isSpan = name.hasSuffix("Span`1")
      TypeTable.registerClosed("System." + name, .struct, made: { t in
        let element = t.genericArguments.first
        t.isByRefLike = isSpan
        t.converter = { v, _ in
          if case .array(let a) = v.base, a.kind == .array, (a.elementType ?? TypeTable.object) === element { return v.base }
          if takesText, element === TypeTable.char, v.stringValue != nil { return v.base }
          return nil
        }
      }) { t in
        if isSpan { members(of: t, isReadOnly: takesText) }
      }
    }
  }
  /// What compiled code reads of a span: it has the array or the text that stands for one.
  private static func members(of t: NetType, isReadOnly: Bool) {
    let element = t.genericArguments[0], e = signatureName(element), own = signatureName(t)
    func items(_ v: Value) -> [Value] { v.arrayValue?.values ?? v.stringValue?.utf16.map { .char($0) } ?? [] }
    func piece(_ v: Value, _ start: Int, _ count: Int?) throws -> Value {
      let all = items(v), n = count ?? all.count - start
      guard start >= 0, n >= 0, start + n <= all.count else { throw netError("System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values.") }
      return .array(PSArray(Array(all[start..<start + n]), of: element))
    }
    for parameters in ["\(e)[] array", "\(e)[] array, int start, int length", "[ref] \(e) reference"] {
      t.constructor("\(own) new(\(parameters))") { _, _ in
        let refusal = PSException(
          "System.Management.Automation.MethodException",
          "Cannot create an instance of the ByRef-like type \"\(Conversion.typeText(t))\". ByRef-like types are not supported in PowerShell.")
        throw TerminatingError(ErrorRecord(refusal, id: "CannotInstantiateBoxedByRefLikeType", .notSpecified))
      }
    }
    t.property("int Length {get;}") { v, _ in .count(items(v).count) }
    t.property("bool IsEmpty {get;}") { v, _ in .bool(items(v).isEmpty) }
    t.method("\(own) Slice(int start)") { v, a, _ in try piece(v, a.int(0), nil) }
    t.method("\(own) Slice(int start, int length)") { v, a, _ in try piece(v, a.int(0), a.int(1)) }
    t.method("\(e)[] ToArray()") { v, _, _ in .array(PSArray(items(v), of: element)) }
    t.method("string ToString()") { v, _, _ in
      guard element === TypeTable.char else { return .str("\(t.genericDefinition ?? "")[\(items(v).count)]") }
      return .str(v.stringValue ?? String(decoding: items(v).map { if case .char(let c) = $0 { c } else { 0 } }, as: UTF16.self))
    }
  }
}

/// `Span<T>`, `ReadOnlySpan<T>`, `Memory<T>` and `ReadOnlyMemory<T>` as parameters: scripts can have no values of them, but a text or an
/// array of the right elements is taken where a method wants one.
import Engine

extension NetTypes {
  static func registerSpans() {
    for name in ["Span`1", "ReadOnlySpan`1", "Memory`1", "ReadOnlyMemory`1"] {
      let takesText = name.hasPrefix("ReadOnly")
      TypeTable.registerClosed("System." + name, .struct, made: { t in
        let element = t.genericArguments.first
        t.converter = { v, _ in
          if case .array(let a) = v.base, a.kind == .array, (a.elementType ?? TypeTable.object) === element { return v.base }
          if takesText, element === TypeTable.char, v.stringValue != nil { return v.base }
          return nil
        }
      })
    }
  }
}

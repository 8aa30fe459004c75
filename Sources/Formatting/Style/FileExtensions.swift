/// `$PSStyle.FileInfo.Extension`: colours by file extension, which begin with a period and print nothing.
import Engine

enum FileExtensions {
  static let name = StyleTypes.name + "+FileInfoFormatting+FileExtensionDictionary"

  static func printable(_ s: String) -> String { "The specified string contains printable content when it should only contain ANSI escape sequences: \(s)" }

  static func define(_ t: NetType) {
    func table(_ v: Value) -> PSHash { if case .hash(let h) = v.base { h } else { PSHash() } }
    func failure(_ message: String) -> TerminatingError { TerminatingError("ArgumentException", message, .notSpecified, exception: "System.ArgumentException") }
    func key(_ v: Value?, _ c: ExecutionContext) throws -> Value {
      let s = v.map { Conversion.toString($0, c) } ?? ""
      guard s.hasPrefix(".") else { throw failure("When adding or removing extensions, the extension must start with a period.") }
      return .str(s)
    }
    func decoration(_ v: Value?, _ c: ExecutionContext) throws -> Value {
      let s = v.map { Conversion.toString($0, c) } ?? ""
      guard EscapeSequences.stripped(s).isEmpty else { throw failure(printable(s)) }
      return .str(s)
    }
    t.property("System.Collections.Generic.IEnumerable[string] Keys {get;}") { v, _ in .array(PSArray(table(v).keys)) }
    t.method("void Add(string extension, string decoration)") { v, a, c in
      let h = table(v), k = try key(a.first, c)
      if h.contains(k) { throw failure("An item with the same key has already been added. Key: \(Conversion.toString(k, c))") }
      h.set(k, try decoration(a.last, c))
      return .void
    }
    t.method("void Remove(string extension)") { v, a, c in
      table(v).remove(try key(a.first, c))
      return .void
    }
    t.method("void Clear()") { v, _, _ in
      table(v).removeAll()
      return .void
    }
    t.method("bool ContainsKey(string extension)") { v, a, c in
      guard let given = a.first, !given.isNull, Conversion.toString(given, c) != "" else { return .bool(false) }
      return .bool(table(v).contains(try key(given, c)))
    }
  }
}

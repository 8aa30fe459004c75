/// Values as text.
///
/// Two texts exist: the one of string conversion (`"$v"`, `[string]$v`: invariant culture, sequences joined with `$OFS`)
/// and .NET's own `ToString()` (`plainText`: current culture, sequences by type name), which error messages show.
import Primitives

extension Conversion {
  static func textSlow(_ v: Value, _ context: ExecutionContext?) -> String {
    switch v {
    case .string(let s): return s.string
    case .array(let a): return sequenceText(a, v, context)
    case .object(let o):
      if let k = o.type?.scriptClass { return classText(v, o, k, context, asSequence: true, format: "") }
      if let own = ownText(v, o, context) { return own }
      if let w = o.wrapped { return o.textForm ?? textSlow(w, context) }
      let text = objectText(o, context)
      return forgetsFailure(context) ? "" : text
    case .boxed(let b): return textSlow(b.value, context)
    case .other(let r):
      if let text = typedText(v, context) { return text }
      if let items = r.enumerated() { return sequenceText(items, v, context) }
      return r.text()
    case .hash(let h):
      if let items = h.enumerated() { return sequenceText(items, v, context) }
      return scalarText(v)
    default: return scalarText(v)
    }
  }
  /// A sequence with an element that has no text is written as its type.
  static func sequenceText(_ items: PSArray, _ v: Value, _ context: ExecutionContext?) -> String {
    let text = join(items.elements, context.map(outputFieldSeparator) ?? " ", context)
    return forgetsFailure(context) ? typeText(TypeTable.typeOf(v)) : text
  }
  private static func forgetsFailure(_ context: ExecutionContext?) -> Bool {
    guard let context, context.textFailure is TerminatingError else { return false }
    context.textFailure = nil
    return true
  }
  /// The elements' texts with a separator between; nested sequences show their type.
  static func join<S: Sequence>(_ items: S, _ separator: String, _ context: ExecutionContext?) -> String where S.Element == Value {
    joined(items, separator) { listedText($0, context) }
  }
  /// As `join`, with numbers and dates in the current culture, which is what `-join` does.
  static func joinInCulture<S: Sequence>(_ items: S, _ separator: String, _ context: ExecutionContext?) -> String where S.Element == Value {
    joined(items, separator) { cultureText($0) ?? listedText($0, context) }
  }
  /// A number or date in the current culture, as it stands inside another value; nil for others.
  private static func cultureText(_ v: Value) -> String? {
    if case .object(let o) = v, o.wrapped != nil, let written = o.textForm { return written }
    return switch v.base {
    case .double(let d): try? NumberFormat.text(d, "G15", .current)
    case .single(let d): try? NumberFormat.text(d, "G7", .current)
    case .datetime: plainText(v)
    case .other(let r): (r as? Formattable).flatMap { try? $0.formatted("", .current) }
    default: nil
    }
  }
  /// As `toString` for a culture: dates, and what stands in collections and custom objects, follow the current one; numbers alone never do.
  public static func toStringInCulture(_ v: Value, _ context: ExecutionContext) -> String {
    if case .object(let o) = v {
      if let k = o.type?.scriptClass { return classText(v, o, k, context, asSequence: true, format: "") }
      if let own = ownText(v, o, context) { return own }
    }
    switch v.base {
    case .array(let a): return joinInCulture(a.elements, outputFieldSeparator(context), context)
    case .datetime: return plainText(v)
    case .object(let o) where o.isCustom:
      let text = objectText(o, context, inCulture: true)
      return forgetsFailure(context) ? "" : text
    case .other(let r) where !(r is PSDecimal): return (r as? Formattable).flatMap { try? $0.formatted("", .current) } ?? toString(v, context)
    default: return toString(v, context)
    }
  }
  /// Whether the text of a value that stands alone may differ from culture to culture.
  static func followsCulture(_ v: Value) -> Bool {
    switch v.base {
    case .datetime: true
    case .object(let o): o.isCustom && o.textForm == nil
    case .other(let r): r is Formattable && !(r is PSDecimal)
    default: false
    }
  }
  /// The texts of items with a separator between. Long sequences stop where Ctrl+C asks for it.
  public static func joined<S: Sequence>(_ items: S, _ separator: String, _ text: (Value) -> String) -> String where S.Element == Value {
    var out = ""
    var done = 0, look = AttentiveText.piece
    for v in items {
      if done > 0 { out += separator }
      done += 1
      if done & 0xFFFF == 0 || out.utf8.count > look {
        if Attention.isWanted { break }
        look = out.utf8.count + AttentiveText.piece
      }
      out.append(attentive: text(v))
    }
    return out
  }
  /// The text of an element of a sequence: nodes of XML tell their names there.
  private static func listedText(_ v: Value, _ context: ExecutionContext?) -> String {
    if case .other(let r) = v, let d = r.dynamicMembers { return d.displayText }
    return elementText(v, context)
  }
  /// The text of a value inside another one.
  static func elementText(_ v: Value, _ context: ExecutionContext?) -> String {
    switch v {
    case .string(let s): return s.string
    case .array(let a): return typeText(a.netType)
    case .type(let t): return typeText(t)
    case .object(let o):
      if let k = o.type?.scriptClass { return classText(v, o, k, context, asSequence: false, format: "") }
      if let own = ownText(v, o, context) { return own }
      if let w = o.wrapped { return o.textForm ?? elementText(w, context) }
      // a custom object shows its properties only where it stands alone
      return o.isCustom ? "" : objectText(o, context)
    case .boxed(let b): return elementText(b.value, context)
    case .other(let r): return typedText(v, context) ?? r.text()
    default: return scalarText(v)
    }
  }
  /// Simple values in the invariant culture; collections by type.
  static func scalarText(_ v: Value) -> String {
    switch v {
    case .int(let n): return String(n)
    case .long(let n): return String(n)
    case .double(let d): return doubleText(d)
    case .single(let f): return (try? NumberFormat.text(f, "G7", .invariant)) ?? ""
    case .bool(let b): return b ? "True" : "False"
    case .char(let c): return charText(c)
    case .byte(let n): return String(n)
    case .sbyte(let n): return String(n)
    case .short(let n): return String(n)
    case .ushort(let n): return String(n)
    case .uint(let n): return String(n)
    case .ulong(let n): return String(n)
    case .datetime(let d): return (try? DateFormat.text(d, "", .invariant)) ?? ""
    case .timespan(let t): return TimeSpanFormat.constant(t)
    case .string(let s): return s.string
    case .array(let a): return typeText(a.netType)
    case .hash(let h): return typeText(h.netType)
    case .block(let b): return b.text()
    case .type(let t): return typeLiteral(t)
    case .other(let r): return r.text()
    case .object(let o): return o.wrapped.map { o.textForm ?? scalarText($0) } ?? objectText(o, nil)
    case .boxed(let b): return scalarText(b.value)
    case .null, .void, .unset: return ""
    }
  }
  /// Doubles as string conversion writes them: 15 digits; whole numbers of moderate size without the formatter.
  static func doubleText(_ d: Double) -> String {
    if let n = Int32(exactly: d), n != 0 || d.sign == .plus { return String(n) }
    return (try? NumberFormat.text(d, "G15", .invariant)) ?? ""
  }
  static func charText(_ c: UInt16) -> String { String(decoding: CollectionOfOne(c), as: UTF16.self) }

  /// `@{a=1; b=2}` of a custom object; the class's name or text of other property bags.
  static func objectText(_ o: PSObject, _ context: ExecutionContext?, inCulture: Bool = false) -> String {
    objectText(o, context) { inCulture ? cultureText($0) : nil }
  }
  /// - Parameter own: the text of a value in it; nil = the usual one
  public static func objectText(_ o: PSObject, _ context: ExecutionContext?, _ own: (Value) throws -> String?) rethrows -> String {
    if let t = o.textForm { return t }
    if let t = o.type { return entryText(o, t) ?? typeText(t) }
    let added = o.typeNames == nil ? [] : context?.typeDataProperties(of: o) ?? []
    if o.count == 0, added.isEmpty { return "" }
    var out = "@{"
    var first = true
    for m in o.members + added where isProperty(m.kind) {
      if !first { out += "; " }
      first = false
      out += m.name + "="
      // a text runs no scripts
      if m.kind == .scriptProperty { out += "System.Management.Automation.PSScriptProperty"; continue }
      let x = m.kind == .note ? m.value : propertyValue(o, m.name, m.value, context)
      // a custom object inside one shows nothing
      if case .object(let inner) = x, inner.isCustom, ownText(x, inner, context) == nil { continue }
      // a type, which a sequence writes in full, keeps its short name here
      if case .type(let t) = x.base { out += typeLiteral(t) } else { out += try own(x) ?? elementText(x, context) }
    }
    return first ? "" : out + "}"
  }
  /// `[key, value]`, as .NET writes an entry of a dictionary: sequences by their type, what PowerShell wrapped by its own text.
  public static func entryText(_ key: Value, _ value: Value) -> String {
    func own(_ v: Value) -> String { if case .object = v { toString(v) } else { plainText(v) } }
    return "[" + own(key) + ", " + own(value) + "]"
  }
  private static func entryText(_ o: PSObject, _ t: NetType) -> String? {
    guard t.category == .struct, o.count == 2, (t.genericDefinition ?? t.fullName).hasPrefix("System.Collections."), let key = o.get("Key"), let value = o.get("Value") else { return nil }
    return entryText(key, value)
  }
  /// A custom object whose numbers, dates and the like follow a format; empty when one of them cannot.
  static func customText(_ o: PSObject, format: String, _ culture: Culture, _ context: ExecutionContext) -> String {
    let text = try? objectText(o, context) { v in
      switch v.base {
      case .null, .void, .unset, .string, .bool, .char, .array, .hash, .object, .block, .type: nil
      case .other(let r) where !(r is Formattable): nil
      default: try Operators.formatted(v.base, format, culture)
      }
    }
    return text ?? ""
  }
  private static func isProperty(_ kind: Shape.Member) -> Bool {
    switch kind {
    case .note, .noteReadOnly, .scriptProperty, .aliasProperty, .codeProperty: true
    default: false
    }
  }
  /// What a `ToString` of the object's own gives: an added method, or one of its script class.
  static func ownText(_ v: Value, _ o: PSObject, _ context: ExecutionContext?) -> String? {
    guard let context else { return nil }
    func isMethod(_ kind: Shape.Member) -> Bool { kind == .scriptMethod || kind == .codeMethod }
    if let k = o.type?.scriptClass, k.hasMethod("ToString"), let r = context.answer({ try k.invoke("ToString", v, [], context) }) {
      return toString(r, context)
    }
    let isAdded = o.typeNames != nil && context.typeDataMember(v, "ToString").map { isMethod($0.kind) } ?? false
    if isAdded || o.slot(Conversion.toStringSymbol).map({ isMethod(o.shape.kind($0)) }) ?? false,
      let r = context.answer({ try context.callMethod(v, "ToString", []) })
    {
      return toString(r, context)
    }
    return nil
  }
  static let toStringSymbol = Symbol.of("ToString")
  /// Objects whose string form PowerShell's own type data defines.
  private static func typedText(_ v: Value, _ context: ExecutionContext?) -> String? { nil }
  private static func propertyValue(_ o: PSObject, _ name: String, _ raw: Value, _ context: ExecutionContext?) -> Value {
    guard let context else { return .null }
    return (try? context.property(.object(o), name)) ?? .null
  }

  /// A type as PowerShell writes it: accelerator, else full name; `System.Collections.Generic.List[int]` for generics.
  static func typeLiteral(_ t: NetType) -> String {
    if let short = accelerator(of: t) { return short }
    if t.isArray, let e = t.elementType { return typeLiteral(e) + "[" + String(repeating: ",", count: max(0, t.rank - 1)) + "]" }
    guard !t.genericArguments.isEmpty, let d = t.genericDefinition else { return t.isVisible ? t.fullName : "\(t.fullName), \(AssemblyName.of(t).full)" }
    let head = d.split(separator: "`").first.map(String.init) ?? d
    return head + "[" + t.genericArguments.map(typeLiteral).joined(separator: ",") + "]"
  }
  /// A type as tool tips show it: the accelerator, else the name without its namespace.
  public static func shortTypeLiteral(_ t: NetType) -> String {
    if let short = accelerator(of: t) { return short }
    if t.isArray, let e = t.elementType { return shortTypeLiteral(e) + "[" + String(repeating: ",", count: max(0, t.rank - 1)) + "]" }
    func withoutNamespace(_ name: Substring) -> String { String(name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? name) }
    guard !t.genericArguments.isEmpty, let d = t.genericDefinition else { return withoutNamespace(t.fullName[...]) }
    return withoutNamespace(d.prefix { $0 != "`" }) + "[" + t.genericArguments.map(shortTypeLiteral).joined(separator: ",") + "]"
  }
  /// The short name of a type, when it has one.
  private static func accelerator(of t: NetType) -> String? {
    switch t.typeCode {
    case .int16 where !t.isEnum: return "short"
    case .uint16 where !t.isEnum: return "ushort"
    case .int32 where !t.isEnum: return "int"
    case .uint32 where !t.isEnum: return "uint"
    case .int64 where !t.isEnum: return "long"
    case .uint64 where !t.isEnum: return "ulong"
    case .single where !t.isEnum: return "float"
    default: break
    }
    if let cached = accelerators[t.fullName] { return cached }
    if accelerators.isEmpty {
      for (short, full) in TypeTable.accelerators { if let old = accelerators[full], old.count <= short.count { continue }; accelerators[full] = TypeTable.spelling(of: short) }
      return accelerators[t.fullName]
    }
    return nil
  }
  /// Accelerators by full name, made on first need.
  nonisolated(unsafe) private static var accelerators: [String: String] = [:]

  /// `ToString()` in the current culture, as error messages show values.
  public static func plainText(_ v: Value) -> String {
    switch v {
    case .double(let d): return (try? NumberFormat.text(d, "", .current)) ?? ""
    case .single(let f): return (try? NumberFormat.text(f, "", .current)) ?? ""
    case .datetime(let d): return (try? DateFormat.text(d, "", .current)) ?? ""
    case .type(let t): return typeText(t)
    case .object(let o):
      if let k = o.type?.scriptClass { return classText(v, o, k, ExecutionContext.current, asSequence: false, format: nil) }
      return o.wrapped.map { o.textForm ?? plainText($0) } ?? ownText(v, o, ExecutionContext.current) ?? objectText(o, nil, inCulture: true)
    case .boxed(let b): return plainText(b.value)
    case .other(let r): return (r as? Formattable).flatMap { try? $0.formatted("", .current) } ?? r.text()
    default: return scalarText(v)
    }
  }
}

/// Objects that format themselves by a format string and culture (`IFormattable`): dates with offset, GUIDs, big numbers.
public protocol Formattable {
  func formatted(_ format: String, _ culture: Culture) throws -> String
}

extension PSDecimal: Formattable {
  public func formatted(_ format: String, _ culture: Culture) throws -> String { try NumberFormat.text(value, format, culture) }
}
extension PSBigInteger: Formattable {
  public func formatted(_ format: String, _ culture: Culture) throws -> String { try NumberFormat.text(value, format, culture) }
}
extension PSEnum: Formattable {
  /// `G` name, `D` number, `X` hexadecimal with the width of the type, `F` flags.
  public func formatted(_ format: String, _ culture: Culture) throws -> String {
    switch format {
    case "", "G", "g", "F", "f": return text()
    case "D", "d": return type.typeCode == .uint64 ? String(UInt64(bitPattern: raw)) : String(raw)
    case "X", "x":
      let width: Int
      switch type.typeCode {
      case .sbyte, .byte: width = 2
      case .int16, .uint16: width = 4
      case .int64, .uint64: width = 16
      default: width = 8
      }
      let hex = String(UInt64(bitPattern: raw), radix: 16, uppercase: true)
      return hex.count >= width ? String(hex.suffix(width)) : String(repeating: "0", count: width - hex.count) + hex
    default: throw NetError(.format, "Format string can be only \"G\", \"g\", \"X\", \"x\", \"F\", \"f\", \"D\" or \"d\".")
    }
  }
}

/// `[NullString]::Value`: becomes a null string where a string is wanted; a plain null would become the empty one.
public final class NullString: Ref {
  nonisolated(unsafe) public static let value = NullString()
  public override var netType: NetType { TypeTable.named("System.Management.Automation.Language.NullString") }
  public override func text() -> String { "" }
}

/// `-Property` arguments with options: `Name`, `{ … }`, or `@{ Name = …; Expression = …; Descending = … }`.
/// Keys may be shortened; which keys exist depends on the cmdlet.
import Engine
import Formatting

struct PropertyArgument {
  var expression: PropertyExpression
  /// `Name`/`Label`.
  var name: String?
  var descending: Bool?
  /// The name comes of a pattern: an object without the property has null there.
  var isExpanded = false
  var options: [String: Value] = [:]

  /// A key a cmdlet accepts: all its spellings, and what it may hold.
  struct Key {
    enum Kind { case expression, plainExpression, label, bool, text, textOrNumber }
    let names: [String]
    let kind: Kind
    let mandatory: Bool
    init(_ names: [String], _ kind: Kind, mandatory: Bool = false) { self.names = names; self.kind = kind; self.mandatory = mandatory }
  }
  static let expressionKey = Key(["expression"], .expression, mandatory: true)
  static let select = [expressionKey, Key(["name", "label"], .label)]
  static let sort = [expressionKey, Key(["ascending"], .bool), Key(["descending"], .bool)]
  static let group = [Key(["expression"], .plainExpression, mandatory: true)]
  static let compare = group
  static let measure = [expressionKey]

  static func parse(_ values: [Value], _ keys: [Key], _ shell: Invocation) throws -> [PropertyArgument] {
    try values.map { try parse($0, keys, shell) }
  }

  static func parse(_ v: Value, _ keys: [Key], _ shell: Invocation) throws -> PropertyArgument {
    func fail(_ id: String, _ message: String) -> TerminatingError { shell.refusedProperty(id, message) }
    switch v.base {
    case .null, .void, .unset:
      throw fail(
        "DictionaryKeyUnknownType",
        "The value of a parameter was null; one of the following types was expected: {System.String, System.Management.Automation.ScriptBlock}.")
    case .string(let s):
      if s.string.isEmpty { throw fail("ExpressionEmptyString2", "An empty string value is not allowed.") }
      if keys.contains(where: { $0.kind == .plainExpression }), Wildcard.hasSpecial(s.string) {
        throw fail("ExpressionGlobbing2", "Wildcard characters are not allowed in \"\(s.string)\".")
      }
      return PropertyArgument(expression: PropertyExpression(s.string))
    case .block(let b): return PropertyArgument(expression: PropertyExpression(b))
    case .hash(let h): return try parse(h, keys, fail)
    case let other:
      if let r = other.refValue as? PropertyExpressionValue { return PropertyArgument(expression: r.expression) }
      throw fail(
        "DictionaryKeyUnknownType",
        "Cannot convert \(FormatProperty.typeName(of: other)) to one of the following types {System.String, System.Management.Automation.ScriptBlock}.")
    }
  }

  private static func parse(_ h: PSHash, _ keys: [Key], _ fail: (String, String) -> TerminatingError) throws -> PropertyArgument {
    var found: [String: (String, Value)] = [:]
    for (k, v) in h.pairs {
      guard !k.isNull else { throw fail("DictionaryKeyNull", "The value of a key cannot be null.") }
      guard let given = k.stringValue else { throw fail("DictionaryKeyNonString", "The \(TypeTable.typeOf(k).name) key type is not valid. The key must be a string.") }
      let lower = given.lowercased()
      let hits = keys.filter { $0.names.contains { $0.hasPrefix(lower) } }
      guard let key = hits.first, !lower.isEmpty else { throw fail("DictionaryKeyIllegal", "The \(given) key is not valid.") }
      if hits.count > 1 { throw fail("DictionaryKeyAmbiguous", "The \(given) key is ambiguous; \(hits[0].names[0]) and \(hits[1].names[0]) conflict.") }
      if found[key.names[0]] != nil { throw fail("DictionaryKeyDuplicate", "The duplicated key \"\(given)\" conflicts with \"\(key.names[0])\".") }
      if v.isNull, key.kind != .bool { throw fail("DictionaryKeyMissingValue", "The \(given) key has no value.") }
      found[key.names[0]] = (given, try check(given, v, key, fail))
    }
    for key in keys where key.mandatory && found[key.names[0]] == nil { throw fail("DictionaryKeyMandatoryEntry", "A mandatory entry for \(key.names[0]) is missing.") }
    var r = PropertyArgument(expression: PropertyExpression(resolved: ""))
    if let (_, l) = found["name"], let name = l.stringValue, !name.isEmpty { r.name = name }
    if let (_, e) = found["expression"] {
      if case .block(let b) = e.base { r.expression = PropertyExpression(b) } else { r.expression = PropertyExpression(Conversion.toString(e)) }
    }
    if let (_, d) = found["descending"] { r.descending = Conversion.toBool(d) }
    if let (_, a) = found["ascending"] {
      let up = Conversion.toBool(a)
      // two that contradict each other say nothing
      r.descending = r.descending == up ? nil : !up
    }
    for (k, v) in found { r.options[k] = v.1 }
    return r
  }

  private static func check(_ given: String, _ v: Value, _ key: Key, _ fail: (String, String) -> TerminatingError) throws -> Value {
    func illegal(_ expected: [String]) -> TerminatingError {
      let t = v.shownAsObject.fullName
      return expected.count == 1
        ? fail("DictionaryKeyIllegalValue2", "The \"\(given)\" key has a type, \(t), that is not valid; expected type is \(expected[0]).")
        : fail("DictionaryKeyIllegalValue1", "The \"\(given)\" key has a type, \(t), that is not valid; expected types are {\(expected.joined(separator: ", "))}.")
    }
    switch (key.kind, v.base) {
    case (.expression, .block), (.plainExpression, .block), (.label, .string), (.text, .string), (.textOrNumber, .string), (.textOrNumber, .int), (.bool, .bool): return v
    case (.expression, .string(let s)), (.plainExpression, .string(let s)):
      if s.string.isEmpty { throw fail("ExpressionEmptyString1", "The \"\(key.names[0])\" key cannot have an empty string value.") }
      if key.kind == .plainExpression, Wildcard.hasSpecial(s.string) { throw fail("ExpressionGlobbing1", "The \"\(key.names[0])\" key cannot have wildcard characters in value \"\(s.string)\".") }
      return v
    case (.bool, _): if v.isNull { return .no }; if let b = Conversion.tryConvert(v, to: TypeTable.bool, nil) { return b }; throw illegal(["System.Boolean"])
    case (.expression, _), (.plainExpression, _): throw illegal(["System.String", "System.Management.Automation.ScriptBlock"])
    case (.textOrNumber, _): throw illegal(["System.String", "System.Int32"])
    default: throw illegal(["System.String"])
    }
  }
}

/// The common keywords of JSON Schema, for Test-Json.
import Engine
import Syntax

struct JsonSchema {
  struct Problem { let message: String; let place: String }
  /// Another file a schema refers to that is no JSON.
  struct Unreadable: Error { let file: String }
  let root: Value
  /// Where files that the schema refers to are.
  let folder: String?
  private(set) var problems: [Problem] = []
  init(root: Value, folder: String? = nil) { self.root = root; self.folder = folder }

  mutating func validate(_ v: Value, _ schema: Value, _ place: String, _ context: ExecutionContext) throws {
    // a schema may refer to itself
    if context.stackIsLow() { throw context.callDepthError() }
    if case .bool(let b) = schema { if !b { report("All values fail against the false schema", place) }; return }
    guard let s = schema.hashValue_ else { return }
    if let r = s.get("$ref")?.stringValue {
      if let target = find(r) { return try validate(v, target, place, context) }
      if let (other, target) = try elsewhere(r) {
        var there = JsonSchema(root: other, folder: folder)
        try there.validate(v, target, place, context)
        problems += there.problems
        return
      }
    }
    if let t = s.get("type") {
      let names = t.arrayValue?.values.compactMap(\.stringValue) ?? [t.stringValue ?? ""]
      if !names.contains(where: { JsonSchema.isType(v, $0) }) {
        let want = names.count == 1 ? "\"\(names[0])\"" : "[" + names.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        report("Value is \"\(JsonSchema.typeName(v))\" but should be \(want)", place)
      }
    }
    if let e = s.get("enum")?.arrayValue, !e.values.contains(where: { Conversion.equals($0, v, ignoreCase: false) }) { report("Value should match one of the values specified by the enum", place) }
    if let c = s.get("const"), !Conversion.equals(c, v, ignoreCase: false) { report("Expected \"\(Conversion.toString(c))\"", place) }
    try numbers(v, s, place)
    try texts(v, s, place, context)
    if let h = v.hashValue_ { try object(h, s, place, context) }
    if let a = v.arrayValue { try array(a.values, s, place, context) }
    for sub in s.get("allOf")?.arrayValue?.values ?? [] { try validate(v, sub, place, context) }
    if let any = s.get("anyOf")?.arrayValue, try !any.values.contains(where: { try passes(v, $0, context) }) { report("Expected a value matching at least one subschema", place) }
    if let one = s.get("oneOf")?.arrayValue, try one.values.filter({ try passes(v, $0, context) }).count != 1 { report("Expected 1 matching subschema", place) }
    if let not = s.get("not"), try passes(v, not, context) { report("Expected the value not to match", place) }
  }
  private func passes(_ v: Value, _ schema: Value, _ context: ExecutionContext) throws -> Bool {
    var copy = JsonSchema(root: root, folder: folder)
    try copy.validate(v, schema, "", context)
    return copy.problems.isEmpty
  }
  private mutating func report(_ m: String, _ place: String) { problems.append(Problem(message: m, place: place)) }
  /// A reference to another file: its schema, and the part that is meant.
  private func elsewhere(_ reference: String) throws -> (root: Value, part: Value)? {
    let pieces = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let folder, let name = pieces.first, !name.isEmpty, !name.utf8.contains(58) else { return nil }
    let file = name.hasPrefix("/") ? name : folder + "/" + name
    guard let bytes = FileText.read(file) else { throw Unreadable(file: file) }
    let text = FileText.decode(bytes)
    guard StrictJson(text, comments: true, trailingCommas: true).isValid, let other = try? JsonBuilder.read(text, asHashtable: true, depth: 1024, dates: .String) else { throw Unreadable(file: file) }
    return (other, JsonSchema(root: other, folder: folder).find("#" + (pieces.count > 1 ? pieces[1] : "")) ?? other)
  }
  private func find(_ reference: String) -> Value? {
    guard reference.hasPrefix("#") else { return nil }
    var v = root
    for part in reference.dropFirst().split(separator: "/") {
      guard let n = v.hashValue_?.get(part.replacing("~1", with: "/").replacing("~0", with: "~")) else { return nil }
      v = n
    }
    return v
  }
  static func typeName(_ v: Value) -> String {
    switch v {
    case .null, .void, .unset: "null"
    case .bool: "boolean"
    case .long, .int: "integer"
    case .double: "number"
    case .string: "string"
    case .array: "array"
    case .hash: "object"
    default: "number"
    }
  }
  static func isType(_ v: Value, _ name: String) -> Bool {
    let t = typeName(v)
    if t == name || name == "number" && t == "integer" { return true }
    if name == "integer", case .double(let d) = v { return d == d.rounded() }
    return false
  }
  private mutating func numbers(_ v: Value, _ s: PSHash, _ place: String) throws {
    guard ["integer", "number"].contains(JsonSchema.typeName(v)), let d = try? Conversion.toDouble(v) else { return }
    func limit(_ k: String) -> Double? { s.get(k).flatMap { if case .bool = $0 { return nil }; return try? Conversion.toDouble($0) } }
    func show(_ k: String) -> String { Conversion.toString(s.get(k) ?? .null) }
    if let m = limit("minimum"), d < m { report("\(Conversion.toString(v)) should be at least \(show("minimum"))", place) }
    if let m = limit("maximum"), d > m { report("\(Conversion.toString(v)) should be at most \(show("maximum"))", place) }
    if let m = limit("exclusiveMinimum"), d <= m { report("\(Conversion.toString(v)) should be greater than \(show("exclusiveMinimum"))", place) }
    if let m = limit("exclusiveMaximum"), d >= m { report("\(Conversion.toString(v)) should be less than \(show("exclusiveMaximum"))", place) }
    if let m = limit("multipleOf"), m > 0, (d / m) != (d / m).rounded() { report("\(Conversion.toString(v)) should be a multiple of \(show("multipleOf"))", place) }
  }
  private mutating func texts(_ v: Value, _ s: PSHash, _ place: String, _ context: ExecutionContext) throws {
    guard let t = v.stringValue else { return }
    if let n = s.get("minLength").flatMap({ try? Conversion.toInt64($0) }), t.netLength < n { report("Value should be at least \(n) characters", place) }
    if let n = s.get("maxLength").flatMap({ try? Conversion.toInt64($0) }), t.netLength > n { report("Value should be at most \(n) characters", place) }
    if let p = s.get("pattern")?.stringValue, !Conversion.toBool(try Operators.comparison(.cmatch, v, .str(p), context)) {
      report("The string value is not a match for the indicated regular expression", place)
    }
  }
  private mutating func object(_ h: PSHash, _ s: PSHash, _ place: String, _ context: ExecutionContext) throws {
    let missing = (s.get("required")?.arrayValue?.values ?? []).filter { !h.contains($0) }
    if !missing.isEmpty { report("Required properties [" + missing.map { "\"\(Conversion.toString($0))\"" }.joined(separator: ", ") + "] are not present", place) }
    let known = s.get("properties")?.hashValue_
    for (k, x) in h.pairs {
      let at = place + "/" + Conversion.toString(k)
      if let sub = known?.get(k) { try validate(x, sub, at, context) }
      else if let more = s.get("additionalProperties") { try validate(x, more, at, context) }
    }
    if let n = s.get("minProperties").flatMap({ try? Conversion.toInt64($0) }), h.count < n { report("Value has fewer than \(n) properties", place) }
    if let n = s.get("maxProperties").flatMap({ try? Conversion.toInt64($0) }), h.count > n { report("Value has more than \(n) properties", place) }
  }
  private mutating func array(_ items: [Value], _ s: PSHash, _ place: String, _ context: ExecutionContext) throws {
    if let n = s.get("minItems").flatMap({ try? Conversion.toInt64($0) }), items.count < n { report("Value has less than \(n) items", place) }
    if let n = s.get("maxItems").flatMap({ try? Conversion.toInt64($0) }), items.count > n { report("Value has more than \(n) items", place) }
    if case .bool(true)? = s.get("uniqueItems") {
      for (i, a) in items.enumerated() where items[..<i].contains(where: { Conversion.equals($0, a, ignoreCase: false) }) { report("Value should have unique items", place); break }
    }
    guard let sub = s.get("items") else { return }
    for (i, x) in items.enumerated() { try validate(x, sub, "\(place)/\(i)", context) }
  }
}

/// Objects to JSON, as ConvertTo-Json shapes them: dictionaries and objects as objects, sequences as arrays, everything deeper
/// than `depth` as its text.
import Codecs
import Engine
import Primitives

struct JsonSerializer {
  private var out: JsonWriter
  private let context: ExecutionContext
  private let refuse: (String, ErrorCategory, String) -> TerminatingError
  private let warn: (String) throws -> Void
  private let depth: Int
  private let enumsAsStrings: Bool
  private var warned = false
  /// The value being written stands under `value`: what was added to it is written beside it.
  private var inWrapped = false

  init(_ shell: Invocation, depth: Int, compress: Bool, enumsAsStrings: Bool, escaping: JsonWriter.Escaping) {
    self.init(shell.context, depth: depth, compress: compress, enumsAsStrings: enumsAsStrings, escaping: escaping, warn: { try shell.warning($0) }, refuse: { shell.terminating($0, $1, $2) })
  }
  init(
    _ context: ExecutionContext, depth: Int, compress: Bool, enumsAsStrings: Bool, escaping: JsonWriter.Escaping,
    warn: @escaping (String) throws -> Void = { _ in }, refuse: @escaping (String, ErrorCategory, String) -> TerminatingError = { TerminatingError($0, $2, $1) }
  ) {
    self.context = context
    self.warn = warn
    self.refuse = refuse
    self.depth = depth
    self.enumsAsStrings = enumsAsStrings
    out = JsonWriter(compress: compress, escaping: escaping)
  }
  var text: String { out.text }

  /// Objects of a pipeline show what type data adds to them; values given as they are do not.
  mutating func write(_ v: Value, fromPipeline: Bool = true) throws { try write(v, 0, fromPipeline: fromPipeline) }
  /// The objects of a pipeline as one array.
  mutating func write(all values: [Value]) throws {
    out.beginArray()
    for x in values {
      try context.poll()
      try write(x, 1, fromPipeline: true)
    }
    out.endArray()
  }

  private mutating func write(_ v: Value, _ level: Int, fromPipeline: Bool = false) throws {
    if let added = context.instanceMembers(of: v), added.count > 0, !inWrapped {
      if case .hash = v {} else { return try wrapped(v, context.properties(.object(added)), level) }
    }
    inWrapped = false
    switch v {
    case .null, .void, .unset: out.literal("null")
    case .bool(let b): out.literal(b ? "true" : "false")
    case .int(let i): out.integer(Int64(i))
    case .long(let i): out.integer(i)
    case .string(let s): out.string(s.string)
    case .byte(let i): out.integer(Int64(i))
    case .sbyte(let i): out.integer(Int64(i))
    case .short(let i): out.integer(Int64(i))
    case .ushort(let i): out.integer(Int64(i))
    case .uint(let i): out.integer(Int64(i))
    case .ulong(let i): out.literal(String(i))
    case .double(let d): float(d, v)
    case .single(let f): float(Double(f), v)
    case .char: out.string(Conversion.toString(v))
    case .datetime(let d): out.string((try? DateFormat.text(d, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", .invariant)) ?? "")
    case .array(let a): try sequence(a.values, v, level)
    case .hash(let h):
      if let a = h.enumerated() { return try sequence(a.values, v, level) }
      try dictionary(h, v, level, extras: context.instanceMembers(of: v).map { context.properties(.object($0)) } ?? [])
    case .object(let o): try object(o, v, level)
    case .other(let r): try other(r, v, level, fromPipeline)
    case .boxed(let b): try write(b.value, level)
    case .timespan, .block, .type: try custom(v, level)
    }
  }

  private mutating func float(_ d: Double, _ v: Value) {
    if d.isNaN { return out.string("NaN") }
    if d.isInfinite { return out.string(d > 0 ? "Infinity" : "-Infinity") }
    let t: String
    if case .single(let f) = v { t = (try? NumberFormat.text(f, "", .invariant)) ?? "" } else { t = (try? NumberFormat.text(d, "", .invariant)) ?? "" }
    out.literal(t.utf8.contains(where: { $0 == 46 || $0 == 69 || $0 == 101 }) ? t : t + ".0")
  }
  private mutating func tooDeep(_ v: Value, _ level: Int) throws -> Bool {
    guard level > depth else { return false }
    if !warned { warned = true; try warn("Resulting JSON is truncated as serialization has exceeded the set depth of \(depth).") }
    out.string(Conversion.toString(v, context))
    return true
  }
  private mutating func sequence(_ items: [Value], _ v: Value, _ level: Int) throws {
    if try tooDeep(v, level) { return }
    out.beginArray()
    for x in items {
      try context.poll()
      try write(x, level + 1)
    }
    out.endArray()
  }
  private mutating func dictionary(_ h: PSHash, _ v: Value, _ level: Int, extras: [PropertyInfo] = []) throws {
    if try tooDeep(v, level) { return }
    for (k, _) in h.pairs where k.stringValue == nil {
      let refused = refuse(
        "NonStringKeyInDictionary", .invalidOperation, "The type '\(h.netType.fullName)' is not supported for serialization or deserialization of a dictionary. Keys must be strings.")
      refused.record.target = .hash(h)
      throw refused
    }
    out.beginObject()
    for (k, x) in h.pairs { out.key(k.stringValue ?? ""); try write(x, level + 1) }
    for p in extras where !h.contains(.str(p.name)) { out.key(p.name); try write(read(p), level + 1) }
    out.endObject()
  }
  /// What cannot be read is null; a script that called too deep is not asked at each level again.
  private func read(_ p: PropertyInfo) throws -> Value {
    do { return try p.value(context) } catch let e as TerminatingError where !e.isCallDepthOverflow { return .null }
  }

  private mutating func object(_ o: PSObject, _ v: Value, _ level: Int) throws {
    guard let base = o.wrapped else {
      if try tooDeep(v, level) { return }
      out.beginObject()
      if o.type == nil, o.shape.isPlain, o.adapted == 0, o.typeNames == nil || !context.isExtended(o) {
        let names = o.shape.names
        for i in 0..<o.count { out.key(names[i]); try write(o.slots[i], level + 1) }
      } else { for p in context.properties(v) where p.kind != .propertySet { out.key(p.name); try write(read(p), level + 1) } }
      out.endObject()
      return
    }
    // text and dates never show what was added to them
    switch base { case .string, .datetime: return try write(base, level); default: break }
    let extras = context.properties(v).filter { $0.kind != .property && $0.kind != .propertySet && !$0.isHidden }
    if extras.isEmpty { return try write(base, level) }
    try wrapped(base, extras, level)
  }
  private mutating func wrapped(_ base: Value, _ extras: [PropertyInfo], _ level: Int) throws {
    if case .hash(let h) = base { return try dictionary(h, base, level, extras: extras) }
    if isCustom(base) { return try custom(base, level, extras: extras) }
    out.beginObject()
    out.key("value")
    inWrapped = true
    try write(base, level)
    inWrapped = false
    for p in extras { out.key(p.name); try write(read(p), level + 1) }
    out.endObject()
  }
  private func isCustom(_ v: Value) -> Bool {
    switch v {
    case .timespan, .type, .block: return true
    case .other(let r):
      return !(r is PSEnum || r is PSDecimal || r is PSBigInteger) && r.enumerated() == nil && !JsonSerializer.plainTypes.contains(r.netType.fullName)
        && !JsonSerializer.nullTypes.contains(r.netType.fullName)
    default: return false
    }
  }
  private static let nullTypes: Set<String> = ["System.DBNull", "System.Management.Automation.Language.NullString"]
  private static let plainTypes: Set<String> = ["System.Guid", "System.Uri", "System.DateTimeOffset"]

  private mutating func other(_ r: Ref, _ v: Value, _ level: Int, _ fromPipeline: Bool) throws {
    if let e = r as? PSEnum {
      if e.type.enumeration?.underlying == "System.Int64" || e.type.enumeration?.underlying == "System.UInt64" || enumsAsStrings { return out.string(e.text()) }
      return out.integer(e.raw)
    }
    if let d = r as? PSDecimal { let t = d.value.description; return out.literal(t.contains(".") ? t : t + ".0") }
    if let b = r as? PSBigInteger { return out.literal(b.value.description) }
    let type = r.netType.fullName
    if JsonSerializer.nullTypes.contains(type) { return out.literal("null") }
    if JsonSerializer.plainTypes.contains(type) {
      if fromPipeline {
        let extras = context.properties(v).filter { $0.kind != .property && $0.kind != .propertySet && !$0.isHidden }
        if !extras.isEmpty { return try wrapped(v, extras, level) }
      }
      return try plain(r, v)
    }
    if let a = try r.enumerated() ?? children(r, v) { return try sequence(a.values, v, level) }
    try custom(v, level, extras: fromPipeline ? nil : [])
  }
  /// What lies in an object that pipelines do not take apart although it can be enumerated: an XML node.
  private func children(_ r: Ref, _ v: Value) throws -> PSArray? {
    guard r.dynamicMembers != nil, TypeTable.get("System.Collections.IEnumerable").isAssignable(from: r.netType) else { return nil }
    return try context.callMethod(v, "GetEnumerator", []).refValue?.enumerated()
  }
  private mutating func plain(_ r: Ref, _ v: Value) throws {
    if r.netType.fullName == "System.DateTimeOffset" { return out.string(Conversion.toString(try context.callMethod(v, "ToString", [.str("yyyy-MM-ddTHH:mm:ss.FFFFFFFK")]))) }
    if r.netType.fullName == "System.Uri", let s = try context.property(v, "OriginalString") { return out.string(Conversion.toString(s)) }
    out.string(Conversion.toString(v, context))
  }
  /// Any other .NET object: its properties, then those added by type data when it came as an object of its own.
  private mutating func custom(_ v: Value, _ level: Int, extras: [PropertyInfo]? = nil) throws {
    if try tooDeep(v, level) { return }
    out.beginObject()
    var seen = Set<String>()
    let all = TypeTable.typeOf(v).allMembers(isStatic: false)
    for m in all.filter({ $0.kind == .field }) + all.filter({ $0.kind == .property }) {
      guard let g = m.getter, seen.insert(m.name).inserted else { continue }
      out.key(m.name)
      try write((try? g(v, context)) ?? .null, level + 1)
    }
    for p in extras ?? context.properties(v) where p.kind != .propertySet && !p.isHidden && seen.insert(p.name).inserted {
      out.key(p.name)
      // an alias means a property of the object, not of what was added to it
      try write(p.kind == .alias ? (try? context.property(v, p.name)) ?? .null : read(p), level + 1)
    }
    out.endObject()
  }
}

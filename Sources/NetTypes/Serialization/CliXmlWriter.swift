/// Objects → CLIXML, PowerShell's serialisation format (Export-Clixml, `PSSerializer`, what jobs hand back).
///
/// Known simple types keep their type; dictionaries, lists, stacks and queues keep their shape; every other object becomes its type
/// names, its text and its properties down to `depth`. Members an object carries itself do not count as a level; properties of its .NET
/// type do. An object met again is written as a reference.
import Engine
import Primitives

public final class CliXmlWriter {
  /// What was written since the last `take()`.
  private var out: [UInt8] = []
  private let context: ExecutionContext
  private let depth: Int
  /// Tags open now, for indentation and closing.
  private var level = 0
  private var below = 0
  private var typeIds: [[String]: Int] = [:]
  private var objectIds: [ObjectIdentifier: Int] = [:]
  /// Keeps what has a number alive, so that no number is given twice.
  private var kept: [AnyObject] = []
  private var nextId = 0
  /// Everything on one line, as processes hand it to each other.
  private let isCompact: Bool
  /// The stream the object at top level goes to; said in its first tag.
  private var stream: String?
  static let namespace = "http://schemas.microsoft.com/powershell/2004/04"
  private static let deepest = 50

  public init(_ context: ExecutionContext, depth: Int = 2, isCompact: Bool = false) { self.context = context; self.depth = depth; self.isCompact = isCompact }

  /// Whether values of this type are written as one simple element.
  public static func isSimple(_ v: Value) -> Bool { CliXmlText.isPrimitive(v) }
  /// The number an enum value stands for, in the enum's own type.
  public static func number(of e: PSEnum) -> Value { CliXmlText.number(of: e) }
  /// The whole text of some objects.
  public static func serialize(_ values: [Value], depth: Int, _ context: ExecutionContext) throws -> String {
    let w = CliXmlWriter(context, depth: depth)
    w.start()
    for v in values { try w.write(v) }
    w.end()
    return String(decoding: w.take(), as: UTF8.self)
  }

  public func start() { raw("<Objs Version=\"1.1.0.1\" xmlns=\"\(CliXmlWriter.namespace)\">"); level = 1 }
  public func end() { level = 0; if nothingWritten { out.removeLast(); raw(" />") } else { if !isCompact { out.append(10) }; raw("</Objs>") } }
  private var nothingWritten = true
  public func take() -> [UInt8] { defer { out.removeAll(keepingCapacity: true) }; return out }
  /// One object at top level.
  public func write(_ v: Value, stream: String? = nil) throws {
    nothingWritten = false
    self.stream = stream
    try object(v, nil, depth)
  }

  // MARK: Text

  private func raw(_ s: String) { out.append(contentsOf: s.utf8) }
  private func line() { if isCompact { return }; out.append(10); for _ in 0..<level { out.append(32); out.append(32) } }
  private func open(_ tag: String, _ name: String? = nil, _ id: Int? = nil) {
    line()
    out.append(60)
    raw(tag)
    if let stream { raw(" S=\"\(stream)\""); self.stream = nil }
    if let name { raw(" N=\""); escaped(CliXmlText.encode(name), attribute: true); out.append(34) }
    if let id { raw(" RefId=\"\(id)\"") }
    out.append(62)
    level += 1
  }
  private func close(_ tag: String) { level -= 1; line(); raw("</"); raw(tag); out.append(62) }
  /// `<tag />`
  private func empty(_ tag: String, _ name: String? = nil, _ id: Int? = nil) { open(tag, name, id); level -= 1; out.removeLast(); raw(" />") }
  private func leaf(_ tag: String, _ name: String?, _ text: String) {
    open(tag, name)
    level -= 1
    escaped(text, attribute: false)
    raw("</"); raw(tag); out.append(62)
  }
  private func escaped(_ s: String, attribute: Bool) {
    for b in s.utf8 {
      switch b {
      case 38: raw("&amp;")
      case 60: raw("&lt;")
      case 62: raw("&gt;")
      case 34 where attribute: raw("&quot;")
      default: out.append(b)
      }
    }
  }

  // MARK: Objects

  private func object(_ v: Value, _ name: String?, _ wanted: Int) throws {
    if Attention.isWanted { throw FlowSignal.stopped }
    if v.isNull { return empty("Nil", name) }
    below += 1
    defer { below -= 1 }
    if below >= CliXmlWriter.deepest { return leaf("S", name, "Serialized XML is nested too deeply.") }
    let depth = ownDepth(v, wanted)
    if case .object = v { } else if let (tag, text) = CliXmlText.primitive(v) { return leaf(tag, name, text) }
    if let id = identity(v), let n = objectIds[id] { return empty("Ref", name, n) }
    if case .object(let o) = v, let w = o.wrapped, let (tag, text) = CliXmlText.primitive(w) { return try annotated(o, tag, text, name, depth) }
    if let tag = container(v) { return try sequence(v, tag, name, depth) }
    if depth <= 0 { return try asText(v, name) }
    try complex(v, name, depth)
  }
  private func ownDepth(_ v: Value, _ wanted: Int) -> Int {
    switch v {
    case .other(let r) where r is PSCredential || r is PSCulture: return 1
    case .object(let o):
      if o.adapted > 0, wanted <= 0 { return 1 }
      if o.typeNames == nil, o.type == nil { return wanted }
    case .other: break
    default: return wanted
    }
    for t in context.typeNames(v) { if let n = context.typeData[t.lowercased()]?.serializationDepth, n > 0 { return n } }
    return wanted
  }
  private func identity(_ v: Value) -> ObjectIdentifier? {
    switch v {
    case .array(let a): ObjectIdentifier(a)
    case .hash(let h): ObjectIdentifier(h)
    case .object(let o): ObjectIdentifier(o)
    case .other(let r): ObjectIdentifier(r)
    case .type(let t): ObjectIdentifier(t)
    default: nil
    }
  }
  private func number(_ v: Value) -> Int {
    defer { nextId += 1 }
    if let id = identity(v) {
      objectIds[id] = nextId
      switch v {
      case .array(let a): kept.append(a)
      case .hash(let h): kept.append(h)
      case .object(let o): kept.append(o)
      case .other(let r): kept.append(r)
      default: break
      }
    }
    return nextId
  }
  /// `<Obj>` with its type names and its text.
  private func head(_ v: Value, _ name: String?, types: Bool, text: String?) {
    open("Obj", name, number(v))
    if types {
      let names = context.typeNames(v)
      if let n = typeIds[names] { empty("TNRef", nil, n) } else if !names.isEmpty {
        open("TN", nil, typeIds.count)
        typeIds[names] = typeIds.count
        for t in names { leaf("T", nil, CliXmlText.encode(t)) }
        close("TN")
      }
    }
    if let text { if text.isEmpty { empty("ToString") } else { leaf("ToString", nil, CliXmlText.encode(text)) } }
  }
  /// A simple value with members of its own, or with other type names.
  private func annotated(_ o: PSObject, _ tag: String, _ text: String, _ name: String?, _ depth: Int) throws {
    let own = o.typeNames.map { $0 != context.typeNames(o.wrapped ?? .null) } ?? false
    if o.count == 0, !own, o.textForm == nil { return leaf(tag, name, text) }
    head(.object(o), name, types: own, text: o.textForm)
    leaf(tag, nil, text)
    try members(.object(o), depth, own: true)
    close("Obj")
  }
  /// What an object beyond the depth is: its text, and the members it carries.
  private func asText(_ v: Value, _ name: String?) throws {
    let text = CliXmlText.encode(Conversion.toString(v, context))
    guard case .object(let o) = v, o.count > 0 || o.typeNames != nil, o.wrapped == nil, o.type == nil else { return leaf("S", name, text) }
    let own = (o.typeNames ?? []) != ["System.Management.Automation.PSCustomObject", "System.Object"] && o.typeNames != nil
    head(v, name, types: own, text: o.textForm)
    leaf("S", nil, text)
    try members(v, 0, own: true)
    close("Obj")
  }

  // MARK: Containers

  private let list = TypeTable.get("System.Collections.IList")
  private func container(_ v: Value) -> String? {
    if case .object(let o) = v, o.wrapped == nil { return nil }
    switch v.base {
    case .hash(let h): return h.enumerated() == nil ? "DCT" : "IE"
    case .array(let a):
      switch a.kind {
      case .stack: return "STK"
      case .queue: return "QUE"
      case .linkedList: return "IE"
      default: return a.isList ? "LST" : "IE"
      }
    case .other(let n as PSXmlNode): return n.contents.isEmpty ? nil : "IE"
    case .other(let r): return r.enumerated() == nil ? nil : list.isAssignable(from: r.netType) ? "LST" : "IE"
    default: return nil
    }
  }
  private func sequence(_ v: Value, _ tag: String, _ name: String?, _ depth: Int) throws {
    head(v, name, types: true, text: nil)
    if tag == "DCT", case .hash(let h) = v.base {
      if h.count == 0 { empty(tag) } else {
        open(tag)
        for (k, x) in h.pairs {
          open("En")
          try object(k, "Key", depth)
          try object(x, "Value", depth)
          close("En")
        }
        close(tag)
      }
    } else {
      let items = CliXmlWriter.items(v)
      if items.isEmpty { empty(tag) } else {
        open(tag)
        for x in items { try object(x, nil, depth) }
        close(tag)
      }
    }
    if depth > 0 {
      if tag == "IE" { try properties(v, depth - 1); try members(v, depth, own: false) } else if case .object = v { try members(v, depth, own: true) }
    }
    close("Obj")
  }

  private static func items(_ v: Value) -> [Value] {
    switch v.base {
    case .array(let a): a.values
    case .hash(let h): h.enumerated()?.values ?? []
    case .other(let n as PSXmlNode): n.contents.map { .other($0) }
    case .other(let r): r.enumerated()?.values ?? []
    default: []
    }
  }

  // MARK: Objects with properties

  private func complex(_ v: Value, _ name: String?, _ depth: Int) throws {
    var text: String?
    if case .object(let o) = v, o.wrapped == nil, o.type == nil || o.type === TypeTable.psCustomObject { text = o.textForm } else { text = plainText(v) }
    head(v, name, types: true, text: text)
    if let e = v.refValue as? PSEnum { try object(CliXmlText.number(of: e), nil, depth); try members(v, depth, own: false) }
    else if let r = v.refValue as? ErrorRecord { try errorRecord(r, depth) }
    else { try properties(v, depth - 1); try members(v, depth, own: false) }
    close("Obj")
  }
  /// `ToString()` of the object, whatever conversion to string makes of it.
  private func plainText(_ v: Value) -> String {
    if case .object = v { return Conversion.toString(v, context) }
    if let node = v.refValue as? PSXmlNode { return node.displayText }
    // dates and times of all kinds in the invariant culture
    if case .other(let r) = v, r is Formattable { return Conversion.toString(v, context) }
    return Conversion.plainText(v)
  }
  private func isAdapted(_ p: PropertyInfo) -> Bool { p.kind == .property }
  /// What the adapter of the object gives it: XML nodes have their attributes and what they contain, and not the properties of their class.
  private func adapted(_ v: Value) -> [PropertyInfo] {
    let all = context.properties(v).filter { isAdapted($0) && !$0.typeName.hasPrefix("System.ReadOnlySpan") }
    guard let node = v.base.refValue as? PSXmlNode else { return all }
    let names = Set(node.visibleNames.map { $0.lowercased() })
    return all.filter { names.contains($0.name.lowercased()) }
  }
  /// `<Props>`: what the .NET type brings.
  private func properties(_ v: Value, _ depth: Int) throws {
    if let wanted = CliXmlText.chosen[TypeTable.typeOf(v.base).fullName] {
      open("Props")
      for n in wanted { try object((try? context.property(v, n)) ?? .null, n, depth) }
      return close("Props")
    }
    var opened = false
    for p in adapted(v) {
      guard let x = try? p.value(context) else { continue }
      if !opened { open("Props"); opened = true }
      try object(x.orNull, p.name, depth)
    }
    if opened { close("Props") }
  }
  /// `<MS>`: members the object carries, then what type data adds.
  private func members(_ v: Value, _ depth: Int, own: Bool) throws {
    var opened = false
    let carried: Set<String>
    if case .object(let o) = v { carried = Set(o.members.map(\.name)) } else { carried = [] }
    if own, carried.isEmpty { return }
    for p in context.properties(v) where !isAdapted(p) && p.kind != .propertySet && p.kind != .memberSet {
      let isOwn = carried.contains(p.name)
      if !isOwn, own || p.isHidden { continue }
      guard let x = try? p.value(context) else { continue }
      if !opened { open("MS"); opened = true }
      try object(x.orNull, p.name, isOwn ? depth : depth - 1)
    }
    if opened { close("MS") }
  }
  /// Error records have a form of their own, which their readers put together again.
  private func errorRecord(_ r: ErrorRecord, _ depth: Int) throws {
    open("MS")
    let v = Value.other(r)
    func get(_ path: String...) -> Value {
      var x = v
      for n in path { x = ((try? context.property(x, n)) ?? nil) ?? .null }
      return x
    }
    try object(.other(r.exception), "Exception", depth)
    try object(r.target, "TargetObject", depth)
    try object(.str(r.fullyQualifiedErrorId), "FullyQualifiedErrorId", depth)
    try object(get("InvocationInfo"), "InvocationInfo", depth)
    try object(.int(Int32(r.category.rawValue)), "ErrorCategory_Category", depth)
    for n in ["Activity", "Reason", "TargetName", "TargetType"] { try object(get("CategoryInfo", n), "ErrorCategory_" + n, depth) }
    try object((try? context.callMethod(get("CategoryInfo"), "GetMessage", [])) ?? .null, "ErrorCategory_Message", depth)
    if r.detailsMessage != nil {
      try object(get("ErrorDetails", "Message"), "ErrorDetails_Message", depth)
      try object(get("ErrorDetails", "RecommendedAction"), "ErrorDetails_RecommendedAction", depth)
    }
    try object(.str(r.scriptStackTrace), "ErrorDetails_ScriptStackTrace", depth)
    try object(.no, "SerializeExtendedInfo", depth)
    close("MS")
  }
}

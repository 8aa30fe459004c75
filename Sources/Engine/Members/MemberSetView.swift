/// `$x.PSBase`, `$x.PSAdapted`, `$x.PSExtended`: the members of an object from one origin only, whatever else it has under their names.

/// Some of an object's members.
public final class MemberSetView: Ref {
  enum Part: String {
    /// Those of the .NET type.
    case base = "psbase"
    /// Those the engine shows of it: the elements of an XML document.
    case adapted = "psadapted"
    /// Those that were added, by hand or by type data.
    case extended = "psextended"
  }
  let value: Value
  let part: Part
  init(_ v: Value, _ p: Part) { value = v; part = p; super.init() }
  public override var netType: NetType { MemberSetView.type }
  private static let type = TypeTable.named("System.Management.Automation.PSMemberSet")
  public override func text() -> String {
    let c = ExecutionContext.current
    return "\(part.rawValue) {\(c.members(.other(self)).map(\.name).joined(separator: ", "))}"
  }
  /// A display shows added members as properties, all others as the list of their names.
  public var showsProperties: Bool { part == .extended }
  /// A custom object has no type of its own to have members from.
  private var isBare: Bool { if case .object(let o) = value { o.wrapped == nil && o.type == nil && o.exception == nil } else { false } }
  private var isAdded: (PropertyInfo) -> Bool {
    { switch $0.kind { case .note, .script, .alias, .code, .scriptMethod, .codeMethod, .propertySet, .memberSet: true; default: false } }
  }

  /// The properties of this origin, or with `methods` all members.
  func members(_ c: ExecutionContext, methods: Bool) -> [PropertyInfo] {
    if part == .extended { return (methods ? c.members(value) : c.properties(value)).filter(isAdded) }
    if isBare { return methods ? c.members(.object(PSObject())) : [] }
    return (methods ? c.members(value) : c.properties(value)).filter { !isAdded($0) && (part == .adapted || value.base.refValue?.dynamicMembers == nil || $0.isBeneath || $0.kind == .method) }
  }
  func read(_ name: String, _ c: ExecutionContext) throws -> Value? {
    if part == .extended {
      guard members(c, methods: false).contains(where: { $0.name.equalsIgnoringCase(name) }) else { return nil }
      return try c.property(value, name)
    }
    if isBare { return nil }
    let v = value.base
    if case .object = v { return try c.property(v, name) }
    if part == .adapted, let dynamic = v.refValue?.dynamicMembers, let x = try dynamic.read(name, c) { return x }
    return try c.typeProperty(v, name)
  }
  func write(_ name: String, _ x: Value, _ c: ExecutionContext) throws -> Bool {
    guard members(c, methods: false).contains(where: { $0.name.equalsIgnoringCase(name) }) else { return false }
    try c.setProperty(value, name, x)
    return true
  }
  func call(_ name: String, _ arguments: [Value], _ c: ExecutionContext) throws -> Value {
    // what asks for the type gets the set's own object
    if part != .extended, arguments.isEmpty, name.equalsIgnoringCase("GetType") { return .type(TypeTable.psObject) }
    if part != .extended, !isBare {
      return try c.callMethod(value.base, name, arguments)
    }
    if part == .extended, members(c, methods: true).contains(where: { $0.name.equalsIgnoringCase(name) }) { return try c.callMethod(value, name, arguments) }
    throw TerminatingError(
      "MethodNotFound", "Method invocation failed because [System.Management.Automation.PSMemberSet] does not contain a method named '\(name)'.", .invalidOperation, target: .str(name))
  }
}

extension ExecutionContext {
  /// What the type of a value has under a name.
  fileprivate func typeProperty(_ v: Value, _ name: String) throws -> Value? {
    if case .hash(let h) = v, h.kind.hasViews {
      switch name.lowercased() {
      case "count": return .int(Int32(clamping: h.count))
      case "keys": return .other(HashView(h, keys: true))
      case "values": return .other(HashView(h, keys: false))
      default: break
      }
    }
    if case .array(let a) = v, name.equalsIgnoringCase("Count") || name.equalsIgnoringCase("Length") && a.kind == .array { return .int(Int32(clamping: a.count)) }
    if case .string(let s) = v, name.equalsIgnoringCase("Length") { return .int(Int32(clamping: s.string.utf16.count)) }
    return try netProperty(v, TypeTable.typeOf(v), name)
  }
}

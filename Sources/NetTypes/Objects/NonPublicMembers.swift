/// Reflection by binding flags, and the few members that are not public but that scripts reach by it: test frameworks
/// bind script blocks to the session states they belong to.
import Engine

extension NetTypes {
  private enum BindingFlags {
    static let ignoreCase = 1, declaredOnly = 2, instance = 4, `static` = 8, `public` = 16, nonPublic = 32
  }

  /// By the full name of the type that declares them.
  private static let nonPublic: [String: [Member]] = {
    let automation = "System.Management.Automation."
    func property(_ name: String, _ type: String, set: ((Value, Value, ExecutionContext) throws -> Void)? = nil, _ get: @escaping (Value, ExecutionContext) throws -> Value) -> Member {
      Member(name, .property, isStatic: false, definition: "\(type) \(name) {get;\(set == nil ? "" : "set;")}", get: get, set: set)
    }
    func block(_ v: Value) -> ScriptBlock? { if case .block(let b) = v.base { b } else { nil } }
    func method(_ name: String, _ signature: String, _ body: @escaping MethodBody) -> Member {
      let m = Member(name, .method, isStatic: false, definition: signature)
      m.overloads = [Overload(signature, body)]
      return m
    }
    func state(_ v: Value) -> SessionState? { (v.refValue as? SessionStateInternal)?.outer ?? v.refValue as? SessionState }
    return [
      automation + "SessionState": [
        property("Internal", automation + "SessionStateInternal") { v, _ in state(v).map { .other($0.inner) } ?? .null }
      ],
      automation + "SessionStateInternal": [
        property("Module", "psmoduleinfo") { v, _ in state(v)?.module.map { .other($0) } ?? .null },
        property("PublicSessionState", automation + "SessionState") { v, _ in state(v).map { .other($0) } ?? .null },
      ],
      automation + "Language.InternalScriptPosition": [
        method("CloneWithNewOffset", automation + "Language.IScriptPosition CloneWithNewOffset(int offset)") { v, a, _ in
          (v.refValue as? PSScriptPosition).map { .other($0.moved(to: a.int(0))) } ?? .null
        }
      ],
      automation + "InvocationInfo": [
        property("ScriptPosition", automation + "Language.IScriptExtent") { v, _ in (v.refValue as? InvocationInfo)?.position.map { .other(PSExtent($0)) } ?? .null }
      ],
      automation + "ScriptBlock": [
        property("SessionStateInternal", automation + "SessionStateInternal", set: { v, x, _ in block(v)?.bind(to: state(x)) }) { v, c in block(v)?.sessionState(c).map { .other($0.inner) } ?? .null },
        property("SessionState", automation + "SessionState", set: { v, x, _ in block(v)?.bind(to: state(x)) }) { v, c in block(v)?.sessionState(c).map { .other($0) } ?? .null },
      ],
    ]
  }()

  /// A block from its tree.
  private static let blockConstructor = Overload("scriptblock new(System.Management.Automation.Language.IParameterMetadataProvider ast, bool isFilter)") { _, a, c in
    guard a.count > 0 else { throw nullArgument("ast") }
    return try c.callMethod(a[0], "GetScriptBlock", [])
  }
  private static func boundParametersConstructor(_ t: NetType) -> Overload {
    Overload("\(t.fullName) new()") { _, _, _ in .hash(PSHash.boundParameters()) }
  }
  private static func constructors(_ u: NetType, _ flags: Int) -> [Overload] {
    guard flags & BindingFlags.instance != 0 else { return [] }
    let hidden =
      flags & BindingFlags.nonPublic == 0
      ? []
      : u === TypeTable.scriptBlock
        ? [blockConstructor] : u.fullName == "System.Management.Automation.PSBoundParametersDictionary" ? [boundParametersConstructor(u)] : []
    return (flags & BindingFlags.public != 0 ? u.allConstructors : []) + hidden
  }

  static func defineByFlags(_ t: NetType) {
    func flags(_ a: [Value], _ i: Int) -> Int { (a.at(i).refValue as? PSEnum).map { Int($0.raw) } ?? 0 }
    func chosen(_ v: Value, _ flags: Int, _ kind: Member.Kind) -> [(Member, NetType)] {
      guard case .type(let u) = v.base else { return [] }
      var all: [(Member, NetType)] = []
      if flags & BindingFlags.public != 0 {
        if flags & BindingFlags.instance != 0 { all += u.allMembers(isStatic: false).map { ($0, u) } }
        if flags & BindingFlags.static != 0 { all += u.allMembers(isStatic: true).map { ($0, u) } }
      }
      if flags & BindingFlags.nonPublic != 0, flags & BindingFlags.instance != 0 { for b in u.chain { all += (nonPublic[b.fullName] ?? []).map { ($0, b) } } }
      if flags & BindingFlags.nonPublic != 0, flags & BindingFlags.static != 0, u.fullName == TestHooks.type { all += TestHooks.fields.map { ($0, u) } }
      return all.filter { $0.0.kind == kind }
    }
    func named(_ v: Value, _ a: [Value], _ kind: Member.Kind) -> [(Member, NetType)] {
      let f = flags(a, 1), name = a.string(0)
      return chosen(v, f, kind).filter { f & BindingFlags.ignoreCase != 0 ? $0.0.name.equalsIgnoringCase(name) : $0.0.name == name }
    }
    t.method("System.Reflection.PropertyInfo GetProperty(string name, System.Reflection.BindingFlags bindingAttr)") { v, a, _ in
      named(v, a, .property).first.map { .other(PSMemberInfo($0.0, nil, $0.1)) } ?? .null
    }
    t.method("System.Reflection.MethodInfo GetMethod(string name, System.Reflection.BindingFlags bindingAttr)") { v, a, _ in
      named(v, a, .method).first.map { m, u in .other(PSMemberInfo(m, m.overloads.first, u)) } ?? .null
    }
    func constructor(_ v: Value, _ flags: Int, _ types: Value) -> Value {
      guard case .type(let u) = v.base else { return .null }
      let wanted = [types].values(0).map { x -> NetType? in if case .type(let t) = x.base { t } else { nil } }
      let found = constructors(u, flags).first { o in o.types.count == wanted.count && zip(o.types, wanted).allSatisfy { $0 === $1 } }
      return found.map { .other(PSMemberInfo(Member(".ctor", .method, isStatic: false, definition: ""), $0, u)) } ?? .null
    }
    t.method("System.Reflection.ConstructorInfo GetConstructor(type[] types)") { v, a, _ in constructor(v, BindingFlags.instance | BindingFlags.public, a.at(0)) }
    t.method("System.Reflection.ConstructorInfo GetConstructor(System.Reflection.BindingFlags bindingAttr, type[] types)") { v, a, _ in constructor(v, flags(a, 0), a.at(1)) }
    t.method("""
      System.Reflection.ConstructorInfo GetConstructor(System.Reflection.BindingFlags bindingAttr, System.Reflection.Binder binder, type[] types, \
      System.Reflection.ParameterModifier[] modifiers)
      """) { v, a, _ in constructor(v, flags(a, 0), a.at(2)) }
    // what is a field elsewhere is a property here
    t.method("System.Reflection.FieldInfo GetField(string name, System.Reflection.BindingFlags bindingAttr)") { v, a, _ in
      named(v, a, .property).first { $0.0.isStatic }.map { .other(PSMemberInfo($0.0, nil, $0.1)) } ?? .null
    }
  }
}

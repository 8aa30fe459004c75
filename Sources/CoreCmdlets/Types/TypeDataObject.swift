/// `[System.Management.Automation.Runspaces.TypeData]`: what a type has beyond its own members, as an object scripts make and read.
///
/// The object is a bag of properties of the type's name; `read` takes what it says when Update-TypeData gets it.
import Engine

enum TypeDataObject {
  private static let prefix = "System.Management.Automation.Runspaces."

  /// The object for what the session knows of a type.
  static func make(_ t: TypeData) -> PSObject {
    let members = PSHash(.dictionary)
    for m in t.members { members.set(m.name, .object(member(m))) }
    func set(_ names: [String]?) -> Value {
      guard let names else { return .null }
      return .object(propertySet(names))
    }
    return bag("TypeData", [
      ("TypeName", .str(t.typeName)), ("Members", .hash(members)), ("TypeConverter", .null), ("TypeAdapter", .null), ("IsOverride", .no),
      ("SerializationMethod", t.serializationMethod.map { .str($0) } ?? .null),
      ("TargetTypeForDeserialization", t.targetTypeForDeserialization.map { .type($0) } ?? .null),
      ("SerializationDepth", t.serializationDepth.map { .int(Int32(truncatingIfNeeded: $0)) } ?? .int(0)),
      ("DefaultDisplayProperty", t.defaultDisplayProperty.map { .str($0) } ?? .null),
      ("InheritPropertySerializationSet", .bool(t.inheritsPropertySerializationSet ?? false)),
      ("StringSerializationSource", t.stringSerializationSource.map { .str($0) } ?? .null), ("StringSerializationSourceProperty", .null),
      ("DefaultDisplayPropertySet", set(t.defaultDisplayPropertySet)), ("DefaultKeyPropertySet", set(t.defaultKeyPropertySet)),
      ("PropertySerializationSet", set(t.propertySerializationSet)),
    ])
  }
  private static func member(_ m: MemberDefinition) -> PSObject {
    var properties: [(String, Value)] = []
    let kind: String
    switch m.body {
    case .note(let v): kind = "NotePropertyData"; properties.append(("Value", v))
    case .alias(let target, let type): kind = "AliasPropertyData"; properties += [("ReferencedMemberName", .str(target)), ("MemberType", type.map { .type($0) } ?? .null)]
    case .script(let get, let set): kind = "ScriptPropertyData"; properties += [("GetScriptBlock", get.map { .block($0) } ?? .null), ("SetScriptBlock", set.map { .block($0) } ?? .null)]
    case .method(let b): kind = "ScriptMethodData"; properties.append(("Script", .block(b)))
    case .code where m.codeText != nil: kind = "CodePropertyData"
    case .code:
      kind = "ScriptPropertyData"
      if case .script(let source) = m.getter {
        properties += [("GetScriptBlock", (try? ExecutionContext.current.callStatic(TypeTable.scriptBlock, "Create", [.str(source)])) ?? .null), ("SetScriptBlock", .null)]
      }
    case .codeMethod: kind = "CodeMethodData"
    case .set(let names): kind = "PropertySetData"; properties.append(("ReferencedProperties", .array(PSArray(names.map { .str($0) }))))
    }
    return bag(kind, properties + [("IsHidden", .bool(m.isHidden)), ("Name", .str(m.name))])
  }
  private static func propertySet(_ names: [String]) -> PSObject {
    bag("PropertySetData", [("Name", .null), ("ReferencedProperties", .array(PSArray(names.map { .str($0) })))])
  }
  private static func bag(_ kind: String, _ properties: [(String, Value)]) -> PSObject {
    let o = PSObject(reserve: properties.count, type: TypeTable.get(prefix + kind))
    for (n, v) in properties { o.set(n, v) }
    o.textForm = prefix + kind
    return o
  }

  // MARK: - What a script wrote

  /// The type data an object describes.
  static func read(_ v: Value, _ context: ExecutionContext) throws -> TypeData {
    func property(_ name: String) throws -> Value { try context.property(v, name) ?? .null }
    func text(_ name: String) throws -> String? {
      let x = try property(name)
      return x.isNull ? nil : Conversion.toString(x, context)
    }
    func names(_ name: String) throws -> [String]? {
      let x = try property(name)
      return x.isNull ? nil : try references(x, context)
    }
    let data = TypeData(try text("TypeName") ?? "")
    if case .hash(let members) = try property("Members").base {
      for (name, m) in members.pairs { data.members.append(MemberDefinition(Conversion.toString(name, context), try body(m, context))) }
    }
    data.serializationMethod = try text("SerializationMethod")
    if case .type(let t) = try property("TargetTypeForDeserialization").base { data.targetTypeForDeserialization = t }
    let depth = try property("SerializationDepth")
    if !depth.isNull { let n = Int(try Conversion.toInt64(depth)); data.serializationDepth = n == 0 ? nil : n }
    data.defaultDisplayProperty = try text("DefaultDisplayProperty")
    if Conversion.toBool(try property("InheritPropertySerializationSet")) { data.inheritsPropertySerializationSet = true }
    data.stringSerializationSource = try text("StringSerializationSource")
    data.defaultDisplayPropertySet = try names("DefaultDisplayPropertySet")
    data.defaultKeyPropertySet = try names("DefaultKeyPropertySet")
    data.propertySerializationSet = try names("PropertySerializationSet")
    return data
  }
  private static func references(_ set: Value, _ context: ExecutionContext) throws -> [String] {
    (try context.property(set, "ReferencedProperties") ?? .null).elementsIfSequence?.map { Conversion.toString($0, context) } ?? []
  }
  private static func body(_ m: Value, _ context: ExecutionContext) throws -> MemberDefinition.Body {
    func property(_ name: String) throws -> Value { try context.property(m, name) ?? .null }
    func block(_ name: String) throws -> ScriptBlock? { if case .block(let b) = try property(name).base { b } else { nil } }
    switch TypeTable.typeOf(m.base).name {
    case "AliasPropertyData":
      var type: NetType?
      if case .type(let t) = try property("MemberType").base { type = t }
      return .alias(Conversion.toString(try property("ReferencedMemberName"), context), convertTo: type)
    case "ScriptPropertyData": return .script(get: try block("GetScriptBlock"), set: try block("SetScriptBlock"))
    case "ScriptMethodData": return .method(try block("Script") ?? ScriptBlock.absent)
    case "PropertySetData": return .set(try references(m, context))
    default: return .note(try property("Value"))
    }
  }

  // MARK: - Types

  static func register() {
    TypeTable.register(prefix + "TypeData") { NetType(prefix + "TypeData", base: TypeTable.object) }
    func type(_ kind: String, _ define: @escaping (NetType) -> Void) { TypeTable.extend(prefix + kind, define) }
    func member(_ kind: String, _ forms: [(signature: String, properties: [String])]) {
      type(kind) { t in
        for form in forms {
          t.constructor("\(prefix)\(kind) new(\(form.signature))") { a, c in
            var all: [(String, Value)] = [("Name", .str(Conversion.toString(a[0], c))), ("IsHidden", .no)]
            for (i, name) in form.properties.enumerated() { all.append((name, i + 1 < a.count ? a[i + 1] : .null)) }
            return .object(bag(kind, all))
          }
        }
      }
    }
    let block = "scriptblock"
    type("TypeData") { t in
      t.constructor("\(prefix)TypeData new(string typeName)") { a, c in .object(make(TypeData(Conversion.toString(a[0], c)))) }
      t.constructor("\(prefix)TypeData new(type type)") { a, c in
        guard case .type(let t) = a[0].base else { return .null }
        return .object(make(TypeData(t.fullName)))
      }
    }
    member("NotePropertyData", [("string name, System.Object value", ["Value"])])
    let alias = ["ReferencedMemberName", "MemberType"]
    member("AliasPropertyData", [("string name, string referencedMemberName", alias), ("string name, string referencedMemberName, type type", alias)])
    let script = ["GetScriptBlock", "SetScriptBlock"]
    member("ScriptPropertyData", [
      ("string name, \(block) getScriptBlock", script), ("string name, \(block) getScriptBlock, \(block) setScriptBlock", script),
    ])
    member("ScriptMethodData", [("string name, \(block) scriptToInvoke", ["Script"])])
    type("PropertySetData") { t in
      t.constructor("\(prefix)PropertySetData new(System.Collections.Generic.IEnumerable[string] referencedProperties)") { a, c in
        .object(propertySet((a[0].elementsIfSequence ?? [a[0]]).map { Conversion.toString($0, c) }))
      }
    }
  }
}

/// Lists the type data of the session.
import Engine
import Primitives

struct GetTypeData: Cmdlet {
  static let command = Command("Get", "TypeData",
    outputs: ["System.Management.Automation.PSObject"],
    synopsis: "Lists what types have been given beyond their own members.",
    examples: [("What was added to arrays", "Get-TypeData System.Array")])
  @Parameter("TypeName", at: 0, from: .pipeline, validate: [.notNullOrEmpty]) var typeName: [String]

  mutating func process(_ shell: Invocation) throws {
    let patterns = try typeName.map { try WildcardPattern(TypesFile.fullName($0)) }
    let all = shell.context.typeData.values.sorted { $0.typeName.lowercased() < $1.typeName.lowercased() }
    for t in all where patterns.isEmpty || patterns.contains(where: { $0.matches(t.typeName) }) { try shell.write(.object(Self.object(t))) }
  }

  private static let prefix = "System.Management.Automation.Runspaces."
  private static func object(_ t: TypeData) -> PSObject {
    let members = PSHash(.dictionary)
    for m in t.members {
      var properties: [(String, Value)] = [("Name", .str(m.name)), ("IsHidden", .bool(m.isHidden))]
      let kind: String
      switch m.body {
      case .note(let v): kind = "NotePropertyData"; properties.append(("Value", v))
      case .alias(let target, let type): kind = "AliasPropertyData"; properties += [("ReferencedMemberName", .str(target)), ("MemberType", type.map { .type($0) } ?? .null)]
      case .script(let get, let set): kind = "ScriptPropertyData"; properties += [("GetScriptBlock", get.map { .block($0) } ?? .null), ("SetScriptBlock", set.map { .block($0) } ?? .null)]
      case .method(let b): kind = "ScriptMethodData"; properties.append(("Script", .block(b)))
      case .code: kind = "ScriptPropertyData"
      case .codeMethod: kind = "CodeMethodData"
      case .set(let names): kind = "PropertySetData"; properties.append(("ReferencedProperties", .array(PSArray(names.map { .str($0) }))))
      }
      members.set(m.name, .object(bag(kind, properties)))
    }
    func set(_ names: [String]?) -> Value {
      guard let names else { return .null }
      return .object(bag("PropertySetData", [("Name", .null), ("ReferencedProperties", .array(PSArray(names.map { .str($0) })))]))
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
        ("PropertySerializationSet", set(t.propertySerializationSet))
    ])
  }
  private static func bag(_ kind: String, _ properties: [(String, Value)]) -> PSObject {
    let o = PSObject(reserve: properties.count, type: TypeTable.get(prefix + kind))
    for (n, v) in properties { o.set(n, v) }
    o.textForm = prefix + kind
    return o
  }
}

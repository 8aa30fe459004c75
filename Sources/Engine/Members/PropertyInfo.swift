/// A property or method of an object as `PSObject.Members` lists it.
public struct PropertyInfo {
  /// `PSMemberTypes`, by PowerShell's names.
  public enum Kind: String {
    case note = "NoteProperty", property = "Property", script = "ScriptProperty", alias = "AliasProperty", code = "CodeProperty"
    case propertySet = "PropertySet", method = "Method", scriptMethod = "ScriptMethod", codeMethod = "CodeMethod", parameterized = "ParameterizedProperty", memberSet = "MemberSet", event = "Event"
  }
  /// As it was declared; found in any case.
  public let name: String
  public let kind: Kind
  /// As `Get-Member` prints it: `string Name {get;set;}`, `int Count=3`.
  public let definition: String
  /// Get-Member shows it only under -Force.
  public let isHidden: Bool
  /// It has a setter that scripts may use.
  public let isSettable: Bool
  /// A property of the .NET object below an adapter: there when asked for by name or as `*`, but not what Get-Member and the CSV cmdlets list.
  public let isBeneath: Bool
  /// Type name of the value (`TypeNameOfValue`).
  public let typeName: String
  let read: (ExecutionContext) throws -> Value
  public init(
    name: String, kind: Kind, definition: String, typeName: String = "System.Object", isHidden: Bool = false, isSettable: Bool = true, isBeneath: Bool = false,
    read: @escaping (ExecutionContext) throws -> Value
  ) {
    self.name = name; self.kind = kind; self.definition = definition; self.typeName = typeName; self.isHidden = isHidden; self.isSettable = isSettable; self.isBeneath = isBeneath; self.read = read
  }
  /// The value now; throws what the getter throws.
  public func value(_ context: ExecutionContext) throws -> Value { try read(context) }
}

/// Members that type data adds to all objects of a type (`Update-TypeData`, the built-in types data).
public final class TypeData {
  /// Full name of the type, of its objects' first type name.
  public let typeName: String
  /// In order of definition.
  public var members: [MemberDefinition] = []
  /// The properties a plain display shows; nil = all of them. So for the sets below: what `PSStandardMembers` holds.
  public var defaultDisplayPropertySet: [String]?
  public var defaultDisplayProperty: String?
  public var defaultKeyPropertySet: [String]?
  /// How deep Export-Clixml goes; nil = nobody said.
  public var serializationDepth: Int?
  /// How objects of the type are written as CLIXML: `String`, `SpecificProperties` or `AllPublicProperties`.
  public var serializationMethod: String?
  public var propertySerializationSet: [String]?
  public var stringSerializationSource: String?
  public var inheritsPropertySerializationSet: Bool?
  /// What a deserialized object is made again as.
  public var targetTypeForDeserialization: NetType?
  public init(_ typeName: String) { self.typeName = typeName }
  /// Whether it says nothing of the type.
  public var isEmpty: Bool {
    members.isEmpty && defaultDisplayPropertySet == nil && defaultDisplayProperty == nil && defaultKeyPropertySet == nil && serializationDepth == nil
      && serializationMethod == nil && propertySerializationSet == nil && stringSerializationSource == nil && inheritsPropertySerializationSet == nil
      && targetTypeForDeserialization == nil
  }
  /// A member by its name, in any case.
  public func member(_ name: String) -> MemberDefinition? { members.first { $0.name.equalsIgnoringCase(name) } }
}

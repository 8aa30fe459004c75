/// What `Get-Command -ShowCommandInfo` gives for a command: everything a form for its parameters needs, as plain objects.
import Engine

enum ShowCommandInfo {
  static func object(_ c: CommandInfo, _ context: ExecutionContext) throws -> Value {
    func read(_ name: String) throws -> Value { try context.property(.other(c), name) ?? .null }
    let module = CommandQuery.moduleName(c)
    return record([
      ("Name", .str(c.name)), ("ModuleName", .str(module)), ("Module", record([("Name", .str(module))])),
      ("CommandType", try read("CommandType")), ("Definition", try read("Definition")),
      ("ParameterSets", objects(CommandSyntax.sets(c).map { set(c, $0) })),
    ])
  }
  private static func record(_ properties: [(String, Value)]) -> Value { .object(PSObject(properties)) }

  private static func objects(_ all: [Value]) -> Value { .array(PSArray(all, of: TypeTable.psObject)) }

  private static func set(_ c: CommandInfo, _ name: String) -> Value {
    let isDefault = CommandSyntax.target(c).metadata.binding.defaultParameterSetName.map { $0.equalsIgnoringCase(name) } ?? false
    let members: [Value] = ParameterObjects.all(c).compactMap { p in CommandSyntax.entry(p, name).map { parameter(p, $0) } }
    return record([("Name", .str(name)), ("IsDefault", .bool(isDefault)), ("Parameters", objects(members))])
  }
  private static func parameter(_ p: ParameterMetadata, _ e: ParameterMetadata.SetEntry) -> Value {
    let choices = p.attributes.lazy.compactMap { a -> [String]? in if case .validate(let v) = a { v.validValues(ExecutionContext.current) } else { nil } }.first
    return record([
      ("Name", .str(p.name)), ("IsMandatory", .bool(e.mandatory)), ("ValueFromPipeline", .bool(e.fromPipeline)), ("Position", .int(e.position.map { Int32(clamping: $0) } ?? .min)),
      ("ParameterType", type(p.displayType)), ("HasParameterSet", .bool(choices != nil)), ("ValidParamSetValues", .arr((choices ?? []).map { .str($0) })),
    ])
  }
  private static func type(_ t: NetType) -> Value {
    let values = t.isEnum ? t.enumeration?.values.map { Value.other(PSEnum(t, $0)) } ?? [] : []
    return record([
      ("FullName", .str(t.fullName)), ("IsEnum", .bool(t.isEnum)), ("IsArray", .bool(t.isArray)), ("EnumValues", .arr(values)),
      ("HasFlagAttribute", .bool(false)), ("ElementType", t.isArray ? t.elementType.map(type) ?? .null : .null), ("ImplementsDictionary", .bool(false)),
    ])
  }
}

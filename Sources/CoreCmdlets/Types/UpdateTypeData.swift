/// Adds members and display sets to types, from parameters or from types files.
import Codecs
import Engine
import Formatting
import NetTypes

struct UpdateTypeData: Cmdlet {
  static let command = Command("Update", "TypeData", defaultSet: "FileSet", confirm: .low,
    synopsis: "Gives a type further members, or reads them from .ps1xml files.",
    examples: [("A short name for servers", "Update-TypeData -TypeName My.Server -MemberType ScriptProperty -MemberName Short -Value { $this.Fqdn.Split('.')[0] }")])
  private static let dynamic = ["DynamicTypeSet"]
  @Parameter("MemberType", sets: dynamic,
    validate: [
      .notNullOrEmpty, .set(["NoteProperty", "AliasProperty", "ScriptProperty", "CodeProperty", "ScriptMethod", "CodeMethod"], ignoreCase: true, message: nil)
    ], type: "System.Management.Automation.PSMemberTypes") var memberType: String?
  @Parameter("MemberName", sets: dynamic, validate: [.notNullOrEmpty]) var memberName: String?
  @Parameter("Value", sets: dynamic) var value: Value?
  @Parameter("SecondValue", sets: dynamic, validate: [.notNull]) var secondValue: Value?
  @Parameter("TypeConverter", sets: dynamic, validate: [.notNull], type: "type", fidelity: .inert) var typeConverter: Value?
  @Parameter("TypeAdapter", sets: dynamic, validate: [.notNull], type: "type", fidelity: .inert) var typeAdapter: Value?
  @Parameter("SerializationMethod", sets: dynamic, validate: [.notNullOrEmpty]) var serializationMethod: String?
  @Parameter("TargetTypeForDeserialization", sets: dynamic, validate: [.notNull], type: "type") var targetTypeForDeserialization: Value?
  @Parameter("SerializationDepth", sets: dynamic, validate: [.notNull, .range(.int(0), .int(Int32.max))]) var serializationDepth: Int?
  @Parameter("DefaultDisplayProperty", sets: dynamic, validate: [.notNullOrEmpty]) var defaultDisplayProperty: String?
  @Parameter("InheritPropertySerializationSet", sets: dynamic, validate: [.notNull], shows: "System.Nullable`1[System.Boolean]") var inheritPropertySerializationSet: Bool?
  @Parameter("StringSerializationSource", sets: dynamic, validate: [.notNullOrEmpty]) var stringSerializationSource: String?
  @Parameter("DefaultDisplayPropertySet", sets: dynamic, validate: [.notNullOrEmpty]) var defaultDisplayPropertySet: [String]
  @Parameter("DefaultKeyPropertySet", sets: dynamic, validate: [.notNullOrEmpty]) var defaultKeyPropertySet: [String]
  @Parameter("PropertySerializationSet", sets: dynamic, validate: [.notNullOrEmpty]) var propertySerializationSet: [String]
  @Parameter("TypeName", from: .pipeline, sets: dynamic, mandatory: true, validate: [.notNullOrEmpty]) var typeName: TypeNameArgument
  @Parameter("Force", sets: ["DynamicTypeSet", "TypeDataSet"]) var force: Switch
  @Parameter("TypeData", at: 0, from: [.pipeline, .propertyName], sets: ["TypeDataSet"], mandatory: true, type: "System.Management.Automation.Runspaces.TypeData[]") var typeData: [Value]
  @Parameter("AppendPath", at: 0, from: [.pipeline, .propertyName], sets: ["FileSet"], aliases: ["PSPath", "Path"], validate: [.notNull]) var appendPath: [String]
  @Parameter("PrependPath", sets: ["FileSet"], validate: [.notNull]) var prependPath: [String]

  mutating func process(_ shell: Invocation) throws {
    if shell.parameterSet == "DynamicTypeSet" { return try update(shell) }
    if shell.parameterSet == "TypeDataSet" {
      for v in typeData { try add(try TypeDataObject.read(v, shell.context), shell) }
      return
    }
    func agreed(_ files: [String]) throws -> [String] { try files.filter { try shell.shouldProcess("FileName: \($0)", action: "Update TypeData") } }
    let first = try ConfigurationFile.find(prependPath, "TypesPrependPathException", shell), last = try ConfigurationFile.find(appendPath, "TypesAppendPathException", shell)
    if first.isEmpty, last.isEmpty { return }
    let before = try agreed(first.reversed()), after = try agreed(last), known = TypesFile.files(shell.context)
    known.place(before, after)
    // all files the session has are read anew, so that each tells again what is wrong with it
    for path in known.paths { try TypesFile.load(path, shell.context, applies: before.contains(path) || after.contains(path)) { try shell.error($0) } }
  }

  private func update(_ shell: Invocation) throws {
    let name = typeName.name
    if name.utf8.allSatisfy({ $0 <= 32 }) {
      let record = problem("TargetTypeNameEmpty", "The target type name should not be null, empty, or contain only white spaces.", shell).record
      record.target = .str(name)
      throw shell.terminating(record)
    }
    var member: MemberDefinition?
    if let kind = memberType {
      do { member = try definition(kind, shell) } catch let e as CodeMembers.Refusal {
        return try shell.error(
          "TypesDynamicUpdateException", .invalidOperation, "Error in TypeData \"\(name)\": Exception: \(e.message)", exception: "System.Management.Automation.RuntimeException")
      }
    } else if memberName != nil || $value.isBound || secondValue != nil {
      throw problem("MemberTypeIsMissing", "The MemberName, Value, and SecondValue parameters cannot be specified without the MemberType parameter.", shell)
    }
    if member == nil, defaultDisplayProperty == nil, defaultDisplayPropertySet.isEmpty, defaultKeyPropertySet.isEmpty, serializationDepth == nil,
      serializationMethod == nil, stringSerializationSource == nil, propertySerializationSet.isEmpty, inheritPropertySerializationSet == nil,
      typeConverter == nil, typeAdapter == nil, targetTypeForDeserialization == nil
    {
      return try nothingGiven(for: name, shell)
    }
    let added = TypeData(name)
    if let member { added.members = [member] }
    added.defaultDisplayProperty = defaultDisplayProperty
    if !defaultDisplayPropertySet.isEmpty { added.defaultDisplayPropertySet = defaultDisplayPropertySet }
    if !defaultKeyPropertySet.isEmpty { added.defaultKeyPropertySet = defaultKeyPropertySet }
    added.serializationDepth = serializationDepth
    added.serializationMethod = serializationMethod
    if !propertySerializationSet.isEmpty { added.propertySerializationSet = propertySerializationSet }
    added.stringSerializationSource = stringSerializationSource
    added.inheritsPropertySerializationSet = inheritPropertySerializationSet
    if case .type(let t)? = targetTypeForDeserialization?.base { added.targetTypeForDeserialization = t }
    try add(added, shell)
  }
  /// Gives the type what it has not yet; with -Force also instead of what it has.
  private func add(_ added: TypeData, _ shell: Invocation) throws {
    let name = added.typeName
    guard try shell.shouldProcess("Type to update: \(name)", action: "Update TypeData") else { return }
    func refuse(_ why: String) throws {
      try shell.error(
        "TypesDynamicUpdateException", .invalidOperation, "Error in TypeData \"\(name)\": \(why)", exception: "System.Management.Automation.RuntimeException")
    }
    func clash(_ m: String) throws { try refuse("The member \(m) is already present.") }
    if added.isEmpty, typeConverter == nil, typeAdapter == nil {
      return try nothingGiven(for: name, shell)
    }
    let data = TypesFile.data(name, shell.context)
    if let misplaced = added.misplacedSerializationSetting {
      try refuse("A previous error caused all serialization settings to be ignored.")
      try refuse("Do not use the member \"\(misplaced)\" here.")
      added.forgetSerialization()
    }
    if let m = added.serializationMethod, !UpdateTypeData.methods.contains(where: { $0.equalsIgnoringCase(m) }) {
      try refuse("A previous error caused all serialization settings to be ignored.")
      try refuse(
        """
        Cannot convert note "SerializationMethod":"Cannot convert value "\(m)" to type "System.Management.Automation.SerializationMethod". Error: "Unable to \
        match the identifier name \(m) to a valid enumerator name. Specify one of the following enumerator names and try again:
        \(UpdateTypeData.methods.joined(separator: ", "))"".
        """)
      added.forgetSerialization()
    }
    try check(typeConverter, ["System.ComponentModel.TypeConverter", "System.Management.Automation.PSTypeConverter"], "either TypeConverter or PSTypeConverter", refuse)
    try check(typeAdapter, ["System.Management.Automation.PSPropertyAdapter"], "a PSPropertyAdapter", refuse)
    for member in added.members {
      if let i = data.members.firstIndex(where: { $0.name.equalsIgnoringCase(member.name) }) {
        if !force.isOn { try clash(member.name); continue }
        data.members[i] = member
      } else { data.members.append(member) }
    }
    func take<T>(_ name: String, _ place: ReferenceWritableKeyPath<TypeData, T?>) throws {
      guard let new = added[keyPath: place] else { return }
      if data[keyPath: place] != nil, !force.isOn { return try clash(name) }
      data[keyPath: place] = new
    }
    try take("DefaultDisplayProperty", \.defaultDisplayProperty)
    try take("DefaultDisplayPropertySet", \.defaultDisplayPropertySet)
    try take("DefaultKeyPropertySet", \.defaultKeyPropertySet)
    try take("SerializationDepth", \.serializationDepth)
    if let m = added.serializationMethod {
      added.serializationMethod = UpdateTypeData.methods.first { $0.equalsIgnoringCase(m) } ?? m
      try take("SerializationMethod", \.serializationMethod)
    }
    try take("PropertySerializationSet", \.propertySerializationSet)
    try take("StringSerializationSource", \.stringSerializationSource)
    try take("InheritPropertySerializationSet", \.inheritsPropertySerializationSet)
    if let t = added.targetTypeForDeserialization { data.targetTypeForDeserialization = t }
    TypesFile.changed(shell.context)
  }

  private static let methods = ["AllPublicProperties", "String", "SpecificProperties"]
  /// A converter or an adapter of the wrong kind.
  private func check(_ given: Value?, _ bases: [String], _ kind: String, _ refuse: (String) throws -> Void) throws {
    guard case .type(let t)? = given?.base, !bases.contains(where: { t.isSubclass(of: $0) }) else { return }
    try refuse("Type \"\(t.fullName)\" should be \(kind).")
  }
  private func nothingGiven(for name: String, _ shell: Invocation) throws {
    try shell.error(
      "TypeDataEmpty", .invalidOperation, "No member is specified for the update on type \"\(name)\".", exception: "System.InvalidOperationException", target: .null)
  }
  private func problem(_ id: String, _ message: String, _ shell: Invocation) -> TerminatingError {
    shell.terminating(ErrorRecord(PSException("System.InvalidOperationException", message), id: id, .invalidOperation))
  }

  private func definition(_ kind: String, _ shell: Invocation) throws -> MemberDefinition {
    let types = ["NoteProperty", "AliasProperty", "ScriptProperty", "CodeProperty", "ScriptMethod", "CodeMethod"]
    let type = types.first { $0.equalsIgnoringCase(kind) } ?? kind
    guard let name = memberName else { throw problem("MemberNameShouldBeSpecified", "The MemberName parameter is required for the type \"\(type)\". Please specify the MemberName parameter.", shell) }
    if type != "ScriptProperty", type != "CodeProperty" {
      if !$value.isBound { throw problem("ValueShouldBeSpecified", "The Value parameter is required for the type \"\(type)\". Please specify the Value parameter.", shell) }
      if type == "AliasProperty", value?.isNull ?? true || value?.stringValue?.isEmpty ?? false {
        throw problem(
          "ValueShouldBeSpecified",
          """
          The Value parameter should not be null or an empty string for a member of type "\(type)". Specify a non-null value for the Value parameter when \
          updating this member type.
          """,
          shell)
      }
      if type != "AliasProperty", secondValue != nil {
        throw problem(
          "SecondValueShouldNotBeSpecified",
          """
          The SecondValue parameter is not necessary for a member of type "\(type)", and should not be specified. Do not specify the SecondValue parameter \
          when updating this member type.
          """,
          shell)
      }
    } else if !$value.isBound {
      throw problem("ValueShouldBeSpecified", "The Value parameter is required for the type \"\(type)\". Please specify the Value parameter.", shell)
    } else if value?.isNull ?? true, secondValue == nil {
      throw problem(
        "ValueAndSecondValueAreNotBothNull",
        "The Value and SecondValue parameters should not both be null for a member of type \"\(type)\". Specify a non-null value for one of the two parameters.",
        shell)
    }
    func block(_ v: Value?) throws -> ScriptBlock? {
      guard let v, !v.isNull else { return nil }
      if case .block(let b) = v.base { return b }
      guard case .block(let b) = try Conversion.convert(v, to: TypeTable.scriptBlock, shell.context).base else { return nil }
      return b
    }
    let v = value ?? .null
    switch type {
    case "NoteProperty": return MemberDefinition(name, .note(v))
    case "AliasProperty":
      var target: NetType?
      if let s = secondValue?.base { if case .type(let t) = s { target = t } else { target = TypeTable.resolve(Conversion.toString(s, shell.context)) } }
      return MemberDefinition(name, .alias(Conversion.toString(v, shell.context), convertTo: target))
    case "ScriptProperty": return MemberDefinition(name, .script(get: try block(v), set: try block(secondValue)))
    case "ScriptMethod":
      guard let b = try block(v) else { throw problem("ValueShouldBeSpecified", "The Value parameter is required for the type \"\(type)\". Please specify the Value parameter.", shell) }
      return MemberDefinition(name, .method(b))
    default:
      func code(_ v: Value) throws -> Value { v.isNull ? v : try Conversion.convert(v, to: TypeTable.get("System.Reflection.MethodInfo"), shell.context) }
      return type == "CodeMethod" ? try CodeMembers.method(name, try code(v)) : try CodeMembers.property(name, get: try code(v), set: try code(secondValue ?? .null))
    }
  }
}
/// `-TypeName` of Update- and Remove-TypeData: a name, a type, or any other object for its own type.
struct TypeNameArgument: ParameterValue {
  let name: String
  static var netType: NetType { TypeTable.object }
  static var shownType: NetType? { TypeTable.string }
  static var absent: TypeNameArgument { TypeNameArgument(name: "") }
  static func from(_ v: Value, _ context: ExecutionContext) throws -> TypeNameArgument {
    if let text = v.stringValue { return TypeNameArgument(name: TypesFile.fullName(text)) }
    if case .type(let type) = v.base { return TypeNameArgument(name: type.fullName) }
    let type = TypeTable.typeOf(v.base).fullName
    if type == "System.Management.Automation.Runspaces.TypeData" {
      return TypeNameArgument(name: Conversion.toString(try context.property(v, "TypeName") ?? .null, context))
    }
    return TypeNameArgument(name: type)
  }
}
extension TypeData {
  /// The first setting that goes with another way of serializing than this one's; nil when there is none.
  var misplacedSerializationSetting: String? {
    let method = serializationMethod?.lowercased() ?? ""
    if method == "specificproperties" { return nil }
    if inheritsPropertySerializationSet != nil { return "InheritPropertySerializationSet" }
    if propertySerializationSet != nil { return "PropertySerializationSet" }
    return method == "string" && serializationDepth != nil ? "SerializationDepth" : nil
  }
  func forgetSerialization() {
    inheritsPropertySerializationSet = nil
    serializationMethod = nil
    stringSerializationSource = nil
    propertySerializationSet = nil
    serializationDepth = nil
  }
}

/// Types files (`.types.ps1xml`): one `<Type>` after another.
enum TypesFile {
  /// Adds what a types file says of its types, and reports what is wrong with it, the last fault first.
  /// - Parameter applies: false only reports
  static func load(_ path: String, _ context: ExecutionContext, applies: Bool = true, report: (ErrorRecord) throws -> Void) throws {
    files(context).place([], [path])
    guard let root = try ConfigurationFile.read(path, "TypesXmlUpdateException", report), let bytes = FileText.read(path) else { return }
    let check = TypesFileCheck(path, bytes)
    let types = check.types(root)
    if applies { for t in types { try apply(t, context) } }
    for e in check.errors.reversed() { try report(ConfigurationFile.fault("TypesXmlUpdateException", e)) }
  }
  /// The types files the session has read.
  static func files(_ context: ExecutionContext) -> TypesFileList { context.service("TypesFiles") { TypesFileList() } }
  /// A type's short name means the type.
  static func fullName(_ name: String) -> String { TypeTable.resolve(name)?.fullName ?? name }
  static func data(_ name: String, _ context: ExecutionContext) -> TypeData {
    let key = name.lowercased()
    if let d = context.typeData[key] { return d }
    let d = TypeData(name)
    context.typeData[key] = d
    return d
  }
  /// Sites that remembered members look again.
  static func changed(_ context: ExecutionContext) { let all = context.typeData; context.typeData = all }

  static func apply(_ t: XmlTree, _ context: ExecutionContext) throws {
    guard let name = t.value("Name") else { return }
    let data = self.data(name, context)
    for m in t.child("Members")?.children ?? [] {
      guard let n = m.value("Name") else { continue }
      if m.name == "MemberSet", n.equalsIgnoringCase("PSStandardMembers") { standard(m, data); continue }
      guard let d = try definition(m, n, context) else { continue }
      data.members.removeAll { $0.name.equalsIgnoringCase(n) }
      data.members.append(d)
    }
    changed(context)
  }

  /// Forgets what a file's `<Type>` added.
  static func withdraw(_ t: XmlTree, _ context: ExecutionContext) {
    guard let name = t.value("Name"), let data = context.typeData[name.lowercased()] else { return }
    let names = (t.child("Members")?.children ?? []).compactMap { $0.value("Name") }
    data.members.removeAll { m in names.contains { $0.equalsIgnoringCase(m.name) } }
    if data.members.isEmpty, data.defaultDisplayPropertySet == nil, data.defaultKeyPropertySet == nil, data.defaultDisplayProperty == nil { context.typeData[name.lowercased()] = nil }
    changed(context)
  }

  private static func standard(_ set: XmlTree, _ data: TypeData) {
    for m in set.child("Members")?.children ?? [] {
      let references = m.child("ReferencedProperties")?.all("Name").map { $0.text }
      switch m.value("Name") {
      case "DefaultDisplayPropertySet": data.defaultDisplayPropertySet = references
      case "DefaultKeyPropertySet": data.defaultKeyPropertySet = references
      case "DefaultDisplayProperty": data.defaultDisplayProperty = m.value("Value")
      case "SerializationMethod": data.serializationMethod = m.value("Value")
      case "PropertySerializationSet": data.propertySerializationSet = references
      case "StringSerializationSource": data.stringSerializationSource = m.value("ReferencedMemberName")
      case "InheritPropertySerializationSet": data.inheritsPropertySerializationSet = m.value("Value").map { $0.equalsIgnoringCase("true") }
      case "TargetTypeForDeserialization": data.targetTypeForDeserialization = m.value("Value").flatMap { TypeTable.resolve($0) }
      case "SerializationDepth": data.serializationDepth = m.value("Value").flatMap { Int($0) }
      default: break
      }
    }
  }

  private static func definition(_ m: XmlTree, _ name: String, _ context: ExecutionContext) throws -> MemberDefinition? {
    func block(_ e: String) throws -> ScriptBlock? {
      guard let text = m.child(e)?.text, case .block(let b) = try context.callStatic(TypeTable.scriptBlock, "Create", [.str(text)]).base else { return nil }
      return b
    }
    switch m.name {
    case "NoteProperty": return MemberDefinition(name, .note(.str(m.value("Value") ?? "")))
    case "AliasProperty": return MemberDefinition(name, .alias(m.value("ReferencedMemberName") ?? "", convertTo: m.value("TypeName").flatMap { TypeTable.resolve($0) }))
    case "ScriptProperty": return MemberDefinition(name, .script(get: try block("GetScriptBlock"), set: try block("SetScriptBlock")))
    case "ScriptMethod": return try block("Script").map { MemberDefinition(name, .method($0)) }
    case "PropertySet": return MemberDefinition(name, .set(m.child("ReferencedProperties")?.all("Name").map { $0.text } ?? []))
    default: return nil
    }
  }
}

/// Which types files a session has read, in the order of their types: only those can be taken back.
final class TypesFileList {
  private(set) var paths: [String] = []
  /// Puts files before all others, or behind them; one that is there already stays where it is unless it is to come first.
  func place(_ before: [String], _ after: [String]) {
    var all: [String] = []
    for p in before + paths + after where !all.contains(where: { $0.equalsIgnoringCase(p) }) { all.append(p) }
    paths = all
  }
  /// False when the file was not read.
  func remove(_ path: String) -> Bool {
    guard let i = paths.firstIndex(where: { $0.equalsIgnoringCase(path) }) else { return false }
    paths.remove(at: i)
    return true
  }
}

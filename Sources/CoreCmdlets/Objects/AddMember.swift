/// Adds properties and methods to one object.
import Engine
import NetTypes

struct AddMember: Cmdlet {
  static let command = Command("Add", "Member", defaultSet: "TypeNameSet",
    synopsis: "Gives an object further properties or methods.",
    examples: [("A note", "$user | Add-Member -NotePropertyName Site -NotePropertyValue East -PassThru")])
  @Parameter("InputObject", from: .pipeline, sets: ["TypeNameSet", "MemberSet", "NotePropertySingleMemberSet", "NotePropertyMultiMemberSet"], type: "psobject") var inputObject: Value
  @Parameter("MemberType", at: 0, sets: ["MemberSet"], aliases: ["Type"], type: "System.Management.Automation.PSMemberTypes") var memberType: Value
  @Parameter("Name", at: 1, sets: ["MemberSet"]) var name: String
  @Parameter("Value", at: 2, sets: ["MemberSet"]) var value: Value?
  @Parameter("SecondValue", at: 3, sets: ["MemberSet"]) var secondValue: Value?
  @Parameter("TypeName", in: [InSet("TypeNameSet", mandatory: true), InSet("MemberSet"), InSet("NotePropertySingleMemberSet"), InSet("NotePropertyMultiMemberSet")],
    validate: [.notNullOrEmpty]) var typeName: String?
  @Parameter("Force", sets: ["MemberSet", "NotePropertySingleMemberSet", "NotePropertyMultiMemberSet"]) var force: Switch
  @Parameter("PassThru", sets: ["TypeNameSet", "MemberSet", "NotePropertySingleMemberSet", "NotePropertyMultiMemberSet"]) var passThru: Switch
  @Parameter("NotePropertyName", at: 0, sets: ["NotePropertySingleMemberSet"],
    validate: [
      .notNullOrEmpty,
      .pattern(
        AddMember.notAMemberType, options: "IgnoreCase",
        message:
          """
          The parameter NotePropertyName cannot take values that could be converted to the type System.Management.Automation.PSMemberTypes. To define the \
          name of a member with those values, use Add-Member, and specify the member type.
          """
      )
    ], attributes: [.yieldsPosition, .takesNumbersAsText]) var notePropertyName: String
  @Parameter("NotePropertyValue", at: 1, sets: ["NotePropertySingleMemberSet"], attributes: [.allowNull]) var notePropertyValue: Value
  @Parameter("NotePropertyMembers", at: 0, sets: ["NotePropertyMultiMemberSet"], validate: [.notNullOrEmpty], type: "System.Collections.IDictionary") var notePropertyMembers: PSHash

  mutating func process(_ shell: Invocation) throws {
    if let typeName, typeName.trimmed.isEmpty {
      throw shell.terminating(
        "TypeNameShouldNotBeEmpty", .invalidOperation, "The TypeName parameter should not be null, empty, or contain only white spaces.",
        exception: "System.InvalidOperationException", target: .str(typeName))
    }
    let target = inputObject
    let object: PSObject
    // arrays, dictionaries and .NET objects keep what is added to them; plain values must be wrapped
    let beside = shell.parameterSet == "TypeNameSet" || $typeName.isBound ? nil : shell.context.makeInstanceMembers(of: target)
    if case .object(let o) = target { object = o } else { object = beside ?? PSObject(wrapping: target.base) }
    let ok: Bool
    switch shell.parameterSet {
    case "TypeNameSet": ok = true
    case "NotePropertyMultiMemberSet": ok = try addNotes(object, shell)
    case "NotePropertySingleMemberSet": ok = try add(MemberDefinition(notePropertyName, .note(notePropertyValue.orNull)), object, target, shell)
    default: ok = try addMember(object, target, shell)
    }
    if ok, $typeName.isBound, !typeName!.isEmpty {
      let base = object.typeNames ?? shell.context.typeNames(target)
      object.typeNames = [TypesFile.fullName(typeName!)] + base
    }
    if ok, passThru.isOn { try shell.write(beside == nil ? .object(object) : target) }
  }
  private func addNotes(_ object: PSObject, _ shell: Invocation) throws -> Bool {
    var isOneAdded = false
    for (k, v) in notePropertyMembers.pairs {
      let name = Conversion.toString(k, shell.context)
      if name.isEmpty {
        try shell.error(
          "NotePropertyNameShouldNotBeNull", .invalidOperation, "The name for a NoteProperty member should not be null or an empty string.",
          exception: "System.InvalidOperationException", target: .str(name))
        continue
      }
      if try add(MemberDefinition(name, .note(v.orNull)), object, .object(object), shell) { isOneAdded = true }
    }
    return isOneAdded
  }
  /// What `-Value` is: asked for when it was left out.
  private func asked(_ kind: String, _ shell: Invocation) throws -> Value {
    if $value.isBound { return (value ?? .null).orNull }
    if shell.context.services["NonInteractive"] != nil {
      throw shell.terminating(
        "InvalidOperation", .invalidOperation, "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.",
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
    let caption = "The Value parameter is required for a member of type \"\(kind)\". Specify the Value parameter when adding members of this type."
    return try shell.context.host.prompt(caption: caption, message: "", fields: [PromptField("Value", hasCommands: false)])?.first?.value.orNull ?? .null
  }
  private func addMember(_ object: PSObject, _ target: Value, _ shell: Invocation) throws -> Bool {
    let kind = Conversion.toString(memberType, shell.context)
    func fail(_ id: String, _ text: String) -> TerminatingError { shell.terminating(id, .invalidOperation, text, exception: "System.InvalidOperationException") }
    if kind.contains(", ") || kind == "All" || kind == "Properties" || kind == "Methods" || kind == "None" || kind == "0" {
      throw fail("WrongMemberCount", "To add a member, only one member type can be specified. The member types specified are: \"\(kind)\"")
    }
    let takesOne = ["ScriptMethod", "PropertySet", "MemberSet"].contains(kind)
    if takesOne { try refuseSecond() }
    let first = AddMember.wantsValue.contains(kind) ? try asked(kind, shell) : (value ?? .null).orNull, second = (secondValue ?? .null).orNull
    func convert<T>(_ body: () throws -> T) throws -> T { do { return try body() } catch let e as TerminatingError { throw shell.castFailure(e) } }
    func cast(_ v: Value, to type: String) throws -> Value { try convert { try Conversion.convert(v, to: TypeTable.get(type), shell.context) } }
    func block(_ v: Value) throws -> ScriptBlock? { v.isNull ? nil : try convert { try ScriptBlock.from(Conversion.convert(v, to: TypeTable.scriptBlock, shell.context), shell.context) } }
    func requireFirst() throws {
      if first.isNull {
        throw fail(
          "Value1ShouldNotBeNull",
          "The Value parameter should not be null for a member of type \"\(kind)\". Specify a non-null value for the Value parameter when adding members of this type."
        )
      }
    }
    func requireOne() throws {
      if first.isNull, second.isNull {
        throw fail(
          "Value1AndValue2AreNotBothNull",
          "Both Value and SecondValue parameters should not be null for a member of type \"\(kind)\". Specify a non-null value for one of the two parameters.")
      }
    }
    func refuseSecond() throws {
      guard $secondValue.isBound else { return }
      throw fail(
        "Value2ShouldNotBeSpecified",
        """
        The SecondValue parameter is not necessary for a member of type "\(kind)", and should not be specified. Do not specify the SecondValue parameter when \
        you add members of this type.
        """
      )
    }
    let member: MemberDefinition
    switch kind {
    case "NoteProperty":
      try refuseSecond()
      member = MemberDefinition(name, .note(first))
    case "ScriptProperty":
      try requireOne()
      member = MemberDefinition(name, .script(get: try block(first), set: try block(second)))
    case "ScriptMethod":
      try requireFirst()
      guard let b = try block(first) else { return false }
      member = MemberDefinition(name, .method(b))
    case "AliasProperty":
      try requireFirst()
      if Conversion.toString(first, shell.context).isEmpty {
        throw shell.terminating(
          "Argument", .invalidArgument,
          """
          Cannot process argument because the value of argument "referencedMemberName" is not valid. Change the value of the "referencedMemberName" \
          argument and run the operation again.
          """,
          exception: "System.Management.Automation.PSArgumentException")
      }
      if $secondValue.isBound, second.isNull {
        throw fail(
          "Value2ShouldNotBeNull",
          "The SecondValue parameter should not be null for a member of type \"\(kind)\". Specify a non-null value for the SecondValue parameter when adding members of this type.")
      }
      let type: NetType? = if case .type(let t) = second.base { t } else if second.isNull { nil } else if case .type(let t) = try cast(second, to: "System.Type").base { t } else { nil }
      member = MemberDefinition(name, .alias(Conversion.toString(first, shell.context), convertTo: type))
    case "PropertySet":
      try requireFirst()
      member = MemberDefinition(name, .set(try convert { try [String].from(first, shell.context) }))
    case "CodeProperty", "CodeMethod":
      if kind == "CodeMethod" { try requireFirst(); try refuseSecond() } else { try requireOne() }
      func code(_ v: Value) throws -> Value { v.isNull ? v : try cast(v, to: "System.Reflection.MethodInfo") }
      do { member = kind == "CodeMethod" ? try CodeMembers.method(name, try code(first)) : try CodeMembers.property(name, get: try code(first), set: try code(second)) }
      catch let e as CodeMembers.Refusal {
        throw shell.terminating(e.id, .notSpecified, e.message, exception: "System.Management.Automation.ExtendedTypeSystemException")
      }
    case "MemberSet":
      var members: [Value] = []
      if !first.isNull {
        guard let list = first.elementsIfSequence else {
          _ = try cast(first, to: "System.Collections.ObjectModel.Collection[System.Management.Automation.PSMemberInfo]")
          throw shell.terminating(
            "ConvertToFinalInvalidCastException", .invalidArgument,
            """
            Cannot convert the "\(Conversion.toString(first, shell.context))" value of type "\(TypeTable.typeOf(first.base).fullName)" to type \
            "System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSMemberInfo]".
            """,
            exception: "System.Management.Automation.PSInvalidCastException")
        }
        members = Array(list)
      }
      return try add(name, .object(try MemberSet.holding(members, shell.context)), kind: .memberSet, object, shell)
    default: throw fail("CannotAddMemberType", "Cannot add a member with type \"\(kind)\". Specify a different type for the MemberTypes parameter.")
    }
    return try add(member, object, target, shell)
  }
  private func add(_ m: MemberDefinition, _ object: PSObject, _ target: Value, _ shell: Invocation) throws -> Bool {
    if case .note(let v) = m.body { return try add(m.name, v, kind: .note, object, shell) }
    return try add(m.name, .other(m), kind: m.kind, object, shell)
  }
  private func add(_ name: String, _ value: Value, kind: Shape.Member, _ object: PSObject, _ shell: Invocation) throws -> Bool {
    let own = object.slot(Symbol.of(name)) != nil, beneath = own ? nil : memberBeneath(object, name, shell)
    if own || beneath != nil {
      if !force.isOn {
        try shell.error(
          "MemberAlreadyExists", .invalidOperation,
          """
          Cannot add a member with the name "\(name)" because a member with that name already exists. To overwrite the member anyway, add the Force \
          parameter to your command.
          """,
          exception: "System.InvalidOperationException", target: .object(object))
        return false
      }
      if let other = beneath, isOfTypeData(object, name, shell) {
        try shell.error(
          "CannotRemoveTypeDataMember", .invalidOperation,
          """
          Cannot force the member with name "\(name)" and type "\(other.kind)" to be added. A member with that name and type already exists, and the \
          existing member is not an instance extension.
          """,
          exception: "System.InvalidOperationException", target: .object(object))
        return false
      }
      if own { object.remove(name) }
    }
    shell.context.addMember(name, value, kind: kind, to: object)
    return true
  }
  /// The member the object has by its type, besides what was added to it.
  private func memberBeneath(_ object: PSObject, _ name: String, _ shell: Invocation) -> PropertyInfo? {
    let bare = object.wrapped.map { PSObject(wrapping: $0) } ?? PSObject(shape: object.type?.instanceShape ?? .root, type: object.type)
    bare.typeNames = object.typeNames
    return shell.context.members(.object(bare)).first { $0.name.equalsIgnoringCase(name) }
  }
  /// Types files and Update-TypeData gave the member to the type: then nothing added to the object takes its place.
  private func isOfTypeData(_ object: PSObject, _ name: String, _ shell: Invocation) -> Bool {
    shell.context.typeNames(.object(object)).contains { shell.context.typeData[$0.lowercased()]?.member(name) != nil }
  }
  private static let wantsValue: Set = ["AliasProperty", "CodeMethod", "CodeProperty", "NoteProperty", "PropertySet", "ScriptMethod", "ScriptProperty"]
  /// Words and numbers that mean a type of members one can add are no names in the short form.
  private static let notAMemberType = "^(?!(AliasProperty|CodeMethod|CodeProperty|MemberSet|NoteProperty|PropertySet|ScriptMethod|ScriptProperty|1|2|8|16|32|128|256|1024)$)"
}

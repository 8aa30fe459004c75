/// Adds properties and methods to one object.
import Engine
import NetTypes

struct AddMember: Cmdlet {
  static let command = Command("Add", "Member", defaultSet: "TypeNameSet",
    synopsis: "Gives an object further properties or methods.",
    examples: [("A note", "$user | Add-Member -NotePropertyName Site -NotePropertyValue East -PassThru")])
  @Parameter("InputObject", from: .pipeline, sets: ["TypeNameSet", "MemberSet", "NotePropertySingleMemberSet", "NotePropertyMultiMemberSet"], type: "psobject") var inputObject: Value
  @Parameter("TypeName", in: [InSet("TypeNameSet", mandatory: true), InSet("MemberSet"), InSet("NotePropertySingleMemberSet"), InSet("NotePropertyMultiMemberSet")],
    validate: [.notNullOrEmpty]) var typeName: String?
  @Parameter("MemberType", at: 0, sets: ["MemberSet"], aliases: ["Type"], type: "System.Management.Automation.PSMemberTypes") var memberType: Value
  @Parameter("Name", at: 1, sets: ["MemberSet"]) var name: String
  @Parameter("Value", at: 2, sets: ["MemberSet"]) var value: Value?
  @Parameter("SecondValue", at: 3, sets: ["MemberSet"]) var secondValue: Value?
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
    ], attributes: [.yieldsPosition]) var notePropertyName: String
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
      let base = object.typeNames ?? (object.wrapped == nil ? shell.context.typeNames(.object(object)) : [])
      object.typeNames = [typeName!] + base.filter { !$0.equalsIgnoringCase(typeName!) }
    }
    if ok, passThru.isOn { try shell.write(beside == nil ? .object(object) : target) }
  }
  private func addNotes(_ object: PSObject, _ shell: Invocation) throws -> Bool {
    for (k, v) in notePropertyMembers.pairs {
      let name = Conversion.toString(k, shell.context)
      if name.isEmpty {
        try shell.error(
          "NotePropertyNameShouldNotBeNull", .invalidArgument, "The name for a NoteProperty member should not be null or an empty string.",
          exception: "System.InvalidOperationException")
        continue
      }
      _ = try add(MemberDefinition(name, .note(v.orNull)), object, .object(object), shell)
    }
    return true
  }
  private func addMember(_ object: PSObject, _ target: Value, _ shell: Invocation) throws -> Bool {
    let kind = Conversion.toString(memberType, shell.context)
    func fail(_ id: String, _ text: String) -> TerminatingError { shell.terminating(id, .invalidOperation, text, exception: "System.InvalidOperationException") }
    let first = $value.isBound ? (value ?? .null).orNull : .null, second = (secondValue ?? .null).orNull
    func convert<T>(_ body: () throws -> T) throws -> T { do { return try body() } catch let e as TerminatingError { throw shell.terminating(e.record) } }
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
    if secondValue != nil, ["NoteProperty", "ScriptMethod", "PropertySet", "CodeMethod", "MemberSet"].contains(kind) {
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
    case "NoteProperty": member = MemberDefinition(name, .note(first))
    case "ScriptProperty":
      try requireOne()
      member = MemberDefinition(name, .script(get: try block(first), set: try block(second)))
    case "ScriptMethod":
      try requireFirst()
      guard let b = try block(first) else { return false }
      member = MemberDefinition(name, .method(b))
    case "AliasProperty":
      try requireFirst()
      let type: NetType? = if case .type(let t) = second.base { t } else if second.isNull { nil } else if case .type(let t) = try cast(second, to: "System.Type").base { t } else { nil }
      member = MemberDefinition(name, .alias(Conversion.toString(first, shell.context), convertTo: type))
    case "PropertySet":
      try requireFirst()
      member = MemberDefinition(name, .set(try convert { try [String].from(first, shell.context) }))
    case "CodeProperty", "CodeMethod":
      if kind == "CodeMethod" { try requireFirst() } else { try requireOne() }
      // there are no compiled methods to refer to
      _ = try cast(first.isNull ? second : first, to: "System.Reflection.MethodInfo")
      return false
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
    let own = object.slot(Symbol.of(name)) != nil
    if own || hasBeneath(object, name, shell) {
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
      if own { object.remove(name) }
    }
    shell.context.addMember(name, value, kind: kind, to: object)
    return true
  }
  /// Whether the object has the member by its type, besides what was added to it.
  private func hasBeneath(_ object: PSObject, _ name: String, _ shell: Invocation) -> Bool {
    let bare = object.wrapped.map { PSObject(wrapping: $0) } ?? PSObject(shape: object.type?.instanceShape ?? .root, type: object.type)
    bare.typeNames = object.typeNames
    return shell.context.members(.object(bare)).contains { $0.name.equalsIgnoringCase(name) }
  }
  /// Words and numbers that mean a type of members one can add are no names in the short form.
  private static let notAMemberType = "^(?!(AliasProperty|CodeMethod|CodeProperty|MemberSet|NoteProperty|PropertySet|ScriptMethod|ScriptProperty|1|2|8|16|32|128|256|1024)$)"
}

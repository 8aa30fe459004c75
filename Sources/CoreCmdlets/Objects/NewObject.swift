/// Makes an object of a type, optionally with some of its properties set.
import Engine

struct NewObject: Cmdlet {
  static let command = Command("New", "Object", defaultSet: "Net",
    synopsis: "Makes an object of a .NET type.",
    examples: [
      ("An empty list", "New-Object 'System.Collections.Generic.List[string]'"),
      ("A custom object", "New-Object PSObject -Property @{ Name = 'x' }"),
    ])
  @Parameter("TypeName", at: 0, sets: ["Net"]) var typeName: String
  @Parameter("ArgumentList", at: 1, sets: ["Net"], aliases: ["Args"]) var argumentList: [Value]
  @Parameter("Strict", sets: ["Com"]) var strict: Switch
  @Parameter("Property", type: "System.Collections.IDictionary") var property: PSHash?

  // what comes through a pipeline is refused after the object was made
  mutating func begin(_ shell: Invocation) throws {
    // COM objects have no parameter here, so there is none to make
    if shell.parameterSet != "Net" { return }
    let found: NetType?
    do { found = try shell.context.type(named: typeName) } catch let e as TerminatingError {
      throw shell.terminating(ErrorRecord(e.record.exception, id: "AmbiguousTypeReference", .invalidType))
    }
    guard let type = found else {
      throw shell.terminating(
        "TypeNotFound", .invalidType, "Cannot find type [\(typeName)]: verify that the assembly containing this type is loaded.",
        exception: "System.Management.Automation.PSArgumentException")
    }
    if shell.context.languageMode == .constrained, !LanguageMode.isCore(type) {
      throw shell.terminating(
        "CannotCreateTypeConstrainedLanguage", .permissionDenied, "Cannot create type. Only core types are supported in this language mode.",
        exception: "System.Management.Automation.PSNotSupportedException")
    }
    if type.isByRefLike {
      throw shell.terminating(
        "CannotInstantiateBoxedByRefLikeType", .invalidOperation,
        "Cannot create instances of the ByRef-like type \"\(Conversion.typeText(type))\". ByRef-like types are not supported in PowerShell.",
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
    let made: Value
    // the class of custom objects has no constructor; its short name means PSObject
    if typeName.equalsIgnoringCase("System.Management.Automation.PSCustomObject") {
      throw shell.terminating(
        "CannotFindAppropriateCtor", .objectNotFound, "A constructor was not found. Cannot find an appropriate constructor for type \(typeName).",
        exception: "System.Management.Automation.PSArgumentException")
    }
    if type === TypeTable.psObject || type === TypeTable.psCustomObject {
      made = .object(argumentList.isEmpty ? PSObject() : PSObject(wrapping: argumentList[0].base))
    } else {
      do { made = try shell.context.asCallback { try shell.context.construct(type, arguments, byReflection: true) } }
      catch let e as TerminatingError {
        if e.record.errorId == "MethodCountCouldNotFindBest" || e.record.errorId == "ConstructorNotFound" {
          if !arguments.isEmpty, type.isArray || !type.allConstructors.isEmpty {
            throw shell.terminating(
              "ConstructorInvokedThrowException", .invalidOperation,
              "Cannot find an overload for \"\(type.name)\" and the argument count: \"\(arguments.count)\".",
              exception: "System.Management.Automation.MethodException")
          }
          if type.isAbstract {
            throw shell.terminating(
              "ConstructorInvokedThrowException", .invalidOperation,
              "Exception calling \".ctor\" with \"0\" argument(s): \"Cannot create an instance of \(type.fullName) because it is an abstract class.\"",
              exception: "System.Management.Automation.MethodInvocationException")
          }
          throw shell.terminating(
            "CannotFindAppropriateCtor", .objectNotFound, "A constructor was not found. Cannot find an appropriate constructor for type \(typeName).",
            exception: "System.Management.Automation.PSArgumentException")
        }
        throw shell.terminating(ErrorRecord(e.record.exception, id: "ConstructorInvokedThrowException", .invalidOperation))
      }
    }
    if let property { try setAll(property, made, shell) }
    try shell.write(made)
  }
  private var arguments: [Value] { argumentList }
  private func setAll(_ table: PSHash, _ made: Value, _ shell: Invocation) throws {
    for (k, v) in table.pairs {
      let name = Conversion.toString(k, shell.context)
      if case .object(let o) = made, o.type == nil, o.wrapped == nil {
        do { try Conversion.give(o, name, v.orNull, shell.context) } catch is TerminatingError { throw unset(shell) }
        continue
      }
      guard try shell.context.property(made, name) != nil else {
        // a method of that name is called with the value
        if TypeTable.typeOf(made.base).instanceMember(name)?.kind == .method { _ = try shell.context.callMethod(made, name, [v]); continue }
        throw shell.terminating("InvalidOperationException", .invalidOperation, "The member \"\(name)\" was not found for the specified .NET object.", exception: "System.InvalidOperationException")
      }
      do { try shell.context.setProperty(made, name, v) } catch is TerminatingError { throw unset(shell) }
    }
  }
  private func unset(_ shell: Invocation) -> TerminatingError {
    shell.terminating(
      "SetValueException", .invalidData, "The value supplied is not valid, or the property is read-only. Change the value, and then try again.",
      exception: "System.Exception")
  }
}

/// What is wrong with a declaration before anything is bound to it: types that do not exist, arguments an attribute does not take.
import Syntax

extension Compiler {
  /// The type of a parameter or of an output; the first that does not exist makes the declaration wrong.
  func declaredType(_ n: TypeName, at place: Extent) -> NetType? {
    if let t = resolveType(n) { return t }
    do { return try typeReference(n, at: place)(context) } catch {
      if attributeError == nil { attributeError = error as? TerminatingError }
      return nil
    }
  }
  /// The class of an attribute: the type of that name, or the one whose name goes on with `Attribute`.
  private func attributeType(_ n: TypeName) -> NetType? {
    func isAttribute(_ t: NetType) -> Bool { t.name.hasSuffix("Attribute") || t.isSubclass(of: "System.Attribute") }
    if let t = resolveType(n), isAttribute(t) { return t }
    return TypeTable.resolve(n.fullName + "Attribute", using: unit.namespaces).flatMap { isAttribute($0) ? $0 : nil }
  }
  /// The row of an attribute, unless a script made a class of that name.
  func attributeClass(_ n: TypeName) -> AttributeClass? {
    guard let known = AttributeClass.of(n) else { return nil }
    return attributeType(n).map { $0.scriptClass != nil || $0.compiledBase != nil } ?? false ? nil : known
  }

  /// Notes the first attribute whose type does not exist, or that takes or sets what it does not have.
  func check(_ x: AttributeAst) {
    guard attributeError == nil else { return }
    let name = x.typeName.fullName
    let isKnown = KnownTypes.isAttribute(name) && resolveType(x.typeName) == nil
    guard attributeType(x.typeName) != nil || isKnown else {
      let message = "Cannot find the type for custom attribute '\(name)'. Make sure that the assembly that contains this type is loaded."
      return refuse("CustomAttributeTypeNotFound", message, x, "AttributeAst", x.extent)
    }
    guard let known = attributeClass(x.typeName) else { return }
    guard known.takes(x.positionalArguments.count) || takesBlock(x) else {
      return refuse(".ctor", count: x.positionalArguments.count, ambiguous: false, isBuiltIn: known.isBuiltIn, x.extent)
    }
    // those that are made without looking at the class all complain alike
    let type = known.isBuiltIn ? "System.Management.Automation.CmdletBindingAttribute" : known.name
    for n in x.namedArguments {
      guard let p = known.property(n.argumentName) else {
        if !known.isBuiltIn, known.isFixed(n.argumentName) { return refuse("PropertyIsReadOnly", "'\(n.argumentName)' is a ReadOnly property.", nil, nil, x.extent) }
        let message = "Property '\(n.argumentName)' cannot be found for type '\(type)'."
        if known.isBuiltIn { return refuse("PropertyNotFoundForType", message, n, "NamedAttributeArgumentAst", n.extent) }
        return refuse("PropertyNotFoundForType", message, nil, nil, x.extent)
      }
      guard let t = p.type.flatMap({ TypeTable.resolve($0) }), let cause = conversionFailure(n.expressionOmitted ? .bool(true) : constant(n.argument), t) else { continue }
      if known.isBuiltIn { return refuse(cause) }
      return refuse("PropertyAssignmentException", cause.message, nil, nil, x.extent, inner: cause)
    }
  }
  /// A completer is a block or a type.
  private func takesBlock(_ x: AttributeAst) -> Bool { x.positionalArguments.count == 1 && x.positionalArguments[0].kind == .scriptBlockExpression }
  /// Why a value is none of a type; nil when it is.
  func conversionFailure(_ v: Value, _ t: NetType) -> PSException? {
    do { _ = try Conversion.convert(v, to: t, context); return nil } catch where Conversion.isFailure(error) { return Conversion.cause(error) } catch { return nil }
  }
  func refuse(_ constructor: String, count: Int, ambiguous: Bool, isBuiltIn: Bool, _ place: Extent) {
    let found = ambiguous ? "Multiple ambiguous overloads found" : "Cannot find an overload"
    let message = "\(found) for \"\(constructor)\" and the argument count: \"\(count)\"."
    if isBuiltIn { return refuse("MethodCountCouldNotFindBest", message, nil, nil, place) }
    reject("MethodCountCouldNotFindBest", message, "MethodException", place)
  }
  private func refuse(_ id: String, _ message: String, _ ast: Ast?, _ type: String?, _ place: Extent, inner: PSException? = nil) {
    let e = TerminatingError(id, message, .invalidOperation, target: ast.map { .str($0.extent.text) } ?? .null, inner: inner)
    if let type { e.record.categoryTargetType = type }
    e.record.position = place
    if attributeError == nil { attributeError = e }
  }
  /// What an attribute that is made without looking at its class says of an argument: an error of the call, not of the declaration.
  func refuse(_ cause: PSException) {
    if attributeError == nil { attributeError = TerminatingError(cause.lastErrorId ?? "Argument", cause.message, .invalidArgument, inner: cause) }
  }
  /// What the constructor of any other says.
  func refuse(_ x: AttributeAst, _ cause: PSException) {
    let message = "The following exception occurred while constructing the attribute \"\(x.typeName.fullName)\": \"\(cause.message)\""
    refuse("ExceptionConstructingAttribute", message, nil, nil, x.extent, inner: cause)
  }

  /// What is wrong with the attributes of a class, which is told when the class is made.
  func classErrors(_ list: [AttributeAst]) -> [ParseError] {
    list.compactMap { x in
      guard let known = attributeClass(x.typeName) else { return nil }
      let count = x.positionalArguments.count
      guard known.takes(count) else {
        let name = known.name.split(separator: ".").last.map(String.init) ?? known.name
        return ParseError(id: "MethodCountCouldNotFindBest", message: "Cannot find an overload for \"\(name)\" and the argument count: \"\(count)\".", extent: x.extent)
      }
      let types = known.constructors?.first { $0.count == count } ?? []
      for (a, type) in zip(x.positionalArguments, types) { if let e = classError(a, constant(a), type) { return e } }
      for n in x.namedArguments where !n.expressionOmitted { if let type = known.property(n.argumentName)?.type, let e = classError(n.argument, constant(n.argument), type) { return e } }
      return nil
    }
  }
  private func classError(_ a: ExpressionAst, _ v: Value, _ type: String) -> ParseError? {
    guard let t = TypeTable.resolve(type), t !== TypeTable.object, t !== TypeTable.string, conversionFailure(v, t) != nil else { return nil }
    let shown =
      switch type {
      case "System.Int32": "int"
      case "System.Boolean": "bool"
      case "System.Type": "type"
      case "System.Management.Automation.ScriptBlock": "scriptblock"
      case "System.Management.Automation.ExperimentAction": "ExperimentAction"
      default: type
      }
    return ParseError(id: "CannotConvertValue", message: "Cannot convert the value to type \"\(shown)\".", extent: a.extent)
  }
}

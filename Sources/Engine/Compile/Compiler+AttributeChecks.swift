/// What is wrong with a declaration before anything is bound to it: types that do not exist, properties an attribute does not have.
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
  /// Notes the first attribute whose type does not exist or that sets what it does not have.
  func check(_ x: AttributeAst) {
    guard attributeError == nil else { return }
    let name = x.typeName.fullName
    guard resolveType(x.typeName) != nil || TypeTable.resolve(name + "Attribute", using: unit.namespaces) != nil || KnownTypes.isAttribute(name) else {
      let message = "Cannot find the type for custom attribute '\(name)'. Make sure that the assembly that contains this type is loaded."
      return refuse("CustomAttributeTypeNotFound", message, x, "AttributeAst", x.extent)
    }
    let kind = short(x.typeName)
    guard let settable = Compiler.settable[kind], let bad = x.namedArguments.first(where: { !settable.contains($0.argumentName.lowercased()) }) else { return }
    // these are made without looking at the class, and all complain alike
    let isBuiltIn = Compiler.builtIn.contains(kind)
    let type = isBuiltIn ? "CmdletBinding" : resolveType(x.typeName)?.name.replacing("Attribute", with: "") ?? name
    let message = "Property '\(bad.argumentName)' cannot be found for type 'System.Management.Automation.\(type)Attribute'."
    if isBuiltIn { refuse("PropertyNotFoundForType", message, bad, "NamedAttributeArgumentAst", bad.extent) }
    else { refuse("PropertyNotFoundForType", message, nil, nil, x.extent) }
  }
  private func refuse(_ id: String, _ message: String, _ ast: Ast?, _ type: String?, _ place: Extent) {
    let e = TerminatingError(id, message, .invalidOperation, target: ast.map { .str($0.extent.text) } ?? .null)
    if let type { e.record.categoryTargetType = type }
    e.record.position = place
    attributeError = e
  }
  private static let builtIn: Set<String> = ["cmdletbinding", "parameter", "outputtype", "alias", "validateset", "validatenotnull", "validatenotnullorempty"]
  /// The properties that may be set, of the attributes whose class is known.
  private static let settable: [String: Set<String>] = [
    "cmdletbinding": [
      "defaultparametersetname", "helpuri", "supportsshouldprocess", "positionalbinding", "confirmimpact", "supportstransactions", "supportspaging", "remotingcapability",
    ],
    "parameter": [
      "position", "parametersetname", "mandatory", "valuefrompipeline", "valuefrompipelinebypropertyname", "valuefromremainingarguments", "helpmessage",
      "helpmessagebasename", "helpmessageresourceid", "dontshow",
    ],
    "outputtype": ["parametersetname", "providercmdlet"], "alias": [], "validateset": ["ignorecase", "errormessage"], "validatenotnull": [], "validatenotnullorempty": [],
    "validatenotnullorwhitespace": [], "validaterange": [], "validatelength": [], "validatecount": [], "validatepattern": ["options", "errormessage"],
    "validatescript": ["errormessage"], "allownull": [], "allowemptystring": [], "allowemptycollection": [],
  ]
}

/// The attribute classes as types a script names: made with `new` or from a hashtable for dynamic parameters, and as
/// bases of script classes that check or transform arguments.
import Engine
import NetTypes
import Syntax

extension ParameterObjects {
  /// `Attributes` of script blocks, which blocks have before any attribute class is named.
  static func registerBlockAttributes() {
    TypeTable.extend("System.Management.Automation.ScriptBlock") { t in
      t.property("System.Collections.Generic.List[System.Attribute] Attributes {get;}") { v, _ in if case .block(let b) = v.base { attributes(of: b) } else { .null } }
    }
  }
  /// Registers the classes and what dynamic parameters are described with.
  static func registerTypes() {
    let ns = "System.Management.Automation."
    let top = "Internal.CmdletMetadataAttribute"
    for (name, base) in [
      (top, "System.Attribute"), ("Internal.ParsingBaseAttribute", ns + top), ("CmdletCommonMetadataAttribute", ns + top), ("ArgumentTransformationAttribute", ns + top),
      ("ValidateArgumentsAttribute", ns + top), ("ValidateEnumeratedArgumentsAttribute", ns + "ValidateArgumentsAttribute"), ("NullValidationAttributeBase", ns + "ValidateArgumentsAttribute"),
      ("ArgumentCompleterFactoryAttribute", "System.Attribute"),
    ] {
      TypeTable.register(ns + name) { NetType(ns + name, base: TypeTable.get(base)) }
    }
    for name in ["IValidateSetValuesGenerator", "IArgumentCompleter", "IDynamicParameters"] { TypeTable.register(ns + name) { NetType(ns + name, .interface) } }
    TypeTable.register(ns + "CachedValidValuesGeneratorBase") { NetType(ns + "CachedValidValuesGeneratorBase", base: TypeTable.object, interfaces: [ns + "IValidateSetValuesGenerator"]) }
    func make(_ t: RecordType, _ signature: String, _ values: @escaping ([Value]) throws -> [Value]) {
      t.type.extend { $0.constructor("\(t.type.fullName) new(\(signature))") { a, _ in t.make(try values(a)) } }
    }
    func strings(_ v: Value) -> Value {
      let a = PSArray((v.elementsIfSequence ?? [v]).map { .str(Conversion.toString($0)) }, of: TypeTable.string)
      a.kind = .collection
      return .array(a)
    }
    make(parameter, "") { _ in [.null, noExperiment, .int(.min), .str(ParameterMetadata.allSets), .bool(false), .bool(false), .bool(false), .bool(false), .null, .null, .null, .bool(false)] }
    // for a feature that is still being tried out
    func experiment(_ a: [Value]) throws -> Value {
      if Conversion.toString(a[0]).isEmpty {
        throw netError(
          ns + "PSArgumentNullException",
          "Cannot process argument because the value of argument \"experimentName\" is null. Change the value of argument \"experimentName\" to a non-null value."
        )
      }
      if Conversion.toString(a[1]) == "None" {
        throw netError(
          ns + "PSArgumentException",
          """
          Cannot process argument because the value of argument "experimentAction" is not valid. Change the value of the "experimentAction" argument and run \
          the operation again.
          """
        )
      }
      return a[0]
    }
    let action = "string experimentName, \(ns)ExperimentAction experimentAction"
    make(parameter, action) { a in [try experiment(a), a[1], .int(.min), .str(ParameterMetadata.allSets), .bool(false), .bool(false), .bool(false), .bool(false), .null, .null, .null, .bool(false)] }
    make(experimental, action) { a in [try experiment(a), a[1]] }
    make(alias, "Params string[] aliasNames") { a in
      [.array(PSArray((a.first?.elementsIfSequence ?? a).map { .str(Conversion.toString($0)) }, of: TypeTable.string))]
    }
    make(validateSet, "Params string[] validValues") { a in [.null, .bool(true), strings(a.first ?? .null)] }
    make(validateRange, "System.Object minRange, System.Object maxRange") { a in [a[0], a[1]] }
    make(validatePattern, "string regexPattern") { a in [a[0], regexOptions(.str("IgnoreCase")), .null] }
    make(validateLength, "int minLength, int maxLength") { a in a }
    make(validateCount, "int minLength, int maxLength") { a in a }
    make(validateScript, "scriptblock scriptBlock") { a in [a[0], .null] }
    for t in plain.values { make(t, "") { _ in [] } }
    make(cmdletBinding, "") { _ in [.bool(true), .null, .bool(false), .bool(false), .bool(false), impact("None"), .emptyString, remoting("PowerShell")] }
    func outputs(_ v: Value) -> [Value] {
      let names = (v.elementsIfSequence ?? [v]).map { x -> Value in
        if case .type(let t) = x.base { return outputName.make([.str(t.fullName), x.base, .null], text: t.fullName) }
        let name = Conversion.toString(x)
        return outputName.make([.str(name), TypeTable.resolve(name).map { .type($0) } ?? .null, .null], text: name)
      }
      return [.array(PSArray(names, of: outputName.type)), .null, .array(PSArray([.str(ParameterMetadata.allSets)], of: TypeTable.string))]
    }
    make(outputTypeAttribute, "Params type[] type") { a in outputs(a.first ?? .null) }
    make(outputTypeAttribute, "Params string[] type") { a in outputs(a.first ?? .null) }
    make(argumentCompleter, "type type") { a in [a[0], .null] }
    make(argumentCompleter, "scriptblock scriptBlock") { a in [.null, a[0]] }
    make(definition, "") { _ in [.null, .null, .null, .bool(false), emptyAttributes()] }
    make(definition, "string name, type parameterType, System.Collections.ObjectModel.Collection[System.Attribute] attributes") { a in
      [a[0], a[1], .null, .bool(false), a[2].isNull ? emptyAttributes() : a[2]]
    }
    let dictionary = ns + "RuntimeDefinedParameterDictionary"
    TypeTable.register(dictionary) {
      NetType(dictionary, base: TypeTable.resolve("System.Collections.Generic.Dictionary[string,System.Management.Automation.RuntimeDefinedParameter]") ?? TypeTable.object) { t in
        t.constructor("\(dictionary) new()") { _, _ in
          let h = PSHash(.dictionary)
          h.exactType = TypeTable.get(dictionary)
          return .hash(h)
        }
      }
    }
  }
  /// The class an attribute's is derived from, without the namespace.
  static func base(of name: String) -> String? {
    switch name {
    case "ParameterAttribute", "AliasAttribute", "SupportsWildcardsAttribute", "ExperimentalAttribute": "Internal.ParsingBaseAttribute"
    case "CmdletAttribute", "CmdletBindingAttribute": "CmdletCommonMetadataAttribute"
    case "ValidateSetAttribute", "ValidateRangeAttribute", "ValidatePatternAttribute", "ValidateLengthAttribute", "ValidateScriptAttribute": "ValidateEnumeratedArgumentsAttribute"
    case "ValidateNotNullOrEmptyAttribute", "ValidateNotNullOrWhiteSpaceAttribute": "NullValidationAttributeBase"
    case "ValidateNotNullAttribute", "ValidateCountAttribute": "ValidateArgumentsAttribute"
    case "AllowNullAttribute", "AllowEmptyStringAttribute", "AllowEmptyCollectionAttribute": "Internal.CmdletMetadataAttribute"
    case "CredentialAttribute": "ArgumentTransformationAttribute"
    default: nil
    }
  }
  /// What stands before the `param` of a block.
  private static func attributes(of b: ScriptBlock) -> Value {
    let m = FunctionInfo("", b).metadata
    var all: [Value] = []
    for a in b.ast.paramBlock?.attributes ?? [] {
      switch a.typeName.fullName.lowercased() {
      case "cmdletbinding", "cmdletbindingattribute", "system.management.automation.cmdletbindingattribute":
        let c = m.binding
        // who asks nobody has no impact to ask about
        let asks = c.supportsShouldProcess ? ["None", "Low", "Medium", "High"][min(3, c.confirmImpact.rawValue)] : "None"
        let remoting = (a as? AttributeAst)?.namedArguments.first { $0.argumentName.equalsIgnoringCase("RemotingCapability") }?.argument as? StringConstantExpressionAst
        all.append(cmdletBinding.make([
          .bool(c.positionalBinding), c.defaultParameterSetName.map { .str($0) } ?? .null, .bool(c.supportsShouldProcess), .bool(c.supportsPaging), .bool(false),
          impact(asks), c.helpUri.isEmpty ? .null : .str(c.helpUri), ParameterObjects.remoting(remoting?.value ?? "PowerShell"),
        ]))
      case "outputtype", "outputtypeattribute", "system.management.automation.outputtypeattribute":
        all.append(
          outputTypeAttribute.make([
            .array(PSArray(m.outputTypes.map { outputName.make([.str($0), TypeTable.resolve($0).map { .type($0) } ?? .null, .null], text: $0) }, of: outputName.type)),
            .null, .null
          ]))
      case let name where TypeTable.resolve(name)?.scriptClass != nil || TypeTable.resolve(name + "attribute")?.scriptClass != nil:
        if let x = a as? AttributeAst, let made = ExecutionContext.current.attributeObject(x) { all.append(made) }
      default: if let made = plain["\(a.typeName.fullName)Attribute"] { all.append(made.make([])) }
      }
    }
    let list = PSArray(all)
    list.kind = .list
    list.elementType = TypeTable.get("System.Attribute")
    return .array(list)
  }
  private static let outputName = RecordType(
    "System.Management.Automation.PSTypeName", ["string Name {get;}", "type Type {get;}", "System.Management.Automation.Language.TypeDefinitionAst TypeDefinitionAst {get;}"])
  private static let outputTypeAttribute = attribute(
    "OutputTypeAttribute", ["System.Management.Automation.PSTypeName[] Type {get;}", "string ProviderCmdlet {get;set;}", "string[] ParameterSetName {get;set;}"]
  )
  private static func emptyAttributes() -> Value {
    let a = PSArray([], of: TypeTable.get("System.Attribute"))
    a.kind = .collection
    return .array(a)
  }
  private static func remoting(_ name: String) -> Value { .other(PSEnum("System.Management.Automation.RemotingCapability", name)) }
  private static func impact(_ name: String) -> Value { .other(PSEnum("System.Management.Automation.ConfirmImpact", name)) }
  static let validateScript = attribute("ValidateScriptAttribute", ["scriptblock ScriptBlock {get;}", "string ErrorMessage {get;set;}"])
  static let cmdletBinding = attribute(
    "CmdletBindingAttribute",
    [
      "bool PositionalBinding {get;set;}", "string DefaultParameterSetName {get;set;}", "bool SupportsShouldProcess {get;set;}", "bool SupportsPaging {get;set;}",
      "bool SupportsTransactions {get;set;}", "System.Management.Automation.ConfirmImpact ConfirmImpact {get;set;}", "string HelpUri {get;set;}",
      "System.Management.Automation.RemotingCapability RemotingCapability {get;set;}"
    ])
  private static let definition = RecordType("System.Management.Automation.RuntimeDefinedParameter", [
    "string Name {get;set;}", "type ParameterType {get;set;}", "System.Object Value {get;set;}", "bool IsSet {get;set;}",
    "System.Collections.ObjectModel.Collection[System.Attribute] Attributes {get;}",
  ])
}

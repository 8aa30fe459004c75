/// Attributes written on script classes and their properties, as the objects reflection hands out.
import Syntax

extension Compiler {
  /// An attribute as an object: named arguments are its properties, positional ones those its class is known by.
  func attributeObject(_ a: AttributeAst) -> Value? {
    func constant(_ e: ExpressionAst) -> Value { (try? expression(e)(context, context.frames[context.depth - 1].fp).orNull) ?? .null }
    return ClassAttributes.object(a.typeName.fullName, a.positionalArguments.map(constant), a.namedArguments.map { ($0.argumentName, $0.expressionOmitted ? .bool(true) : constant($0.argument)) })
  }
}

extension ExecutionContext {
  /// An attribute that is a class of the script, made of its arguments; nil when that fails.
  public func attributeObject(_ a: AttributeAst) -> Value? {
    func value(_ e: ExpressionAst) throws -> Value { try invokeBlock(try makeBlock(e.extent.text), arguments: []).orNull }
    guard let made = try? construct(ClassAttributes.type(a.typeName.fullName), a.positionalArguments.map(value)) else { return nil }
    for n in a.namedArguments { try? setProperty(made, n.argumentName, n.expressionOmitted ? .bool(true) : value(n.argument)) }
    return made
  }
}

/// Makes the attribute objects of a class or property when reflection asks.
public enum ClassAttributes {
  /// Set by module CoreCmdlets: a parameter's attribute as the object scripts see.
  nonisolated(unsafe) public static var make: ((Attribute) -> Value?)?
  /// Properties that positional arguments set, by the class's short name.
  private static let positional: [String: [String]] = [
    "DescriptionAttribute": ["Description"], "DisplayNameAttribute": ["DisplayName"], "CategoryAttribute": ["Category"], "DefaultValueAttribute": ["Value"],
    "ObsoleteAttribute": ["Message", "IsError"], "AliasAttribute": ["AliasNames"], "CmdletAttribute": ["VerbName", "NounName"],
  ]
  static func type(_ name: String) -> NetType {
    if let t = TypeTable.resolve(name + "Attribute") ?? TypeTable.resolve(name) { return t }
    let full = name.hasSuffix("Attribute") ? name : name + "Attribute"
    let t = NetType(full, base: TypeTable.get("System.Attribute"))
    TypeTable.define(t)
    return t
  }
  static func object(_ name: String, _ arguments: [Value], _ named: [(String, Value)]) -> Value {
    let t = type(name)
    let o = PSObject(shape: t.instanceShape, type: t)
    for (n, v) in zip(positional[t.name] ?? [], arguments) { o.set(n, v) }
    for (n, v) in named { o.set(n, v) }
    return .object(o)
  }
}

extension NetType {
  /// Attribute objects of a script class, or of one of its properties.
  public func attributeObjects(ofProperty name: String? = nil) -> [Value] {
    guard let k = scriptClass else { return name == nil ? attributeMaker?() ?? [] : [] }
    guard let name else { return k.attributeObjects }
    guard let p = k.properties.first(where: { $0.name.equalsIgnoringCase(name) }) else { return [] }
    let hidden = p.constraint.isHidden ? [ClassAttributes.object("System.Management.Automation.Hidden", [], [])] : []
    return hidden + p.constraint.attributes.compactMap { a in
      switch a {
      case .other(let n, let values): ClassAttributes.object(n, values, [])
      case .alias(let names): ClassAttributes.object("System.Management.Automation.Alias", [.array(PSArray(names.map { .str($0) }, of: TypeTable.string))], [])
      case .type: nil
      default: ClassAttributes.make?(a) ?? .object(PSObject(shape: TypeTable.get("System.Attribute").instanceShape, type: TypeTable.get("System.Attribute")))
      }
    }
  }
  /// Attribute objects of a method of a script class.
  public func attributeObjects(ofMethod name: String) -> [Value] { scriptClass?.methodAttributes[name.lowercased()] ?? [] }
}

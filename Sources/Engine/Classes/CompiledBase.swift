/// Script classes derived from classes that were compiled while the shell runs: what the base gives them, and what takes
/// the place of its virtual methods.

/// A compiled class or interface as a script class sees it that derives from it.
public protocol CompiledBase: AnyObject {
  /// The inside of a new instance, before any constructor ran.
  func makeInside() -> Value
  /// Constructors that a derived class may call; they run on the instance.
  var constructors: [Overload] { get }
  /// A member of which code outside of the class sees nothing, or less than code of a derived class.
  func protectedMember(_ name: String) -> Member?
  /// A method as the class itself has it, whatever derived classes made of it.
  /// - Parameter isInside: the code stands in a derived class
  func ownMethod(_ name: String, isInside: Bool) -> Member?
  /// Methods and accessors of instances that a class which is not abstract must have.
  var abstractMethods: [AbstractMethod] { get }
}

/// A method that a class only asks for.
public struct AbstractMethod {
  let name: String, parameters: [NetType], result: NetType
  public init(_ name: String, _ parameters: [NetType], _ result: NetType) { self.name = name; self.parameters = parameters; self.result = result }
}

extension ExecutionContext {
  /// Whether the code that runs stands in a class that derives from the type, and so sees its protected members.
  func runsInside(_ t: NetType) -> Bool {
    guard let k = frames[depth - 1].unit._withUnsafeGuaranteedRef({ $0.ownerClass }) else { return false }
    return k.type !== t && t.isAssignable(from: k.type)
  }
  /// What an instance of a script class has of a compiled base class, and properties of a base whose accessors the class
  /// has as methods; nil when there is nothing of the kind.
  func compiledMember(_ o: PSObject, _ name: String) -> Member? {
    guard let k = o.type?.scriptClass else { return nil }
    if let m = k.accessor(name) { return m }
    guard let b = k.compiledBase, let t = k.netBase else { return nil }
    if runsInside(t), let m = b.protectedMember(name) { return m }
    return t.instanceMember(name)
  }
}

extension ExecutionContext {
  /// Calls a method as the engine does: a compiled class may keep it from scripts, and what it throws comes as it is.
  func callOverride(_ v: Value, _ name: String, _ arguments: [Value]) throws -> Value {
    let t = TypeTable.typeOf(v)
    guard let b = t.compiledBase, let m = b.protectedMember(name) ?? t.instanceMember(name),
      let o = m.overloads.first(where: { $0.types.count == arguments.count })
    else { return try callMethod(v, name, arguments) }
    return try o.body(v, arguments, self)
  }
  /// What a generator of valid values offers.
  func validValues(of t: NetType) throws -> [String] {
    if let k = t.scriptClass { return try k.validValues(self) }
    let v = try callMethod(try construct(t, []), t.isSubclass(of: ScriptClass.cachedGenerator) ? "GenerateValidValues" : "GetValidValues", [])
    return v.isNull ? [] : v.arrayValue?.values.map { Conversion.toString($0, self) } ?? [Conversion.toString(v, self)]
  }
}

extension ScriptClass {
  static let cachedGenerator = "System.Management.Automation.CachedValidValuesGeneratorBase"
  /// What answers a virtual method of a compiled base class: a method of the class, or the property that an abstract one stands for.
  /// - Parameter isAbstract: the base has no body of its own
  public func overriding(_ name: String, _ parameters: [NetType], isAbstract: Bool) -> MethodBody? {
    var k: ScriptClass? = self
    while let c = k {
      let m = c.methods[name.lowercased()]?.first { m in !m.isStatic && m.parameters.count == parameters.count && zip(m.parameters, parameters).allSatisfy { ($0.type ?? TypeTable.object) === $1 } }
      if let m { return { this, a, x in try c.invokeDirect(m, this, a, x) } }
      if isAbstract, name.utf8.count > 4 {
        let property = String(name.dropFirst(4))
        if c.properties.contains(where: { !$0.isStatic && $0.name.equalsIgnoringCase(property) }) {
          return name.hasPrefix("get_") ? { this, _, x in try x.property(this, property) ?? .null } : { this, a, x in try x.setProperty(this, property, a.first ?? .null); return .void }
        }
      }
      k = c.base
    }
    return nil
  }
}

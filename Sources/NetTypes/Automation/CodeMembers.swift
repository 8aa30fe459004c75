/// Members made of compiled static methods, which take the object for their first argument: code properties and code methods.
import Engine

public enum CodeMembers {
  /// Why methods make no such member.
  public struct Refusal: Error {
    public let id: String, message: String
  }
  /// A code property; either method may be left out.
  /// - Throws: `Refusal` when a method has not the form of a getter or a setter
  public static func property(_ name: String, get: Value, set: Value) throws -> MemberDefinition {
    let getter = method(get), setter = method(set)
    if !get.isNull {
      guard let m = getter, m.takesObject, m.result != "void", m.overload.parameters.count == 1 else {
        throw Refusal(id: "GetterFormat", message: "The getter method should be public, not void, static, and have one parameter of the type PSObject.")
      }
    }
    if !set.isNull {
      guard let m = setter, m.takesObject, m.result == "void", m.overload.parameters.count == 2, getter.map({ $0.result == m.overload.parameters[1].type }) ?? true else {
        throw Refusal(
          id: "SetterFormat",
          message: """
            The setter method should be public, void, static, and have two parameters. The first parameter should be of the type PSObject. A second parameter is \
            required if a getter method is also available, and should have the same type as the return type for the getter method.
            """)
      }
    }
    let isByRefLike = getter.flatMap { TypeTable.resolve($0.result) }?.isByRefLike ?? false
    var write: ((Value, Value, ExecutionContext) throws -> Void)?
    let type = getter?.result ?? setter?.overload.parameters[1].type ?? "System.Object"
    if isByRefLike {
      write = { _, _, _ in
        let shown = TypeTable.resolve(type).map { Conversion.typeText($0) } ?? type
        throw TerminatingError(
          "CannotAccessByRefLikePropertyOrField",
          "Cannot get or set the property or field \"\(name)\" of the ByRef-like type \"\(shown)\". ByRef-like types are not supported in PowerShell.", .notSpecified)
      }
    } else if let setter { write = { this, x, c in _ = try setter.call(this, [x], c) } }
    let d = MemberDefinition(name, .code(get: { this, c in isByRefLike ? .null : try getter?.call(this, [], c) ?? .null }, set: write))
    d.codeText = "\(TypeTable.resolve(type)?.fullName ?? type) \(name){\(getter.map { "get=\($0.name);" } ?? "")\(setter.map { "set=\($0.name);" } ?? "")}"
    return d
  }
  /// A code method.
  /// - Throws: `Refusal` when the method is none that takes an object first
  public static func method(_ name: String, _ code: Value) throws -> MemberDefinition {
    guard let m = method(code), m.takesObject else {
      throw Refusal(
        id: "WrongMethodFormat",
        message: "Cannot create a code method because of the method format. The method should be public, static, and have one parameter of type PSObject.")
    }
    let d = MemberDefinition(name, .codeMethod { this, a, c in try m.call(this, a, c) })
    d.codeText = m.overload.signature
    return d
  }

  private struct Method {
    let name: String, overload: Overload, isStatic: Bool
    var takesObject: Bool { isStatic && overload.types.first.flatMap { $0 } === TypeTable.psObject }
    var result: String { Overload.result(in: overload.signature) }
    func call(_ this: Value, _ a: [Value], _ c: ExecutionContext) throws -> Value { try c.invoke([overload], name, .null, [this] + a) }
  }
  private static func method(_ v: Value) -> Method? {
    guard let m = v.base.refValue as? PSMemberInfo, let o = m.overload else { return nil }
    return Method(name: m.name, overload: o, isStatic: m.member.isStatic)
  }
}

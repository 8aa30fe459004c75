/// Members whose values live on the stack alone (`Span<T>`, a `ref struct`), as scripts meet them: no script can hold such a value.
import Engine

enum ByRefLike {
  /// An object's property is null, one of a class is refused; neither can be set.
  static func property(_ p: PropertySymbol, _ type: NetType) -> Member {
    let hasGet = p.getter?.access == .public, hasSet = p.setter?.access == .public
    func refused(_ doing: String) -> TerminatingError {
      TerminatingError(
        "CannotAccessByRefLikePropertyOrField",
        "Cannot get or set the property or field \"\(p.name)\" of the ByRef-like type \"\(Conversion.typeText(type))\". ByRef-like types are not supported in PowerShell.",
        .notSpecified, exception: "System.Management.Automation.\(doing)ValueException")
    }
    return Member(
      p.name, .property, isStatic: p.isStatic, definition: "\(Text.memberName(type)) \(p.name) {\(hasGet ? "get;" : "")\(hasSet ? "set;" : "")}",
      get: hasGet ? { _, _ in if p.isStatic { throw refused("Get") }; return .null } : nil, set: hasSet ? { _, _, _ in throw refused("Set") } : nil)
  }
  static func cannotCall(_ method: String, _ type: NetType) -> TerminatingError {
    TerminatingError(
      "CannotCallMethodWithByRefLikeReturnType",
      "Cannot invoke the method \"\(method)\" of the ByRef-like return type \"\(Conversion.typeText(type))\". ByRef-like types are not supported in PowerShell.",
      .notSpecified, exception: "System.Management.Automation.MethodException")
  }
}

extension BodyCompiler {
  /// `AsSpan` of arrays and texts: the span stands for the array, or the text, itself.
  func span(of t: NetType, _ r: Code) -> Code? {
    let element = t === TypeTable.string ? TypeTable.char : t.isArray ? t.elementType : nil
    guard let element, let type = TypeTable.generic(t.isArray ? "System.Span" : "System.ReadOnlySpan", [element]) else { return nil }
    let own = Text.memberName(type)
    func piece(_ v: Value, _ a: [Value], _ c: ExecutionContext) throws -> Value {
      if a.isEmpty { return v }
      guard let slice = type.instanceMember("Slice")?.overloads.first(where: { $0.parameters.count == a.count }) else { return v }
      return try slice.body(v, a, c)
    }
    let all = ["", "int start", "int start, int length"].map { Overload("\(own) AsSpan(\($0))") { v, a, c in try piece(v, a, c) } }
    return Code(.methods(all.map { .overload($0, TypeTable.object, isStatic: false) }, receiver: r, typeArguments: [], name: "AsSpan"))
  }
}

/// A method mentioned without being called, `[M]::Twice`, becomes a delegate that calls one of its overloads.

extension PSMethodInfo {
  /// What calls the overload that fits a delegate: the one with its very types, else the first that takes what the delegate is
  /// given and yields what is expected of it. nil when none fits.
  func block(for delegate: NetType, _ context: ExecutionContext) throws -> ScriptBlock? {
    guard let (parameters, result) = delegate.delegateShape else { return nil }
    let fitting = member.overloads.filter { $0.parameters.count == parameters.count }
    func matches(_ o: Overload, _ fits: (_ wider: NetType, _ narrower: NetType) -> Bool) -> Bool {
      guard let yields = o.returnType, fits(result, yields) else { return false }
      return zip(o.types, parameters).allSatisfy { own, given in own.map { fits($0, given) } ?? false }
    }
    guard let chosen = fitting.first(where: { matches($0) { $0 === $1 } })
      ?? fitting.first(where: { matches($0) { a, b in a === b || !a.isValueType && !b.isValueType && a.isAssignable(from: b) } }) else { return nil }
    let one = Member(member.name, .method, isStatic: member.isStatic, definition: "")
    one.overloads = [chosen]
    return try context.makeBlock("$Method.Invoke($args)").closure(capturing: [("Method", .other(PSMethodInfo(owner, one, declaring)))])
  }
}

extension Overload {
  /// The first word of the signature that is a type.
  fileprivate var returnType: NetType? {
    let words = signature.split(separator: " ", maxSplits: 2)
    return (words.first == "static" ? words.dropFirst().first : words.first).flatMap { TypeTable.resolve(String($0)) }
  }
}

extension NetType {
  /// What a delegate takes and yields.
  fileprivate var delegateShape: (parameters: [NetType], result: NetType)? {
    let all = genericArguments, void = TypeTable.get("System.Void")
    if fullName == "System.Action" { return ([], void) }
    guard let d = genericDefinition, let last = all.last else { return nil }
    if d.hasPrefix("System.Func`") || d == "System.Converter`2" { return (Array(all.dropLast()), last) }
    if d.hasPrefix("System.Action`") { return (all, void) }
    if d == "System.Predicate`1" { return (all, TypeTable.bool) }
    return d == "System.Comparison`1" ? ([last, last], TypeTable.int) : nil
  }
}

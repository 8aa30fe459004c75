/// Instances of classes derived from `DynamicObject`: the class itself answers for members it does not declare.
import Engine
import NetTypes

extension CompiledObject: DynamicMembers {
  static let dynamicBase = "System.Dynamic.DynamicObject"

  public func read(_ name: String, _ context: ExecutionContext) throws -> Value? {
    // what the class declares comes first
    guard type.instanceMember(name) == nil, let m = symbol.find(method: "TryGetMember", count: 2) else { return nil }
    return try answer(m, context) { [.other(MemberBinder(.get, name)), .other($0)] }
  }
  public func write(_ name: String, _ value: Value, _ context: ExecutionContext) throws -> Bool {
    guard type.instanceMember(name) == nil, let m = symbol.find(method: "TrySetMember", count: 2) else { return false }
    return Conversion.toBool(try m.invoke(self.value, [.other(MemberBinder(.set, name)), value], context))
  }
  public func invoke(_ name: String, _ arguments: [Value], _ context: ExecutionContext) throws -> Value? {
    guard let m = symbol.find(method: "TryInvokeMember", count: 3) else { return nil }
    return try answer(m, context) { [.other(MemberBinder(.invoke, name, count: arguments.count)), .array(PSArray(arguments)), .other($0)] }
  }
  public var dynamicNames: [String] {
    guard let m = symbol.find(method: "GetDynamicMemberNames", count: 0) else { return [] }
    let context = ExecutionContext.current
    guard let names = try? m.invoke(value, [], context) else { return [] }
    var all: [String] = []
    try? Sequences.forEach(names, context) { all.append(Conversion.toString($0)); return true }
    return all
  }
  public func dynamicType(_ name: String) -> (type: NetType, isSettable: Bool) { (TypeTable.object, true) }
  public var displayText: String { text() }

  /// - Parameter arguments: of the call, the last one being the result's place
  private func answer(_ m: MethodSymbol, _ context: ExecutionContext, _ arguments: (PSReference) -> [Value]) throws -> Value? {
    let result = PSReference(value: .null)
    return Conversion.toBool(try m.invoke(value, arguments(result), context)) ? result.value : nil
  }
}

/// Objects that answer property names themselves (XML elements, COM-like stand-ins).
public protocol DynamicMembers: AnyObject {
  func read(_ name: String, _ context: ExecutionContext) throws -> Value?
  /// False when there is no such property.
  func write(_ name: String, _ value: Value, _ context: ExecutionContext) throws -> Bool
  /// Calls a method that only the object knows; nil when there is none.
  func invoke(_ name: String, _ arguments: [Value], _ context: ExecutionContext) throws -> Value?
  /// The properties a display shows when none are named; those of the .NET type are left to `*`.
  var dynamicNames: [String] { get }
  /// Those of them that members of the .NET type do not hide.
  var visibleNames: [String] { get }
  /// What stands for the object in a display, instead of its type's name.
  var displayText: String { get }
  /// Type and settability of one of `dynamicNames`, as Get-Member tells them.
  func dynamicType(_ name: String) -> (type: NetType, isSettable: Bool)
}
extension DynamicMembers {
  public var visibleNames: [String] { dynamicNames }
  /// Calls a method that only the object knows; nil = it has none of that name.
  public func invoke(_ name: String, _ arguments: [Value], _ context: ExecutionContext) throws -> Value? { nil }
  /// What a property that only the object knows takes, for Get-Member and for assignments.
  public func dynamicType(_ name: String) -> (type: NetType, isSettable: Bool) { (TypeTable.string, true) }
}

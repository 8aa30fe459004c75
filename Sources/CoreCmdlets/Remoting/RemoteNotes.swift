/// What objects from another process carry: where they come from, and whether displays tell.
import Engine

enum RemoteNotes {
  /// The value with its origin noted; plain values are wrapped.
  static func add(to value: Value, computer: String, runspace: Value, shows: Bool, _ context: ExecutionContext) -> Value {
    note([("PSComputerName", .str(computer)), ("RunspaceId", runspace), ("PSShowComputerName", .bool(shows))], value, context)
  }
  /// The job whose output it is, for somebody who waited for it.
  static func add(source job: Value, to value: Value, _ context: ExecutionContext) -> Value { note([("PSSourceJobInstanceId", job)], value, context) }

  private static func note(_ notes: [(String, Value)], _ value: Value, _ context: ExecutionContext) -> Value {
    if value.isNull { return value }
    let object: PSObject, beside = context.makeInstanceMembers(of: value)
    if case .object(let bag) = value { object = bag } else { object = beside ?? PSObject(wrapping: value.base) }
    for (name, note) in notes { object.set(name, note) }
    return beside == nil ? .object(object) : value
  }
}

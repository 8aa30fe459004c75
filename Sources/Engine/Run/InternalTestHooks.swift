/// Circumstances that PowerShell's tests make happen: `[InternalTestHooks]::SetTestHook(name, value)`. What a cmdlet does under one of
/// them it asks for here; nobody else sets any.
public enum InternalTestHooks {
  nonisolated(unsafe) private static var values: [String: Value] = [:]

  /// Makes a circumstance happen, from now on, in the whole process.
  public static func set(_ name: String, _ value: Value) { values[name] = value }
  /// What a circumstance was set to; nil = never set.
  public static func value(_ name: String) -> Value? { values.isEmpty ? nil : values[name] }
  /// A circumstance that holds or not.
  public static func isOn(_ name: String) -> Bool { value(name).map { Conversion.toBool($0) } ?? false }
}

/// `InternalTestHooks`: switches by which PowerShell's own tests make rare circumstances happen.
import Engine

public enum TestHooks {
  nonisolated(unsafe) private static var values: [String: Value] = [:]

  public static func isOn(_ name: String) -> Bool { values[name.lowercased()].map { Conversion.toBool($0) } ?? false }
  static func set(_ name: String, _ v: Value) { values[name.lowercased()] = v }

  static func register() {
    let type = "System.Management.Automation.Internal.InternalTestHooks"
    TypeTable.register(type) {
      NetType(type, base: TypeTable.object) { t in
        t.staticMethod("static void SetTestHook(string property, System.Object value)") { a, _ in
          set(a.string(0), a.at(1))
          return .void
        }
        t.staticMethod("static bool TestImplicitRemotingBatching(string commandPipeline, runspace runspace)") { _, _ in .no }
      }
    }
  }
}

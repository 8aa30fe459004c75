/// `InternalTestHooks`: switches by which PowerShell's own tests make rare circumstances happen. The type is there for scripts that
/// name it; none of the circumstances is, so setting a switch has no effect.
import Engine

enum TestHooks {
  static func register() {
    let type = "System.Management.Automation.Internal.InternalTestHooks"
    TypeTable.register(type) {
      NetType(type, base: TypeTable.object) { t in
        t.staticMethod("static void SetTestHook(string property, System.Object value)") { _, _ in .void }
        t.staticMethod("static bool TestImplicitRemotingBatching(string commandPipeline, runspace runspace)") { _, _ in .no }
      }
    }
  }
}

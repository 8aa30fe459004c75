/// `InternalTestHooks`: switches by which PowerShell's own tests make rare circumstances happen. All can be set; those that a cmdlet
/// asks for (`Engine/Run/InternalTestHooks.swift`) have an effect.
import Engine

enum TestHooks {
  static let type = "System.Management.Automation.Internal.InternalTestHooks"
  /// The switches as reflection finds them: fields that are not public.
  static let fields: [Member] = {
    func field(_ name: String, _ type: String, _ empty: Value) -> Member {
      Member(name, .property, isStatic: true, definition: "\(type) \(name) {get;set;}", get: { _, _ in InternalTestHooks.value(name) ?? empty }, set: { _, v, _ in InternalTestHooks.set(name, v) })
    }
    let switches = [
      "BypassAppLockerPolicyCaching", "BypassGroupPolicyCaching", "BypassOnlineHelpRetrieval", "DisableGACLoading", "ForceFormatListFixedLabelWidth", "ForcePromptForChoiceDefaultOption",
      "ForceScriptBlockLogging", "IgnoreScriptBlockCache", "NoPromptForPassword", "OneDriveTestOn", "OneDriveTestRecurseOn", "SetConsoleHeightToZero", "SetConsoleWidthToZero", "SetDate",
      "SetMyDocumentsSpecialFolderToBlank", "ShowMarkdownOutputBypass", "StopwatchIsNotHighResolution", "TestRenameComputer", "TestStopComputer", "TestWaitStopComputer",
      "ThrowExdevErrorOnMoveDirectory", "ThrowHelpCultureNotSupported", "UseDebugAmsiImplementation",
    ]
    return switches.map { field($0, "bool", .no) } + ["TestRenameComputerResults", "TestStopComputerResults"].map { field($0, "int", .int(0)) }
  }()

  static func register() {
    TypeTable.register(type) {
      NetType(type, base: TypeTable.object) { t in
        t.staticMethod("static void SetTestHook(string property, System.Object value)") { a, _ in
          InternalTestHooks.set(a.string(0), a.at(1))
          return .void
        }
        t.staticMethod("static System.Management.Automation.Remoting.PSSenderInfo GetCustomPSSenderInfo(string url, version clientVersion)") { a, _ in
          func table(_ key: String, _ v: Value) -> Value {
            let h = PSHash(.hashtable)
            h.set(.str(key), v)
            return .hash(h)
          }
          let o = PSObject(reserve: 5, type: TypeTable.get("System.Management.Automation.Remoting.PSSenderInfo"))
          o.set("UserInfo", .null)
          o.set("ClientTimeZone", .null)
          o.set("ConnectionString", .str(a.string(0)))
          o.set("ApplicationArguments", table("PSVersionTable", table("PSVersion", a.at(1))))
          o.set("ConfigurationName", .null)
          return .object(o)
        }
        t.staticMethod("static bool TestImplicitRemotingBatching(string commandPipeline, runspace runspace)") { _, _ in .no }
      }
    }
  }
}

/// What a fresh session has: automatic and preference variables, the engine's own types.
import Glibc
import Primitives

extension ExecutionContext {
  /// Sets the variables every session starts with. Cheap: run at each start.
  public func installDefaults() {
    PSCmdletObject.register()
    fixed("Error", .array(errorList), [.constant])
    fixed("true", .bool(true), description: "Boolean True")
    fixed("false", .bool(false), description: "Boolean False")
    let null = fixed("null", .null, description: "References to the null variable always return the null value. Assignments have no effect.")
    null.setter = { _ in }
    let question = fixed("?", .null, [.readOnly, .allScope], description: "Status of last command")
    question.getter = { [flags] in .bool(flags.pointee.success) }
    let action = ExecutionContext.actionPreferenceType
    for (n, v, text) in [
      ("ErrorActionPreference", 2, "when an error message is delivered"), ("WarningPreference", 2, "when a Warning message is delivered"),
      ("VerbosePreference", 0, "when a Verbose message is delivered"), ("DebugPreference", 0, "when a Debug message is delivered"),
      ("InformationPreference", 0, "when a command generates an item in the Information stream"),
      ("ProgressPreference", 2, "when progress records are delivered"),
    ] as [(String, Int64, String)] {
      typed(n, .other(PSEnum(action, v)), action, "Dictates the action taken \(text)")
    }
    typed(
      "ConfirmPreference", .other(PSEnum(ExecutionContext.confirmImpactType, 3)), ExecutionContext.confirmImpactType,
      """
      Dictates when confirmation should be requested. Confirmation is requested when the ConfirmImpact of the operation is equal to or greater than \
      $ConfirmPreference. If $ConfirmPreference is None, actions will only be confirmed when Confirm is specified.
      """
    )
    fixed("WhatIfPreference", .bool(false), [], description: "If true, WhatIf is considered to be enabled for all commands.")
    typed("ErrorView", .other(PSEnum(ExecutionContext.errorViewType, 2)), ExecutionContext.errorViewType, "Dictates the view mode to use when displaying errors")
    fixed("FormatEnumerationLimit", .int(4), [], description: "Dictates the limit of enumeration on formatting IEnumerable objects")
    setGlobal("MaximumHistoryCount", .int(4096))
    setGlobal("OFS", .unset)
    let encoding = fixed("OutputEncoding", .null, [], description: "The text encoding used when piping text to a native executable file")
    encoding.makeWhenRead { (try? ExecutionContext.current.readStatic(TypeTable.get("System.Text.Encoding"), "Default")) ?? .null }
    let defaults = PSHash(.hashtable)
    defaults.exactType = ExecutionContext.defaultParametersType
    setGlobal("PSDefaultParameterValues", .hash(defaults))
    setGlobal("PSModuleAutoLoadingPreference", .unset)
    typed("PSNativeCommandArgumentPassing", .other(PSEnum(ExecutionContext.argumentPassingType, 1)), ExecutionContext.argumentPassingType, "Dictates how arguments are passed to native executables.")
    typed(
      "PSNativeCommandUseErrorActionPreference", .bool(false), TypeTable.bool,
      "If true, $ErrorActionPreference applies to native executables, so that non-zero exit codes will generate cmdlet-style errors governed by error action settings"
    )
    setGlobal("PSSessionApplicationName", .str("wsman"))
    setGlobal("PSSessionConfigurationName", .str("http://schemas.microsoft.com/powershell/Microsoft.PowerShell"))
    fixed("PSEmailServer", .str(""), [], description: "Variable to contain the name of the email server. This can be used instead of the HostName parameter in the Send-MailMessage cmdlet.")
    fixed("NestedPromptLevel", .int(0), [], description: "Dictates what type of prompt should be displayed for the current nesting level")
    for n in ["StackTrace", "$", "^"] { setGlobal(n, .null) }
    setGlobal("LASTEXITCODE", .unset)
    fixed("PID", .int(getpid()), description: "Current process ID")
    fixed("HOME", .str(Environment.get("HOME") ?? "/"), [.readOnly, .allScope], description: "Folder containing the current user's profile")
    fixed("ShellId", .str("Microsoft.PowerShell"), description: "The ShellID identifies the current shell.  This is used by #Requires.")
    fixed("PSHOME", .str("/opt/microsoft/powershell/7"), description: "Parent folder of the host application of the current runspace")
    fixed("PSEdition", .str("Core"), description: "Edition information for the current PowerShell session")
    for (n, v) in [("IsLinux", true), ("IsMacOS", false), ("IsWindows", false), ("IsCoreCLR", true)] { fixed(n, .bool(v), [.readOnly, .allScope]) }
    fixed("EnabledExperimentalFeatures", .array(PSArray([], of: TypeTable.string)), description: "Variable to hold the enabled experimental feature names")
    setGlobal("PROFILE", .object(ExecutionContext.profile()))
    let pwd = fixed("PWD", .null, [.readOnly])
    pwd.getter = { [unowned self] in self.locationValue() }
    for (name, what) in [("PSCulture", "Culture"), ("PSUICulture", "UI culture")] {
      let x = fixed(name, .null, [.readOnly, .allScope], description: "\(what) of the current PowerShell session")
      x.getter = { [unowned self] in .str((name == "PSUICulture" ? uiCulture ?? culture : culture).name) }
    }
  }
  @discardableResult private func fixed(_ n: String, _ v: Value, _ options: Variable.Options = [.constant, .allScope], description: String = "") -> Variable {
    let x = Variable(n, v)
    x.options = options
    x.itemDescription = description
    globals.cell(Symbol.of(n)).put(.boxed(x))
    return x
  }
  /// A preference: whatever is assigned is converted to its type.
  private func typed(_ n: String, _ v: Value, _ type: NetType, _ description: String) {
    fixed(n, v, [], description: description).attributes = [.type(type)]
  }
  static let defaultParametersType = NetType("System.Management.Automation.DefaultParameterDictionary", base: TypeTable.get("System.Collections.Hashtable")) { t in
    t.method("void Add(System.Object key, System.Object value)") { v, a, _ in
      guard case .hash(let h) = v.base, a.count == 2 else { return .void }
      try Binder.checkDefaultsKey(a[0])
      if h.get(a[0].base) != nil {
        throw TerminatingError(
          "Argument", "The key '\(Conversion.toString(a[0]))' has already been added to the dictionary.", .invalidArgument,
          exception: "System.Management.Automation.PSArgumentException")
      }
      h.set(a[0].base, a[1])
      return .void
    }
  }
  static let argumentPassingType: NetType = TypeTable.enumeration("System.Management.Automation.NativeArgumentPassingStyle", ["Legacy", "Standard", "Windows"])
  static let actionPreferenceType: NetType = TypeTable.enumeration("System.Management.Automation.ActionPreference", ["SilentlyContinue", "Stop", "Continue", "Inquire", "Ignore", "Suspend", "Break"])
  static let confirmImpactType: NetType = TypeTable.enumeration("System.Management.Automation.ConfirmImpact", ["None", "Low", "Medium", "High"])
  static let errorViewType: NetType = TypeTable.enumeration("System.Management.Automation.ErrorView", ["NormalView", "CategoryView", "ConciseView", "DetailedView"])
}

extension ExecutionContext {
  /// `$PWD`: what the location provider says, else the process's directory.
  func locationValue() -> Value { currentLocation?() ?? .str(absolute(".")) }
}

extension ExecutionContext {
  /// `$PROFILE`: the path for this user and host, which knows the three others.
  fileprivate static func profile() -> PSObject {
    let settings = Environment.get("XDG_CONFIG_HOME").flatMap { $0.isEmpty ? nil : $0 } ?? (Environment.get("HOME") ?? "") + "/.config"
    let own = settings + "/powershell/", all = "/opt/microsoft/powershell/7/"
    let file = "Microsoft.PowerShell_profile.ps1"
    let o = PSObject(wrapping: .str(own + file))
    o.set("AllUsersAllHosts", .str(all + "profile.ps1"))
    o.set("AllUsersCurrentHost", .str(all + file))
    o.set("CurrentUserAllHosts", .str(own + "profile.ps1"))
    o.set("CurrentUserCurrentHost", .str(own + file))
    return o
  }
}

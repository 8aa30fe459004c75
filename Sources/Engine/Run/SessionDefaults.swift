/// What a fresh session has: automatic and preference variables, the engine's own types.
import Glibc
import Primitives

extension ExecutionContext {
  /// Sets the variables every session starts with. Cheap: run at each start.
  public func installDefaults() {
    PSCmdletObject.register()
    constant("Error", .array(errorList))
    for (n, v) in [("ErrorActionPreference", "Continue"), ("WarningPreference", "Continue"), ("VerbosePreference", "SilentlyContinue"), ("DebugPreference", "SilentlyContinue"), ("InformationPreference", "SilentlyContinue"), ("ProgressPreference", "Continue")] {
      let type = ExecutionContext.actionPreferenceType
      setGlobal(n, .other(PSEnum(type, Int64(ActionPreference(name: v)?.rawValue ?? 0))))
    }
    setGlobal("ConfirmPreference", .other(PSEnum(ExecutionContext.confirmImpactType, 3)))
    setGlobal("WhatIfPreference", .bool(false))
    setGlobal("ErrorView", .other(PSEnum(ExecutionContext.errorViewType, 2)))
    setGlobal("FormatEnumerationLimit", .int(4))
    setGlobal("MaximumHistoryCount", .int(4096))
    setGlobal("OFS", .unset)
    setGlobal("OutputEncoding", .null)
    setGlobal("PSDefaultParameterValues", .hash(PSHash(.hashtable)))
    setGlobal("PSModuleAutoLoadingPreference", .unset)
    setGlobal("PSNativeCommandArgumentPassing", .str("Standard"))
    setGlobal("PSNativeCommandUseErrorActionPreference", .bool(false))
    setGlobal("PSSessionApplicationName", .str("wsman"))
    setGlobal("PSSessionConfigurationName", .str("http://schemas.microsoft.com/powershell/Microsoft.PowerShell"))
    setGlobal("PSEmailServer", .str(""))
    setGlobal("NestedPromptLevel", .int(0))
    setGlobal("StackTrace", .str(""))
    setGlobal("LASTEXITCODE", .unset)
    constant("PID", .int(getpid()))
    constant("HOME", .str(Environment.get("HOME") ?? "/"))
    constant("ShellId", .str("Microsoft.PowerShell"))
    constant("PSHOME", .str("/opt/microsoft/powershell/7"))
    constant("PSEdition", .str("Core"))
    constant("IsLinux", .bool(true))
    constant("IsMacOS", .bool(false))
    constant("IsWindows", .bool(false))
    constant("IsCoreCLR", .bool(true))
    constant("EnabledExperimentalFeatures", .array(PSArray([], of: TypeTable.string)))
    setGlobal("PROFILE", .str((Environment.get("HOME") ?? "") + "/.config/powershell/Microsoft.PowerShell_profile.ps1"))
    let pwd = Variable("PWD", .null)
    pwd.getter = { [unowned self] in self.locationValue() }
    pwd.options = [.readOnly]
    globals.cell(Symbol.of("PWD")).put(.boxed(pwd))
    for (name, what) in [("PSCulture", "Culture"), ("PSUICulture", "UI culture")] {
      let x = Variable(name)
      x.getter = { [unowned self] in .str(culture.name) }
      x.options = [.readOnly, .allScope]
      x.itemDescription = "\(what) of the current PowerShell session"
      globals.cell(Symbol.of(name)).put(.boxed(x))
    }
  }
  private func constant(_ n: String, _ v: Value) {
    let x = Variable(n, v)
    x.options = [.constant]
    globals.cell(Symbol.of(n)).put(.boxed(x))
  }
  static let actionPreferenceType: NetType = enumeration("System.Management.Automation.ActionPreference", ["SilentlyContinue", "Stop", "Continue", "Inquire", "Ignore", "Suspend", "Break"])
  static let confirmImpactType: NetType = enumeration("System.Management.Automation.ConfirmImpact", ["None", "Low", "Medium", "High"])
  static let errorViewType: NetType = enumeration("System.Management.Automation.ErrorView", ["NormalView", "CategoryView", "ConciseView", "DetailedView"])
  /// An enumeration the engine knows by itself: asking the table for it would load every type put off at start-up.
  static func enumeration(_ full: String, _ names: [String]) -> NetType {
    if let t = TypeTable.known[full.lowercased()] { return t }
    let e = NetType(full, .enum, base: TypeTable.enumType, interfaces: ["System.IComparable", "System.IFormattable", "System.IConvertible"])
    e.enumeration = EnumInfo(names.enumerated().map { ($0.element, Int64($0.offset)) })
    TypeTable.define(e)
    return e
  }
}

extension ExecutionContext {
  /// `$PWD`: what the location provider says, else the process's directory.
  func locationValue() -> Value { currentLocation?() ?? .str(absolute(".")) }
}

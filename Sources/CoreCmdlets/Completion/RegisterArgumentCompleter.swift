/// Registers a script block that completes values of a parameter, or arguments of a program.
import Completion
import Engine

struct RegisterArgumentCompleter: Cmdlet {
  static let command = Command("Register", "ArgumentCompleter", module: "Microsoft.PowerShell.Core", errorType: "System.Management.Automation.RegisterArgumentCompleterCommand",
    synopsis: "Says what Tab offers for a parameter or a program.",
    examples: [("Pools for -Pool", "Register-ArgumentCompleter -ParameterName Pool -ScriptBlock { 'pool10', 'pool13' }")])
  @Parameter("CommandName", in: [InSet("NativeCommandSet", mandatory: true), InSet("PowerShellSet", mandatory: false)]) var commandName: [String]
  @Parameter("ParameterName", sets: ["PowerShellSet"], mandatory: true) var parameterName: String
  @Parameter("ScriptBlock", mandatory: true, attributes: [.allowNull]) var scriptBlock: ScriptBlock?
  @Parameter("Native", sets: ["NativeCommandSet"]) var native: Switch
  @Parameter("NativeFallback", sets: ["NativeFallbackSet"]) var nativeFallback: Switch

  mutating func process(_ shell: Invocation) throws {
    let completers = ArgumentCompleters.of(shell.context)
    if nativeFallback.isOn { completers.nativeFallback = scriptBlock; return }
    completers.register(scriptBlock, commands: commandName, parameter: parameterName.isEmpty ? nil : parameterName, native: native.isOn)
  }
}

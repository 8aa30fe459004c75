/// Registers a script block that completes values of a parameter, or arguments of a program.
import Completion
import Engine

struct RegisterArgumentCompleter: Cmdlet {
  static let command = Command("Register", "ArgumentCompleter", module: "Microsoft.PowerShell.Core", defaultSet: "NativeSet", synopsis: "Registers a custom argument completer.", examples: [("Pools for -Pool", "Register-ArgumentCompleter -ParameterName Pool -ScriptBlock { 'pool10', 'pool13' }")])
  @Parameter("CommandName", in: [InSet("NativeSet", mandatory: true), InSet("PowerShellSet", mandatory: false)]) var commandName: [String]
  @Parameter("ParameterName", sets: ["PowerShellSet"], mandatory: true) var parameterName: String
  @Parameter("ScriptBlock", mandatory: true) var scriptBlock: ScriptBlock
  @Parameter("Native", sets: ["NativeSet"]) var native: Switch

  mutating func process(_ shell: Invocation) throws {
    ArgumentCompleters.of(shell.context).register(scriptBlock, commands: commandName, parameter: parameterName.isEmpty ? nil : parameterName, native: native.isOn)
  }
}

/// Keeps which components are to be traced; this shell writes no traces.
import Engine

struct SetTraceSource: Cmdlet {
  static let command = Command("Set", "TraceSource", defaultSet: "optionsSet", outputs: ["System.Management.Automation.PSTraceSource"], synopsis: "Configures, starts, and stops a trace of PowerShell components.", examples: [("About parameters", "Set-TraceSource -Name ParameterBinding -Option All -PSHost")])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], mandatory: true) var name: [String]
  @Parameter("Option", at: 1, from: .propertyName, sets: ["optionsSet"], type: "System.Management.Automation.PSTraceSourceOptions") var option: Value?
  @Parameter("ListenerOption", sets: ["optionsSet"], type: "System.Diagnostics.TraceOptions", fidelity: .inert) var listenerOption: Value?
  @Parameter("FilePath", sets: ["optionsSet"], aliases: ["PSPath", "Path"], fidelity: .inert) var filePath: String?
  @Parameter("Force", sets: ["optionsSet"], fidelity: .inert) var force: Switch
  @Parameter("Debugger", sets: ["optionsSet"], fidelity: .inert) var debugger: Switch
  @Parameter("PSHost", sets: ["optionsSet"], fidelity: .inert) var pSHost: Switch
  @Parameter("PassThru", sets: ["optionsSet"]) var passThru: Switch
  @Parameter("RemoveListener", sets: ["removeAllListenersSet"], validate: [.notNullOrEmpty], fidelity: .inert) var removeListener: [String]
  @Parameter("RemoveFileListener", sets: ["removeFileListenersSet"], validate: [.notNullOrEmpty], fidelity: .inert) var removeFileListener: [String]

  mutating func process(_ shell: Invocation) throws {
    for v in try TraceSources.of(shell.context).find(name, shell) {
      if let option { Record.of(v)?.values[4] = option }
      if passThru.isOn { try shell.write(v) }
    }
  }
}

/// Says what is to be traced until further notice, and where to.
import Engine

struct SetTraceSource: Cmdlet {
  static let command = Command("Set", "TraceSource", defaultSet: "optionsSet",
    outputs: ["System.Management.Automation.PSTraceSource"],
    synopsis: "Chooses which doings of the shell are traced, and where to.",
    examples: [("About parameters", "Set-TraceSource -Name ParameterBinding -Option All -PSHost")])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], mandatory: true) var name: [String]
  @Parameter("Option", at: 1, from: .propertyName, sets: ["optionsSet"], type: "System.Management.Automation.PSTraceSourceOptions") var option: Value?
  @Parameter("ListenerOption", sets: ["optionsSet"], type: "System.Diagnostics.TraceOptions") var listenerOption: Value?
  @Parameter("FilePath", sets: ["optionsSet"], aliases: ["PSPath", "Path"]) var filePath: String?
  @Parameter("Force", sets: ["optionsSet"]) var force: Switch
  @Parameter("Debugger", sets: ["optionsSet"]) var debugger: Switch
  @Parameter("PSHost", sets: ["optionsSet"]) var pSHost: Switch
  @Parameter("RemoveListener", sets: ["removeAllListenersSet"], validate: [.notNullOrEmpty]) var removeListener: [String]
  @Parameter("RemoveFileListener", sets: ["removeFileListenersSet"], validate: [.notNullOrEmpty]) var removeFileListener: [String]
  @Parameter("PassThru", sets: ["optionsSet"]) var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    let sources = TraceSources.of(shell.context)
    try shell.checkWildcards(name)
    defer { sources.apply() }
    if shell.parameterSet != "optionsSet" {
      let filesOnly = $removeFileListener.isBound, patterns = (filesOnly ? removeFileListener : removeListener).map { Wildcard($0) }
      for s in try sources.find(name, shell) {
        s.listeners = s.listeners.filter { l in
          if filesOnly && !l.isFile || !patterns.contains(where: { $0.matches(l.name) }) { return true }
          l.close()
          return false
        }
      }
      return
    }
    let found = sources.configured(name)
    let added = try TraceSources.listeners(filePath: filePath, force: force.isOn, debugger: debugger.isOn, host: pSHost.isOn, options: nil, shell)
    for s in found {
      if let o = option?.refValue as? PSEnum { s.options = o.raw }
      s.listeners += added
      if let listenerOption { for l in s.listeners { l.values[1] = listenerOption } }
      if passThru.isOn { try shell.write(.other(s)) }
    }
  }
}

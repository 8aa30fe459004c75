/// Lists the processes of the host.
import Engine
import NetTypes

struct GetProcess: Cmdlet {
  static let command = Command("Get", "Process", module: "Microsoft.PowerShell.Management", defaultSet: "Name",
    outputs: ["System.Diagnostics.ProcessModule", "System.Diagnostics.FileVersionInfo", "System.Diagnostics.Process"],
    synopsis: "Lists the programs that run on this computer.",
    examples: [("The five that need most memory", "Get-Process | Sort-Object WorkingSet64 -Descending | Select-Object -First 5")])
  @Parameter("Name", at: 0, from: .propertyName, sets: ["Name", "NameWithUserName"], aliases: ["ProcessName"], validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("Id", from: .propertyName, sets: ["Id", "IdWithUserName"], mandatory: true, aliases: ["PID"]) var id: [Int]
  @Parameter("InputObject", from: .pipeline, sets: ["InputObject", "InputObjectWithUserName"], mandatory: true, type: "System.Diagnostics.Process[]") var inputObject: [Value]
  @Parameter("IncludeUserName", sets: ["NameWithUserName", "IdWithUserName", "InputObjectWithUserName"], mandatory: true) var includeUserName: Switch
  @Parameter("Module", sets: ["Name", "Id", "InputObject"], validate: [.notNull]) var module: Switch
  @Parameter("FileVersionInfo", sets: ["Name", "Id", "InputObject"], aliases: ["FV", "FVI"], validate: [.notNull]) var fileVersionInfo: Switch

  mutating func process(_ shell: Invocation) throws {
    let found = try ProcessQuery(names: $name.isBound ? name : nil, ids: $id.isBound ? id : nil, input: $inputObject.isBound ? inputObject : nil).run(shell)
    for p in found {
      if module.isOn || fileVersionInfo.isOn { try modules(p, shell); continue }
      guard includeUserName.isOn else { try shell.write(.other(p)); continue }
      let o = PSObject(wrapping: .other(p))
      o.typeNames = ["System.Diagnostics.Process#IncludeUserName"] + shell.context.typeNames(.other(p))
      o.set("UserName", p.userName.map { .str($0) } ?? .null)
      try shell.write(.object(o))
    }
  }
  private func modules(_ p: PSProcess, _ shell: Invocation) throws {
    guard p.path != nil else {
      // without a main module there is no version of it to tell
      if !module.isOn { return }
      let what = fileVersionInfo.isOn ? "CouldNotEnumerateModuleFileVer" : "CouldNotEnumerateModules"
      let said = fileVersionInfo.isOn ? "the modules and the file version information of the" : "the modules of the"
      return try ProcessQuery.error(shell, "Cannot enumerate \(said) \"\(p.name)\" process.", what, .permissionDenied, .other(p))
    }
    let all = p.modules()
    for m in fileVersionInfo.isOn && !module.isOn ? Array(all.prefix(1)) : all {
      let file = try shell.context.property(m, "FileName") ?? .null
      try shell.write(fileVersionInfo.isOn ? .other(PSFileVersion(Conversion.toString(file))) : m)
    }
  }
}

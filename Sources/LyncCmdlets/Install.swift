/// Puts the Lync and simulator cmdlets into a session. The forest itself is loaded by the first command that needs it.
import Completion
import Directory
import Engine
import Formatting

extension LyncCmdlets {
  /// What a session starts with when nothing else was asked for.
  public static let standardDeployment = "b"

  /// - Parameter deployment: `a`, `b`, `c`, or a deployment file; nil = the standard one
  /// - Parameter journal: keeps what happens to the forest, and what it holds already is gone on from
  public static func install(into context: ExecutionContext, deployment: String? = nil, journal: JournalFile? = nil) {
    let session = LyncSession(context, deployment: deployment ?? standardDeployment, journal: journal)
    if let journal { context.host.beforeOutput = { journal.acknowledge() } }
    context.services["LyncSession"] = session
    context.remoteComputers = RemoteForest.computers(session)
    context.commands.register(all)
    context.commands.registerAliases(aliases)
    // What data describes is made when a name of its kind is looked up and nothing else has it.
    context.commands.registerLater({ $0.contains("-cs") }) { ScopedSettingsCmdlet.all() + ItemCmdlet.all() + ActionCmdlets.all() + SyntheticTestCmdlet.all() }
    // Where every deployment starts.
    if Environment.get("COMPUTERNAME") == nil || deployment != nil { Environment.set("COMPUTERNAME", "FE13A") }
    ViewTable.of(context).appended += views
    HelpTopics.of(context).add { LyncTopics.all }
    HelpSentences.of(context).add { EmbeddedHelp.names.compactMap(EmbeddedHelp.text) }
    context.forestAccount = { [unowned session] in (try? session.world())?.workingAccount }
    context.passTime = { [unowned session] in session.pass(seconds: $0) }
    let completers = ArgumentCompleters.of(context)
    // Reading the simulated forest changes nothing; what asks for more than a name is left alone.
    completers.isSafeToRun = { c in
      c.name.lowercased().hasPrefix("get-cs") && !c.metadata.parameters.contains { p in p.sets.contains(where: \.mandatory) }
    }
    completers.providers.append { LyncCompletions.matches(command: $0, parameter: $1, word: $2, $3) }
  }

  /// Tables the product lays out itself; everything else follows its default properties.
  private static let views = [
    View("Fact", for: ["Sim.Fact"], .list(ListBody("Name", "Value", "Source"))),
    View("Fault", for: ["Sim.Fault"], .list(ListBody("Name", "Target", "Since", "Effect"))),
    View("Rule", for: ["Sim.Rule"], .list(ListBody("Id", "Says", "Documents"))),
    View("Account", for: ["Sim.Account"], .list(ListBody("Account", "Groups", "EnforceRoles"))),
    View("NTService", for: ["Microsoft.Rtc.Management.Deployment.Core.NTService"], .table(TableBody([
      .init("Status", width: 8, .left), .init("Name", width: 15, .left), .init("ActivityLevel", .left),
    ]))),
    View("step", for: ["Sim.Step"], .table(TableBody([.init("Number", .right), .init("Time", .left), .init("User", .left), .init("Command", .left)]))),
    View("Win32_OperatingSystem", for: ["Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_OperatingSystem"], .table(TableBody([
      .init("SystemDirectory", .left), .init("Organization", .left), .init("BuildNumber", .left), .init("RegisteredUser", .left), .init("SerialNumber", .left), .init("Version", .left),
    ]))),
    View("Win32_ComputerSystem", for: ["Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_ComputerSystem"], .table(TableBody([
      .init("Name", .left), .init("PrimaryOwnerName", .left), .init("Domain", .left), .init("TotalPhysicalMemory", .right), .init("Model", .left), .init("Manufacturer", .left),
    ]))),
    View("Win32_Service", for: ["Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Service"], .table(TableBody([
      .init("ProcessId", .right), .init("Name", .left), .init("StartMode", .left), .init("State", .left), .init("Status", .left), .init("ExitCode", .right),
    ]))),
    View("Win32_LogicalDisk", for: ["Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_LogicalDisk"], .table(TableBody([
      .init("DeviceID", .left), .init("DriveType", .right), .init("ProviderName", .left), .init("VolumeName", .left), .init("Size", .right), .init("FreeSpace", .right),
    ]))),
    View("service", for: ["System.ServiceProcess.ServiceController"], .table(TableBody([
      .init("Status", width: 8, .left), .init("Name", width: 18, .left), .init("DisplayName", .left),
    ]))),
  ]
}

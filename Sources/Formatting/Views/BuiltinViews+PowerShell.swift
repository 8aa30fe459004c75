/// Views of commands, groups, modules and other objects of PowerShell itself.
extension BuiltinViews {
  static let powerShell: [View] = [
    View(
      "CommandInfo",
      for: [
        "System.Management.Automation.AliasInfo", "System.Management.Automation.ApplicationInfo", "System.Management.Automation.CmdletInfo",
        "System.Management.Automation.ExternalScriptInfo", "System.Management.Automation.FilterInfo", "System.Management.Automation.FunctionInfo",
        "System.Management.Automation.ScriptInfo"
      ],
      .table(
        TableBody([
      .init("CommandType", width: 15),
      .init(.code(ViewCode.commandName), label: "Name", width: 50),
      .init("Version", width: 10),
      .init("Source"),
    ]))),
    View("drive", for: ["System.Management.Automation.PSDriveInfo"], .table(TableBody([
      .init("Name", width: 10),
      .init(.code(ViewCode.driveUsed), label: "Used (GB)", width: 13, cells: .right),
      .init(.code(ViewCode.driveFree), label: "Free (GB)", width: 13, cells: .right),
      .init(.code { try ViewCode.path($0, "Provider", "Name", $1) }, label: "Provider", width: 13),
      .init(.code(ViewCode.driveRoot), label: "Root", width: 35),
      .init(.property("CurrentLocation"), cells: .right),
    ]))),
    View("Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject", for: ["Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject"], .list(ListBody(items: [
      .init("StatusCode"),
      .init("StatusDescription"),
      .init("Content", .code(ViewCode.webContent)),
      .init("RawContent", .code(ViewCode.webRawContent)),
      .init("Headers"),
      .init("Images"),
      .init("InputFields"),
      .init("Links"),
      .init("RawContentLength"),
      .init("RelationLink"),
    ]))),
    View("Microsoft.PowerShell.Commands.ByteCollection", for: ["Microsoft.PowerShell.Commands.ByteCollection"], groupBy: GroupBy(.property("Label")), .table(TableBody([
      .init("HexOffset", label: "Offset", width: 16, .right),
      .init("HexBytes", label: "Bytes\n00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F", width: 47, .left),
      .init("Ascii", width: 16, .left),
    ]))),
    View("Microsoft.PowerShell.Commands.FileHashInfo", for: ["Microsoft.PowerShell.Commands.FileHashInfo"], .table(TableBody([
      .init("Algorithm", width: 15, .left),
      .init("Hash", width: 70, .left),
      .init("Path"),
    ]))),
    View("Microsoft.PowerShell.Commands.GroupInfo", for: ["Microsoft.PowerShell.Commands.GroupInfo"], .table(TableBody([
      .init("Count", width: 5, .right),
      .init("Name", width: 25),
      .init("Group"),
    ]))),
    View("Microsoft.PowerShell.Commands.GroupInfo", for: ["Microsoft.PowerShell.Commands.GroupInfo"], .list(ListBody("Name", "Count", "Group", "Values"))),
    View("Microsoft.PowerShell.Commands.GroupInfoNoElement", for: ["Microsoft.PowerShell.Commands.GroupInfoNoElement"], .table(TableBody([
      .init("Count", width: 5, .right),
      .init("Name", width: 25),
    ]))),
    View("Microsoft.PowerShell.Commands.GroupInfoNoElement", for: ["Microsoft.PowerShell.Commands.GroupInfoNoElement"], .list(ListBody("Name", "Count", "Values"))),
    View("System.Management.Automation.Subsystem.SubsystemInfo", for: ["System.Management.Automation.Subsystem.SubsystemInfo"], .table(TableBody([
      .init("Kind", width: 17, .left),
      .init(.code { try ViewCode.path($0, "SubsystemType", "Name", $1) }, label: "SubsystemType", width: 18, .left),
      .init("IsRegistered", width: 12, .right),
      .init("Implementations", .left),
    ]))),
    View("history", for: ["Microsoft.PowerShell.Commands.HistoryInfo"], .table(TableBody([
      .init("Id", width: 4, .right),
      .init(.code(ViewCode.historyDuration), label: "Duration", width: 12, .right),
      .init("CommandLine"),
    ]))),
    View("history", for: ["Microsoft.PowerShell.Commands.HistoryInfo"], .wide(WideBody(.property("CommandLine")))),
    View(
      "Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus", for: ["Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus"],
      groupBy: GroupBy(.property("Target")),
      .table(
        TableBody([
      .init("Id", width: 4, .right),
      .init("Source", width: 16, .left),
      .init("TargetAddress", label: "Address", width: 25, .left),
      .init("Port", width: 7, .right),
      .init("Latency", label: "Latency(ms)", width: 7, .right),
      .init("Connected", width: 10, .left),
      .init("Status", width: 24, .left),
    ]))),
    View(
      "Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus", for: ["Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus"],
      groupBy: GroupBy(.property("Destination")),
      .table(
        TableBody([
      .init("Ping", width: 4, .right),
      .init("Source", width: 16, .left),
      .init("DisplayAddress", label: "Address", width: 25, .left),
      .init(.code { try ViewCode.answered($0, "Latency", $1) }, label: "Latency(ms)", width: 7, .right),
      .init(.code { try ViewCode.answered($0, "BufferSize", $1) }, label: "BufferSize(B)", width: 10, .right),
      .init("Status", width: 16, .left),
    ]))),
    View(
      "Microsoft.PowerShell.Commands.TestConnectionCommand+PingMtuStatus", for: ["Microsoft.PowerShell.Commands.TestConnectionCommand+PingMtuStatus"],
      groupBy: GroupBy(.property("Destination")),
      .table(
        TableBody([
      .init("Source", width: 16, .left),
      .init("DisplayAddress", label: "Address", width: 25, .left),
      .init(.code { try ViewCode.answered($0, "Latency", $1) }, label: "Latency(ms)", width: 7, .right),
      .init("Status", width: 16, .left),
      .init("MtuSize", label: "MtuSize(B)", width: 7, .right),
    ]))),
    View(
      "Microsoft.PowerShell.Commands.TestConnectionCommand+TraceStatus", for: ["Microsoft.PowerShell.Commands.TestConnectionCommand+TraceStatus"],
      groupBy: GroupBy(.property("Target")),
      .table(
        TableBody([
      .init("Hop", width: 3, .right),
      .init("Hostname", width: 25, .left),
      .init("Ping", width: 4, .right),
      .init(.code { try ViewCode.answered($0, "Latency", $1) }, label: "Latency(ms)", width: 7, .right),
      .init("Status", width: 16, .left),
      .init("Source", width: 12, .left),
      .init("TargetAddress", width: 15, .left),
    ]))),
    View("memberinfo", for: ["Microsoft.PowerShell.Commands.ListCommand+MemberInfo"], .table(TableBody([
      .init("MemberClass", label: "Class", width: 11),
      .init("Name", width: 25),
      .init("MemberData"),
    ]))),
    View("Microsoft.PowerShell.Commands.ListCommand+MemberInfo", for: ["Microsoft.PowerShell.Commands.ListCommand+MemberInfo"], .list(ListBody("Name", "MemberClass", "MemberData"))),
    View("Microsoft.PowerShell.Commands.MemberDefinition", for: ["Microsoft.PowerShell.Commands.MemberDefinition"], groupBy: GroupBy(.property("TypeName")), .table(TableBody([
      .init("Name"),
      .init("MemberType"),
      .init("Definition"),
    ], autosize: true))),
    View("Microsoft.PowerShell.Commands.WebResponseObject", for: ["Microsoft.PowerShell.Commands.WebResponseObject"], .list(ListBody(items: [
      .init("StatusCode"),
      .init("StatusDescription"),
      .init("Content"),
      .init("RawContent", .code(ViewCode.webRawContent)),
      .init("Headers"),
      .init("RawContentLength"),
      .init("RelationLink"),
    ]))),
    View("AliasInfo", for: ["System.Management.Automation.AliasInfo"], .table(TableBody([
      .init("CommandType", width: 15),
      .init("DisplayName"),
    ]))),
    View(
      "System.Management.Automation.AliasInfo", for: ["System.Management.Automation.AliasInfo"],
      .list(ListBody("DisplayName", "CommandType", "Definition", "ReferencedCommand", "ResolvedCommand"))),
    View("ApplicationInfo", for: ["System.Management.Automation.ApplicationInfo"], .table(TableBody([
      .init("CommandType", width: 15),
      .init("Name"),
      .init("Path"),
    ]))),
    View(
      "System.Management.Automation.ApplicationInfo", for: ["System.Management.Automation.ApplicationInfo"],
      .list(ListBody("Name", "CommandType", "Definition", "Extension", "Path", "FileVersionInfo"))),
    View("CallStackFrame", for: ["System.Management.Automation.CallStackFrame"], .table(TableBody([
      .init("Command"),
      .init("Arguments"),
      .init("Location"),
    ]))),
    View(
      "System.Management.Automation.CmdletInfo", for: ["System.Management.Automation.CmdletInfo"],
      .list(ListBody("Name", "CommandType", "Definition", "Path", "DLL", "HelpFile", "ParameterSets", "ImplementingType", "Verb", "Noun"))),
    View("Breakpoint", for: ["System.Management.Automation.CommandBreakpoint", "System.Management.Automation.LineBreakpoint", "System.Management.Automation.VariableBreakpoint"], .table(TableBody([
      .init("ID", width: 4, .right),
      .init(.code(ViewCode.scriptName), label: "Script"),
      .init("Line", width: 4, .right),
      .init("Command"),
      .init("Variable"),
      .init("Action"),
    ]))),
    View("Breakpoint", for: ["System.Management.Automation.LineBreakpoint"], .list(ListBody("Id", "Script", "Line", "Column", "Enabled", "HitCount", "Action"))),
    View("Breakpoint", for: ["System.Management.Automation.VariableBreakpoint"], .list(ListBody("Id", "Variable", "AccessMode", "Enabled", "HitCount", "Action"))),
    View("Breakpoint", for: ["System.Management.Automation.CommandBreakpoint"], .list(ListBody("Id", "Command", "Enabled", "HitCount", "Action"))),
    View("CommandInfo", for: ["System.Management.Automation.CommandInfo"], .table(TableBody([
      .init("CommandType", width: 15),
      .init("Name"),
    ]))),
    View("ExperimentalFeature", for: ["System.Management.Automation.ExperimentalFeature"], .table(TableBody([
      .init("Name", width: 35, .left),
      .init("Enabled", width: 7, .right),
      .init("Source", width: 35, .left),
      .init("Description", .left),
    ]))),
    View("ExperimentalFeature", for: ["System.Management.Automation.ExperimentalFeature"], .list(ListBody("Name", "Enabled", "Source", "Description"))),
    View("ExternalScriptInfo", for: ["System.Management.Automation.ExternalScriptInfo"], .table(TableBody([
      .init("CommandType", width: 15),
      .init("Name"),
      .init("Path"),
    ]))),
    View("FilterInfo", for: ["System.Management.Automation.FilterInfo"], .table(TableBody([
      .init("CommandType", width: 15),
      .init("Name"),
      .init("Filter"),
    ]))),
    View(
      "System.Management.Automation.CommandInfo", for: ["System.Management.Automation.FilterInfo", "System.Management.Automation.FunctionInfo"],
      .list(ListBody("Name", "CommandType", "Definition"))),
    View("FunctionInfo", for: ["System.Management.Automation.FunctionInfo"], .table(TableBody([
      .init("CommandType", width: 15),
      .init("Name"),
      .init("Function"),
    ]))),
    View("Job", for: ["System.Management.Automation.Job"], .table(TableBody([
      .init("Id", width: 6, .left),
      .init("Name", width: 15, .left),
      .init("PSJobTypeName", width: 15, .left),
      .init("State", width: 13, .left),
      .init("HasMoreData", width: 15, .left),
      .init("Location", width: 20, .left),
      .init("Command", width: 25, .left),
    ]))),
    View("PathInfo", for: ["System.Management.Automation.PathInfo"], .table(TableBody([
      .init("Path"),
    ]))),
    View("provider", for: ["System.Management.Automation.ProviderInfo"], .table(TableBody([
      .init("Name", width: 20),
      .init("Capabilities"),
      .init("Drives"),
    ]))),
    View("provider", for: ["System.Management.Automation.ProviderInfo"], .list(ListBody("Name", "Drives", "Path", "Home", "Description", "Capabilities", "ImplementingType"))),
    View("System.Management.Automation.PSDriveInfo", for: ["System.Management.Automation.PSDriveInfo"], .list(ListBody("Name", "Description", "Provider", "Root", "CurrentLocation"))),
    View("System.Management.Automation.PSMethod", for: ["System.Management.Automation.PSMethod"], .table(TableBody([
      .init(.code(ViewCode.overloads), label: "OverloadDefinitions"),
    ], wraps: true))),
    View("Module", for: ["ModuleInfoGrouping"], groupBy: GroupBy(.code(ViewCode.moduleFolder), head: CustomBody([
      .text("    Directory: "),
      .value(.code(ViewCode.moduleFolder), format: nil, enumerate: false, control: nil, condition: nil),
    ])), .table(TableBody([
      .init("ModuleType", width: 10, .left),
      .init("Version", width: 10, .left),
      .init(.code(ViewCode.preRelease), label: "PreRelease", width: 10, .left),
      .init("Name", width: 35, .left),
      .init(.code(ViewCode.moduleEditions), label: "PSEdition", width: 9, .left),
      .init(.code(ViewCode.exportedCommands), label: "ExportedCommands", .left),
    ]))),
    View("Module", for: ["System.Management.Automation.PSModuleInfo"], .table(TableBody([
      .init("ModuleType", width: 10, .left),
      .init("Version", width: 10, .left),
      .init(.code(ViewCode.preRelease), label: "PreRelease", width: 10, .left),
      .init("Name", width: 35, .left),
      .init(.code(ViewCode.exportedCommands), label: "ExportedCommands", .left),
    ]))),
    View("Module", for: ["System.Management.Automation.PSModuleInfo"], .wide(WideBody(.property("Name")))),
    View("Module", for: ["System.Management.Automation.PSModuleInfo"], .list(ListBody(items: [
      .init("Name"),
      .init("Path"),
      .init("Description"),
      .init("ModuleType"),
      .init("Version"),
      .init("PreRelease", .code(ViewCode.preRelease)),
      .init("NestedModules"),
      .init("ExportedFunctions", .code { try ViewCode.path($0, "ExportedFunctions", "Keys", $1) }),
      .init("ExportedCmdlets", .code { try ViewCode.path($0, "ExportedCmdlets", "Keys", $1) }),
      .init("ExportedVariables", .code { try ViewCode.path($0, "ExportedVariables", "Keys", $1) }),
      .init("ExportedAliases", .code { try ViewCode.path($0, "ExportedAliases", "Keys", $1) }),
    ]))),
    View("System.Management.Automation.PSTraceSource", for: ["System.Management.Automation.PSTraceSource"], .table(TableBody([
      .init("Options", width: 8),
      .init("Name", width: 20),
      .init("Listeners", width: 20),
      .init("Description"),
    ]))),
    View("System.Management.Automation.PSTraceSource", for: ["System.Management.Automation.PSTraceSource"], .list(ListBody("Name", "Description", "Options", "Listeners", "Attributes", "Switch"))),
    View("Variable", for: ["System.Management.Automation.PSVariable"], .table(TableBody([
      .init("Name", width: 30),
      .init("Value"),
    ]))),
    View("PSSession", for: ["System.Management.Automation.Runspaces.PSSession"], .table(TableBody([
      .init("Id", width: 3, .right),
      .init("Name", width: 15, .left),
      .init("Transport", width: 9, .left),
      .init("ComputerName", width: 15, .left),
      .init("ComputerType", width: 15, .left),
      .init("State", width: 13, .left),
      .init("ConfigurationName", width: 20, .left),
      .init("Availability", width: 13, .right),
    ]))),
    View("Runspace", for: ["System.Management.Automation.Runspaces.Runspace"], .table(TableBody([
      .init("Id", width: 3, .right),
      .init("Name", width: 15, .left),
      .init(.text("localhost"), label: "ComputerName", width: 15, .left),
      .init(.text("Local"), label: "Type", width: 13, .left),
      .init(.code { v, c in let state = try ViewCode.path(v, "RunspaceStateInfo", "State", c); return state.isNull ? try c.property(v, "State") ?? .null : state }, label: "State", width: 13, .left),
      .init(.property("RunspaceAvailability"), label: "Availability", width: 15, .left),
    ]))),
    View("PSRunspaceDebug>", for: ["Microsoft.PowerShell.Commands.PSRunspaceDebug"], .table(TableBody([
      .init("RunspaceId", label: "Id", width: 3, .right),
      .init("RunspaceName", label: "Name", width: 20, .left),
      .init("Enabled", width: 10, .left),
      .init("BreakAll", width: 10, .left),
    ]))),
    View("Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo", for: ["Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo"], .list(ListBody(items:
      ["Header1", "Header2", "Header3", "Header4", "Header5", "Header6", "Code", "Link", "Image", "EmphasisBold", "EmphasisItalics"].map { name in
        .init(name, .code { v, c in try c.callMethod(v, "AsEscapeSequence", [.str(name)]) })
      }))),
    View("ThumbprintTable", for: ["System.Security.Cryptography.X509Certificates.X509Certificate2"], groupBy: GroupBy(.property("PSParentPath")), .table(TableBody([
      .init("Thumbprint", width: 41),
      .init("Subject", width: 20),
      .init(.code { try ViewCode.path($0, "EnhancedKeyUsageList", "FriendlyName", $1) }, label: "EnhancedKeyUsageList"),
    ]))),
    View("ThumbprintList", for: ["System.Security.Cryptography.X509Certificates.X509Certificate2"], .list(ListBody(items: [
      .init("Subject"), .init("Issuer"), .init("Thumbprint"), .init("FriendlyName"), .init("NotBefore"), .init("NotAfter"), .init("Extensions"),
    ]))),
    View("ThumbprintList", for: ["System.Security.Cryptography.X509Certificates.X509Store"], .list(ListBody(items: [.init("Name")]))),
    View("TypeData", for: ["System.Management.Automation.Runspaces.TypeData"], .table(TableBody([
      .init("TypeName"),
      .init("Members"),
    ]))),
    View("ScriptInfo", for: ["System.Management.Automation.ScriptInfo"], .table(TableBody([
      .init("CommandType", width: 15),
      .init("Name"),
      .init("Definition"),
    ]))),
    View("System.Management.Automation.ScriptInfo", for: ["System.Management.Automation.ScriptInfo"], .list(ListBody("Name", "CommandType", "Definition", "Path"))),
    View("System.Management.Automation.SemanticVersion", for: ["System.Management.Automation.SemanticVersion"], .table(TableBody([
      .init("Major", width: 6),
      .init("Minor", width: 6),
      .init("Patch", width: 6),
      .init("PreReleaseLabel", width: 15),
      .init("BuildLabel", width: 11),
    ]))),
    View("ShellVariable", for: ["System.Management.Automation.ShellVariable"], .list(ListBody("Name", "Value"))),
  ]
}

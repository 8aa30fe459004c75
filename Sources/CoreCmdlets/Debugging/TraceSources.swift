/// What Trace-Command can be asked to watch. The engine writes no traces; the names, options and listeners are kept.
import Engine

final class TraceSources: Ref {
  static let names: [(String, String)] = [
    ("ArgumentTypeConverterAttribute", "ArgumentTypeConverterAttribute"), ("CmdletProviderClasses", "The namespace provider base classes tracer"), ("CommandDiscovery", "Traces the discovery of cmdlets, scripts, functions, applications, etc."),
    ("CommandHelpProvider", "CommandHelpProvider"), ("CommandSearcher", "CommandSearcher"), ("ConsoleHost", "ConsoleHost subclass of S.M.A.PSHost"), ("ConsoleHostRunspaceInit", "Initialization code for ConsoleHost's Runspace"),
    ("ConsoleHostUserInterface", "Console host's subclass of S.M.A.Host.Console"), ("ConsoleLineOutput", "ConsoleLineOutput"), ("DisplayDataQuery", "DisplayDataQuery"), ("ETS", "Extended Type System"),
    ("FileSystemProvider", "The namespace navigation provider for the file system"), ("FormatFileLoading", "Loading format files"), ("FormatViewBinding", "Format view binding"), ("LocationGlobber", "The location globber converts PowerShell paths with glob characters to zero or more paths."),
    ("MemberResolution", "Traces the resolution from member name to the member. A member can be a property, method, etc."), ("Modules", "Module loading and analysis"), ("MshSnapinLoadUnload", "Loading and unloading mshsnapins"), ("ParameterBinderBase", "A abstract helper class for the CommandProcessor that binds parameters to the specified object."),
    ("ParameterBinderController", "Controls the interaction between the command processor and the parameter binder(s)."), ("ParameterBinding", "Traces the process of binding the arguments to the parameters of cmdlets, functions, scripts, and applications."), ("PathResolution", "Traces the path resolution algorithm."),
    ("PSDriveInfo", "The namespace navigation tracer"), ("PSSnapInLoadUnload", "Loading and unloading mshsnapins"), ("RunspaceInit", "Initialization code for Runspace"), ("SessionState", "SessionState Class"), ("TypeConversion", "Traces the type conversion algorithm"), ("TypeMatch", "Traces the ShouldProcess/WhatIf path"),
  ]
  private static let type = RecordType("System.Management.Automation.PSTraceSource", ["System.Collections.Specialized.StringDictionary Attributes {get;}", "string Description {get;set;}", "System.Diagnostics.TraceListenerCollection Listeners {get;}", "string Name {get;}", "System.Management.Automation.PSTraceSourceOptions Options {get;set;}", "System.Diagnostics.SourceSwitch Switch {get;set;}"])
  private(set) var all: [Value] = []

  static func of(_ context: ExecutionContext) -> TraceSources {
    if let t = context.services["TraceSources"] as? TraceSources { return t }
    let t = TraceSources()
    t.all = names.map { type.make([.arr([]), .str($0.1), .arr([.str("Default")]), .str($0.0), .str("None"), .str("None")], text: "System.Management.Automation.PSTraceSource") }
    context.services["TraceSources"] = t
    return t
  }
  static func name(of v: Value) -> String { Record.of(v)?.values[3].stringValue ?? "" }
  /// Sources by name with wildcards; unknown names are errors.
  func find(_ patterns: [String], _ shell: Invocation) throws -> [Value] {
    var found: [Value] = []
    for p in patterns {
      let w = Wildcard(p), hits = all.filter { w.matches(TraceSources.name(of: $0)) }
      if hits.isEmpty, !Wildcard.hasSpecial(p) {
        try shell.error("TraceSourceNotFound", .objectNotFound, "Cannot find the trace source '\(p)'.", exception: "System.Management.Automation.ItemNotFoundException", target: .str(p))
      }
      found += hits
    }
    return found
  }
}

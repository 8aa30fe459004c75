/// What Trace-Command can be asked to watch. The engine tells about ParameterBinding and MethodInvocation; of the others the
/// names, options and listeners are kept.
import Engine

final class TraceSource: Record {
  fileprivate static let type = RecordType(
    "System.Management.Automation.PSTraceSource",
    [
      "System.Collections.Specialized.StringDictionary Attributes {get;}", "string Description {get;set;}",
      "System.Diagnostics.TraceListenerCollection Listeners {get;}", "string Name {get;}",
      "System.Management.Automation.PSTraceSourceOptions Options {get;set;}", "System.Diagnostics.SourceSwitch Switch {get;set;}"
    ]) { $0.orderProperties("Description", "Options", "Attributes", "Listeners", "Name", "Switch") }
  /// What says how much is traced.
  private static let switches = RecordType(
    "System.Diagnostics.SourceSwitch", base: "System.Diagnostics.Switch",
    [
      "System.Diagnostics.SourceLevels Level {get;set;}", "string DisplayName {get;}", "string Description {get;}",
      "System.Collections.Specialized.StringDictionary Attributes {get;}", "string DefaultValue {get;}", "string Value {get;set;}",
    ])
  static func options(_ n: Int64) -> Value { .other(PSEnum(TypeTable.get("System.Management.Automation.PSTraceSourceOptions"), n)) }

  init(_ name: String, _ description: String) {
    super.init(TraceSource.type.type, [.arr([]), .str(description), .arr([.other(TraceListener.defaultListener())]), .str(name), TraceSource.options(0),
      TraceSource.switches.make([.other(PSEnum("System.Diagnostics.SourceLevels", "Off")), .str(name), .emptyString, .arr([]), .str("Off"), .str("Off")])])
  }
  var name: String { values[3].stringValue ?? "" }
  var options: Int64 {
    get { (values[4].refValue as? PSEnum)?.raw ?? 0 }
    set { values[4] = TraceSource.options(newValue) }
  }
  var listeners: [TraceListener] {
    get { (values[2].arrayValue?.values ?? []).compactMap { $0.refValue as? TraceListener } }
    set { values[2] = .arr(newValue.map { .other($0) }) }
  }
}

final class TraceSources: Ref {
  static let names: [(String, String)] = [
    ("CertificateProvider", "The core command provider for certificates"), ("CmdletProviderClasses", "The namespace provider base classes tracer"),
    ("CommandDiscovery", "Traces the discovery of cmdlets, scripts, functions, applications, etc."),
    ("CommandHelpProvider", "CommandHelpProvider"), ("CommandSearch", "CommandSearch"), ("ConsoleHost", "ConsoleHost subclass of S.M.A.PSHost"),
    ("ConsoleHostRunspaceInit", "Initialization code for ConsoleHost's Runspace"),
    ("ConsoleHostUserInterface", "Console host's subclass of S.M.A.Host.Console"), ("ConsoleLineOutput", "ConsoleLineOutput"),
    ("DisplayDataQuery", "DisplayDataQuery"), ("ETS", "Extended Type System"),
    ("FileSystemProvider", "The namespace navigation provider for the file system"), ("format_out_OutputManagerInner", "OutputManagerInner"),
    ("FormatFileLoading", "Loading format files"), ("FormatViewBinding", "Format view binding"),
    ("InternalDeserializer", "InternalDeserializer class"), ("LocationGlobber", "The location globber converts PowerShell paths with glob characters to zero or more paths."),
    ("MemberResolution", "Traces the resolution from member name to the member. A member can be a property, method, etc."),
    ("MethodInvocation", "Traces the invocation of .NET methods."), ("Modules", "Module loading and analysis"),
    ("MshSnapinLoadUnload", "Loading and unloading mshsnapins"),
    ("ParameterBinderBase", "A abstract helper class for the CommandProcessor that binds parameters to the specified object."),
    ("ParameterBinderController", "Controls the interaction between the command processor and the parameter binder(s)."),
    ("ParameterBinding", "Traces the process of binding the arguments to the parameters of cmdlets, scripts, and applications."),
    ("PathResolution", "Traces the path resolution algorithm."), ("PSDriveInfo", "The namespace navigation tracer"),
    ("PSObjectHelper", "PSObjectHelper"), ("PSSnapInLoadUnload", "Loading and unloading mshsnapins"), ("RunspaceInit", "Initialization code for Runspace"), ("SessionState", "SessionState Class"),
    ("TypeConversion", "Traces the type conversion algorithm"), ("TypeInfoDataBaseLoader", "TypeInfoDataBaseLoader"), ("TypeMatch", "F&O TypeMatch"),
  ]
  private(set) var all: [TraceSource] = []
  private unowned let context: ExecutionContext
  private init(_ c: ExecutionContext) { context = c; super.init() }

  static func of(_ context: ExecutionContext) -> TraceSources {
    context.service("TraceSources") {
      let t = TraceSources(context)
      t.all = names.map { TraceSource($0.0, $0.1) }
      return t
    }
  }
  /// Sources by name with wildcards; unknown names are errors.
  func find(_ patterns: [String], _ shell: Invocation) throws -> [TraceSource] {
    var found: [TraceSource] = []
    try shell.checkWildcards(patterns)
    for p in patterns {
      let hits = matching(p)
      if hits.isEmpty, !Wildcard.hasSpecial(p) {
        try shell.error("TraceSourceNotFound", .objectNotFound, "Cannot find a trace source with the name '\(p)'.", exception: "System.Management.Automation.ItemNotFoundException", target: .str(p))
      }
      found += hits
    }
    return found
  }
  /// The same for configuring: a name that no part of the shell uses is a source of its own, which stays silent.
  func configured(_ patterns: [String]) -> [TraceSource] {
    patterns.flatMap { p in
      let hits = matching(p)
      return hits.isEmpty && !p.isEmpty && !Wildcard.hasSpecial(p) ? [TraceSource(p, "")] : hits
    }
  }
  private func matching(_ pattern: String) -> [TraceSource] {
    let w = Wildcard(pattern)
    return all.filter { w.matches($0.name) }
  }

  /// Lets the engine tell what the sources' options and listeners ask for.
  func apply() {
    func trace(_ name: String) -> EngineTrace? {
      guard let s = all.first(where: { $0.name == name }), s.options != 0, s.listeners.contains(where: { !$0.isSilent }) else { return nil }
      return EngineTrace(context, options: s.options) { text in for l in s.listeners { l.write(name, text) } }
    }
    context.bindingTrace = trace("ParameterBinding")
    context.methodTrace = trace("MethodInvocation")
  }

  /// The listeners a command asked for.
  static func listeners(filePath: String?, force: Bool, debugger: Bool, host: Bool, options: Value?, _ shell: Invocation) throws -> [TraceListener] {
    var all: [TraceListener] = []
    if debugger { all.append(.debuggerListener()) }
    if host { all.append(.hostListener(shell.context)) }
    if let filePath, let l = try fileListener(filePath, force: force, shell) { all.append(l) }
    if let options { for l in all { l.values[1] = options } }
    return all
  }
  private static func fileListener(_ text: String, force: Bool, _ shell: Invocation) throws -> TraceListener? {
    let id = "FileListenerPathResolutionFailed"
    let found: [ItemPath]
    do {
      let existing = try shell.space.expand(text, literal: false)
      found = try existing.isEmpty ? [shell.space.resolve(text)] : existing
    } catch let e as TerminatingError {
      try shell.error(ErrorRecord(e.record.exception, id: id, .invalidArgument, target: .str(text)))
      return nil
    }
    guard let p = found.first else { return nil }
    if p.provider.name != "FileSystem" || found.count > 1 {
      let message =
        found.count > 1
        ? "Trace output can only be written to a single file. The path '\(text)' resolved to more than one file."
        : "Trace output can only be written to the file system. The path '\(text)' referred to a '\(p.provider.text())' provider path."
      try shell.error(id, .invalidArgument, message, exception: "System.Management.Automation.PSNotSupportedException", target: .str(text))
      return nil
    }
    if force { Posix.makeWritable(p.path) }
    if let l = TraceListener.fileListener(p.path, name: text) { return l }
    try shell.error(Posix.Failure(code: Posix.lastError, path: p.path).record(id, .openError, p.path))
    return nil
  }
}

/// Finding a command by name: alias, function, cmdlet, script, program.
import Primitives
import Syntax
import Glibc

extension ExecutionContext {
  /// Resolves a command name; aliases are followed. `asCommandWord`: a bare word, not the operand of `&`.
  public func findCommand(_ name: String, asCommandWord: Bool = true) -> CommandInfo? {
    var name = name
    var seen = 0
    while let a = aliasInScope(name), seen < 32 { name = a.target; seen += 1 }
    if let f = functionInScope(name) { return f }
    if let c = commands.cmdlet(name) { return c }
    if let slash = name.firstIndex(of: "\\"), let m = module(named: String(name[..<slash])) {
      let n = String(name[name.index(after: slash)...])
      if let a = m.exportedAliases.first(where: { $0.importedName.equalsIgnoringCase(n) }) { return findCommand(a.target) }
      if let f = m.exportedFunctions.first(where: { $0.importedName.equalsIgnoringCase(n) }) { return f }
    }
    if let external = findExternal(name) { return external }
    // Get-X may be called X
    if name.isEmpty || name.utf8.contains(where: { $0 == 45 || $0 == 47 || $0 == 92 || $0 == 46 }) { return nil }
    let full = "Get-" + name
    return aliasInScope(full).flatMap { findCommand($0.target) } ?? functionInScope(full) ?? commands.cmdlet(full)
  }
  /// A script or program by its path, or on the search path.
  public func findExternal(_ name: String) -> CommandInfo? {
    func info(_ path: String) -> CommandInfo? {
      var st = stat()
      guard stat(path, &st) == 0, st.st_mode & S_IFMT == S_IFREG else { return nil }
      let short = FileText.leaf(path)
      if path.lowercased().hasSuffix(".ps1") { return ExternalScriptInfo(short, path: path) }
      return ApplicationInfo(short, path: path)
    }
    if name.isEmpty { return nil }
    if name.contains("/") || name.contains("\\") || name.hasPrefix("~") {
      let p = absolute(resolvePath(name))
      if let found = info(p) ?? info(p + ".ps1") ?? ownProgram(p) { return found }
      let isPlaced = name.hasPrefix(".") || name.hasPrefix("/") || name.hasPrefix("~")
      return isPlaced && WildcardPattern.containsWildcard(p) ? onlyMatch(p).flatMap(info) : nil
    }
    for part in (Environment.get("PATH") ?? "").split(separator: ":") {
      // `~` in the search path is the home folder
      let dir = part == "~" || part.hasPrefix("~/") ? Substring((Environment.get("HOME") ?? "") + part.dropFirst()) : part
      if let c = info(dir + "/" + name) ?? (name == "pwsh" ? ownProgram(dir + "/" + name) : nil) { return c }
      if let c = info(dir + "/" + name + ".ps1") { return c }
    }
    return name == "pwsh" ? ownProgram(ExecutionContext.programPath) : nil
  }
  /// The one file of a folder that a pattern stands for; nil when there are several.
  private func onlyMatch(_ path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), let pattern = try? WildcardPattern(String(path[path.index(after: slash)...])) else { return nil }
    let folder = String(path[..<slash]), hits = (FileText.names(in: folder) ?? []).filter(pattern.matches)
    return hits.count == 1 ? folder + "/" + hits[0] : nil
  }
  /// Where `$PSHOME` says the shell is: started from there, it is this program.
  private static let programPath = "/opt/microsoft/powershell/7/pwsh"
  private func ownProgram(_ path: String) -> CommandInfo? {
    guard path == ExecutionContext.programPath else { return nil }
    var buffer = [CChar](repeating: 0, count: 4096)
    let n = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    return n > 0 ? ApplicationInfo("pwsh", path: path, program: String(cString: buffer)) : nil
  }
  func absolute(_ p: String) -> String {
    if p.hasPrefix("/") { return ExecutionContext.normalisedPath(p) }
    if p.hasPrefix("~") { return (Environment.get("HOME") ?? "") + p.dropFirst() }
    var buffer = [CChar](repeating: 0, count: 4096)
    let cwd = getcwd(&buffer, buffer.count) == nil ? "/" : String(cString: buffer)
    return ExecutionContext.normalisedPath(cwd + "/" + p)
  }
  static func normalisedPath(_ p: String) -> String {
    var parts: [Substring] = []
    for s in p.split(separator: "/") { if s == "." { continue }; if s == ".." { _ = parts.popLast(); continue }; parts.append(s) }
    return "/" + parts.joined(separator: "/")
  }
  func commandOrThrow(_ name: String, _ site: CommandSite) throws -> CommandInfo {
    if let c = findCommand(name) { return c }
    if let autoLoad, try autoLoad(name, self), let c = findCommand(name) { return c }
    if let replace = commands.replaceMissing {
      let isNoun = !name.utf8.contains { $0 == 45 || $0 == 92 }
      if let c = (isNoun ? replace("get-" + name, self) : nil) ?? replace(name, self) { return c }
    }
    if let module = ExecutionContext.moduleQualifier(of: name), !knowsModule(module) {
      let e = notFound(name, site)
      e.record.exception.message = "The module '\(module)' could not be loaded. For more information, run 'Import-Module \(module)'."
      e.record.errorId = "CouldNotAutoLoadModule"
      throw locate(e, site.nameExtent)
    }
    // of an alias, the name it stands for is unknown
    var term = name, seen = 0
    while let a = aliasInScope(term), seen < 32 { term = a.target; seen += 1 }
    throw locate(notFound(term, site), site.nameExtent)
  }
  /// `Module` of `Module\\Command`; nil when the name has none, or is a path.
  public static func moduleQualifier(of name: String) -> String? {
    guard let slash = name.firstIndex(where: { $0 == "\\" || $0 == ":" }), name[slash] == "\\", slash != name.startIndex, name.index(after: slash) != name.endIndex,
      !name[..<slash].hasSuffix("."), !name.contains("/")
    else { return nil }
    return String(name[..<slash])
  }
  /// A module that is loaded, or that the shell brings and naming it would load: it is the command that it does not have.
  private func knowsModule(_ name: String) -> Bool {
    if commands.allCmdlets.contains(where: { $0.command.module.equalsIgnoringCase(name) }) { return true }
    if name.utf8.contains(where: { $0 == 42 || $0 == 63 || $0 == 91 }) { return false }
    let quoted = SourceLiteral.quoted(name)
    return (try? output(of: "Microsoft.PowerShell.Core\\Get-Module -Name \(quoted)").isEmpty) == false
  }
  func notFound(_ name: String, _ site: CommandSite? = nil) -> TerminatingError {
    let e = commands.reasonForMissing?(name) ?? .unknownCommand(name)
    e.record.exception.properties = [("CommandName", .str(name))]
    let info = InvocationInfo()
    info.invocationName = site?.invocation == .ampersand ? "&" : site?.invocation == .dot ? "." : site?.name ?? name
    info.position = site?.nameExtent
    info.scriptName = site?.nameExtent.source.file
    e.record.invocation = info
    return e
  }
}

extension TerminatingError {
  /// No command has that name.
  static func unknownCommand(_ name: String) -> TerminatingError {
    TerminatingError(
      "CommandNotFoundException",
      """
      The term '\(name)' is not recognized as a name of a cmdlet, function, script file, or executable program.
      Check the spelling of the name, or if a path was included, verify that the path is correct and try again.
      """,
      .objectNotFound, exception: "System.Management.Automation.CommandNotFoundException", target: .str(name))
  }
}

/// The drives of a session, where it stands, and what a written path means.
///
/// Paths may use `/` and `\`. `C:\…` names a folder kept for this session, so scripts written for Windows find a place.
import Codecs
import Engine
import Glibc

final class PathSpace {
  private(set) var drives: [Drive] = []
  private(set) var providers: [Provider] = []
  private(set) var current: ItemPath!
  /// `Push-Location` stacks by name.
  var stacks: [String: [ItemPath]] = [:]
  var currentStack = ""
  /// `$ExecutionContext.InvokeCommand.LocationChangedAction`.
  var locationChanged: Value = .null
  /// What `~` stands for; `(Get-PSProvider FileSystem).Home`.
  var home = Posix.environment("HOME") ?? ""
  unowned let context: ExecutionContext

  static func of(_ context: ExecutionContext) -> PathSpace { context.service("PathSpace") { PathSpace(context) } }

  init(_ context: ExecutionContext) {
    self.context = context
    let files = FileSystemProvider(self)
    providers = [AliasProvider(self), EnvironmentProvider(self), files, FunctionProvider(self), VariableProvider(self)]
    let root = Drive("/", files, root: "/", detail: "/")
    drives = [
      root, Drive("Alias", providers[0], root: "", detail: "Drive that contains a view of the aliases stored in a session state"),
      Drive("Env", providers[1], root: "", detail: "Drive that contains a view of the environment variables for the process"),
      Drive("Function", providers[3], root: "", detail: "Drive that contains a view of the functions stored in a session state"),
      Drive("Temp", files, root: Environment.temporaryFolder, detail: "Drive that maps to the temporary directory path for the current user"),
      Drive("Variable", providers[4], root: "", detail: "Drive that contains a view of those variables stored in a session state"),
    ]
    current = ItemPath(root, files, Posix.currentDirectory)
    // the drive that was made last is where a session has been
    visited = drives.filter { $0.name == "Temp" }.map { ItemPath($0, files, $0.root.hasSuffix("/") ? String($0.root.dropLast()) : $0.root) }
    root.location = String(Posix.currentDirectory.dropFirst())
  }

  /// Drives but those of letters; of several with one name the innermost.
  var drivesInSight: [Drive] {
    drives.enumerated().filter { i, d in !d.isLetter && !drives[(i + 1)...].contains { $0.name.equalsIgnoringCase(d.name) } }
      .map(\.element).sorted { $0.name.lowercased() < $1.name.lowercased() }
  }
  func drive(_ name: String) -> Drive? {
    // a scope's own drive hides those around it
    if let d = drives.last(where: { $0.name.equalsIgnoringCase(name) }) { return d }
    guard name.utf8.count == 1, let c = name.uppercased().utf8.first, c &- 65 < 26, !removedLetters.contains(c), let files = provider("FileSystem") else { return nil }
    guard let folder = LetterDrives.folder(c) else { return nil }
    let d = Drive(name.uppercased(), files, root: folder, isLetter: true)
    drives.append(d)
    return d
  }
  func provider(_ name: String) -> Provider? {
    let plain = name.split(separator: "\\").last.map(String.init) ?? name
    return providers.first { $0.name.equalsIgnoringCase(plain) }
  }
  func add(_ d: Drive) { drives.append(d) }
  func remove(_ d: Drive) {
    drives.removeAll { $0 === d }
    if d.name.utf8.count == 1, let c = d.name.uppercased().utf8.first { removedLetters.insert(c) }
  }
  /// Letters whose drive was taken away, which no path makes again.
  private var removedLetters: Set<UInt8> = []

  // MARK: Where we are

  /// Where `Set-Location -` and `+` lead.
  private var visited: [ItemPath] = [], ahead: [ItemPath] = []
  private var isTravelling = false
  func history(forward: Bool) -> ItemPath? {
    guard let p = forward ? ahead.popLast() : visited.popLast() else { return nil }
    if forward { visited.append(current) } else { ahead.append(current) }
    isTravelling = true
    return p
  }
  /// Somebody sets out for another place: this one is one that was left, whether they arrive or not.
  private func leave() { visited.append(current); if visited.count > 20 { visited.removeFirst() }; ahead = [] }
  /// Somebody did not arrive.
  func stay() { leave() }
  func go(to p: ItemPath) {
    if !isTravelling { leave() }
    isTravelling = false
    // where one is, a provider has its full name
    current = p.drive == nil ? ItemPath(nil, p.provider, p.path) : p
    if let d = p.drive {
      let root = PathSpace.slashless(d.root)
      let below = p.provider.isHierarchical && !root.isEmpty && (p.path == root || p.path.hasPrefix(root + "/")) ? String(p.path.dropFirst(root.count)) : p.path
      d.location = p.provider.isHierarchical ? String(below.drop { $0 == "/" }) : below
    }
    // programs started from here, and relative .NET paths, follow
    if p.provider.name == "FileSystem" { _ = chdir(p.path) }
  }
  /// The session stands in the item, or somewhere below it; the same place as another drive or a provider's own path names it does not count.
  func isWithin(_ p: ItemPath) -> Bool {
    guard let d = p.drive, d === current.drive else { return false }
    if !p.provider.isHierarchical { return p.path.isEmpty }
    // the folder that another drive begins with is not held by standing in it
    if p.path == current.path { return p.path == "/" || p.path != PathSpace.slashless(d.root) }
    return current.path.hasPrefix(p.path == "/" ? "/" : p.path + "/")
  }
  /// The folder of the file system in which programs run.
  var folder: String { current.provider.name == "FileSystem" ? current.path : Posix.currentDirectory }

  // MARK: Resolving

  /// What a path names, without looking at wildcards or whether it exists.
  func resolve(_ text: String) throws -> ItemPath {
    if let cut = text.range(of: "::") {
      let name = String(text[..<cut.lowerBound]), rest = String(text[cut.upperBound...])
      if !name.isEmpty, !name.contains("/") {
        guard let p = provider(name) else { throw PathSpace.providerNotFound(name) }
        let path = p.isHierarchical ? PathSpace.normal(PathSpace.slashes(rest), below: folder) : PathSpace.trimmed(rest)
        return ItemPath(nil, p, path, qualifier: name, written: p.isHierarchical ? rest : nil)
      }
    }
    // what stands before a colon is a drive, unless the path is one from the root, the home folder or, said so, from here
    if let colon = text.firstIndex(of: ":"), colon != text.startIndex, !["/", "\\", "./", ".\\", "~/", "~\\"].contains(where: { text.hasPrefix($0) }) {
      let name = String(text[..<colon])
      guard let d = drive(name) else { throw PathSpace.driveNotFound(name) }
      let rest = String(text[text.index(after: colon)...])
      guard d.provider.isHierarchical else { return ItemPath(d, d.provider, PathSpace.trimmed(rest)) }
      let below = PathSpace.slashes(rest)
      return ItemPath(d, d.provider, PathSpace.within(d, below, from: below.hasPrefix("/") ? "" : d.location))
    }
    let p: ItemPath = current
    if !p.provider.isHierarchical, text.hasPrefix("/") || text.hasPrefix("\\") {
      return ItemPath(drives.first { $0.isPlainRoot }, provider("FileSystem") ?? p.provider, PathSpace.normal(PathSpace.slashes(text), below: "/"))
    }
    guard p.provider.isHierarchical else {
      let isBelow = text.hasPrefix("./") || text.hasPrefix(".\\")
      return ItemPath(p.drive, p.provider, PathSpace.trimmed(isBelow ? String(text.dropFirst(2)) : text), qualifier: p.qualifier)
    }
    var path = PathSpace.slashes(text)
    if path == "~" || path.hasPrefix("~/") { path = home + path.dropFirst() }
    if path.hasPrefix("/") {
      if let d = p.drive, d.isLetter { return ItemPath(d, p.provider, PathSpace.within(d, path, from: "")) }
      return ItemPath(drives.first { $0.isPlainRoot }, p.provider, PathSpace.normal(path, below: "/"), written: PathSpace.isDirect(text) ? text : nil)
    }
    if let d = p.drive { return ItemPath(d, p.provider, PathSpace.within(d, path, from: String(p.path.dropFirst(PathSpace.slashless(d.root).count)))) }
    return ItemPath(nil, p.provider, PathSpace.normal(path, below: p.path), qualifier: p.qualifier)
  }
  /// A path of a drive, whose `..` do not lead out of it.
  private static func within(_ d: Drive, _ path: String, from location: String) -> String {
    let root = slashless(d.root), below = normal(String(path.drop { $0 == "/" }), below: "/" + location)
    return below == "/" && !root.isEmpty ? root : root + below
  }
  static func slashless(_ root: String) -> String { root.hasSuffix("/") ? String(root.dropLast()) : root }
  /// A path of a share (`\\server\share`), which is the provider's to read.
  static func isDirect(_ s: String) -> Bool { s.hasPrefix("//") || s.hasPrefix("\\\\") }
  static func slashes(_ s: String) -> String { s.utf8.contains(92) ? s.replacing("\\", with: "/") : s }
  /// An item's name without separators before it; dots name what holds it.
  private static func trimmed(_ s: String) -> String {
    let name = s.drop { $0 == "/" || $0 == "\\" }
    return [".", "..", "./", "../", ".\\", "..\\"].contains(name) ? "" : String(name)
  }
  /// An absolute path without `.`, `..` and doubled separators.
  static func normal(_ path: String, below: String) -> String {
    let full = path.hasPrefix("/") ? path : below + "/" + path
    var parts: [Substring] = []
    for p in full.split(separator: "/", omittingEmptySubsequences: true) {
      if p == "." { continue }
      if p == ".." { _ = parts.popLast(); continue }
      parts.append(p)
    }
    return "/" + parts.joined(separator: "/")
  }

  /// All existing items a path with wildcards names. A path without wildcards gives one, existing or not.
  /// Throws when the folder before the first wildcard does not exist.
  /// Hidden items match only when `hidden`.
  /// - Parameter choice: its -Include and -Exclude are looked at while the names are compared, for which a path without wildcards is a pattern too
  func expand(_ text: String, literal: Bool, hidden: Bool = false, choice: ItemFilter? = nil) throws -> [ItemPath] {
    let choice = choice.flatMap { $0.selects && !literal ? $0 : nil }
    guard !literal, choice != nil || Wildcard.hasSpecial(text) || text.utf8.contains(96) else { return [try resolve(text)] }
    guard choice != nil || Wildcard.hasSpecial(text) else { return [try resolve(Wildcard.unescape(text))] }
    let (head, segments) = PathSpace.split(text == "~" ? home : text, always: choice != nil)
    if segments.isEmpty { return [] }
    var found = [try resolve(head.isEmpty ? "." : head)]
    if !found[0].provider.isHierarchical, head.isEmpty || head.hasSuffix(":") { found = [ItemPath(found[0].drive, found[0].provider, "")] }
    if found[0].provider.isHierarchical, !found[0].exists {
      // a share that is not there holds nothing
      if found[0].written != nil { return [] }
      throw TerminatingError(PathSpace.notFound(found[0].display))
    }
    for (i, s) in segments.enumerated() {
      var next: [ItemPath] = []
      for f in found {
        if s == "." { next.append(f); continue }
        if s == ".." { next.append(f.parent); continue }
        let isLast = i == segments.count - 1, isPattern = Wildcard.hasSpecial(s)
        guard isPattern || choice != nil && isLast else { let c = f.child(Wildcard.unescape(s)); if c.exists { next.append(c) }; continue }
        guard f.isContainer else { continue }
        let w = Wildcard(s), isLoose = isPattern || s.utf8.contains(96)
        func fits(_ n: String) -> Bool {
          guard let choice else { return w.matches(n) }
          // what -Include names need not match the pattern
          return (w.matches(n) || isLoose && !choice.include.patterns.isEmpty) && choice.chooses(n)
        }
        // the file system is asked for the names of the last folders, and its `?` stands for no dot
        let asked = isLast && f.provider is FileSystemProvider ? FileFilter(pattern: s) : nil
        for n in (try? f.provider.namesToMatch(f.path, hidden: hidden)) ?? [] where fits(n) && asked?.matches(n) ?? true {
          let c = f.child(n)
          if isLast || c.isContainer { next.append(c) }
        }
      }
      found = next
    }
    // of where a path of dots ends, the name is compared
    if let choice, let last = segments.last, last == "." || last == ".." { return found.filter { choice.chooses($0.leaf) } }
    return found
  }
  /// The files a pattern names, as Get-ChildItem lists them: whole paths for one from the root or the home folder, else seen from the current folder.
  func files(matching pattern: String) -> [String] {
    guard current.provider is FileSystemProvider, Wildcard.hasSpecial(pattern), let found = try? expand(pattern, literal: false),
      found.allSatisfy({ $0.provider is FileSystemProvider && $0.exists })
    else { return [] }
    if pattern.hasPrefix("~") || pattern.hasPrefix("/") { return found.map(\.path) }
    return found.map { PathText.way($0.path, from: current.path) }
  }
  /// The part before the first wildcard, and the segments from there.
  /// - Parameter always: the last part counts as a pattern when none does
  private static func split(_ text: String, always: Bool) -> (String, [String]) {
    if let cut = text.range(of: "::"), cut.lowerBound != text.startIndex, !text[..<cut.lowerBound].contains("/") {
      let (head, segments) = split(String(text[cut.upperBound...]), always: always)
      return (text[..<cut.upperBound] + head, segments)
    }
    var parts: [String] = [], current = ""
    var escaped = false
    for c in text {
      if escaped { escaped = false; current.append(c); continue }
      if c == "`" { escaped = true; current.append(c); continue }
      if c == "/" || c == "\\" { parts.append(current); current = "" } else { current.append(c) }
    }
    parts.append(current)
    guard let first = parts.firstIndex(where: Wildcard.hasSpecial) ?? (always ? parts.lastIndex { !$0.isEmpty } : nil) else { return (text, []) }
    var head = parts[..<first].map(Wildcard.unescape).joined(separator: "/")
    var segments = Array(parts[first...])
    if first == 1, parts[0].isEmpty || parts[0].hasSuffix(":") { head += "/" }
    if first == 0, let colon = parts[0].firstIndex(of: ":") {
      head = String(parts[0][...colon])
      segments[0] = String(parts[0][parts[0].index(after: colon)...])
    }
    return (head, segments.filter { !$0.isEmpty })
  }

  // MARK: Errors

  /// An argument that is nothing where a provider needs one.
  static func nullArgument(_ name: String, id: String, target: Value = .null) -> ErrorRecord {
    let e = PSException(
      "System.Management.Automation.PSArgumentNullException",
      "Cannot process argument because the value of argument \"\(name)\" is null. Change the value of argument \"\(name)\" to a non-null value.")
    e.properties.append(("ParamName", .str(name)))
    return ErrorRecord(e, id: id, .invalidArgument, target: target)
  }
  /// - Parameter target: what the error is about, when not the path as it is shown
  static func notFound(_ shown: String, id: String = "PathNotFound", _ category: ErrorCategory = .objectNotFound, target: String? = nil) -> ErrorRecord {
    ErrorRecord(PSException("System.Management.Automation.ItemNotFoundException", "Cannot find path '\(shown)' because it does not exist."), id: id, category, target: .str(target ?? shown))
  }
  static func driveNotFound(_ name: String) -> TerminatingError {
    TerminatingError(
      "DriveNotFound", "Cannot find drive. A drive with the name '\(name)' does not exist.", .objectNotFound,
      exception: "System.Management.Automation.DriveNotFoundException", target: .str(name))
  }
  static func providerNotFound(_ name: String) -> TerminatingError {
    TerminatingError("ProviderNotFound", "Cannot find a provider with the name '\(name)'.", .objectNotFound, exception: "System.Management.Automation.ProviderNotFoundException", target: .str(name))
  }
}

extension Invocation {
  var space: PathSpace { PathSpace.of(context) }

  /// Resolved items of `-Path`/`-LiteralPath` values; missing ones and bad drives are reported and left out.
  ///
  /// `-Filter`, `-Include` and `-Exclude` choose among the names a pattern is compared with; a plain name is compared only for the last two.
  /// Beside those a literal path may lead nowhere, and nobody is told.
  func items(_ paths: [String], literal: Bool, mustExist: Bool = true, hidden: Bool = false, filter: ItemFilter? = nil) throws -> [ItemPath] {
    var all: [ItemPath] = []
    try refuseCredentials(paths, literal: literal)
    let mayMiss = literal && filter?.selects ?? false
    for text in paths {
      let filter = filter.flatMap { !literal && ($0.selects || Wildcard.hasSpecial(text)) ? $0 : nil }
      do {
        for p in try space.expand(text, literal: literal, hidden: hidden, choice: filter) {
          guard try isServed(by: p.provider) else { break }
          if let filter, !p.exists || !(filter.filter?.matches(p.leaf) ?? true) { continue }
          if mayMiss, mustExist, !p.exists { continue }
          if mustExist, !p.exists { try error(PathSpace.notFound(p.shown(as: text, literal: literal))); continue }
          all.append(p)
        }
      } catch let e as TerminatingError { try error(e.record) }
    }
    return all
  }
  /// Does something with an item; that its provider has no such operation, or that there is no such drive or provider, is written as an error.
  /// - Returns: whether it was done
  @discardableResult func carryOut(_ body: () throws -> Void) throws -> Bool {
    do { try body(); return true } catch let e as TerminatingError where Invocation.writtenRefusals.contains(e.record.exception.type.fullName) {
      try error(e.record)
      return false
    }
  }
  private static let writtenRefusals: Set = [
    "System.Management.Automation.PSNotSupportedException", "System.Management.Automation.DriveNotFoundException", "System.Management.Automation.ProviderNotFoundException"
  ]
  /// Whether a provider takes the credentials and the filter the cmdlet was given; the refusal is written.
  func isServed(by provider: Provider) throws -> Bool {
    guard let why = refusal(by: provider) else { return true }
    try error("NotSupported", .notImplemented, why, exception: "System.Management.Automation.PSNotSupportedException")
    return false
  }
  /// The same where the refusal ends the cmdlet.
  /// - Parameter levels: the cmdlet would look into what is there, as deep as it was told
  func requireService(by provider: Provider, levels: Bool) throws {
    guard let why = refusal(by: provider, levels: levels) else { return }
    throw terminating("NotSupported", .notImplemented, why, exception: "System.Management.Automation.PSNotSupportedException")
  }
  private func refusal(by provider: Provider, levels: Bool = true) -> String? {
    if let why = credentialRefusal(by: provider) { return why }
    if provider.name != "FileSystem", let f = bound("Filter"), !Conversion.toString(f).isEmpty { return "Cannot call method. The provider does not support the use of filters." }
    if levels, provider.name != "FileSystem", bound("Depth") != nil { return "Provider operation stopped because the provider does not support the 'Depth' parameter." }
    return nil
  }
  /// Credentials are refused before anything is looked for.
  func refuseCredentials(_ paths: [String], literal: Bool) throws {
    if bound("Credential") == nil { return }
    guard let first = paths.first, let place = try? space.resolve(literal ? first : Wildcard.unescape(first)), let why = credentialRefusal(by: place.provider) else { return }
    throw TerminatingError("NotSupported", why, .notImplemented, exception: "System.Management.Automation.PSNotSupportedException")
  }
  private func credentialRefusal(by provider: Provider) -> String? {
    let again = "Perform the operation again without specifying credentials."
    guard let c = bound("Credential")?.base, !c.isNull, let name = try? context.property(c, "UserName"), !Conversion.toString(name).isEmpty else { return nil }
    return provider.name == "FileSystem" ? "The FileSystem provider supports credentials only on the New-PSDrive cmdlet. \(again)" : "The provider does not support the use of credentials. \(again)"
  }
  private func bound(_ name: String) -> Value? { info.boundParameters.get(name) }
  /// - Parameter text: the path as it was written; a separator at its end is shown
  func notFound(_ p: ItemPath, _ text: String = "") throws { try error(PathSpace.notFound(p.shown(as: text))) }
  /// Existing items one path stands for; missing ones are errors.
  func existing(_ path: String, target: Value? = nil) throws -> [ItemPath] {
    try space.expand(path, literal: false).filter { p in
      if !p.exists {
        let missing = PathSpace.notFound(p.shown(as: path), id: "FileNotFound", target: path)
        if let target { missing.target = target }
        try error(missing)
      }
      return p.exists
    }
  }
  /// Whether the session stands in the item, so that it must stay; the error is written.
  /// - Parameter message: tells it of the path as errors show it
  func isInUse(_ p: ItemPath, as text: String, literal: Bool, _ message: (String) -> String) throws -> Bool {
    guard space.isWithin(p) else { return false }
    let shown = literal ? text : p.ending(as: text).shown(as: text.contains("::") ? "::" : "")
    try error("InvalidOperation", .invalidOperation, message(shown), exception: "System.Management.Automation.PSInvalidOperationException")
    return true
  }
  /// Asks, of what holds others, whether those may go with it.
  func mayRemoveWithChildren(_ p: ItemPath) throws -> Bool {
    try shouldContinue(
      """
      The item at \(p.display) has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are \
      you sure you want to continue?
      """,
      caption: "Confirm", all: &continuesWithAll)
  }
  /// An item that is there, but hidden or not of the kind asked for.
  func notFoundItem(_ path: String) throws {
    try error("ItemNotFound", .objectNotFound, "Could not find item \(path).", exception: "System.IO.IOException", target: .str(path))
  }
  /// The file system path of one name.
  func filePath(_ text: String, literal: Bool) throws -> String {
    var all: [ItemPath] = []
    // the file's own error tells of a folder that is not there
    do {
      all = try space.expand(text, literal: literal)
      try requireMatch(text, literal: literal, all)
    } catch let e as TerminatingError where e.record.errorId == "PathNotFound" {}
    if all.count > 1 {
      let operation = "\"ReportMultipleFilesNotSupported\""
      let e = terminating(
        "ReadWriteMultipleFilesNotSupported", .invalidArgument,
        "Cannot perform operation because operation \(operation) is not valid. Remove operation \(operation), or investigate why it is not valid.",
        exception: "System.Management.Automation.PSInvalidOperationException")
      e.record.detailsMessage = "Cannot perform operation because the path resolved to more than one file. This command cannot operate on multiple files."
      throw e
    }
    // the marks of escaped characters stay in the name of a file that is made
    let p = try all.first.flatMap { $0.exists || literal || !text.utf8.contains(96) ? $0 : nil } ?? space.resolve(text)
    guard p.provider.name == "FileSystem" else {
      throw terminating(
        "ReadWriteFileNotFileSystemProvider", .invalidArgument, "Cannot open file because the current provider (\(p.provider.text())) cannot open a file.",
        exception: "System.NotSupportedException")
    }
    return p.ending(as: text).path
  }
  private func requireMatch(_ text: String, literal: Bool, _ found: [ItemPath]) throws {
    guard !literal, Wildcard.hasSpecial(text), !found.contains(where: \.exists) else { return }
    throw terminating(
      ErrorRecord(
        PSException("System.IO.FileNotFoundException", "Cannot perform operation because the wildcard path \(text) did not resolve to a file."),
        id: "FileOpenFailure", .openError, target: .str(text)))
  }
  /// Files that must exist, wildcards expanded.
  func filePaths(_ text: String, literal: Bool) throws -> [String] {
    var found: [String] = []
    let all = try space.expand(text, literal: literal)
    try requireMatch(text, literal: literal, all)
    for p in all {
      if p.exists { found.append(p.path); continue }
      try error(ErrorRecord(PSException("System.IO.FileNotFoundException", "Could not find file '\(p.path)'."), id: "FileOpenFailure", .openError, target: .str(p.path)))
    }
    return found
  }
  func readText(_ text: String, literal: Bool) throws -> String { TextCodec.decodeFile(try readBytes(text, literal: literal)) }
  func readBytes(_ text: String, literal: Bool) throws -> [UInt8] {
    let path = try filePath(text, literal: literal)
    do { return try Posix.readFile(path) }
    catch let e as Posix.Failure { throw terminating(e.record("FileReadError", .openError, path)) }
  }
}

/// Names that almost mean something: what the shell would have offered at the place of a name it does not know, in the order of
/// likeness. One rule for commands, topics of help, types, members, files, variables, modules and everything of the forest.
import Completion
import Engine
import Primitives

enum UnknownNames {
  /// What was unknown and what is like it; nil when the error is about something else.
  static func advice(_ r: ErrorRecord, _ c: ExecutionContext) -> (header: String, names: [String])? {
    let id = r.errorId.prefix { $0 != "," }
    if id == "CommandNotFoundException", let word = r.target.stringValue {
      if let lab = labs(c).first(where: { $0.equalsIgnoringCase(word) }) { return ("Here it is:", ["Start-Lab " + lab]) }
      return ("The most similar commands are:", similar(word, commands(c)))
    }
    if id == "TypeNotFound", let word = r.target.stringValue ?? between(r.message, "[", "]") { return ("The most similar types are:", similar(word, types(like: word))) }
    if id == "MethodNotFound", let type = between(r.message, "[", "]").flatMap({ TypeTable.resolve($0) }), let word = between(r.message, "'", "'") {
      let methods = (type.allMembers(isStatic: true) + type.allMembers(isStatic: false)).filter { $0.kind == .method && !$0.isHidden && !$0.name.contains("_") }
      return ("The most similar methods are:", similar(word, methods.map(\.name)))
    }
    if id == "PathNotFound", let path = r.target.stringValue, path.hasPrefix("/") {
      guard let slash = path.lastIndex(of: "/") else { return nil }
      let folder = slash == path.startIndex ? "/" : String(path[..<slash])
      guard let found = try? c.callCommand("Get-ChildItem -LiteralPath " + SourceLiteral.quoted(folder) + " -Name -Force") else { return nil }
      return ("The most similar paths are:", similar(String(path[path.index(after: slash)...]), found.compactMap(\.stringValue), slips: true))
    }
    // help has no target: its sentence tells the word
    let words = id == "HelpNotFound" ? r.message.split(separator: " ") : []
    let asked = words.firstIndex(of: "find").flatMap { $0 + 1 < words.count ? words[$0 + 1].filter { $0 != "\"" && $0 != "'" } : nil }
    guard asked != nil || r.category == .objectNotFound, let command = r.invocation?.command,
      let word = asked ?? r.target.stringValue ?? between(r.message, "\"", "\"") ?? between(r.message, "'", "'"), !word.isEmpty
    else { return nil }
    return ("The most similar names are:", similar(word, offered(command, c), byParts: true))
  }

  /// What Tab offers for a command's first argument and for its names of other things, files left out.
  private static func offered(_ command: CommandInfo, _ c: ExecutionContext) -> [String] {
    var names: [String] = [], seen: Set<String> = []
    for parameter in [""] + ["Name", "Identity", "Id"].filter({ n in command.metadata.parameters.contains { $0.name == n } }).map({ "-" + $0 + " " }) {
      let text = command.name + " " + parameter
      for m in Completer.complete(text, at: text.utf16.count, c).matches where m.resultType != .providerItem && m.resultType != .providerContainer {
        if seen.insert(m.listItemText.lowercased()).inserted { names.append(m.listItemText) }
      }
    }
    return names
  }
  private static func commands(_ c: ExecutionContext) -> [String] { c.commands.allCmdlets.map(\.name) + c.functionsInScope.map(\.name) + c.aliasesInScope.map(\.name) + ["exit"] }
  private static func labs(_ c: ExecutionContext) -> [String] { Completer.complete("Start-Lab L", at: 11, c).matches.filter { $0.resultType == .parameterValue }.map(\.completionText) }
  private static func types(like word: String) -> [String] {
    let isFull = word.contains(".")
    let all = TypeTable.types { _ in true }.filter { $0.fullName != $0.fullName.lowercased() && !$0.fullName.contains("`") && !$0.fullName.contains("+") }
    return (isFull ? [] : TypeTable.acceleratorNames.map(\.name)) + all.map { isFull ? $0.fullName : $0.name }
  }
  private static func between(_ text: String, _ open: Character, _ close: Character) -> String? {
    guard let a = text.firstIndex(of: open) else { return nil }
    let rest = text[text.index(after: a)...]
    return rest.firstIndex(of: close).map { String(rest[..<$0]) }
  }

  /// Names one slip away, or else two; where there are none, those that begin with the word, then those one of whose parts it is.
  /// - Parameters:
  ///   - only: nothing but slips counts
  ///   - byParts: a part that is one slip away counts too
  static func similar(_ word: String, _ names: [String], slips only: Bool = false, byParts: Bool = false, limit: Int = 5) -> [String] {
    let typed = Array(word.lowercased().utf8)
    guard typed.count > 1, typed.count < 100 else { return [] }
    var seen: Set<String> = []
    let all = names.filter { seen.insert($0.lowercased()).inserted }
    var found: [(slips: Int, name: String)] = []
    for n in all where abs(n.utf8.count - typed.count) <= 2 {
      let d = EditDistance.between(typed, Array(n.lowercased().utf8))
      if d > 0, d <= max(min(2, typed.count / 3), only ? 1 : 0) { found.append((d, n)) }
    }
    // one slip is likelier than two
    if found.contains(where: { $0.slips == 1 }) { found.removeAll { $0.slips > 1 } }
    if !found.isEmpty { return found.sorted { ($0.slips, $0.name) < ($1.slips, $1.name) }.prefix(limit).map(\.name) }
    if only || typed.count < 3 { return [] }
    let lower = word.lowercased()
    let begun = all.filter { $0.lowercased().hasPrefix(lower) && $0.utf8.count > typed.count }
    if !begun.isEmpty { return begun.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.prefix(limit).map { $0 } }
    let parts = all.filter { name in pieces(name).contains { $0 == lower || byParts && typed.count > 3 && EditDistance.between(typed, Array($0.utf8)) == 1 } }
    return parts.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.prefix(limit).map { $0 }
  }
  /// `Get-LabHint`: get, lab, hint, labhint.
  private static func pieces(_ name: String) -> Set<String> {
    var pieces: Set<String> = [], piece = ""
    func end() { if !piece.isEmpty { pieces.insert(piece.lowercased()); piece = "" } }
    var wasLower = false
    for c in name.unicodeScalars {
      if !c.properties.isAlphabetic && c.properties.numericType == nil { end(); wasLower = false; continue }
      if c.properties.isUppercase, wasLower { end() }
      piece.unicodeScalars.append(c)
      wasLower = !c.properties.isUppercase
    }
    end()
    for part in name.split(separator: "-") { pieces.insert(part.lowercased()) }
    return pieces
  }
}

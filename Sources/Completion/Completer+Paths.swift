/// Files, folders and items of drives.
import Engine
import Glibc
import Primitives
import Syntax

extension Completer {
  /// Names that continue the word as a path, written so that they are read as one word.
  func completePath(foldersOnly: Bool = false, asCommand: Bool = false, extensions: [String] = []) -> [CompletionMatch] {
    let quote = Quoting(word)
    var typed = quote.mark == "'" ? quote.content : Completer.withoutEscapes(withValues(quote.content), quote)
    if asCommand, typed.isEmpty { return [] }
    var prefix = ""
    if let cut = Completer.providerQualifier(typed) {
      let provider = typed[..<cut].split(separator: "\\").last.map(String.init) ?? ""
      guard provider.equalsIgnoringCase("FileSystem") else { return completeProviderItem(provider, String(typed[typed.index(cut, offsetBy: 2)...]), quote) }
      prefix = (typed[..<cut].contains("\\") ? "Microsoft.PowerShell.Core\\" : "") + "FileSystem::"
      typed = String(typed[typed.index(cut, offsetBy: 2)...])
    } else if let items = completeDriveItem(typed, quote) { return foldersOnly ? items.filter { $0.resultType == .providerContainer } : items }
    typed = String(typed.map { $0 == "\\" ? "/" : $0 })
    let folderText: String, leaf: String
    if let slash = typed.lastIndex(of: "/") {
      folderText = String(typed[...slash])
      leaf = String(typed[typed.index(after: slash)...])
    } else { folderText = ""; leaf = typed }
    let isLiteral = literalPaths || asCommand
    let isWild = !literalPaths && WildcardPattern.containsWildcard(leaf)
    guard let pattern = try? WildcardPattern(isWild ? leaf + "*" : WildcardPattern.escape(leaf) + "*") else { return [] }
    var matches: [CompletionMatch] = []
    for folder in folders(folderText) {
      var entries = Folder.list(folder).filter { e in
        pattern.matches(e.name) && (!foldersOnly || e.isFolder)
          && (extensions.isEmpty || e.isFolder || extensions.contains { e.name.lowercased().hasSuffix($0) })
      }
      entries.sort { Collation.compare($0.name, $1.name, ignoreCase: true) < 0 }
      let base: String
      if folderText.hasPrefix("~/") { base = folderText }
      else if folderText.hasPrefix("/") { base = folder.hasSuffix("/") ? folder : folder + "/" }
      else { base = prefix.isEmpty ? Completer.relative(folder, to: current()) : folder + "/" }
      matches += entries.map { e in
        CompletionMatch(
          written(prefix + base, e.name, quote, asCommand: asCommand, literal: isLiteral), list: e.name, e.isFolder ? .providerContainer : .providerItem,
          toolTip: (folder.hasSuffix("/") ? folder : folder + "/") + e.name)
      }
    }
    return matches
  }

  /// Variables at the beginning of a path (`$HOME/x`) with their values.
  private func withValues(_ text: String) -> String {
    guard text.hasPrefix("$") else { return text }
    let name = text.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" }
    let rest = text.dropFirst(1 + name.count)
    guard !name.isEmpty, let first = rest.first, first == "/" || first == "\\" else { return text }
    let value = name.lowercased().hasPrefix("env:") ? getenv(String(name.dropFirst(4))).map { Value.str(String(cString: $0)) } : context.variable(String(name))
    if name.lowercased() == "psscriptroot", let file = source.file { return Completer.folder(of: file) + rest }
    guard let v = value, !v.isNull, Completer.isPlain(v) else { return text }
    return Conversion.toString(v, context) + rest
  }

  /// Where the `::` behind a provider's name begins.
  private static func providerQualifier(_ text: String) -> String.Index? {
    var i = text.startIndex
    while i < text.endIndex {
      let next = text.index(after: i)
      if text[i] == "/" { return nil }
      if text[i] == ":", next < text.endIndex, text[next] == ":" { return i > text.startIndex ? i : nil }
      i = next
    }
    return nil
  }
  private func completeProviderItem(_ provider: String, _ rest: String, _ quote: Quoting) -> [CompletionMatch] {
    guard let pattern = try? WildcardPattern(rest + "*") else { return [] }
    let names: [String], shown: String
    switch provider.lowercased() {
    case "environment": names = Environment.names; shown = "Environment"
    case "variable": names = context.visibleVariables().map(\.name); shown = "Variable"
    case "function": names = context.functionsInScope.map(\.name); shown = "Function"
    case "alias": names = context.aliasesInScope.map(\.name); shown = "Alias"
    default: return []
    }
    return names.filter { pattern.matches($0) }.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }.map { n in
      let text = shown + "::" + n, mark = quote.mark.isEmpty && Quoting.isNeeded(text) ? "'" : quote.mark
      return CompletionMatch(mark + text + mark, list: n, .providerItem, toolTip: text)
    }
  }

  /// The folders a path's beginning names, absolute; several where it has wildcards.
  private func folders(_ text: String) -> [String] {
    let whole = text.isEmpty ? current() : { $0.hasPrefix("/") ? $0 : current() + "/" + $0 }(expandHome(text))
    var found = [""]
    for part in whole.split(separator: "/") {
      if part == "." { continue }
      if part == ".." { found = found.map { f in f.lastIndex(of: "/").map { String(f[..<$0]) } ?? "" }; continue }
      if !literalPaths, WildcardPattern.containsWildcard(String(part)), let pattern = try? WildcardPattern(String(part)) {
        found = found.flatMap { f in Folder.list(f.isEmpty ? "/" : f).filter { $0.isFolder && pattern.matches($0.name) }.map { f + "/" + $0.name } }
      } else { found = found.map { $0 + "/" + (literalPaths ? String(part) : WildcardPattern.unescape(String(part))) } }
    }
    return found.map { $0.isEmpty ? "/" : $0 }
  }
  /// A folder as seen from another, with a separator at its end.
  private static func relative(_ folder: String, to base: String) -> String {
    let a = base.split(separator: "/"), b = folder.split(separator: "/")
    var i = 0
    while i < a.count, i < b.count, a[i] == b[i] { i += 1 }
    let up = Array(repeating: "..", count: a.count - i) + b[i...].map(String.init)
    if up.isEmpty { return "./" }
    return (up[0] == ".." ? "" : "./") + up.joined(separator: "/") + "/"
  }

  /// A path as one word of code: escaped, and in quotes where it needs them.
  private func written(_ base: String, _ name: String, _ quote: Quoting, asCommand: Bool, literal: Bool) -> String {
    let isDouble = quote.mark == "\""
    var out = "", needsQuotes = false
    let path = base + name
    for (i, c) in path.enumerated() {
      switch c {
      case "#", "-", "@": if i == 0 { needsQuotes = true }
      case " ", ",", ";", "(", ")", "{", "}", "|", "&": needsQuotes = true
      case "[", "]":
        if !literal {
          out += isDouble ? (out.last == "`" ? "````" : "``") : "`"
          needsQuotes = true
        }
      case "`":
        if isDouble { out += !literal && out.last == "`" ? "```" : "`" } else if !literal { out += "`" }
        needsQuotes = true
      case "$":
        if isDouble { out += "`" }
        needsQuotes = true
      case "'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}": if !isDouble { out += "'"; needsQuotes = true }
      case "\"", "\u{201C}", "\u{201D}", "\u{201E}":
        if isDouble { out += "`" }
        needsQuotes = true
      default: break
      }
      out.append(c)
    }
    if !quote.mark.isEmpty { return quote.mark + out + quote.mark }
    // a name that would begin a comment or splatting is quoted in the current folder too
    if base == "./", name.count > 1, name.hasPrefix("#") || name.hasPrefix("@") { needsQuotes = true }
    guard needsQuotes else { return out }
    let text = "'" + out + "'"
    guard asCommand, commandAround().map({ $0.invocationOperator == .none }) ?? true else { return text }
    return "& " + text
  }

  private static func folder(of file: String) -> String { file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "" }
  private func current() -> String {
    // what a script uses is found beside it
    if let file = source.file, tree.usingStatements.contains(where: { $0.extent.start <= cursor && cursor <= $0.extent.end }) { return Completer.folder(of: file) }
    guard let p = getcwd(nil, 0) else { return "" }
    defer { free(p) }
    return String(cString: p)
  }
  func expandHome(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/") else { return path }
    let set = (try? context.callCommand("Get-PSProvider", ["FileSystem"]))?.first.flatMap { (try? context.property($0, "Home")).flatMap { $0 } }.map { Conversion.toString($0, context) }
    let home = set.flatMap { $0.isEmpty ? nil : $0 } ?? getenv("HOME").map { String(cString: $0) } ?? ""
    return home + path.dropFirst()
  }

  /// `variable:na`, `Env:/PA`, own drives; nil when the word names no drive.
  private func completeDriveItem(_ typed: String, _ quote: Quoting) -> [CompletionMatch]? {
    guard let colon = typed.firstIndex(of: ":"), colon != typed.startIndex, !typed[..<colon].contains("/") else { return nil }
    let drive = String(typed[..<colon])
    var rest = String(typed[typed.index(after: colon)...])
    if rest.hasPrefix("/") || rest.hasPrefix("\\") { rest.removeFirst() }
    guard let pattern = try? WildcardPattern(rest + "*") else { return [] }
    let names: [String], shown: String
    switch drive.lowercased() {
    case "env": names = Environment.names; shown = "Env"
    case "variable": names = context.visibleVariables().map(\.name); shown = "Variable"
    case "function": names = context.functionsInScope.map(\.name); shown = "Function"
    case "alias": names = context.aliasesInScope.map(\.name); shown = "Alias"
    default: return ownDrive(drive, rest, quote)
    }
    return names.filter { pattern.matches($0) }.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }.map {
      let text = shown + ":/" + $0
      let mark = !quote.mark.isEmpty ? quote.mark : Quoting.isNeeded(text) ? "'" : ""
      return CompletionMatch(mark + text + mark, list: $0, .providerItem, toolTip: text)
    }
  }
  private func ownDrive(_ drive: String, _ rest: String, _ quote: Quoting) -> [CompletionMatch]? {
    guard let found = (try? context.callCommand("Get-PSDrive", [drive]))?.first,
      let root = (try? context.property(found, "Root")).flatMap({ $0 }).map({ Conversion.toString($0, context) }), !root.isEmpty
    else { return nil }
    let name = (try? context.property(found, "Name")).flatMap { $0 }.map { Conversion.toString($0, context) } ?? drive
    let slash = rest.lastIndex(of: "/")
    let folder = slash.map { String(rest[...$0]) } ?? "", leaf = slash.map { String(rest[rest.index(after: $0)...]) } ?? rest
    guard let pattern = try? WildcardPattern(leaf + "*") else { return [] }
    return Folder.list(root + "/" + folder).filter { pattern.matches($0.name) }.sorted { Collation.compare($0.name, $1.name, ignoreCase: true) < 0 }.map {
      CompletionMatch(written(name + ":/" + folder, $0.name, quote, asCommand: false, literal: literalPaths), list: $0.name, $0.isFolder ? .providerContainer : .providerItem)
    }
  }
}

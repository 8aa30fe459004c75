/// Files, folders and items of drives.
import Engine
import Glibc
import Primitives
import Syntax

extension Completer {
  /// Names that continue the word as a path, written so that they are read as one word.
  func completePath(foldersOnly: Bool = false, asCommand: Bool = false, extensions: [String] = []) -> [CompletionMatch] {
    let quote = Quoting(word)
    var typed = quote.mark == "'" ? quote.content : Completer.withoutEscapes(quote.content, quote)
    if asCommand, typed.isEmpty { return [] }
    if let items = completeDriveItem(typed, quote) { return items }
    typed = String(typed.map { $0 == "\\" ? "/" : $0 })
    let folderText: String, leaf: String
    if let slash = typed.lastIndex(of: "/") {
      folderText = String(typed[...slash])
      leaf = String(typed[typed.index(after: slash)...])
    } else { folderText = ""; leaf = typed }
    if leaf == "~", folderText.isEmpty || leaf == "..", folderText.isEmpty { return [] }
    if WildcardPattern.containsWildcard(folderText) { return [] }
    let folder = folderText.isEmpty ? "." : expandHome(folderText)
    let isWild = !literalPaths && WildcardPattern.containsWildcard(leaf)
    guard let pattern = try? WildcardPattern(isWild ? leaf + "*" : WildcardPattern.escape(leaf) + "*") else { return [] }
    let showsHidden = leaf.hasPrefix(".") || isWild || (leaf.isEmpty && !folderText.isEmpty)
    var entries = Folder.list(folder).filter { e in
      pattern.matches(e.name) && (!foldersOnly || e.isFolder) && (showsHidden || !e.name.hasPrefix("."))
        && (extensions.isEmpty || e.isFolder || extensions.contains { e.name.lowercased().hasSuffix($0) })
    }
    entries.sort { Collation.compare($0.name, $1.name, ignoreCase: true) < 0 }
    let base: String
    if folderText.isEmpty { base = "./" }
    else if folderText.hasPrefix("/") || folderText.hasPrefix("~") || folderText.hasPrefix("./") || folderText.hasPrefix("../") { base = Completer.simplified(folderText) }
    else { base = "./" + folderText }
    return entries.map { e in
      let text = written(base, e.name, quote, asCommand: asCommand)
      return CompletionMatch(text, list: e.name, e.isFolder ? .providerContainer : .providerItem, toolTip: absolute(folder, e.name))
    }
  }

  /// `./one/../one/` is `./one/`; leading `..` stay.
  private static func simplified(_ folder: String) -> String {
    guard folder.contains("/../") || folder.dropFirst().contains("./") else { return folder }
    var parts: [Substring] = []
    for p in folder.split(separator: "/") {
      if p == ".." , let last = parts.last, last != "..", last != "." { parts.removeLast() } else if p == ".", !parts.isEmpty { continue } else { parts.append(p) }
    }
    let joined = parts.joined(separator: "/") + "/"
    return folder.hasPrefix("/") ? "/" + joined : joined
  }

  private func written(_ base: String, _ name: String, _ quote: Quoting, asCommand: Bool) -> String {
    var escaped = literalPaths ? name : WildcardPattern.escape(name)
    if !literalPaths { escaped = Completer.doubledBackticks(escaped, name) }
    let whole = base + escaped
    if !quote.mark.isEmpty { return quote.mark + Quoting.escape(whole, quote.mark) + quote.mark }
    let needs = name.hasPrefix("#") && base == "./" || name.hasPrefix("@") && base == "./" && name != "@" ? true : Quoting.isNeeded(whole) || escaped != name
    guard needs else { return whole }
    let text = "'" + Quoting.escape(whole, "'") + "'"
    guard asCommand, commandAround().map({ $0.invocationOperator == .none }) ?? true else { return text }
    return "& " + text
  }
  /// A backtick in a name is doubled, so that it is not read as an escape.
  private static func doubledBackticks(_ escaped: String, _ name: String) -> String {
    guard name.contains("`") else { return escaped }
    var out = ""
    for c in name { if c == "`" || c == "[" || c == "]" || c == "*" || c == "?" { out += "`" }; out.append(c) }
    return out
  }

  private func current() -> String {
    guard let p = getcwd(nil, 0) else { return "" }
    defer { free(p) }
    return String(cString: p)
  }
  private func absolute(_ folder: String, _ name: String) -> String {
    let f = folder == "." ? current() : folder.hasPrefix("/") ? folder : current() + "/" + folder
    return f + (f.hasSuffix("/") ? "" : "/") + name
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
    case "function": names = context.commands.allFunctions.map(\.name); shown = "Function"
    case "alias": names = context.commands.allAliases.map(\.name); shown = "Alias"
    default: return ownDrive(drive, rest, quote)
    }
    return names.filter { pattern.matches($0) }.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }.map {
      let text = shown + ":/" + $0
      return CompletionMatch(Quoting.isNeeded(text) || !quote.mark.isEmpty ? (quote.mark.isEmpty ? "'" : quote.mark) + text + (quote.mark.isEmpty ? "'" : quote.mark) : text, list: $0, .providerItem)
    }
  }
  private func ownDrive(_ drive: String, _ rest: String, _ quote: Quoting) -> [CompletionMatch]? {
    guard let found = (try? context.callCommand("Get-PSDrive", [drive]))?.first, let root = (try? context.property(found, "Root")).flatMap({ $0 }).map({ Conversion.toString($0, context) }), !root.isEmpty else { return nil }
    let name = (try? context.property(found, "Name")).flatMap { $0 }.map { Conversion.toString($0, context) } ?? drive
    let slash = rest.lastIndex(of: "/")
    let folder = slash.map { String(rest[...$0]) } ?? "", leaf = slash.map { String(rest[rest.index(after: $0)...]) } ?? rest
    guard let pattern = try? WildcardPattern(leaf + "*") else { return [] }
    return Folder.list(root + "/" + folder).filter { pattern.matches($0.name) }.sorted { Collation.compare($0.name, $1.name, ignoreCase: true) < 0 }.map {
      CompletionMatch(written(name + ":/" + folder, $0.name, quote, asCommand: false), list: $0.name, $0.isFolder ? .providerContainer : .providerItem)
    }
  }
}

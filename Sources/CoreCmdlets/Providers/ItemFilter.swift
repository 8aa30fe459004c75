/// `-Filter`, `-Include` and `-Exclude` of item cmdlets; and the listing Get-ChildItem makes with them.
import Engine

struct ItemFilter {
  let filter: Wildcard?
  let include: WildcardList
  let exclude: [Wildcard]
  let filterText: String?
  init(_ filter: String?, _ include: [String], _ exclude: [String]) {
    filterText = filter.flatMap { $0.isEmpty ? nil : $0 }
    self.filter = filterText.map(Wildcard.init)
    self.include = WildcardList(include)
    self.exclude = exclude.map(Wildcard.init)
  }
  func passes(_ name: String) -> Bool {
    (filter?.matches(name) ?? true) && include.matches(name) && !exclude.contains { $0.matches(name) }
  }
  /// Folders are walked even when the filter names files.
  func passesItem(_ p: ItemPath) -> Bool {
    p.isContainer ? include.matches(p.leaf) && !exclude.contains { $0.matches(p.leaf) } : passes(p.leaf)
  }
  var selects: Bool { !include.patterns.isEmpty || !exclude.isEmpty }
}

struct ItemListing {
  let shell: Invocation
  var filter: ItemFilter
  var recurse = false, hidden = false, onlyHidden = false, onlyFolders = false, onlyFiles = false, onlyReadOnly = false, names = false
  var depth: Int?
  var attributes: String?
  init(_ shell: Invocation, _ filter: ItemFilter) { self.shell = shell; self.filter = filter }

  func list(_ text: String, literal: Bool) throws {
    let found = try shell.space.expand(text, literal: literal)
    let hasWildcard = !literal && Wildcard.hasSpecial(text)
    for p in found {
      guard p.exists else {
        // `dir x.txt -Recurse` searches for the name below
        if recurse, p.provider.isHierarchical, p.parent.isContainer, !literal, !text.hasSuffix("/") {
          var deeper = self
          deeper.filter = ItemFilter(p.leaf, filter.include.patterns.map(\.text), filter.exclude.map(\.text))
          let before = ItemListing.count
          try deeper.children(p.parent, "", depth ?? .max)
          if ItemListing.count != before { continue }
        }
        try shell.notFound(p)
        continue
      }
      if !p.isContainer || (!p.provider.isHierarchical && !p.path.isEmpty) {
        if filter.passes(p.leaf), wanted(p) { try put(p, p.leaf) }
        continue
      }
      if filter.selects, !recurse {
        // include and exclude choose among the items the path names, not among their children
        if hasWildcard { if filter.passes(p.leaf), wanted(p) { try put(p, p.leaf) } }
        else if filter.include.patterns.isEmpty { try children(p, "", 0) }
        else if filter.include.matches(p.leaf), wanted(p) { try put(p, p.leaf) }
        continue
      }
      if hasWildcard, recurse, filter.selects, filter.passes(p.leaf), wanted(p) { try put(p, p.leaf) }
      try children(p, "", recurse ? depth ?? .max : 0)
    }
  }
  nonisolated(unsafe) private static var count = 0

  /// A folder's children, then those of its folders; with include or exclude, folder by folder.
  private func children(_ p: ItemPath, _ prefix: String, _ depth: Int) throws {
    try shell.poll()
    let all: [String]
    do { all = try p.provider.childNames(p.path, hidden: hidden) }
    catch let e as Posix.Failure {
      return try shell.error("DirUnauthorizedAccessError", .permissionDenied, "Access to the path '\(p.path)' is denied.", exception: e.exceptionType, target: .str(p.path))
    }
    let list = all
    if filter.selects, recurse {
      for n in list {
        let c = p.child(n)
        if filter.passes(n), wanted(c) { try put(c, prefix + n) }
        if depth > 0, c.isContainer, p.provider.isHierarchical, !isLink(c) { try children(c, prefix + n + "/", depth - 1) }
      }
      return
    }
    for n in list {
      let c = p.child(n)
      if filter.passes(n), wanted(c) { try put(c, prefix + n) }
    }
    guard depth > 0, p.provider.isHierarchical else { return }
    for n in list { let c = p.child(n); if c.isContainer, !isLink(c) { try children(c, prefix + n + "/", depth - 1) } }
  }
  private func isLink(_ p: ItemPath) -> Bool { Posix.info(p.path, follow: false)?.isLink ?? false }
  private func wanted(_ p: ItemPath) -> Bool {
    guard p.provider.isHierarchical else { return !onlyFiles && !onlyFolders || onlyFiles }
    if onlyFolders, !p.isContainer { return false }
    if onlyFiles, p.isContainer { return false }
    if onlyHidden, !p.leaf.hasPrefix(".") { return false }
    if onlyReadOnly, (Posix.info(p.path)?.mode ?? 0) & 0o200 != 0 { return false }
    if let attributes { return matches(attributes, p) }
    return true
  }
  /// `Directory`, `!Hidden`, `A+B`, `A,B`.
  private func matches(_ expression: String, _ p: ItemPath) -> Bool {
    func has(_ word: Substring) -> Bool {
      var w = word.trimmed.lowercased()
      let negated = w.hasPrefix("!")
      if negated { w.removeFirst() }
      let is_: Bool = switch w {
      case "directory", "d": p.isContainer
      case "hidden", "h": p.leaf.hasPrefix(".")
      case "readonly", "r": (Posix.info(p.path)?.mode ?? 0) & 0o200 == 0
      case "reparsepoint", "l": isLink(p)
      case "normal": !p.isContainer && !p.leaf.hasPrefix(".")
      default: false
      }
      return is_ != negated
    }
    return expression.split(separator: ",").contains { $0.split(separator: "+").allSatisfy(has) }
  }
  private func put(_ p: ItemPath, _ name: String) throws {
    ItemListing.count &+= 1
    if names { try shell.write(name) } else { try shell.write(try p.object()) }
  }
}

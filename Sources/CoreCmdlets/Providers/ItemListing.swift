/// The listing Get-ChildItem makes, with what its switches ask for.
import Engine
import Glibc

struct ItemListing {
  let shell: Invocation
  var filter: ItemFilter
  var recurse = false, hidden = false, onlyHidden = false, onlyFolders = false, onlyFiles = false, onlyReadOnly = false, names = false, followsLinks = false
  /// A mark no file has on this system.
  var onlySystem = false
  var depth: Int?
  var attributes: FileAttributesExpression?
  init(_ shell: Invocation, _ filter: ItemFilter) { self.shell = shell; self.filter = filter }

  /// Names carry the properties of their items, unless they were searched for.
  private var namesKnowTheirPlace = false
  private var levels: Int { recurse ? depth ?? .max : 0 }

  func list(_ text: String, literal: Bool) throws {
    let place = try shell.space.resolve(literal ? text : Wildcard.unescape(text))
    try shell.requireService(by: place.provider, levels: place.isContainer)
    if names { return try listNames(text, literal: literal) }
    guard !literal, recurse || Wildcard.hasSpecial(text) || filter.selects else {
      let p = try shell.space.resolve(literal ? text : Wildcard.unescape(text))
      guard p.exists else {
        if literal, filter.selects { if filter.chooses(p.leaf) { try shell.notFoundItem(p.path) }; return }
        return try missing(p, text)
      }
      if filter.selects { return try chosen(p, levels) }
      if !p.isContainer { return try single(p, isFolder: p.ending(as: text).path != p.path) }
      return try listItem(p, seen: nil)
    }
    var listing = self, text = text
    if recurse, !text.hasSuffix("/"), !text.hasSuffix("\\") {
      let leaf = PathText.leaf(text)
      let parent = String(text.dropLast(leaf.count))
      if leaf == "*", onlyFiles || onlyFolders { text = parent }
      // `dir a*.txt -Recurse` looks for the name in the folder and everywhere below
      if filter.include.patterns.isEmpty, !text.isEmpty, try Wildcard.hasSpecial(text) || !shell.space.resolve(Wildcard.unescape(text)).isContainer {
        if leaf != "*" { listing.filter = ItemFilter(filter.filterText, [leaf], filter.exclude.map(\.text)) }
        text = parent
      }
    }
    try listing.listPattern(text.isEmpty ? "." : text)
  }
  private func listPattern(_ text: String) throws {
    let isPattern = Wildcard.hasSpecial(text)
    var found = try shell.space.expand(text, literal: false, hidden: hidden, choice: recurse ? nil : filter)
    if isPattern { found = found.filter(wanted) }
    if !recurse, isPattern, let mask = filter.filter { found = found.filter { mask.matches($0.leaf) } }
    for p in found {
      guard p.exists else { try shell.notFound(p, text); continue }
      if filter.selects || recurse && isPattern { try chosen(p, levels) }
      else if isPattern, !recurse { try single(p) }
      else if p.isContainer || isPattern { try listItem(p, seen: nil) }
      else { try single(p, isFolder: text.hasSuffix("/") || text.hasSuffix("\\")) }
    }
  }
  /// An item itself; one written with a separator at its end must be a folder.
  private func single(_ p: ItemPath, isFolder: Bool = false) throws {
    if (isFolder && !p.isContainer) || (p.isHidden && !hidden && !onlyHidden && !asksForHidden) {
      return try shell.notFoundItem(isFolder ? p.path + "/" : p.path)
    }
    try put(p, p.leaf)
  }
  private func listItem(_ p: ItemPath, seen: FolderTracker?) throws {
    if p.isContainer, p.provider.isHierarchical || p.path.isEmpty {
      try children(p, "", levels, recurse && followsLinks ? FolderTracker(p.path) : nil)
    } else { try single(p) }
  }
  /// With -Include and -Exclude, folder by folder.
  private func chosen(_ p: ItemPath, _ depth: Int) throws {
    guard p.isContainer, p.provider.isHierarchical || p.path.isEmpty else {
      if filter.chooses(p.leaf), wanted(p) { try single(p) }
      return
    }
    for n in try childNames(p) {
      let c = p.child(n)
      if filter.passes(n), wanted(c) { try put(c, n) }
      if recurse, depth > 0, c.isContainer, c.provider.isHierarchical { try chosen(c, depth - 1) }
    }
  }
  private func childNames(_ p: ItemPath) throws -> [String] {
    try shell.poll()
    do { return try p.provider.childNames(p.path, hidden: hidden || asksForHidden) }
    catch let e as Posix.Failure {
      let denied = e.exceptionType == "System.UnauthorizedAccessException"
      try shell.error(e.record(denied ? "DirUnauthorizedAccessError" : "DirIOError", denied ? .permissionDenied : .readError, p.path))
      return []
    }
  }

  /// A folder's children, then those of its folders.
  private func children(_ p: ItemPath, _ prefix: String, _ depth: Int, _ seen: FolderTracker?) throws {
    let list = try childNames(p)
    for n in list {
      let c = p.child(n)
      if filter.passes(n), wanted(c) { try put(c, prefix + n) }
    }
    guard depth > 0, p.provider.isHierarchical else { return }
    for n in list {
      let c = p.child(n)
      guard c.isContainer else { continue }
      if let seen {
        if !seen.visits(c.path) { try shell.warning("Skip already-visited directory \(c.path)."); continue }
      } else if !names, isLink(c) { continue }
      try children(c, prefix + n + "/", depth - 1, seen)
    }
  }

  // MARK: -Name

  private func listNames(_ text: String, literal: Bool) throws {
    let isPattern = !literal && Wildcard.hasSpecial(text)
    guard !literal, isPattern || filter.selects else {
      let p = try shell.space.resolve(literal ? text : Wildcard.unescape(text))
      guard p.exists else { return try missing(p, text) }
      var listing = self
      listing.namesKnowTheirPlace = !recurse
      if p.isContainer { return try listing.children(p, "", levels, nil) }
      // looked into like a folder, a file has one name, which is empty
      if recurse { try shell.write("") } else if wanted(p), hidden || !p.isHidden { try listing.put(p, p.leaf) }
      return
    }
    for p in try shell.space.expand(text, literal: false, hidden: hidden) {
      guard p.exists else { try missing(p, text); continue }
      if !isPattern || recurse, p.isContainer { try children(p, "", levels, nil) }
      else if filter.chooses(p.leaf), wanted(p) { try put(p, p.provider.isHierarchical ? p.leaf : p.path) }
    }
  }

  /// Drives without folders know the item's name only.
  /// What is listed is named as its provider has it, not as its drive.
  private func missing(_ p: ItemPath, _ text: String) throws {
    try shell.error(PathSpace.notFound(p.written ?? (!p.provider.isHierarchical || p.drive?.isLetter != true ? p.ending(as: text).path : p.shown(as: text))))
  }
  private func isLink(_ p: ItemPath) -> Bool { Posix.info(p.path, follow: false)?.isLink ?? false }
  private func wanted(_ p: ItemPath) -> Bool {
    guard p.provider.isHierarchical else { return !onlyFiles && !onlyFolders || onlyFiles }
    if onlyFolders, !p.isContainer { return false }
    if onlyFiles, p.isContainer { return false }
    if onlyHidden, !p.isHidden { return false }
    if onlySystem { return false }
    if onlyReadOnly, (Posix.info(p.path)?.mode ?? 0) & 0o200 != 0 { return false }
    if let attributes { return attributes.accepts(marks(p)) }
    return true
  }
  private var asksForHidden: Bool { attributes?.mentions(ItemListing.hiddenMark) ?? false }
  private static let readOnlyMark: Int64 = 1, hiddenMark: Int64 = 2, folderMark: Int64 = 16, normalMark: Int64 = 128, linkMark: Int64 = 1024
  private func marks(_ p: ItemPath) -> Int64 {
    var marks: Int64 = p.isContainer ? Self.folderMark : 0
    if p.isHidden { marks |= Self.hiddenMark }
    if (Posix.info(p.path)?.mode ?? 0) & 0o200 == 0 { marks |= Self.readOnlyMark }
    if isLink(p) { marks |= Self.linkMark }
    return marks == 0 ? Self.normalMark : marks
  }
  private func put(_ p: ItemPath, _ name: String) throws {
    if names { try shell.write(namesKnowTheirPlace ? p.decorate(.str(name)) : .str(name)) } else { try shell.write(try p.object()) }
  }
}

/// The folders a listing that follows links has been in.
private final class FolderTracker {
  private var known: Set<[UInt64]> = []
  init(_ root: String) { _ = visits(root) }
  /// False when the folder was met before.
  func visits(_ path: String) -> Bool {
    var s = stat()
    guard stat(path, &s) == 0 else { return false }
    return known.insert([UInt64(s.st_dev), UInt64(s.st_ino)]).inserted
  }
}

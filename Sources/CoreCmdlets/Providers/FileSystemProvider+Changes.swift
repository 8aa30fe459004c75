/// How files and folders are made, removed, copied, moved and renamed, with the questions asked before and what is said when it fails.
import Engine
import Glibc

/// The base of `FileSystemProvider`: what changes the file system.
class FileSystemChanges: Provider {
  /// The file or folder as the target of an error.
  private func target(_ path: String) -> Value { (try? item(path)) ?? .str(path) }

  private func report(_ e: Posix.Failure, _ stem: String, _ path: String, _ target: Value, _ shell: Invocation) throws {
    let denied = e.exceptionType == "System.UnauthorizedAccessException"
    try shell.error(ErrorRecord(PSException(e.exceptionType, e.message), id: stem + (denied ? "UnauthorizedAccessError" : "IOError"), denied ? .permissionDenied : .writeError, target: target))
  }
  private func ioError(_ id: String, _ category: ErrorCategory, _ message: String, _ target: Value, _ shell: Invocation) throws {
    try shell.error(id, category, message, exception: "System.IO.IOException", target: target)
  }
  /// Both paths are the same file, and no link to it.
  private func isItself(_ a: String, _ b: String) -> Bool {
    var x = stat(), y = stat()
    return lstat(a, &x) == 0 && lstat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino
  }
  /// Both paths lead to the same file.
  private func isSame(_ a: String, _ b: String) -> Bool {
    var x = stat(), y = stat()
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino
  }

  // MARK: New

  enum Kind {
    case file, directory, symbolicLink, junction, hardLink
    /// What a beginning of its name stands for; a file when none is given.
    init?(_ name: String) {
      let k = name.lowercased()
      if k.isEmpty { self = .file; return }
      let all: [(String, Kind)] = [("directory", .directory), ("container", .directory), ("file", .file), ("symboliclink", .symbolicLink), ("junction", .junction), ("hardlink", .hardLink)]
      let w = Wildcard(k + "*")
      guard let found = all.first(where: { w.matches($0.0) }) else { return nil }
      self = found.1
    }
    var isLink: Bool { switch self { case .symbolicLink, .junction, .hardLink: true; case .file, .directory: false } }
    var action: String {
      switch self {
      case .file: "Create File"
      case .directory: "Create Directory"
      case .symbolicLink: "Create Symbolic Link"
      case .junction: "Create Junction"
      case .hardLink: "Create Hard Link"
      }
    }
  }

  override func new(_ p: ItemPath, type: String, value: Value?, force: Bool, _ shell: Invocation) throws -> Value? {
    let above = parent(p.path)
    if force, !exists(above), try shell.shouldProcess("Destination: \(above)", action: Kind.directory.action) { try? Posix.makeDirectory(above, parents: true) }
    guard let kind = Kind(type) else {
      throw shell.terminating(
        "Argument", .invalidArgument,
        "The type is not a known type for the file system. Only \"file\",\"directory\" or \"symboliclink\" can be specified.",
        exception: "System.Management.Automation.PSArgumentException", target: .null)
    }
    if kind == .directory { return try makeFolder(p, force: force, shell) ? try p.object() : nil }
    guard try shell.shouldProcess("Destination: \(p.path)", action: kind.action) else { return nil }
    if kind.isLink {
      return try link(p, kind, to: value.map { Conversion.toString($0, shell.context) } ?? "", force: force, shell) ? try p.object() : nil
    }
    do {
      if !force, Posix.info(p.path) != nil { throw Posix.Failure(code: EEXIST, path: p.path) }
      let file = try OutputFile(p.path, append: false)
      if let value, !value.isNull {
        // the value's ToString(), which of a collection is its type
        let text = if case .object = value { Conversion.toString(value, shell.context) } else { Conversion.plainText(value) }
        try file.write(Array(text.utf8))
      }
      try file.close()
    } catch let e as Posix.Failure { try report(e.code == ENOENT ? Posix.Failure(code: ENOTDIR, path: p.path) : e, "NewItem", p.path, .str(p.path), shell); return nil }
    return try p.object()
  }

  private func makeFolder(_ p: ItemPath, force: Bool, _ shell: Invocation) throws -> Bool {
    if !force, exists(p.path) {
      try ioError("DirectoryExist", .resourceExists, "An item with the specified name \(p.path) already exists.", .str(p.path), shell)
      return false
    }
    guard try shell.shouldProcess("Destination: \(p.path)", action: Kind.directory.action) else { return false }
    do { try Posix.makeDirectory(p.path, parents: true) } catch let e as Posix.Failure {
      // with -Force only a lack of rights is told, as in PowerShell
      if !force || e.code == EACCES || e.code == EPERM { try report(e, "CreateDirectory", p.path, .str(p.path), shell) }
      return false
    }
    return true
  }

  private func link(_ p: ItemPath, _ kind: Kind, to text: String, force: Bool, _ shell: Invocation) throws -> Bool {
    var to = text
    if kind == .hardLink {
      to = PathSpace.normal(PathSpace.slashes(text), below: space.folder)
    } else { to = PathSpace.slashes(text) }
    if kind == .junction, !to.hasPrefix("/") {
      try shell.error("NotAbsolutePath", .invalidArgument, "Creating a junction requires an absolute path for the target.", exception: "System.ArgumentException", target: .str(to))
      return false
    }
    let found = Posix.info(to)
    if kind != .symbolicLink, found == nil {
      try shell.error("ItemNotFound", .objectNotFound, "Could not find item \(to).", exception: "System.Management.Automation.ItemNotFoundException", target: .str(to))
      return false
    }
    if kind == .hardLink, found?.isDirectory ?? false {
      try shell.error("ItemNotFile", .invalidOperation, "A file is required for the operation. The item '\(to)' is not a file.", exception: "System.InvalidOperationException", target: .str(to))
      return false
    }
    let old = Posix.info(p.path, follow: false)
    if force {
      if kind == .hardLink, p.path.equalsIgnoringCase(to) {
        try shell.error("TargetIsSameAsLink", .invalidOperation, "The target and path cannot be the same.", exception: "System.InvalidOperationException", target: .str(p.path))
        return false
      }
      if let old, (old.isDirectory ? rmdir(p.path) : unlink(p.path)) != 0 { try report(Posix.Failure(code: errno, path: p.path), "NewItemDelete", p.path, .str(p.path), shell) }
    } else if old != nil {
      try ioError("SymLinkExists", .resourceExists, "Cannot create link because the path already exists: \(p.path).", .str(p.path), shell)
      return false
    }
    guard (kind == .hardLink ? Glibc.link(to, p.path) : symlink(to, p.path)) != 0 else { return true }
    let code = errno
    if code == EACCES || code == EPERM {
      try shell.error(
        "NewItemSymbolicLinkElevationRequired", .permissionDenied, "Administrator privilege required for this operation.",
        exception: "System.UnauthorizedAccessException", target: .str(text))
      return false
    }
    throw shell.terminating("System.ComponentModel.Win32Exception", .notSpecified, String(cString: strerror(code)), exception: "System.ComponentModel.Win32Exception")
  }

  // MARK: Remove

  override func remove(_ p: ItemPath, recurse: Bool, force: Bool, _ shell: Invocation) throws {
    let isFolder = Posix.info(p.path)?.isDirectory ?? false
    if isFolder, !recurse, Posix.info(p.path, follow: false)?.isLink != true, let some = try? Posix.list(p.path), !some.isEmpty {
      guard try shell.mayRemoveWithChildren(p) else { return }
    }
    if isFolder { try removeFolder(p.path, recurse: recurse, force: force, isRoot: true, shell) } else { try removeFile(p.path, asks: true, force: force, shell) }
  }
  private func removeFile(_ path: String, asks: Bool, force: Bool, _ shell: Invocation) throws {
    try shell.poll()
    if asks, try !shell.shouldProcess(path, action: "Remove File") { return }
    try removeEntry(path, force: force, shell)
  }
  private func removeFolder(_ path: String, recurse: Bool, force: Bool, isRoot: Bool, _ shell: Invocation) throws {
    try shell.poll()
    let goesOn = isRoot || recurse ? try shell.shouldProcess(path, action: "Remove Directory") : true
    if Posix.info(path, follow: false)?.isLink ?? false {
      if goesOn, unlink(path) != 0 {
        let e = Posix.Failure(code: errno, path: path)
        try ioError("DeleteSymbolicLinkFailed", .writeError, "Cannot remove item \(path): \(e.message)", target(path), shell)
      }
      return
    }
    guard goesOn else { return }
    let names: [String]
    do { names = try Posix.list(path).sorted() } catch let e as Posix.Failure { return try report(e, "RemoveItem", path, .str(path), shell) }
    let isFolder = names.map { Posix.isDirectory(path + "/" + $0) }
    for (n, f) in zip(names, isFolder) where f { try removeFolder(path + "/" + n, recurse: recurse, force: force, isRoot: false, shell) }
    let filter = shell.info.boundParameters.get("Filter").map { FileFilter(Conversion.toString($0)) }
    for (n, f) in zip(names, isFolder) where !f && filter?.matches(n) ?? true { try removeFile(path + "/" + n, asks: recurse, force: force, shell) }
    if !force, let some = try? Posix.list(path), !some.isEmpty {
      return try ioError("DirectoryNotEmpty", .writeError, "Directory \(path) cannot be removed because it is not empty.", target(path), shell)
    }
    try removeEntry(path, force: force, shell)
  }
  private func removeEntry(_ path: String, force: Bool, _ shell: Invocation) throws {
    guard let i = Posix.info(path, follow: false) else { return }
    let record: ErrorRecord
    if !force, leaf(path).hasPrefix(".") || (!i.isLink && i.mode & 0o222 == 0) {
      record = ErrorRecord(
        PSException("System.IO.IOException", "You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only."),
        id: "RemoveFileSystemItemUnAuthorizedAccess", .permissionDenied, target: target(path))
    } else {
      if (i.isDirectory ? rmdir(path) : unlink(path)) == 0 { return }
      let e = Posix.Failure(code: errno, path: path), denied = e.exceptionType == "System.UnauthorizedAccessException"
      record = e.record(denied ? "RemoveFileSystemItemUnAuthorizedAccess" : "RemoveFileSystemItemIOError", denied ? .permissionDenied : .writeError, path)
      record.target = target(path)
    }
    try shell.error(record)
  }

  // MARK: Copy

  override func copy(_ from: ItemPath, to: ItemPath, _ how: CopyManner, _ shell: Invocation) throws -> [ItemPath] {
    guard from.isContainer else { return try copyLeaf(from, to, how, shell) }
    if !to.isContainer {
      if to.exists {
        try shell.error(
          "CopyContainerItemToLeafError", .invalidArgument, "Container cannot be copied onto existing leaf item.",
          exception: "System.Management.Automation.PSArgumentException", target: .str(from.path))
        return []
      }
    } else if !how.container {
      guard how.recurse else {
        try shell.error(
          "CopyContainerToContainerWithoutRecurseOrContainer", .invalidArgument,
          "Container cannot be copied to another container. The -Recurse or -Container parameter is not specified.",
          exception: "System.Management.Automation.PSArgumentException", target: .str(from.path))
        return []
      }
      return try flatten(from, to, how, shell)
    }
    if isSame(from.path, to.path) { try saysSame(from.path, to.path, shell); return [] }
    return try copyFolder(from, to, how, shell)
  }
  private func copyLeaf(_ from: ItemPath, _ to: ItemPath, _ how: CopyManner, _ shell: Invocation) throws -> [ItemPath] {
    if isSame(from.path, to.path) { try saysSame(from.path, to.path, shell); return [] }
    return try copyFile(from, to, how, shell)
  }
  /// The files of all folders into one.
  private func flatten(_ from: ItemPath, _ to: ItemPath, _ how: CopyManner, _ shell: Invocation) throws -> [ItemPath] {
    var made: [ItemPath] = []
    for n in try childNames(from.path, hidden: false) {
      let c = from.child(n)
      guard c.isContainer else { made += try copyLeaf(c, to, how, shell); continue }
      // the folders come along, empty
      made += try copyFolder(c, to, CopyManner(force: how.force), shell)
      made += try flatten(c, to, how, shell)
    }
    return made
  }
  private func saysSame(_ path: String, _ other: String, _ shell: Invocation) throws {
    let e = PSException("System.IO.IOException", "Cannot overwrite the item \(path) with itself.")
    let data = PSHash(.hashtable, caseSensitive: true)
    data.set(.str("SelfCopy"), .str(other))
    e.properties.append(("\u{0}Data", .hash(data)))
    try shell.error(ErrorRecord(e, id: "CopyError", .writeError, target: .str(path)))
  }
  private func copyFolder(_ from: ItemPath, _ to: ItemPath, _ how: CopyManner, _ shell: Invocation) throws -> [ItemPath] {
    let target = to.isContainer ? to.child(from.leaf) : to
    guard try shell.shouldProcess("Item: \(from.path) Destination: \(target.path)", action: "Copy Directory") else { return [] }
    let isNew = !target.exists
    guard try makeFolder(target, force: how.force, shell) || target.isContainer else { return [] }
    var made = isNew || how.force ? [target] : []
    guard how.recurse else { return made }
    let names = try Posix.list(from.path).sorted()
    for n in names where !Posix.isDirectory(from.child(n).path) && (how.filter.filter?.matches(n) ?? true) { made += try copyFile(from.child(n), target, how, shell) }
    for n in names where Posix.isDirectory(from.child(n).path) { made += try copyFolder(from.child(n), target, how, shell) }
    return made
  }
  private func copyFile(_ from: ItemPath, _ to: ItemPath, _ how: CopyManner, _ shell: Invocation) throws -> [ItemPath] {
    try shell.poll()
    let target = to.isContainer ? to.child(from.leaf) : to
    if isSame(target.path, from.path) { try saysSame(target.path, from.path, shell); return [] }
    if how.filter.excludes(from.leaf) { return [] }
    guard try shell.shouldProcess("Item: \(from.path) Destination: \(target.path)", action: "Copy File") else { return [] }
    do {
      if how.force, target.exists { _ = chmod(target.path, 0o644) }
      try Posix.copyFile(from.path, target.path)
      // a file that was there before takes the marks of the other, too, but never whose rights it runs with; a device keeps its own
      if let mode = Posix.info(from.path)?.mode, let made = Posix.info(target.path), made.mode & S_IFMT == S_IFREG { _ = chmod(target.path, mode & 0o777) }
    } catch let e as Posix.Failure {
      let missing = e.code == ENOENT && access(from.path, F_OK) == 0 ? Posix.Failure(code: ENOTDIR, path: target.path) : e
      try report(missing, "CopyFileInfoItem", from.path, self.target(from.path), shell)
      return []
    }
    return [target]
  }

  // MARK: Move and rename

  override func move(_ from: ItemPath, to: ItemPath, force: Bool, _ shell: Invocation) throws -> ItemPath? {
    let target = to.isContainer ? to.child(from.leaf) : to
    if from.isContainer {
      if target.path == from.path || target.path.hasPrefix(from.path + "/") {
        try ioError("MoveItemArgumentError", .invalidArgument, "Destination path cannot be a subdirectory of the source or the source itself: \(target.path).", .str(target.path), shell)
        return nil
      }
      guard try shell.shouldProcess("Item: \(from.path) Destination: \(target.path)", action: "Move Directory") else { return nil }
      return try moveFolder(from, target, force: force, shell) ? target : nil
    }
    guard try shell.shouldProcess("Item: \(from.path) Destination: \(target.path)", action: "Move File") else { return nil }
    return try moveFile(from, target, force: force, shell) ? target : nil
  }
  private func moveFolder(_ from: ItemPath, _ target: ItemPath, force: Bool, _ shell: Invocation) throws -> Bool {
    if !target.exists {
      if Glibc.rename(from.path, target.path) == 0 { return true }
      let code = errno
      if code != EXDEV {
        try report(Posix.Failure(code: code == ENOENT ? ENOTDIR : code, path: from.path), "MoveDirectoryItem", from.path, self.target(from.path), shell)
        return false
      }
    }
    try merge(from, target, force: force, shell)
    return true
  }
  /// A folder that cannot be renamed goes file by file into the folder in its way.
  private func merge(_ from: ItemPath, _ target: ItemPath, force: Bool, _ shell: Invocation) throws {
    if !target.exists { try Posix.makeDirectory(target.path, parents: true) }
    guard target.isContainer else {
      return try ioError("DirectoryExist", .resourceExists, "An item with the specified name \(target.path) already exists.", .str(target.path), shell)
    }
    let names = try Posix.list(from.path).sorted()
    for n in names where !Posix.isDirectory(from.child(n).path) { _ = try moveFile(from.child(n), target.child(n), force: force, shell) }
    for n in names where Posix.isDirectory(from.child(n).path) { try merge(from.child(n), target.child(n), force: force, shell) }
    if let left = try? Posix.list(from.path), left.isEmpty { rmdir(from.path) }
  }
  private func moveFile(_ from: ItemPath, _ target: ItemPath, force: Bool, _ shell: Invocation) throws -> Bool {
    if target.exists, !isItself(from.path, target.path) {
      guard force, !target.isContainer else {
        try ioError("MoveFileInfoItemIOError", .writeError, "The file '\(target.path)' already exists.", self.target(from.path), shell)
        return false
      }
    }
    // renaming replaces what is there, all at once; so does the copy onto another disk
    if Glibc.rename(from.path, target.path) == 0 { return true }
    let code = errno
    do {
      guard code == EXDEV else { throw Posix.Failure(code: code == ENOENT ? ENOTDIR : code, path: code == ENOENT || target.path.hasSuffix("/") ? target.path : from.path) }
      try Posix.copyFile(from.path, target.path)
      unlink(from.path)
      return true
    } catch let e as Posix.Failure {
      try report(e, "MoveFileInfoItem", from.path, self.target(from.path), shell)
      return false
    }
  }

  override func rename(_ p: ItemPath, to name: String, force: Bool, _ shell: Invocation) throws -> ItemPath? {
    var name = name
    if name.hasPrefix("./") || name.hasPrefix(".\\") { name = String(name.dropFirst(2)) }
    else if name.contains("/"), parent(name).equalsIgnoringCase(parent(p.path)) { name = leaf(name) }
    if name.contains("/") {
      throw shell.terminating(
        "Argument", .invalidArgument, "Cannot rename the specified target, because it represents a path or device name.",
        exception: "System.Management.Automation.PSArgumentException", target: .null)
    }
    let target = p.parent.child(name)
    guard try shell.shouldProcess("Item: \(p.path) Destination: \(target.path)", action: p.isContainer ? "Rename Directory" : "Rename File") else { return nil }
    if p.isContainer, target.path == p.path {
      try ioError("RenameItemIOError", .writeError, "Source and destination path must be different.", .str(p.path), shell)
      return nil
    }
    if target.exists, !isItself(p.path, target.path) {
      try ioError(
        "RenameItemIOError", .writeError,
        p.isContainer
          ? "Cannot create '\(target.path)' because a file or directory with the same name already exists." : "The file '\(target.path)' already exists.",
        .str(p.path), shell)
      return nil
    }
    if Glibc.rename(p.path, target.path) != 0 { try report(Posix.Failure(code: errno, path: p.path), "RenameItem", p.path, .str(p.path), shell); return nil }
    return target
  }
}

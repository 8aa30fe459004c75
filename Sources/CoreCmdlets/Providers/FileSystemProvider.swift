/// Files and folders as items.
import Engine
import Glibc

final class FileSystemProvider: Provider {
  override var isHierarchical: Bool { true }
  init(_ space: PathSpace) { super.init("FileSystem", "Filter, ShouldProcess, Credentials", space) }

  override func exists(_ path: String) -> Bool { Posix.info(path) != nil }
  override func isContainer(_ path: String) -> Bool { Posix.isDirectory(path) }
  override func join(_ parent: String, _ child: String) -> String { parent.hasSuffix("/") ? parent + child : parent + "/" + child }
  override func parent(_ path: String) -> String {
    guard let cut = path.lastIndex(of: "/") else { return "" }
    return cut == path.startIndex ? "/" : String(path[..<cut])
  }
  override func leaf(_ path: String) -> String { FileText.leaf(path) }
  override func item(_ path: String) throws -> Value {
    let type = Posix.isDirectory(path) ? "System.IO.DirectoryInfo" : "System.IO.FileInfo"
    return try space.context.construct(TypeTable.get(type), [.str(path)])
  }
  /// Folders first, then files, each in the culture's order.
  override func childNames(_ path: String, hidden: Bool) throws -> [String] {
    var folders: [String] = [], files: [String] = []
    for n in try Posix.list(path) where hidden || !n.hasPrefix(".") {
      if Posix.isDirectory(path + "/" + n) { folders.append(n) } else { files.append(n) }
    }
    func sorted(_ a: [String]) -> [String] { a.sorted { ((try? Conversion.compare(.str($0), .str($1), ignoreCase: true)) ?? 0) < 0 } }
    return sorted(folders) + sorted(files)
  }

  // MARK: Changing

  private func fail(_ e: Posix.Failure, _ id: String, _ category: ErrorCategory, _ p: ItemPath, _ shell: Invocation) throws {
    try shell.error(e.record(id, category, p.path))
  }

  override func new(_ p: ItemPath, type: String, value: Value?, force: Bool, _ shell: Invocation) throws -> Value? {
    let kind = type.lowercased()
    let isFolder = !kind.isEmpty && "directory".hasPrefix(kind) || kind == "container"
    let old = Posix.info(p.path, follow: false)
    if isFolder {
      if let old {
        if force, old.isDirectory { return try p.object() }
        try shell.error("DirectoryExist", .resourceExists, "An item with the specified name \(p.path) already exists.", exception: "System.IO.IOException", target: .str(p.path))
        return nil
      }
      do { try Posix.makeDirectory(p.path, parents: true) } catch let e as Posix.Failure { try fail(e, "CreateDirectoryIOError", .writeError, p, shell); return nil }
      return try p.object()
    }
    if kind == "symboliclink" || kind == "hardlink" || kind == "junction" {
      let target = value.map { Conversion.toString($0, shell.context) } ?? ""
      if force, old != nil { try? Posix.remove(p.path) }
      let from = kind == "hardlink" ? PathSpace.normal(PathSpace.slashes(target), below: space.folder) : target
      let r = kind == "hardlink" ? link(from, p.path) : symlink(from, p.path)
      if r != 0 { try fail(Posix.Failure(code: errno, path: p.path), "NewItemSymbolicLinkElevationRequired", .writeError, p, shell); return nil }
      return try p.object()
    }
    guard kind.isEmpty || "file".hasPrefix(kind) || kind == "leaf" else {
      throw shell.terminating("Argument", .invalidArgument, "The type is not a known type for the file system. Only \"file\",\"directory\" or \"symboliclink\" can be specified.", exception: "System.Management.Automation.PSArgumentException", target: .str(type))
    }
    if let old, !force || old.isDirectory {
      try shell.error("NewItemIOError", .writeError, old.isDirectory ? "Access to the path '\(p.path)' is denied." : "The file '\(p.path)' already exists.", exception: old.isDirectory ? "System.UnauthorizedAccessException" : "System.IO.IOException", target: .str(p.path))
      return nil
    }
    if force { try? Posix.makeDirectory(parent(p.path), parents: true) }
    do {
      let fd = open(p.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
      guard fd >= 0 else { throw Posix.Failure(code: errno == ENOENT ? ENOTDIR : errno, path: p.path) }
      defer { close(fd) }
      if let value, !value.isNull { try Array(Conversion.toString(value, shell.context).utf8).withUnsafeBytes { try Posix.write(fd, $0, p.path) } }
    } catch let e as Posix.Failure { try fail(e, "NewItemIOError", .writeError, p, shell); return nil }
    return try p.object()
  }

  override func remove(_ p: ItemPath, recurse: Bool, force: Bool, _ shell: Invocation) throws {
    if !force, let i = Posix.info(p.path, follow: false), leaf(p.path).hasPrefix(".") || (!i.isLink && i.mode & 0o222 == 0) {
      return try shell.error("RemoveFileSystemItemUnAuthorizedAccess", .permissionDenied, "You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only.", exception: "System.IO.IOException", target: .str(p.path))
    }
    if p.isContainer, !recurse, Posix.info(p.path, follow: false)?.isLink != true, let some = try? Posix.list(p.path), !some.isEmpty {
      guard try shell.shouldContinue("The item at \(p.path) has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?", caption: "Confirm") else { return }
    }
    do { try Posix.remove(p.path) } catch let e as Posix.Failure { try fail(e, "RemoveFileSystemItemIOError", .writeError, p, shell) }
  }

  override func copy(_ from: ItemPath, to: ItemPath, recurse: Bool, container: Bool, force: Bool, _ shell: Invocation) throws -> [ItemPath] {
    var target = to
    if from.isContainer {
      if to.exists, !to.isContainer {
        try shell.error("CopyContainerItemToLeafError", .invalidArgument, "Container cannot be copied onto existing leaf item.", exception: "System.Management.Automation.PSArgumentException", target: .str(from.path))
        return []
      }
      if to.exists { target = to.child(from.leaf) }
      do { try Posix.makeDirectory(target.path, parents: true) } catch let e as Posix.Failure { try fail(e, "CopyDirectoryInfoItemIOError", .writeError, from, shell); return [] }
      var made = [target]
      if recurse {
        for n in try Posix.list(from.path).sorted() {
          let c = from.child(n)
          if c.isContainer {
            try Posix.makeDirectory(target.child(n).path, parents: true)
            made += try copy(c, to: target, recurse: true, container: container, force: force, shell)
          } else { made += try copy(c, to: target.child(n), recurse: false, container: container, force: force, shell) }
        }
      }
      return made
    }
    if to.isContainer { target = to.child(from.leaf) }
    if target.path == from.path {
      try shell.error("CopyError", .writeError, "Cannot overwrite the item \(from.path) with itself.", exception: "System.IO.IOException", target: .str(from.path))
      return []
    }
    do {
      if force, target.exists { _ = chmod(target.path, 0o644) }
      try Posix.copyFile(from.path, target.path)
    } catch let e as Posix.Failure {
      let f = e.code == ENOENT ? Posix.Failure(code: ENOTDIR, path: target.path) : e
      try fail(f, "CopyFileInfoItemIOError", .writeError, from, shell)
      return []
    }
    return [target]
  }

  override func move(_ from: ItemPath, to: ItemPath, force: Bool, _ shell: Invocation) throws -> ItemPath? {
    let target = to.isContainer ? to.child(from.leaf) : to
    let id = from.isContainer ? "MoveDirectoryItemIOError" : "MoveFileInfoItemIOError"
    if target.exists, target.path != from.path {
      if !force || target.isContainer || from.isContainer {
        try shell.error(id, from.isContainer ? .writeError : .writeError, "Cannot create '\(target.path)' because a file or directory with the same name already exists.", exception: "System.IO.IOException", target: .str(from.path))
        return nil
      }
      unlink(target.path)
    }
    if Glibc.rename(from.path, target.path) != 0 {
      let code = errno
      if code == EXDEV {
        let made = try copy(from, to: target, recurse: true, container: true, force: force, shell)
        if made.isEmpty { return nil }
        try Posix.remove(from.path)
        return target
      }
      try fail(Posix.Failure(code: code == ENOENT ? ENOTDIR : code, path: target.path), id, .writeError, from, shell)
      return nil
    }
    return target
  }

  override func rename(_ p: ItemPath, to name: String, force: Bool, _ shell: Invocation) throws -> ItemPath? {
    var name = PathSpace.slashes(name)
    if name.hasPrefix("./") { name = String(name.dropFirst(2)) }
    else if name.contains("/"), let target = try? shell.space.resolve(name), target.parent.path == p.parent.path { name = target.leaf }
    if name.contains("/") {
      throw shell.terminating("Argument", .invalidArgument, "Cannot rename the specified target, because it represents a path or device name.", exception: "System.Management.Automation.PSArgumentException", target: .str(name))
    }
    let target = p.parent.child(name)
    if target.exists, target.path != p.path {
      try shell.error("RenameItemIOError", .writeError, "Cannot create a file when that file already exists.", exception: "System.IO.IOException", target: .str(p.path))
      return nil
    }
    if Glibc.rename(p.path, target.path) != 0 { try fail(Posix.Failure(code: errno, path: p.path), "RenameItemIOError", .writeError, p, shell); return nil }
    return target
  }
}

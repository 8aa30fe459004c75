/// Files and folders as items.
import Engine
import Glibc

final class FileSystemProvider: FileSystemChanges {
  override var isHierarchical: Bool { true }
  init(_ space: PathSpace) { super.init("FileSystem", "Filter, ShouldProcess, Credentials", space) }

  override func exists(_ path: String) -> Bool { Posix.info(path) != nil }
  override func isContainer(_ path: String) -> Bool { Posix.isDirectory(path) }
  override func join(_ parent: String, _ child: String) -> String { parent.hasSuffix("/") ? parent + child : parent + "/" + child }
  override func parent(_ path: String) -> String {
    let path = path.hasSuffix("/") ? path.dropLast() : path[...]
    guard let cut = path.lastIndex(of: "/") else { return path.isEmpty ? "/" : "" }
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
}

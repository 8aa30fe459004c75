/// Folders and files as completion sees them, and the names in the environment.
import Glibc

enum Folder {
  struct Entry { let name: String; let isFolder: Bool }
  static func list(_ path: String) -> [Entry] {
    guard let d = opendir(path.isEmpty ? "/" : path) else { return [] }
    defer { closedir(d) }
    var out: [Entry] = []
    while let e = readdir(d) {
      let name = withUnsafePointer(to: &e.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
      if name == "." || name == ".." { continue }
      var isFolder = e.pointee.d_type == UInt8(DT_DIR)
      if e.pointee.d_type == UInt8(DT_LNK) || e.pointee.d_type == UInt8(DT_UNKNOWN) {
        var s = stat()
        isFolder = stat(path + "/" + name, &s) == 0 && s.st_mode & S_IFMT == S_IFDIR
      }
      out.append(Entry(name: name, isFolder: isFolder))
    }
    return out
  }
}

enum Environment {
  static var names: [String] {
    var out: [String] = []
    var p = environ
    while let e = p.pointee {
      let line = String(cString: e)
      if let eq = line.firstIndex(of: "=") { out.append(String(line[..<eq])) }
      p += 1
    }
    return out
  }
}

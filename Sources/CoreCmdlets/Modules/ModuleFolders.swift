/// Modules in folders: `Thing/Thing.psd1`, `Thing/1.2/Thing.psd1`; names are found whatever their case.
import Engine
import Glibc
import Primitives

enum ModuleFolders {
  static let extensions = [".psd1", ".psm1"]

  /// The module path; a session that has none looks among the modules of the program only.
  static var path: [String] { folders(of: Environment.get("PSModulePath") ?? "") }
  /// The folders of a module path, each as its modules know it: from the root, without `.`, `..` and separators that say nothing.
  static func folders(of path: String) -> [String] {
    var buffer = [CChar](repeating: 0, count: 4096)
    let here = getcwd(&buffer, buffer.count) == nil ? "/" : String(cString: buffer)
    return path.split(separator: ":").map { PathSpace.normal(PathSpace.slashes(String($0)), below: here) }
  }

  /// Puts the program's folder at the front of the search path: `pwsh` in a script means the shell that runs it.
  static func leadSearchPath() {
    let own = "/opt/microsoft/powershell/7:", path = Environment.get("PATH") ?? ""
    if !path.hasPrefix(own) { Environment.set("PATH", own + path) }
  }

  /// Puts the person's, the computer's and the program's own modules on the module path, before what is there already.
  static func completePath() {
    let data = Environment.get("XDG_DATA_HOME").flatMap { $0.isEmpty ? nil : $0 } ?? (Environment.get("HOME") ?? "") + "/.local/share"
    let given = (Environment.get("PSModulePath") ?? "").split(separator: ":").map(String.init)
    let own = [data + "/powershell/Modules", "/usr/local/share/powershell/Modules", "/opt/microsoft/powershell/7/Modules"]
    Environment.set("PSModulePath", (own.filter { !given.contains($0) } + given).joined(separator: ":"))
  }

  static func isNamedLikeModule(_ path: String) -> Bool { [".psd1", ".psm1", ".cdxml", ".dll", ".exe"].contains { path.lowercased().hasSuffix($0) } }

  static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }
  static func isFile(_ path: String) -> Bool { let k = kind(path); return k != 0 && k != S_IFDIR }
  private static func kind(_ path: String) -> mode_t {
    var st = stat()
    return stat(path, &st) == 0 ? st.st_mode & S_IFMT : 0
  }

  /// Names in a folder, sorted; hidden ones left out.
  static func entries(_ folder: String) -> [String] { (FileText.names(in: folder) ?? []).filter { !$0.hasPrefix(".") }.sorted() }

  /// A relative path below a folder as it is spelled on disk.
  static func spelled(_ path: String, in folder: String) -> String? {
    var at = folder
    for part in path.split(separator: "/").map(String.init) {
      if kind(at + "/" + part) != 0 { at += "/" + part; continue }
      guard let n = entries(at).first(where: { $0.equalsIgnoringCase(part) }) else { return nil }
      at += "/" + n
    }
    return at
  }

  /// Folders of versions in a module's folder, newest first.
  static func versions(in folder: String) -> [(version: NetVersion, path: String)] {
    entries(folder).compactMap { n in
      guard let v = try? NetVersion.parse(n), isFolder(folder + "/" + n) else { return nil }
      return (v, folder + "/" + n)
    }.sorted { $0.version > $1.version }
  }

  /// The module files of a module's folder, newest version first: those of version folders, then its own.
  static func modules(in folder: String) -> [String] {
    let folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let name = leaf(folder)
    var found = versions(in: folder).compactMap { file(name, in: $0.path) }
    if let own = file(name, in: folder) { found.append(own) }
    // the folder of one version named itself
    if found.isEmpty, (try? NetVersion.parse(name)) != nil, let parent = folder.lastIndex(of: "/"), let own = file(leaf(String(folder[..<parent])), in: folder) { found.append(own) }
    return found
  }
  /// The manifest or script of a name in a folder.
  static func file(_ name: String, in folder: String) -> String? {
    for e in extensions where isFile(folder + "/" + name + e) { return folder + "/" + name + e }
    let wanted = Set(extensions.map { (name + $0).lowercased() })
    return entries(folder).filter { wanted.contains($0.lowercased()) }.min { $0.lowercased() < $1.lowercased() }.map { folder + "/" + $0 }
  }

  /// All modules below a folder, the way `-ListAvailable` lists them: below a module's folder nothing more is looked for.
  static func available(below folder: String) -> [String] {
    entries(folder).filter { isFolder(folder + "/" + $0) }.flatMap { n -> [String] in
      let inner = folder + "/" + n
      let own = modules(in: inner)
      return own.isEmpty ? available(below: inner) : own
    }
  }
  /// Every module file below a folder (`-All`).
  static func all(below folder: String) -> [String] {
    entries(folder).flatMap { n -> [String] in
      let inner = folder + "/" + n
      if isFolder(inner) { return all(below: inner) }
      return (extensions + [".dll"]).contains { n.lowercased().hasSuffix($0) } ? [inner] : []
    }
  }

  static func leaf(_ path: String) -> String { PathText.leaf(path) }
  /// A file's name without its extension.
  static func name(_ file: String) -> String { PathText.base(PathText.leaf(file)) }
}

/// What was read off files, until they change.
final class UnchangedFiles<T> {
  private var known: [String: (changed: Int, value: T)] = [:]
  func value(of file: String, _ read: () -> T) -> T {
    let changed = UnchangedFiles.changed(file)
    if let entry = known[file], entry.changed == changed { return entry.value }
    let new = read()
    known[file] = (changed, new)
    return new
  }
  /// When a file was written last, in nanoseconds; 0 = there is none.
  private static func changed(_ path: String) -> Int {
    var st = stat()
    return stat(path, &st) == 0 ? st.st_mtim.tv_sec * 1_000_000_000 + st.st_mtim.tv_nsec : 0
  }
}

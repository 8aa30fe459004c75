/// `FileInfo` and `DirectoryInfo`: a path and what the file system says about it, asked on first use.
import Engine
import Primitives
import Glibc

/// `DriveInfo`: a place where a file system begins.
final class PSDrive: Ref {
  let name: String
  init(_ name: String) { self.name = name.hasSuffix("/") ? name : name + "/"; super.init() }
  override var netType: NetType { TypeTable.named("System.IO.DriveInfo") }
  override func text() -> String { name }
  /// The kind of file system there, as the system names it: that of the nearest place where one begins.
  var format: String {
    guard let all = PSProcess.read("/proc/self/mountinfo") else { return "" }
    var nearest: (place: String, format: String) = ("", "")
    for line in all.split(separator: 10) {
      let words = line.split(separator: 32).map { String(decoding: $0, as: UTF8.self) }
      guard words.count > 5, let dash = words.firstIndex(of: "-"), dash + 1 < words.count else { continue }
      let place = words[4]
      let isAround = place == "/" || name == place || name.hasPrefix(place.hasSuffix("/") ? place : place + "/")
      if isAround, place.utf8.count >= nearest.place.utf8.count { nearest = (place, words[dash + 1]) }
    }
    return nearest.format
  }
  /// Bytes, of a number of blocks.
  func space(_ blocks: (statvfs) -> fsblkcnt_t) -> Int64 {
    var s = statvfs()
    guard statvfs(name, &s) == 0 else { return 0 }
    return Int64(clamping: UInt64(blocks(s)) &* UInt64(s.f_frsize))
  }
}

/// A file or folder: what `FileInfo` and `DirectoryInfo` have alike.
public final class PSFileEntry: Ref {
  /// As given to the constructor; `ToString()` shows it.
  let original: String
  public let path: String
  public let isDirectory: Bool
  private var known: FileSystem.Facts??
  public init(_ path: String, directory: Bool, original: String? = nil) {
    let full = FileSystem.full(path)
    self.path = full.count > 1 && full.hasSuffix("/") && !directory ? full : full
    isDirectory = directory
    self.original = original ?? path
    super.init()
  }
  var facts: FileSystem.Facts? {
    if let k = known { return k }
    let f = FileSystem.facts(path)
    known = .some(f)
    return f
  }
  func refresh() { known = nil }
  var trimmed: String { path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path }
  public override var netType: NetType { isDirectory ? TypeTable.named("System.IO.DirectoryInfo") : TypeTable.named("System.IO.FileInfo") }
  public override func text() -> String { original }
  public var name: String { let t = trimmed; return t == "/" ? "/" : Paths.fileName(t) }
}

extension NetTypes {
  private static func entry(_ v: Value) -> PSFileEntry { v.refValue as? PSFileEntry ?? PSFileEntry("/", directory: true) }

  static func registerFileEntries() {
    TypeTable.register("System.IO.FileSystemInfo") {
      NetType(
        "System.IO.FileSystemInfo", base: TypeTable.get("System.MarshalByRefObject"), interfaces: ["System.Runtime.Serialization.ISerializable"],
        define: defineFileSystemInfo)
    }
    TypeTable.register("System.IO.FileInfo") { NetType("System.IO.FileInfo", base: TypeTable.get("System.IO.FileSystemInfo"), define: defineFileInfo) }
    TypeTable.register("System.IO.DirectoryInfo") { NetType("System.IO.DirectoryInfo", base: TypeTable.get("System.IO.FileSystemInfo"), define: defineDirectoryInfo) }
    TypeTable.extend("System.MarshalByRefObject") { t in
      for n in ["GetLifetimeService", "InitializeLifetimeService"] {
        t.method("System.Object \(n)()") { _, _, _ in throw netError("System.PlatformNotSupportedException", "Remoting is not supported on this platform.") }
      }
    }
    TypeTable.register("System.IO.DriveInfo") {
      NetType("System.IO.DriveInfo", base: TypeTable.object) { t in
        t.staticMethod("static System.IO.DriveInfo[] GetDrives()") { _, _ in .array(PSArray([.other(PSDrive("/"))], of: t)) }
        func of(_ v: Value) -> PSDrive { v.refValue as? PSDrive ?? PSDrive("/") }
        t.constructor("System.IO.DriveInfo new(string driveName)") { a, _ in
          guard let name = a.text(0) else { throw nullArgument("driveName") }
          return .other(PSDrive(name))
        }
        t.property("string Name {get;}") { v, _ in .str(of(v).name) }
        t.property("bool IsReady {get;}") { v, _ in .bool(FileSystem.facts(of(v).name)?.isDirectory ?? false) }
        t.property("System.IO.DirectoryInfo RootDirectory {get;}") { v, _ in .other(PSFileEntry(of(v).name, directory: true)) }
        t.property("System.IO.DriveType DriveType {get;}") { _, _ in .member("System.IO.DriveType", 3) }
        t.property("string DriveFormat {get;}") { v, _ in .str(of(v).format) }
        t.property("long AvailableFreeSpace {get;}") { v, _ in .long(of(v).space { $0.f_bavail }) }
        t.property("long TotalFreeSpace {get;}") { v, _ in .long(of(v).space { $0.f_bfree }) }
        t.property("long TotalSize {get;}") { v, _ in .long(of(v).space { $0.f_blocks }) }
        t.property(
          "string VolumeLabel {get;set;}",
          set: { _, _, _ in throw netError("System.PlatformNotSupportedException", "Operation is not supported on this platform.") }
        ) { v, _ in .str(of(v).name) }
        t.method("string ToString()") { v, _, _ in .str(of(v).name) }
      }
    }
  }

  private static func defineFileSystemInfo(_ t: NetType) {
    t.property("System.IO.FileAttributes Attributes {get;set;}", set: { v, x, _ in FileSystem.setAttributes(entry(v).path, x.asInt); entry(v).refresh() }) { v, _ in
      .member("System.IO.FileAttributes", entry(v).facts.map { FileSystem.attributes(entry(v).trimmed, $0) } ?? -1)
    }
    let times: [(String, (FileSystem.Facts) -> NetDateTime)] = [("CreationTime", { $0.created }), ("LastAccessTime", { $0.accessed }), ("LastWriteTime", { $0.modified })]
    for (n, f) in times {
      for utc in [false, true] {
        t.property("datetime \(n)\(utc ? "Utc" : "") {get;set;}", set: { v, x, _ in
          let d = utc && x.asDate.kind != .local ? x.asDate.specifying(.utc) : x.asDate
          if n == "LastAccessTime" { try FileSystem.setTimes(entry(v).path, accessed: d) } else { try FileSystem.setTimes(entry(v).path, modified: d) }
          entry(v).refresh()
        }) { v, _ in
          let d = entry(v).facts.map(f) ?? NetDateTime(ticks: 504_911_232_000_000_000, kind: .utc)
          return .datetime(utc ? d : d.toLocalTime())
        }
      }
    }
    t.property("bool Exists {get;}") { v, _ in .bool(entry(v).facts.map { $0.isDirectory == entry(v).isDirectory } ?? false) }
    t.property("string Extension {get;}") { v, _ in .str(Paths.fileExtension(entry(v).trimmed)) }
    t.property("string FullName {get;}") { v, _ in .str(entry(v).path) }
    t.property("string LinkTarget {get;}") { v, _ in entry(v).facts?.isLink == true ? FileSystem.linkTarget(entry(v).trimmed).map { .str($0) } ?? .null : .null }
    t.property("string Name {get;}") { v, _ in .str(entry(v).name) }
    t.property("System.IO.UnixFileMode UnixFileMode {get;set;}", set: { v, x, _ in chmod(entry(v).path, UInt32(truncatingIfNeeded: x.asInt) & 0o7777); entry(v).refresh() }) { v, _ in
      .member("System.IO.UnixFileMode", entry(v).facts.map { $0.leadsNowhere ? -1 : Int($0.mode & 0o7777) } ?? -1)
    }
    t.method("void Refresh()") { v, _, _ in entry(v).refresh(); return .void }
    t.method("string ToString()") { v, _, _ in .str(entry(v).text()) }
    t.method("void CreateAsSymbolicLink(string pathToTarget)") { v, a, _ in
      if symlink(a.string(0), entry(v).trimmed) != 0 { throw FileSystem.failure(entry(v).path) }
      return .void
    }
    t.method("System.IO.FileSystemInfo ResolveLinkTarget(bool returnFinalTarget)") { v, _, _ in
      guard let target = FileSystem.linkTarget(entry(v).trimmed) else { return .null }
      return .other(PSFileEntry(FileSystem.full(target, base: Paths.directoryName(entry(v).trimmed)), directory: entry(v).isDirectory))
    }
  }

  private static func defineFileInfo(_ t: NetType) {
    t.constructor("System.IO.FileInfo new(string fileName)") { a, _ in .other(PSFileEntry(try FileSystem.check(a.text(0), null: "fileName"), directory: false, original: a.string(0))) }
    t.property("System.IO.DirectoryInfo Directory {get;}") { v, _ in Paths.directoryName(entry(v).path).map { .other(PSFileEntry($0, directory: true)) } ?? .null }
    t.property("string DirectoryName {get;}") { v, _ in Paths.directoryName(entry(v).path).map { .str($0) } ?? .null }
    t.property(
      "bool IsReadOnly {get;set;}",
      set: { v, x, _ in
        FileSystem.setAttributes(entry(v).path, x.asInt != 0 ? 1 : 0); entry(v).refresh()
      }
    ) { v, _ in .bool(entry(v).facts.map { $0.mode & 0o222 == 0 } ?? true) }
    t.property("long Length {get;}") { v, _ in
      guard let f = entry(v).facts, !f.isDirectory else { throw netError("System.IO.FileNotFoundException", "Could not find file '\(entry(v).path)'.") }
      return .long(f.size)
    }
    t.method("System.IO.FileInfo CopyTo(string destFileName)") { v, a, _ in
      let to = try FileSystem.check(a.text(0), "destFileName")
      try FileSystem.copy(entry(v).path, to, overwrite: false)
      return .other(PSFileEntry(to, directory: false))
    }
    t.method("System.IO.FileInfo CopyTo(string destFileName, bool overwrite)") { v, a, _ in
      let to = try FileSystem.check(a.text(0), "destFileName")
      try FileSystem.copy(entry(v).path, to, overwrite: a.bool(1))
      return .other(PSFileEntry(to, directory: false))
    }
    t.method("void MoveTo(string destFileName)") { v, a, c in try c.callStatic(TypeTable.get("System.IO.File"), "Move", [.str(entry(v).path), a.at(0)]) }
    t.method("void MoveTo(string destFileName, bool overwrite)") { v, a, c in try c.callStatic(TypeTable.get("System.IO.File"), "Move", [.str(entry(v).path), a.at(0), a.at(1)]) }
    t.method("void Delete()") { v, _, _ in
      if unlink(entry(v).path) != 0, errno != ENOENT { throw FileSystem.failure(entry(v).path) }
      entry(v).refresh()
      return .void
    }
    let plain = PSEncoding(.utf8, mark: false)
    t.method("System.IO.StreamReader OpenText()") { v, _, _ in .other(PSReader(plain.decodeDetecting(try FileSystem.read(entry(v).path)), "StreamReader")) }
    t.method("System.IO.StreamWriter CreateText()") { v, _, _ in .other(try PSWriter(path: entry(v).path, append: false, plain)) }
    t.method("System.IO.StreamWriter AppendText()") { v, _, _ in .other(try PSWriter(path: entry(v).path, append: true, plain)) }
    t.method("System.IO.FileStream OpenRead()") { v, _, _ in .other(try PSStream(path: entry(v).path, mode: 3, access: 1)) }
    t.method("System.IO.FileStream OpenWrite()") { v, _, _ in .other(try PSStream(path: entry(v).path, mode: 4, access: 2)) }
    t.method("System.IO.FileStream Create()") { v, _, _ in .other(try PSStream(path: entry(v).path, mode: 2, access: 3)) }
    for n in ["Encrypt", "Decrypt"] {
      t.method("void \(n)()") { _, _, _ in throw netError("System.PlatformNotSupportedException", "File encryption is not supported on this platform.") }
    }
    for more in ["", ", bool ignoreMetadataErrors"] {
      t.method("System.IO.FileInfo Replace(string destinationFileName, string destinationBackupFileName\(more))") { v, a, c in
        _ = try c.callStatic(TypeTable.get("System.IO.File"), "Replace", [.str(entry(v).path), a.at(0), a.at(1)])
        return .other(PSFileEntry(a.string(0), directory: false))
      }
    }
    t.method("System.IO.FileStream Open(System.IO.FileMode mode)") { v, a, _ in .other(try PSStream(path: entry(v).path, mode: a.flags(0), access: 3)) }
    t.method("System.IO.FileStream Open(System.IO.FileMode mode, System.IO.FileAccess access)") { v, a, _ in .other(try PSStream(path: entry(v).path, mode: a.flags(0), access: a.flags(1))) }
    t.method("System.IO.FileStream Open(System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)") { v, a, c in
      try c.callStatic(TypeTable.get("System.IO.File"), "Open", [.str(entry(v).path)] + a)
    }
  }

  private static func defineDirectoryInfo(_ t: NetType) {
    t.constructor("System.IO.DirectoryInfo new(string path)") { a, _ in .other(PSFileEntry(try FileSystem.check(a.text(0)), directory: true, original: a.string(0))) }
    t.property("System.IO.DirectoryInfo Parent {get;}") { v, _ in Paths.directoryName(entry(v).trimmed).map { .other(PSFileEntry($0, directory: true)) } ?? .null }
    t.property("System.IO.DirectoryInfo Root {get;}") { _, _ in .other(PSFileEntry("/", directory: true)) }
    t.method("void Create()") { v, _, _ in try FileSystem.makeDirectories(entry(v).trimmed); entry(v).refresh(); return .void }
    t.method("System.IO.DirectoryInfo CreateSubdirectory(string path)") { v, a, _ in
      let p = entry(v).trimmed + "/" + a.string(0)
      try FileSystem.makeDirectories(p)
      return .other(PSFileEntry(p, directory: true))
    }
    t.method("void Delete()") { v, _, _ in try FileSystem.removeDirectory(entry(v).trimmed, recurse: false); entry(v).refresh(); return .void }
    t.method("void Delete(bool recursive)") { v, a, _ in try FileSystem.removeDirectory(entry(v).trimmed, recurse: a.bool(0)); entry(v).refresh(); return .void }
    t.method("void MoveTo(string destDirName)") { v, a, c in try c.callStatic(TypeTable.get("System.IO.Directory"), "Move", [.str(entry(v).trimmed), a.at(0)]) }
    let whats: [(String, String, Bool, Bool)] = [
      ("Files", "System.IO.FileInfo", true, false), ("Directories", "System.IO.DirectoryInfo", false, true),
      ("FileSystemInfos", "System.IO.FileSystemInfo", true, true)
    ]
    for (what, type, files, folders) in whats {
      func list(_ v: Value, _ a: [Value]) throws -> Value {
        let all = try FileSystem.entries(entry(v).trimmed, a.count > 0 ? a.string(0) : "*", recurse: a.flags(1) == 1, files: files, directories: folders)
        return .array(PSArray(all.map { .other(PSFileEntry($0, directory: FileSystem.facts($0)?.isDirectory ?? false)) }, of: TypeTable.get(type)))
      }
      for (verb, result) in [("Get", type + "[]"), ("Enumerate", "System.Collections.Generic.IEnumerable[\(type)]")] {
        t.method("\(result) \(verb)\(what)()") { v, a, _ in try list(v, a) }
        t.method("\(result) \(verb)\(what)(string searchPattern)") { v, a, _ in try list(v, a) }
        t.method("\(result) \(verb)\(what)(string searchPattern, System.IO.SearchOption searchOption)") { v, a, _ in try list(v, a) }
        t.method("\(result) \(verb)\(what)(string searchPattern, System.IO.EnumerationOptions enumerationOptions)") { v, a, c in
          let all = try found(entry(v).trimmed, a.string(0), a.at(1).refValue as? PSEnumerationOptions ?? PSEnumerationOptions(), files: files, folders: folders, 0, c)
          return .array(PSArray(all.map { .other(PSFileEntry($0, directory: FileSystem.facts($0)?.isDirectory ?? false)) }, of: TypeTable.get(type)))
        }
      }
    }
  }
}

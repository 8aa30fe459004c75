/// `System.IO.Path`, `System.IO.File`, `System.IO.Directory`.
import Engine
import Primitives
import Glibc

extension NetTypes {
  static func registerIO() {
    func fixed(_ name: String, _ define: @escaping (NetType) -> Void) { TypeTable.register("System.IO." + name) { NetType("System.IO." + name, base: TypeTable.object, define: define) } }
    fixed("Path", definePath)
    fixed("File", defineFile)
    fixed("Directory", defineDirectory)
    registerFileEntries()
    registerStreams()
  }

  private static func definePath(_ t: NetType) {
    t.staticProperty("char DirectorySeparatorChar {get;}") { _ in .char(47) }
    t.staticProperty("char AltDirectorySeparatorChar {get;}") { _ in .char(47) }
    t.staticProperty("char PathSeparator {get;}") { _ in .char(58) }
    t.staticProperty("char VolumeSeparatorChar {get;}") { _ in .char(47) }
    t.staticProperty("char[] InvalidPathChars {get;}") { _ in .chars([0]) }
    t.staticMethod("static string ChangeExtension(string path, string extension)") { a, _ in
      guard let p = a.text(0) else { return .null }
      if p.isEmpty { return .str("") }
      let name = Paths.fileName(p), stem = String(p.dropLast(name.count)) + Paths.withoutExtension(name)
      guard let e = a.text(1) else { return .str(stem) }
      return .str(stem + (e.hasPrefix(".") ? e : "." + e))
    }
    for (n, f) in [("Combine", Paths.combine), ("Join", Paths.join)] as [(String, ([String]) -> String)] {
      for k in 2...4 {
        let ps = (1...k).map { "string path\($0)" }.joined(separator: ", ")
        t.staticMethod("static string \(n)(\(ps))") { a, _ in
          if n == "Combine", let i = (0..<k).first(where: { a.text($0) == nil }) { throw nullArgument("path\(i + 1)") }
          return .str(f((0..<k).map { a.string($0) }))
        }
      }
      t.staticMethod("static string \(n)(Params string[] paths)") { a, _ in .str(f(try a.rest(0, notNull: "paths").map { Conversion.toString($0) })) }
    }
    t.staticMethod("static bool EndsInDirectorySeparator(string path)") { a, _ in .bool(a.string(0).hasSuffix("/")) }
    t.staticMethod("static bool Exists(string path)") { a, _ in .bool(!a.string(0).isEmpty && FileSystem.facts(FileSystem.full(a.string(0))) != nil) }
    t.staticMethod("static string GetDirectoryName(string path)") { a, _ in a.text(0).flatMap { Paths.directoryName($0) }.map { .str($0) } ?? .null }
    t.staticMethod("static string GetExtension(string path)") { a, _ in a.text(0).map { .str(Paths.fileExtension($0)) } ?? .null }
    t.staticMethod("static string GetFileName(string path)") { a, _ in a.text(0).map { .str(Paths.fileName($0)) } ?? .null }
    t.staticMethod("static string GetFileNameWithoutExtension(string path)") { a, _ in a.text(0).map { .str(Paths.withoutExtension(Paths.fileName($0))) } ?? .null }
    t.staticMethod("static string GetFullPath(string path)") { a, _ in .str(try FileSystem.check(a.text(0))) }
    t.staticMethod("static string GetFullPath(string path, string basePath)") { a, _ in
      guard a.string(1).hasPrefix("/") else { throw argumentError("Basepath argument is not fully qualified.", param: "basePath") }
      return .str(FileSystem.full(a.string(0), base: a.string(1)))
    }
    t.staticMethod("static char[] GetInvalidFileNameChars()") { _, _ in .chars([0, 47]) }
    t.staticMethod("static char[] GetInvalidPathChars()") { _, _ in .chars([0]) }
    t.staticMethod("static string GetPathRoot(string path)") { a, _ in a.text(0).map { .str($0.hasPrefix("/") ? "/" : "") } ?? .null }
    t.staticMethod("static string GetRandomFileName()") { _, _ in
      let letters = Array("abcdefghijklmnopqrstuvwxyz012345".utf8)
      var s = [UInt8]()
      for i in 0..<11 { if i == 8 { s.append(46) }; s.append(letters[Int.random(in: 0..<32)]) }
      return .str(String(decoding: s, as: UTF8.self))
    }
    t.staticMethod("static string GetRelativePath(string relativeTo, string path)") { a, _ in .str(Paths.relative(try FileSystem.check(a.text(0), "relativeTo"), try FileSystem.check(a.text(1)))) }
    t.staticMethod("static string GetTempFileName()") { _, _ in
      let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
      let p = Environment.temporaryFolder + "tmp" + String(decoding: (0..<6).map { _ in letters[Int.random(in: 0..<letters.count)] }, as: UTF8.self) + ".tmp"
      try FileSystem.write(p, [])
      return .str(p)
    }
    t.staticMethod("static string GetTempPath()") { _, _ in .str(Environment.temporaryFolder) }
    t.staticMethod("static bool HasExtension(string path)") { a, _ in .bool(!Paths.fileExtension(a.string(0)).isEmpty) }
    t.staticMethod("static bool IsPathFullyQualified(string path)") { a, _ in .bool(a.string(0).hasPrefix("/")) }
    t.staticMethod("static bool IsPathRooted(string path)") { a, _ in .bool(a.string(0).hasPrefix("/")) }
    t.staticMethod("static string TrimEndingDirectorySeparator(string path)") { a, _ in .str(a.string(0).count > 1 && a.string(0).hasSuffix("/") ? String(a.string(0).dropLast()) : a.string(0)) }
    let forSpans = [
      "GetDirectoryName", "GetExtension", "GetFileName", "GetFileNameWithoutExtension", "GetPathRoot", "HasExtension", "IsPathRooted", "IsPathFullyQualified",
      "EndsInDirectorySeparator", "TrimEndingDirectorySeparator",
    ]
    for name in forSpans { t.staticMember(name)?.overloads.first?.isOneOfSeveral = true }
  }

  private static let plain = PSEncoding(.utf8, mark: false)
  private static func readText(_ a: [Value]) throws -> String { (encoding(a.at(1)) ?? plain).decodeDetecting(try FileSystem.read(try FileSystem.check(a.text(0)))) }

  private static func defineFile(_ t: NetType) {
    t.staticMethod("static System.IO.UnixFileMode GetUnixFileMode(string path)") { a, _ in
      let path = try FileSystem.check(a.text(0), "path")
      guard let f = FileSystem.facts(path) else { throw FileSystem.failure(path) }
      return .member("System.IO.UnixFileMode", Int(f.mode & 0o7777))
    }
    t.staticMethod("static void SetUnixFileMode(string path, System.IO.UnixFileMode mode)") { a, _ in
      let path = try FileSystem.check(a.text(0), "path")
      guard chmod(path, UInt32(truncatingIfNeeded: a.flags(1)) & 0o7777) == 0 else { throw FileSystem.failure(path) }
      return .void
    }
    for more in ["", ", bool ignoreMetadataErrors"] {
      t.staticMethod("static void Replace(string sourceFileName, string destinationFileName, string destinationBackupFileName\(more))") { a, _ in
        let from = try FileSystem.check(a.text(0), "sourceFileName"), to = try FileSystem.check(a.text(1), "destinationFileName")
        guard FileSystem.facts(from) != nil else { throw FileSystem.failure(from) }
        guard FileSystem.facts(to) != nil else { throw FileSystem.failure(to) }
        if a.text(2)?.isEmpty == false {
          let backup = try FileSystem.check(a.text(2), "destinationBackupFileName")
          guard rename(to, backup) == 0 else { throw FileSystem.failure(backup) }
        }
        guard rename(from, to) == 0 else { throw FileSystem.failure(to) }
        return .void
      }
    }
    t.staticMethod("static bool Exists(string path)") { a, _ in .bool(!a.string(0).isEmpty && FileSystem.fileExists(a.string(0))) }
    for e in ["", ", System.Text.Encoding encoding"] {
      t.staticMethod("static string ReadAllText(string path\(e))") { a, _ in .str(try readText(a)) }
      t.staticMethod("static string[] ReadAllLines(string path\(e))") { a, _ in .strings(try readText(a).textLines) }
      t.staticMethod("static System.Collections.Generic.IEnumerable[string] ReadLines(string path\(e))") { a, _ in .strings(try readText(a).textLines) }
      func put(_ a: [Value], append: Bool, _ text: String) throws -> Value {
        let path = try FileSystem.check(a.text(0)), enc = encoding(a.at(2)) ?? plain
        let fresh = !append || (FileSystem.facts(path)?.size ?? 0) == 0
        let mark = fresh ? enc.preamble : [], bytes = try whole(enc.encode(text))
        try FileSystem.write(path, mark.isEmpty ? bytes : mark + bytes, append: append)
        return .void
      }
      func joined(_ v: Value) throws -> String {
        if v.isNull { throw nullArgument("contents") }
        return v.sequence.map { Conversion.toString($0) + "\n" }.joined()
      }
      t.staticMethod("static void WriteAllText(string path, string contents\(e))") { a, _ in try put(a, append: false, a.string(1)) }
      t.staticMethod("static void AppendAllText(string path, string contents\(e))") { a, _ in try put(a, append: true, a.string(1)) }
      t.staticMethod("static void WriteAllLines(string path, string[] contents\(e))") { a, _ in try put(a, append: false, try joined(a.at(1))) }
      t.staticMethod("static void WriteAllLines(string path, System.Collections.Generic.IEnumerable[string] contents\(e))") { a, _ in try put(a, append: false, try joined(a.at(1))) }
      t.staticMethod("static void AppendAllLines(string path, System.Collections.Generic.IEnumerable[string] contents\(e))") { a, _ in try put(a, append: true, try joined(a.at(1))) }
    }
    t.staticMethod("static byte[] ReadAllBytes(string path)") { a, _ in .bytes(try FileSystem.read(try FileSystem.check(a.text(0)))) }
    t.staticMethod("static void WriteAllBytes(string path, byte[] bytes)") { a, _ in try FileSystem.write(try FileSystem.check(a.text(0)), a.bytes(1)); return .void }
    t.staticMethod("static void AppendAllBytes(string path, byte[] bytes)") { a, _ in try FileSystem.write(try FileSystem.check(a.text(0)), a.bytes(1), append: true); return .void }
    t.staticMethod("static void Copy(string sourceFileName, string destFileName)") { a, _ in
      try FileSystem.copy(try FileSystem.check(a.text(0), "sourceFileName"), try FileSystem.check(a.text(1), "destFileName"), overwrite: false); return .void
    }
    t.staticMethod("static void Copy(string sourceFileName, string destFileName, bool overwrite)") { a, _ in
      try FileSystem.copy(try FileSystem.check(a.text(0), "sourceFileName"), try FileSystem.check(a.text(1), "destFileName"), overwrite: a.bool(2))
      return .void
    }
    t.staticMethod("static void Delete(string path)") { a, _ in
      let p = try FileSystem.check(a.text(0))
      if unlink(p) != 0 {
        let code = errno
        if code != ENOENT { throw FileSystem.failure(p, code == ENOTDIR ? ENOENT : code) }
        // a file that is not there is as good as deleted; its folder must be there
        if let slash = p.utf8.lastIndex(of: 47), slash > p.startIndex, FileSystem.facts(String(p[..<slash])) == nil {
          throw netError("System.IO.DirectoryNotFoundException", "Could not find a part of the path '\(p)'.")
        }
      }
      return .void
    }
    func move(_ a: [Value], overwrite: Bool) throws -> Value {
      let from = try FileSystem.check(a.text(0), "sourceFileName"), to = try FileSystem.check(a.text(1), "destFileName")
      guard FileSystem.fileExists(from) else { throw FileSystem.failure(from, ENOENT) }
      if !overwrite, FileSystem.facts(to) != nil { throw netError("System.IO.IOException", "The file '\(to)' already exists.") }
      if rename(from, to) != 0 {
        if errno == EXDEV { try FileSystem.copy(from, to, overwrite: overwrite); unlink(from) } else { throw FileSystem.failure(to, errno == ENOENT ? ENOTDIR : errno) }
      }
      return .void
    }
    t.staticMethod("static void Move(string sourceFileName, string destFileName)") { a, _ in try move(a, overwrite: false) }
    t.staticMethod("static void Move(string sourceFileName, string destFileName, bool overwrite)") { a, _ in try move(a, overwrite: a.bool(2)) }
    t.staticMethod("static System.IO.FileAttributes GetAttributes(string path)") { a, _ in
      let p = try FileSystem.check(a.text(0))
      guard let f = FileSystem.facts(p) else { throw FileSystem.failure(p, ENOENT) }
      return .member("System.IO.FileAttributes", FileSystem.attributes(p, f))
    }
    t.staticMethod("static void SetAttributes(string path, System.IO.FileAttributes fileAttributes)") { a, _ in FileSystem.setAttributes(try FileSystem.check(a.text(0)), a.flags(1)); return .void }
    defineTimes(t)
    t.staticMethod("static System.IO.FileSystemInfo CreateSymbolicLink(string path, string pathToTarget)") { a, _ in
      let p = try FileSystem.check(a.text(0))
      if symlink(a.string(1), p) != 0 { throw FileSystem.failure(p) }
      return .other(PSFileEntry(p, directory: false))
    }
    t.staticMethod("static System.IO.StreamReader OpenText(string path)") { a, _ in .other(PSReader(try readText([a.at(0)]), "StreamReader")) }
    t.staticMethod("static System.IO.StreamWriter CreateText(string path)") { a, _ in .other(try PSWriter(path: try FileSystem.check(a.text(0)), append: false, plain)) }
    t.staticMethod("static System.IO.StreamWriter AppendText(string path)") { a, _ in .other(try PSWriter(path: try FileSystem.check(a.text(0)), append: true, plain)) }
    let stream = "System.IO.FileStream"
    t.staticMethod("static \(stream) Create(string path)") { a, _ in .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: 2, access: 3)) }
    t.staticMethod("static \(stream) OpenRead(string path)") { a, _ in .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: 3, access: 1)) }
    t.staticMethod("static \(stream) OpenWrite(string path)") { a, _ in .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: 4, access: 2)) }
    t.staticMethod("static \(stream) Open(string path, System.IO.FileMode mode)") { a, _ in
      .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: a.flags(1), access: a.flags(1) == 6 ? 2 : 3))
    }
    t.staticMethod("static \(stream) Open(string path, System.IO.FileMode mode, System.IO.FileAccess access)") { a, _ in
      .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: a.flags(1), access: a.flags(2)))
    }
    t.staticMethod("static \(stream) Open(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)") { a, _ in
      .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: a.flags(1), access: a.flags(2)))
    }
  }

  /// `GetLastWriteTime` and its eleven relatives, shared by `File` and `Directory`.
  private static func defineTimes(_ t: NetType) {
    let kinds: [(String, (FileSystem.Facts) -> NetDateTime)] = [("CreationTime", { $0.created }), ("LastAccessTime", { $0.accessed }), ("LastWriteTime", { $0.modified })]
    for (n, f) in kinds {
      for utc in [false, true] {
        let suffix = utc ? "Utc" : ""
        t.staticMethod("static datetime Get\(n)\(suffix)(string path)") { a, _ in
          let d = FileSystem.facts(try FileSystem.check(a.text(0))).map(f) ?? NetDateTime(ticks: 504_911_232_000_000_000, kind: .utc)
          return .datetime(utc ? d : d.toLocalTime())
        }
        t.staticMethod("static void Set\(n)\(suffix)(string path, datetime time)") { a, _ in
          let d = utc && a.at(1).asDate.kind != .local ? a.at(1).asDate.specifying(.utc) : a.at(1).asDate, p = try FileSystem.check(a.text(0))
          if n == "LastAccessTime" { try FileSystem.setTimes(p, accessed: d) } else { try FileSystem.setTimes(p, modified: d) }
          return .void
        }
      }
    }
  }

  private static func defineDirectory(_ t: NetType) {
    t.staticMethod("static bool Exists(string path)") { a, _ in .bool(!a.string(0).isEmpty && FileSystem.directoryExists(a.string(0))) }
    t.staticMethod("static System.IO.DirectoryInfo CreateDirectory(string path)") { a, _ in
      let p = try FileSystem.check(a.text(0))
      try FileSystem.makeDirectories(p)
      return .other(PSFileEntry(p, directory: true))
    }
    t.staticMethod("static void Delete(string path)") { a, _ in try FileSystem.removeDirectory(try FileSystem.check(a.text(0)), recurse: false); return .void }
    t.staticMethod("static void Delete(string path, bool recursive)") { a, _ in try FileSystem.removeDirectory(try FileSystem.check(a.text(0)), recurse: a.bool(1)); return .void }
    t.staticMethod("static void Move(string sourceDirName, string destDirName)") { a, _ in
      let from = try FileSystem.check(a.text(0), "sourceDirName"), to = try FileSystem.check(a.text(1), "destDirName")
      if FileSystem.facts(to) != nil { throw netError("System.IO.IOException", "Cannot create '\(to)' because a file or directory with the same name already exists.") }
      if rename(from, to) != 0 { throw FileSystem.failure(from, directory: true) }
      return .void
    }
    for (verb, result) in [("Get", "string[]"), ("Enumerate", "System.Collections.Generic.IEnumerable[string]")] {
      for (what, files, folders) in [("Files", true, false), ("Directories", false, true), ("FileSystemEntries", true, true)] {
        func list(_ a: [Value]) throws -> Value {
          let given = a.string(0)
          let p = try FileSystem.check(a.text(0))
          let all = try FileSystem.entries(p, a.count > 1 ? a.string(1) : "*", recurse: a.flags(2) == 1, files: files, directories: folders)
          if given.hasPrefix("/") { return .strings(all) }
          let base = p.hasSuffix("/") ? p : p + "/", shown = given.hasSuffix("/") ? given : given + "/"
          return .strings(all.map { $0.hasPrefix(base) ? shown + $0.dropFirst(base.count) : $0 })
        }
        t.staticMethod("static \(result) \(verb)\(what)(string path)") { a, _ in try list(a) }
        t.staticMethod("static \(result) \(verb)\(what)(string path, string searchPattern)") { a, _ in try list(a) }
        t.staticMethod("static \(result) \(verb)\(what)(string path, string searchPattern, System.IO.SearchOption searchOption)") { a, _ in try list(a) }
      }
    }
    t.staticMethod("static string GetCurrentDirectory()") { _, _ in .str(FileSystem.currentDirectory()) }
    t.staticMethod("static void SetCurrentDirectory(string path)") { a, _ in
      let p = try FileSystem.check(a.text(0))
      if chdir(p) != 0 { throw FileSystem.failure(p, directory: true) }
      return .void
    }
    t.staticMethod("static System.IO.DirectoryInfo GetParent(string path)") { a, _ in
      let p = try FileSystem.check(a.text(0))
      return Paths.directoryName(p).map { .other(PSFileEntry($0, directory: true)) } ?? .null
    }
    t.staticMethod("static string GetDirectoryRoot(string path)") { _, _ in .str("/") }
    t.staticMethod("static string[] GetLogicalDrives()") { _, _ in .strings(["/"]) }
    defineTimes(t)
  }
}

/// `ZipFile`, `ZipArchive` and its entries. An archive that may change is written anew when it is closed.
import Codecs
import Engine
import Glibc
import Primitives

final class PSZipArchive: Ref {
  /// By the numbers of `ZipArchiveMode`: read, create, update.
  let mode: Int
  private let stream: PSStream
  private let leavesOpen: Bool
  private let source: ZipArchive?
  fileprivate(set) var entries: [PSZipEntry] = []
  private(set) var isOpen = true
  init(_ s: PSStream, mode: Int, leavesOpen: Bool) throws {
    stream = s
    self.mode = mode
    self.leavesOpen = leavesOpen
    var archive: ZipArchive?
    if mode != 1 {
      s.position = 0
      let bytes = try s.readToEnd()
      if !bytes.isEmpty || mode == 0 {
        do { archive = try ZipArchive(bytes) } catch let e as ZipArchive.Broken { throw netError("System.IO.InvalidDataException", e.reason) }
      }
    }
    source = archive
    super.init()
    entries = archive?.entries.map { PSZipEntry(self, $0.name, stamp: $0.stamp, mode: $0.mode, $0) } ?? []
  }
  override var netType: NetType { TypeTable.named("System.IO.Compression.ZipArchive") }
  func content(_ e: PSZipEntry) throws -> [UInt8] {
    if let known = e.content { return known }
    guard let source, let entry = e.stored else { return [] }
    do { return try source.read(entry) } catch let b as ZipArchive.Broken { throw netError("System.IO.InvalidDataException", b.reason) }
  }
  func create(_ name: String, _ content: [UInt8] = [], stamp: UInt32, mode m: UInt32 = 0o100644, _ level: ZipArchive.Builder.Level = .optimal) throws -> PSZipEntry {
    try check()
    if mode == 0 { throw notSupported("Cannot create entries on an archive opened in read mode.") }
    if name.isEmpty { throw argumentError("String cannot be empty.", param: "entryName") }
    let e = PSZipEntry(self, name, stamp: stamp, mode: m, nil)
    e.content = content
    e.level = level
    entries.append(e)
    return e
  }
  func check() throws { if !isOpen { throw netError("System.ObjectDisposedException", "Cannot access a disposed object.\nObject name: 'System.IO.Compression.ZipArchive'.") } }
  func close() throws {
    guard isOpen else { return }
    if mode != 0 {
      var b = ZipArchive.Builder()
      for e in entries { b.add(e.name, try content(e), stamp: e.stamp, mode: e.mode, e.level) }
      let made = try whole(b.finish())
      stream.position = 0
      stream.bytes = []
      try stream.write(made)
      try stream.flush()
    }
    isOpen = false
    if !leavesOpen { try stream.close() }
  }
}
final class PSZipEntry: Ref {
  weak var archive: PSZipArchive?
  let name: String
  fileprivate(set) var stamp: UInt32
  fileprivate let mode: UInt32
  fileprivate let stored: ZipArchive.Entry?
  fileprivate(set) var content: [UInt8]?
  fileprivate var level = ZipArchive.Builder.Level.optimal
  init(_ a: PSZipArchive, _ n: String, stamp s: UInt32, mode m: UInt32, _ e: ZipArchive.Entry?) { archive = a; name = n; stamp = s; mode = m; stored = e; super.init() }
  override var netType: NetType { TypeTable.named("System.IO.Compression.ZipArchiveEntry") }
  override func text() -> String { name }
  func read() throws -> [UInt8] {
    guard let archive else { return content ?? [] }
    try archive.check()
    return try archive.content(self)
  }
  func extract(to path: String, overwrite: Bool) throws {
    if FileSystem.facts(path) != nil, !overwrite { throw netError("System.IO.IOException", "The file '\(path)' already exists.") }
    try FileSystem.write(path, try read())
    if mode & 0o777 != 0 { chmod(path, mode_t(mode & 0o777)) }
    var times = [timespec(tv_sec: Int(DosTime.seconds(stamp)), tv_nsec: 0), timespec(tv_sec: Int(DosTime.seconds(stamp)), tv_nsec: 0)]
    utimensat(AT_FDCWD, path, &times, 0)
  }
}
/// What is written into an entry, which takes it over when the stream is closed.
private final class EntryStream: PSStream {
  let entry: PSZipEntry
  init(_ e: PSZipEntry, _ bytes: [UInt8], writable: Bool) { entry = e; super.init(bytes, writable: writable) }
  override func close() throws { try super.close(); if canWrite { entry.content = bytes } }
  override func flush() throws { if canWrite { entry.content = bytes } }
}

extension NetTypes {
  private static func archive(_ v: Value) throws -> PSZipArchive {
    guard let a = v.refValue as? PSZipArchive else { throw nullArgument("source") }
    return a
  }
  private static func entry(_ v: Value) throws -> PSZipEntry {
    guard let e = v.refValue as? PSZipEntry else { throw nullArgument("source") }
    return e
  }
  private static func level(_ n: Int) -> ZipArchive.Builder.Level { n == 1 ? .fastest : n == 2 ? .none : .optimal }
  private static var now: UInt32 { DosTime.stamp(Int64(time(nil))) }

  private static func unpack(_ a: PSZipArchive, to folder: String, overwrite: Bool, _ c: ExecutionContext) throws {
    try FileSystem.makeDirectories(folder)
    for e in a.entries {
      try c.poll()
      let path = FileSystem.full(e.name.hasPrefix("/") ? e.name : folder + "/" + e.name)
      guard path.hasPrefix(folder == "/" ? "/" : folder + "/") || path == folder else {
        throw netError("System.IO.IOException", "Extracting Zip entry would have resulted in a file outside the specified destination directory.")
      }
      if e.name.hasSuffix("/") { try FileSystem.makeDirectories(path.hasSuffix("/") ? String(path.dropLast()) : path); continue }
      if let parent = Paths.directoryName(path) { try FileSystem.makeDirectories(parent) }
      try e.extract(to: path, overwrite: overwrite)
    }
  }
  private static func folder(_ text: String?, _ name: String) throws -> String {
    let p = try FileSystem.check(text, name)
    return p.count > 1 && p.hasSuffix("/") ? String(p.dropLast()) : p
  }
  private static func pack(_ source: String, _ target: String, _ l: ZipArchive.Builder.Level, withName: Bool, _ c: ExecutionContext) throws {
    guard FileSystem.directoryExists(source) else { throw netError("System.IO.DirectoryNotFoundException", "Could not find a part of the path '\(source)'.") }
    if FileSystem.facts(target) != nil { throw netError("System.IO.IOException", "The file '\(target)' already exists.") }
    var b = ZipArchive.Builder()
    let prefix = withName ? Paths.fileName(source) + "/" : ""
    for p in try FileSystem.entries(source, recurse: true, files: true, directories: true).sorted() {
      try c.poll()
      var s = stat()
      stat(p, &s)
      let name = prefix + p.dropFirst(source == "/" ? 1 : source.utf8.count + 1), stamp = DosTime.stamp(Int64(s.st_mtim.tv_sec))
      if s.st_mode & S_IFMT == S_IFDIR {
        if try FileSystem.names(p).isEmpty { b.add(name + "/", [], stamp: stamp, mode: s.st_mode, .none) }
      } else { b.add(name, try FileSystem.read(p), stamp: stamp, mode: s.st_mode, l) }
    }
    try FileSystem.write(target, try whole(b.finish()), exclusive: true)
  }

  static func registerZip() {
    let z = "System.IO.Compression."
    TypeTable.register(z + "ZipFile") {
      NetType(z + "ZipFile", base: TypeTable.object) { t in
        for (p, n) in [("", 2), (", System.IO.Compression.CompressionLevel compressionLevel, bool includeBaseDirectory", 4)] {
          t.staticMethod("static void CreateFromDirectory(string sourceDirectoryName, string destinationArchiveFileName\(p))") { a, c in
            try pack(try folder(a.text(0), "sourceDirectoryName"), try FileSystem.check(a.text(1), "destinationArchiveFileName"), n == 4 ? level(a.int(2)) : .optimal, withName: n == 4 && a.bool(3), c)
            return .void
          }
        }
        for (p, n) in [("", 2), (", bool overwriteFiles", 3), (", System.Text.Encoding entryNameEncoding", 2), (", System.Text.Encoding entryNameEncoding, bool overwriteFiles", 4)] {
          t.staticMethod("static void ExtractToDirectory(string sourceArchiveFileName, string destinationDirectoryName\(p))") { a, c in
            let source = try PSStream(path: try FileSystem.check(a.text(0), "sourceArchiveFileName"), mode: 3, access: 1)
            try unpack(try PSZipArchive(source, mode: 0, leavesOpen: false), to: try folder(a.text(1), "destinationDirectoryName"), overwrite: n > 2 && a.bool(n - 1), c)
            return .void
          }
        }
        t.staticMethod("static \(z)ZipArchive OpenRead(string archiveFileName)") { a, _ in
          .other(try PSZipArchive(try PSStream(path: try FileSystem.check(a.text(0), "archiveFileName"), mode: 3, access: 1), mode: 0, leavesOpen: false))
        }
        for p in ["", ", System.Text.Encoding entryNameEncoding"] {
          t.staticMethod("static \(z)ZipArchive Open(string archiveFileName, \(z)ZipArchiveMode mode\(p))") { a, _ in
            let m = a.int(1)
            return .other(
              try PSZipArchive(
                try PSStream(path: try FileSystem.check(a.text(0), "archiveFileName"), mode: m == 0 ? 3 : m == 1 ? 1 : 4, access: m == 0 ? 1 : 3), mode: m,
                leavesOpen: false))
          }
        }
      }
    }
    TypeTable.register(z + "ZipArchive") {
      NetType(z + "ZipArchive", base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in
        for (p, n) in [("", 1), (", \(z)ZipArchiveMode mode", 2), (", \(z)ZipArchiveMode mode, bool leaveOpen", 3)] {
          t.constructor("\(z)ZipArchive new(System.IO.Stream stream\(p))") { a, _ in
            guard let s = a.at(0).refValue as? PSStream else { throw nullArgument("stream") }
            return .other(try PSZipArchive(s, mode: n > 1 ? a.int(1) : 0, leavesOpen: n > 2 && a.bool(2)))
          }
        }
        t.property("string Comment {get;set;}", set: { _, _, _ in }) { _, _ in .str("") }
        t.property("System.Collections.ObjectModel.ReadOnlyCollection[\(z)ZipArchiveEntry] Entries {get;}") { v, _ in
          try archive(v).check()
          let a = PSArray(try archive(v).entries.map { .other($0) }, of: TypeTable.get(z + "ZipArchiveEntry"))
          a.kind = .readOnlyCollection
          return .array(a)
        }
        t.property("\(z)ZipArchiveMode Mode {get;}") { v, _ in .member(z + "ZipArchiveMode", try archive(v).mode) }
        t.method("\(z)ZipArchiveEntry CreateEntry(string entryName)") { v, a, _ in .other(try archive(v).create(a.string(0), stamp: now)) }
        t.method("\(z)ZipArchiveEntry CreateEntry(string entryName, \(z)CompressionLevel compressionLevel)") { v, a, _ in .other(try archive(v).create(a.string(0), stamp: now, level(a.int(1)))) }
        t.method("\(z)ZipArchiveEntry GetEntry(string entryName)") { v, a, _ in try archive(v).entries.first { $0.name == a.string(0) }.map { .other($0) } ?? .null }
        t.method("void Dispose()") { v, _, _ in try archive(v).close(); return .void }
      }
    }
    TypeTable.register(z + "ZipArchiveEntry") {
      NetType(z + "ZipArchiveEntry", base: TypeTable.object) { t in
        t.property("\(z)ZipArchive Archive {get;}") { v, _ in try entry(v).archive.map { .other($0) } ?? .null }
        t.property("uint Crc32 {get;}") { v, _ in .uint(try entry(v).stored?.crc ?? Deflate.crc32(try entry(v).read())) }
        t.property("bool IsEncrypted {get;}") { _, _ in .no }
        t.property("long CompressedLength {get;}") { v, _ in .long(Int64(try entry(v).stored?.packed ?? entry(v).read().count)) }
        t.property("int ExternalAttributes {get;set;}", set: { _, _, _ in }) { v, _ in .int(Int32(truncatingIfNeeded: try entry(v).mode << 16)) }
        t.property("string Comment {get;set;}", set: { _, _, _ in }) { _, _ in .str("") }
        t.property("string FullName {get;}") { v, _ in .str(try entry(v).name) }
        t.property("System.DateTimeOffset LastWriteTime {get;set;}", set: { v, x, _ in
          if let d = x.refValue as? PSDateTimeOffset { try entry(v).stamp = DosTime.stamp(d.value.unixTimeSeconds) }
        }) { v, _ in .other(PSDateTimeOffset(NetDateTimeOffset(NetDateTime(ticks: NetDateTime.unixEpoch.ticks + DosTime.seconds(try entry(v).stamp) * 10_000_000, kind: .utc)).toLocalTime())) }
        t.property("long Length {get;}") { v, _ in .long(Int64(try entry(v).content?.count ?? entry(v).stored?.size ?? 0)) }
        t.property("string Name {get;}") { v, _ in .str(Paths.fileName(try entry(v).name)) }
        t.method("System.IO.Stream Open()") { v, _, _ in
          let e = try entry(v)
          return .other(EntryStream(e, try e.read(), writable: (e.archive?.mode ?? 0) != 0))
        }
        t.method("void Delete()") { v, _, _ in
          let e = try entry(v)
          guard e.archive?.mode == 2 else { throw notSupported("Entries can only be deleted in Update mode.") }
          e.archive?.entries.removeAll { $0 === e }
          return .void
        }
        t.method("string ToString()") { v, _, _ in .str(try entry(v).name) }
      }
    }
    TypeTable.register(z + "ZipFileExtensions") {
      NetType(z + "ZipFileExtensions", base: TypeTable.object) { t in
        for (p, n) in [("", 2), (", bool overwrite", 3)] {
          t.staticMethod("static void ExtractToFile(\(z)ZipArchiveEntry source, string destinationFileName\(p))") { a, _ in
            try entry(a.at(0)).extract(to: try FileSystem.check(a.text(1), "destinationFileName"), overwrite: n == 3 && a.bool(2))
            return .void
          }
          t.staticMethod("static void ExtractToDirectory(\(z)ZipArchive source, string destinationDirectoryName\(p))") { a, c in
            try unpack(try archive(a.at(0)), to: try folder(a.text(1), "destinationDirectoryName"), overwrite: n == 3 && a.bool(2), c)
            return .void
          }
        }
        for (p, n) in [("", 3), (", \(z)CompressionLevel compressionLevel", 4)] {
          t.staticMethod("static \(z)ZipArchiveEntry CreateEntryFromFile(\(z)ZipArchive destination, string sourceFileName, string entryName\(p))") { a, _ in
            let path = try FileSystem.check(a.text(1), "sourceFileName"), bytes = try FileSystem.read(path)
            var s = stat()
            stat(path, &s)
            return .other(try archive(a.at(0)).create(a.string(2), bytes, stamp: DosTime.stamp(Int64(s.st_mtim.tv_sec)), mode: s.st_mode, n == 4 ? level(a.int(3)) : .optimal))
          }
        }
      }
    }
  }
}

/// `FileSystemWatcher` on inotify: what happened is read when the session asks.
import Engine
import Glibc
import Primitives

final class PSFileWatcher: Ref, EventSource {
  var path = "", filters: [String] = [], includesBelow = false, notifies = 19
  private var fd: Int32 = -1
  /// Folders watched, relative to the path, by their number.
  private var folders: [Int32: String] = [:]
  private var pending: [(event: String, arguments: Value)] = []
  override var netType: NetType { TypeTable.named("System.IO.FileSystemWatcher") }
  deinit { if fd >= 0 { close(fd) } }
  var isOn: Bool { fd >= 0 }
  func setOn(_ on: Bool) throws {
    if !on {
      if fd >= 0 { close(fd) }
      fd = -1
      folders = [:]
      return
    }
    if fd >= 0 { return }
    if path.isEmpty { throw netError("System.IO.FileNotFoundException", "Error reading the  directory.") }
    fd = inotify_init1(Int32(O_NONBLOCK) | Int32(O_CLOEXEC))
    if fd < 0 {
      throw netError(
        "System.IO.IOException",
        "The configured user limit on the number of inotify instances has been reached, or the per-process limit on the number of open file descriptors has been reached."
      )
    }
    watch("")
  }
  private func watch(_ folder: String) {
    let full = folder.isEmpty ? path : path + "/" + folder
    let n = inotify_add_watch(fd, full, UInt32(IN_CREATE | IN_DELETE | IN_MODIFY | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO))
    if n >= 0 { folders[n] = folder }
    guard includesBelow, let names = try? FileSystem.names(full) else { return }
    for name in names where FileSystem.facts(full + "/" + name).map({ $0.isDirectory && !$0.isLink }) ?? false { watch(folder.isEmpty ? name : folder + "/" + name) }
  }
  private func matches(_ name: String) -> Bool {
    let leaf = Paths.fileName(name)
    return filters.isEmpty
      || filters.contains { f in
        f == "*" || f == "*.*" || f.isEmpty
          || ((try? WildcardPattern(WildcardPattern.escape(f).replacing("`*", "*").replacing("`?", "?"), ignoreCase: false)).map { $0.matches(leaf) } ?? false)
      }
  }
  private func add(_ kind: String, _ number: Int, _ name: String, old: String? = nil) {
    guard matches(name) || old.map(matches) ?? false else { return }
    var values: [(name: String, value: Value)] = [("ChangeType", .member("System.IO.WatcherChangeTypes", number)), ("FullPath", .str(path + "/" + name)), ("Name", .str(name))]
    if let old { values += [("OldFullPath", .str(path + "/" + old)), ("OldName", .str(old))] }
    pending.append((kind, .other(PSEventArguments("System.IO." + (old == nil ? "FileSystemEventArgs" : "RenamedEventArgs"), values))))
  }
  func occurrences() -> [(event: String, arguments: Value)] {
    guard fd >= 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var moved: (cookie: UInt32, name: String)?
    func flushMove() {
      if let m = moved { add("Deleted", 2, m.name) }
      moved = nil
    }
    while case let n = read(fd, &buffer, buffer.count), n > 0 {
      var at = 0
      while at + 16 <= n {
        let (watch, mask, cookie, length) = buffer.withUnsafeBytes { p in
          (
            p.loadUnaligned(fromByteOffset: at, as: Int32.self), p.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self),
            p.loadUnaligned(fromByteOffset: at + 8, as: UInt32.self), Int(p.loadUnaligned(fromByteOffset: at + 12, as: UInt32.self))
          )
        }
        let leaf = String(decoding: buffer[min(n, at + 16)..<min(n, at + 16 + length)].prefix { $0 != 0 }, as: UTF8.self)
        at += 16 + length
        guard let folder = folders[watch], !leaf.isEmpty else { continue }
        let name = folder.isEmpty ? leaf : folder + "/" + leaf, isFolder = mask & UInt32(IN_ISDIR) != 0
        if isFolder ? notifies & 2 == 0 : notifies & ~2 == 0 { continue }
        if mask & UInt32(IN_MOVED_TO) != 0 {
          if let m = moved, m.cookie == cookie {
            moved = nil
            // the shell writes a file anew beside the old one: to who watches, the old one changed
            if m.name.hasSuffix(".tmp"), m.name.hasPrefix(name + ".") { add("Changed", 4, name) } else { add("Renamed", 8, name, old: m.name) }
          } else { add("Created", 1, name) }
          continue
        }
        flushMove()
        if mask & UInt32(IN_MOVED_FROM) != 0 { moved = (cookie, name) }
        else if mask & UInt32(IN_CREATE) != 0 {
          if name.hasSuffix(".\(getpid()).tmp") { continue }
          add("Created", 1, name)
          if isFolder, includesBelow { self.watch(name) }
        } else if mask & UInt32(IN_DELETE) != 0 { add("Deleted", 2, name) }
        else if mask & UInt32(IN_MODIFY) != 0, notifies & 24 != 0, !name.hasSuffix(".\(getpid()).tmp") { add("Changed", 4, name) }
        else if mask & UInt32(IN_ATTRIB) != 0, notifies & (4 | 16 | 32 | 64 | 256) != 0, !isFolder, !name.hasSuffix(".\(getpid()).tmp") { add("Changed", 4, name) }
      }
    }
    flushMove()
    defer { pending = [] }
    return pending
  }
}

extension NetTypes {
  static func registerFileWatcher() {
    registerEnums(in: """
      System.IO.WatcherChangeTypes! Created=1 Deleted=2 Changed=4 Renamed=8 All=15
      System.IO.NotifyFilters! FileName=1 DirectoryName=2 Attributes=4 Size=8 LastWrite=16 LastAccess=32 CreationTime=64 Security=256
      System.IO.MatchType Simple Win32
      """)
    registerEventArguments("System.IO.FileSystemEventArgs", "System.IO.WatcherChangeTypes ChangeType", "string FullPath", "string Name")
    registerEventArguments("System.IO.RenamedEventArgs", base: "System.IO.FileSystemEventArgs", "string OldFullPath", "string OldName")
    registerEventArguments("System.IO.WaitForChangedResult", base: "System.ValueType", "System.IO.WatcherChangeTypes ChangeType", "string Name", "string OldName", "bool TimedOut")
    let n = "System.IO.FileSystemWatcher"
    func of(_ v: Value) -> PSFileWatcher { v.refValue as? PSFileWatcher ?? PSFileWatcher() }
    func folder(_ s: String, _ name: String) throws -> String {
      let p = FileSystem.real(s)
      guard FileSystem.directoryExists(p) else { throw argumentError("The directory name '\(s)' does not exist.", param: name) }
      return p.count > 1 && p.hasSuffix("/") ? String(p.dropLast()) : p
    }
    func make(_ path: String?, _ filter: String?) throws -> Value {
      let w = PSFileWatcher()
      if let path {
        if path.isEmpty { throw argumentError("The path is empty.", param: "path") }
        w.path = try folder(path, "path")
      }
      if let filter, filter != "*", !filter.isEmpty { w.filters = [filter] }
      return .other(w)
    }
    TypeTable.register(n) {
      NetType(n, base: TypeTable.get("System.ComponentModel.Component"), interfaces: ["System.ComponentModel.ISupportInitialize", "System.IDisposable"]) { t in
        t.constructor("\(n) new()") { _, _ in try make(nil, nil) }
        t.constructor("\(n) new(string path)") { a, _ in try make(a.text(0), nil) }
        t.constructor("\(n) new(string path, string filter)") { a, _ in try make(a.text(0), a.text(1)) }
        t.property("System.IO.NotifyFilters NotifyFilter {get;set;}", set: { v, x, _ in of(v).notifies = x.asInt }) { v, _ in .member("System.IO.NotifyFilters", of(v).notifies) }
        t.property("System.Collections.ObjectModel.Collection[string] Filters {get;}") { v, _ in
          let a = PSArray(of(v).filters.map { .str($0) }, of: TypeTable.string)
          a.kind = .collection
          return .array(a)
        }
        t.property("bool EnableRaisingEvents {get;set;}", set: { v, x, _ in try of(v).setOn(x.asInt != 0) }) { v, _ in .bool(of(v).isOn) }
        t.property("string Filter {get;set;}", set: { v, x, _ in
          let s = Conversion.toString(x)
          of(v).filters = s.isEmpty || s == "*" ? [] : [s]
        }) { v, _ in .str(of(v).filters.first ?? "*") }
        t.property("bool IncludeSubdirectories {get;set;}", set: { v, x, _ in
          of(v).includesBelow = x.asInt != 0
          if of(v).isOn { try of(v).setOn(false); try of(v).setOn(true) }
        }) { v, _ in .bool(of(v).includesBelow) }
        t.property("int InternalBufferSize {get;set;}", set: { _, _, _ in }) { _, _ in .int(8192) }
        t.property("string Path {get;set;}", set: { v, x, _ in
          of(v).path = try folder(Conversion.toString(x), "Path")
          if of(v).isOn { try of(v).setOn(false); try of(v).setOn(true) }
        }) { v, _ in .str(of(v).path) }
        t.property("System.ComponentModel.ISite Site {get;set;}", set: { _, _, _ in }) { _, _ in .null }
        t.property("System.ComponentModel.ISynchronizeInvoke SynchronizingObject {get;set;}", set: { _, _, _ in }) { _, _ in .null }
        t.property("System.ComponentModel.IContainer Container {get;}") { _, _ in .null }
        for e in ["Changed", "Created", "Deleted"] { t.event("System.IO.FileSystemEventHandler \(e)(System.Object, System.IO.FileSystemEventArgs)") }
        t.event("System.EventHandler Disposed(System.Object, System.EventArgs)")
        t.event("System.IO.ErrorEventHandler Error(System.Object, System.IO.ErrorEventArgs)")
        t.event("System.IO.RenamedEventHandler Renamed(System.Object, System.IO.RenamedEventArgs)")
        for m in ["BeginInit", "EndInit"] { t.method("void \(m)()") { _, _, _ in .void } }
        t.method("void Dispose()") { v, _, _ in try of(v).setOn(false); return .void }
        for (p, isLimited) in [("", false), (", int timeout", true), (", timespan timeout", true)] {
          t.method("System.IO.WaitForChangedResult WaitForChanged(System.IO.WatcherChangeTypes changeType\(p))") { v, a, c in
            let w = of(v), wasOn = w.isOn
            if !wasOn { try w.setOn(true) }
            defer { if !wasOn { try? w.setOn(false) } }
            var hit: PSEventArguments?
            _ = try Waiting.until(isLimited ? Waiting.milliseconds(a.at(1), "timeout") : -1, c) {
              hit = w.occurrences().lazy.compactMap { $0.arguments.refValue as? PSEventArguments }.first { $0.values[0].value.asInt & a.flags(0) != 0 }
              return hit != nil
            }
            func value(_ n: String) -> Value { hit?.values.first { $0.name == n }?.value ?? .null }
            return .other(PSEventArguments("System.IO.WaitForChangedResult", [
              ("ChangeType", hit == nil ? .member("System.IO.WatcherChangeTypes", 0) : value("ChangeType")), ("Name", value("Name")),
              ("OldName", value("OldName")), ("TimedOut", .bool(hit == nil)),
            ]))
          }
        }
      }
    }
  }
}

/// Where Set-Content and Add-Content write: files stay open over the whole pipeline.
import Codecs
import Engine

struct ContentSink {
  struct Options {
    var append = false, newline = true, bytes = false
    var encoding: TextCodec?
    var force = false
    var filter = ItemFilter(nil, [], [])
  }
  var options = Options()
  private var opened: [(path: ItemPath, file: FileWriter?, values: [Value])] = []
  private var isOpen = false
  private var hasWarned = false

  mutating func write(_ values: [Value], to paths: [String], literal: Bool, _ shell: Invocation) throws {
    if !isOpen { try open(paths, literal, shell) }
    for i in opened.indices {
      guard let file = opened[i].file else { opened[i].values += values; continue }
      for v in values { try put(v, file, shell) }
    }
  }
  private mutating func open(_ paths: [String], _ literal: Bool, _ shell: Invocation) throws {
    isOpen = true
    for p in try shell.items(paths, literal: literal, mustExist: false, hidden: options.force) where options.filter.passes(p.leaf) {
      guard try shell.shouldProcess("Path: \(p.display)", action: options.append ? "Add Content" : "Set Content") else { continue }
      guard p.provider.name == "FileSystem" else { opened.append((p, nil, [])); continue }
      if p.isContainer {
        try shell.error("WriteContainerContentException", .invalidOperation, "Unable to write content because it is a directory: '\(p.path)'.", exception: "System.InvalidOperationException")
        continue
      }
      if options.bytes, options.encoding != nil, !hasWarned { hasWarned = true; try shell.warning("Encoding not used when '-AsByteStream' specified.") }
      do { opened.append((p, try FileWriter(p.path, append: options.append, force: options.force, encoding: options.encoding ?? .utf8, shell), [])) }
      catch let e as TerminatingError {
        let missing = e.record.exception.type.fullName == "System.IO.DirectoryNotFoundException"
        let r = ErrorRecord(e.record.exception, id: missing ? "GetContentWriterDirectoryNotFoundError" : "GetContentWriterUnauthorizedAccessError", missing ? .objectNotFound : .permissionDenied, target: .str(p.path))
        try shell.error(r)
      }
    }
  }
  private func put(_ v: Value, _ file: FileWriter, _ shell: Invocation) throws {
    if let list = v.elementsIfSequence, !options.bytes || !(v.arrayValue?.elementType === TypeTable.byte) { for x in list { try put(x, file, shell) }; return }
    if options.bytes {
      let bytes: [Value] = v.arrayValue?.values ?? [v]
      var raw: [UInt8] = []
      for b in bytes {
        guard case .byte(let n)? = Conversion.tryConvert(b, to: TypeTable.byte, shell.context) else {
          throw shell.terminating("Argument", .invalidArgument, "Cannot proceed with byte encoding. When using byte encoding the content must be of type byte.", exception: "System.Management.Automation.PSArgumentException")
        }
        raw.append(n)
      }
      return try file.write(raw: raw)
    }
    let text = v.isNull ? "" : Conversion.toString(v, shell.context)
    if options.newline { try file.writeLine(text) } else { try file.write(text) }
  }
  mutating func finish(_ shell: Invocation) throws {
    for o in opened where o.file == nil {
      var v = o.values
      if options.append, let old = try (o.path.provider as? SessionProvider)?.content(o.path.path) { v = (old.elementsIfSequence ?? [old]) + v }
      try o.path.provider.set(o.path, v.count == 1 ? v[0] : .arr(v), force: options.force, shell)
    }
    for o in opened { try o.file?.close() }
    opened = []
  }
  mutating func close() { for o in opened { try? o.file?.close() }; opened = [] }
}

/// Text taken apart into lines (or at another delimiter), without the ends.
enum TextLines {
  /// Calls `body` per line until it says false.
  static func each(_ text: String, delimiter: String?, _ body: (String) throws -> Bool) throws {
    var t = text
    let other = delimiter.map { Array($0.utf8) }
    try t.withUTF8 { b in
      if let other, !other.isEmpty, other != [10] { return try split(b, other, body) }
      var from = 0, i = 0
      while i < b.count {
        if b[i] == 10 || b[i] == 13 {
          if try !body(String(decoding: UnsafeBufferPointer(rebasing: b[from..<i]), as: UTF8.self)) { return }
          if b[i] == 13, i + 1 < b.count, b[i + 1] == 10 { i += 1 }
          from = i + 1
        }
        i += 1
      }
      if from < b.count { _ = try body(String(decoding: UnsafeBufferPointer(rebasing: b[from...]), as: UTF8.self)) }
    }
  }
  private static func split(_ b: UnsafeBufferPointer<UInt8>, _ d: [UInt8], _ body: (String) throws -> Bool) throws {
    var from = 0, i = 0
    while i + d.count <= b.count {
      if b[i] == d[0], b[i..<(i + d.count)].elementsEqual(d) {
        if try !body(String(decoding: UnsafeBufferPointer(rebasing: b[from..<i]), as: UTF8.self)) { return }
        i += d.count
        from = i
      } else { i += 1 }
    }
    if from < b.count { _ = try body(String(decoding: UnsafeBufferPointer(rebasing: b[from...]), as: UTF8.self)) }
  }
  static func all(_ text: String, delimiter: String?) -> [String] {
    var lines: [String] = []
    try? each(text, delimiter: delimiter) { lines.append($0); return true }
    return lines
  }
}

/// `-ReadCount`: lines one by one, in groups, or all at once.
struct LineBatch {
  private let size: Int
  private var kept: [Value] = []
  init(_ n: Int64) { size = n <= 0 ? .max : Int(clamping: n) }
  mutating func add(_ v: Value, _ shell: Invocation) throws {
    if size == 1 { return try shell.write(v) }
    kept.append(v)
    if kept.count == size { try finish(shell) }
  }
  mutating func finish(_ shell: Invocation) throws {
    if kept.isEmpty { return }
    let out = kept
    kept = []
    try shell.write(.arr(out))
  }
}

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
        let r = ErrorRecord(
          e.record.exception, id: missing ? "GetContentWriterDirectoryNotFoundError" : "GetContentWriterUnauthorizedAccessError",
          missing ? .objectNotFound : .permissionDenied, target: .str(p.path))
        try shell.error(r)
      }
    }
  }
  private func put(_ v: Value, _ file: FileWriter, _ shell: Invocation) throws {
    // a list may hold itself
    if shell.context.stackIsLow() { throw shell.context.callDepthError() }
    if let list = v.elementsIfSequence, !options.bytes || !(v.arrayValue?.elementType === TypeTable.byte) { for x in list { try put(x, file, shell) }; return }
    if options.bytes {
      let bytes: [Value] = v.arrayValue?.values ?? [v]
      var raw: [UInt8] = []
      for b in bytes {
        guard case .byte(let n)? = Conversion.tryConvert(b, to: TypeTable.byte, shell.context) else {
          throw shell.terminating(
            "Argument", .invalidArgument, "Cannot proceed with byte encoding. When using byte encoding the content must be of type byte.",
            exception: "System.Management.Automation.PSArgumentException")
        }
        raw.append(n)
      }
      return try file.write(raw: raw)
    }
    let text = ContentSink.text(v, shell.context)
    if options.newline { try file.writeLine(text) } else { try file.write(text) }
  }
  /// .NET's own text, in the current culture; objects of the shell have PowerShell's.
  private static func text(_ v: Value, _ context: ExecutionContext) -> String {
    switch v.base {
    case .null, .void, .unset: ""
    case .object, .hash, .block: Conversion.toString(v, context)
    case let x: Conversion.plainText(x)
    }
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

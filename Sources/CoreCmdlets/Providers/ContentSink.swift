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
  private var opened: [(path: ItemPath, file: FileWriter?, values: [Value], notes: ContentNotes)] = []
  private var isOpen = false

  /// What of `values` went where.
  mutating func write(_ values: [Value], to paths: [String], literal: Bool, _ shell: Invocation) throws {
    if !isOpen { try open(paths, literal, shell) }
    for i in opened.indices {
      guard let file = opened[i].file else { opened[i].values += values; continue }
      for v in values where try !put(v, file, opened[i].path, shell) { break }
    }
  }
  /// The values as -PassThru writes them, once for each item they went to.
  mutating func pass(_ values: [Value], _ shell: Invocation) throws {
    if values.isEmpty { return }
    for i in opened.indices { try shell.write(opened[i].notes.attached(to: .arr(values), counting: values.count)) }
  }
  private mutating func open(_ paths: [String], _ literal: Bool, _ shell: Invocation) throws {
    isOpen = true
    let found = try shell.contentItems(paths, literal: literal, mayBeNew: true, hidden: options.force, filter: options.filter)
    for p in try found.filter({ try shell.shouldProcess("Path: \($0.display)", action: options.append ? "Add Content" : "Set Content") }) {
      guard p.provider.name == "FileSystem" else {
        if options.append {
          throw shell.terminating(
            "NotSupported", .notImplemented, "Cannot call method. The content Seek method is not supported by this provider.",
            exception: "System.Management.Automation.PSNotSupportedException")
        }
        opened.append((p, nil, [], ContentNotes(p)))
        continue
      }
      if p.isContainer {
        // what is there is cleared first
        if !options.append { throw shell.terminating(ErrorRecord(ClearContent.isFolder(p).exception, id: "System.NotSupportedException", .notSpecified)) }
        try shell.error("WriteContainerContentException", .invalidOperation, "Unable to write content because it is a directory: '\(p.path)'.", exception: "System.InvalidOperationException")
        continue
      }
      if !options.append, p.exists, try !shell.shouldProcess("Item: \(p.path)", action: "Clear Content") { continue }
      if options.bytes, options.encoding != nil { try shell.warning("Encoding not used when '-AsByteStream' specified.") }
      do { opened.append((p, try FileWriter(p.path, append: options.append, force: options.force, encoding: options.bytes ? .utf8 : options.encoding ?? .utf8, shell), [], ContentNotes(p))) }
      catch let e as TerminatingError {
        let missing = e.record.exception.type.fullName == "System.IO.DirectoryNotFoundException"
        let r = ErrorRecord(
          e.record.exception, id: missing ? "GetContentWriterDirectoryNotFoundError" : "GetContentWriterUnauthorizedAccessError",
          missing ? .objectNotFound : .permissionDenied, target: .str(p.path))
        try shell.error(r)
      }
    }
  }
  /// A value, or the values of an array of objects, of which nothing is taken apart further; nothing is written of null.
  /// - Returns: whether what comes with it is written, too
  private func put(_ v: Value, _ file: FileWriter, _ place: ItemPath, _ shell: Invocation, isElement: Bool = false) throws -> Bool {
    if !isElement, case .array(let list) = v.base, list.netType === TypeTable.objectArray {
      return try list.values.allSatisfy { try put($0, file, place, shell, isElement: true) }
    }
    if v.isNull { return true }
    if options.bytes {
      guard case .byte(let n) = v.base else {
        try shell.error(
          "Argument", .invalidArgument, "Cannot proceed with byte encoding. When using byte encoding the content must be of type byte.",
          exception: "System.Management.Automation.PSArgumentException")
        return false
      }
      try file.write(raw: [n])
      return true
    }
    let text = ContentSink.text(v, shell.context)
    if options.newline { try file.writeLine(text) } else { try file.write(text) }
    return true
  }
  /// .NET's own text, in the current culture; objects of the shell have PowerShell's.
  private static func text(_ v: Value, _ context: ExecutionContext) -> String {
    switch v.base {
    case .null, .void, .unset: ""
    case .object: Conversion.toStringInCulture(v, context)
    case .hash, .block: Conversion.toString(v, context)
    case let x: Conversion.plainText(x)
    }
  }
  mutating func finish(_ shell: Invocation) throws {
    for o in opened where o.file == nil {
      let v = o.values
      try o.path.provider.set(o.path, v.count == 1 ? v[0] : .arr(v), force: options.force, shell)
    }
    for o in opened { try o.file?.close() }
    opened = []
    isOpen = false
  }
  mutating func close() { for o in opened { try? o.file?.close() }; opened = [] }
}

/// Reads a file line by line, whole, or as bytes; or the value of a variable, function or alias.
import Engine
import Codecs
import Glibc
import Primitives

struct GetContent: Cmdlet {
  static let command = Command("Get", "Content", module: "Microsoft.PowerShell.Management", defaultSet: "Path",
    outputs: ["System.Byte", "System.String"],
    synopsis: "Reads what an item holds, line by line.",
    examples: [("The last lines", "Get-Content log.txt -Tail 10")])
  @Parameter("ReadCount", from: .propertyName) var readCount: Int64?
  @Parameter("TotalCount", from: .propertyName, aliases: ["First", "Head"], validate: [.range(.int(0), .long(9223372036854775807))]) var totalCount: Int64?
  @Parameter("Tail", from: .propertyName, aliases: ["Last"], validate: [.range(.int(0), .int(2147483647))]) var tail: Int?
  @Parameter("Path", at: 0, from: .propertyName, sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Force") var force: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("Delimiter", dynamic: .onFiles) var delimiter: String?
  @Parameter("Wait", dynamic: .onFiles) var wait: Switch
  @Parameter("Raw", dynamic: .onFiles) var raw: Switch
  @Parameter("Encoding", validate: [.notNullOrEmpty], dynamic: .onFiles) var encoding: TextEncoding?
  @Parameter("AsByteStream", dynamic: .onFiles) var asByteStream: Switch

  mutating func process(_ shell: Invocation) throws {
    if $tail.isBound, $totalCount.isBound {
      return try shell.error(
        "TailAndHeadCannotCoexist", .invalidOperation, "The parameters TotalCount and Tail cannot be used together. Please specify only one parameter.",
        exception: "System.InvalidOperationException")
    }
    if totalCount == 0 { return }
    let given = $literalPath.isBound ? literalPath : path
    let found = try shell.contentItems(given, literal: $literalPath.isBound, mayBeNew: false, hidden: force.isOn, filter: ItemFilter(filter, include, exclude))
    // all are opened before the first is read
    for p in try found.filter({ try opens($0, shell) }) { try read(p, shell) }
  }
  private func opens(_ p: ItemPath, _ shell: Invocation) throws -> Bool {
    guard p.provider.name == "FileSystem" else {
      if p.path.isEmpty {
        throw shell.terminating(
          "Argument", .invalidArgument,
          "Cannot process argument because the value of argument \"path\" is not valid. Change the value of the \"path\" argument and run the operation again.",
          exception: "System.Management.Automation.PSArgumentException")
      }
      return true
    }
    let beside = [("TotalCount", $totalCount.isBound), ("Tail", $tail.isBound), ("Wait", $wait.isBound), ("Delimiter", $delimiter.isBound)]
    if raw.isOn, let other = beside.first(where: \.1)?.0 {
      throw shell.terminating(
        "InvalidOperation", .invalidOperation, "The 'Raw' and '\(other)' parameters cannot be specified in the same command.",
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
    if asByteStream.isOn, $encoding.isBound { try shell.warning("Encoding not used when '-AsByteStream' specified.") }
    if p.isContainer {
      try shell.error(
        "GetContainerContentException", .invalidOperation, "Unable to get content because it is a directory: '\(p.path)'. Please use 'Get-ChildItem' instead.",
        exception: "System.InvalidOperationException")
      return false
    }
    if asByteStream.isOn, $delimiter.isBound {
      try shell.error(
        "GetContentReaderArgumentError", .invalidArgument,
        "A delimiter cannot be specified when reading the stream one byte at a time. (Parameter 'delimiter')", exception: "System.ArgumentException",
        target: .str(p.path))
      return false
    }
    let file = open(p.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file < 0 else { close(file); return true }
    try refuse(Posix.Failure(code: errno, path: p.path), p, shell)
    return false
  }
  private func refuse(_ e: Posix.Failure, _ p: ItemPath, _ shell: Invocation) throws {
    let (kind, category): (String, ErrorCategory) =
      switch e.exceptionType {
      case "System.IO.FileNotFoundException": ("FileNotFound", .objectNotFound)
      case "System.IO.DirectoryNotFoundException": ("DirectoryNotFound", .objectNotFound)
      case "System.UnauthorizedAccessException": ("UnauthorizedAccess", .permissionDenied)
      default: ("IO", .readError)
      }
    try shell.error(e.record("GetContentReader\(kind)Error", category, p.path))
  }
  private func read(_ p: ItemPath, _ shell: Invocation) throws {
    guard p.provider.name == "FileSystem" else { return try readValue(p, shell) }
    let bytes: [UInt8]
    do { bytes = try Posix.readFile(p.path) } catch let e as Posix.Failure { return try refuse(e, p, shell) }
    var batch = LineBatch(readCount ?? 1, from: p)
    if asByteStream.isOn { return try readBytes(bytes, &batch, shell) }
    // between no two characters stands nothing
    if delimiter?.isEmpty ?? false { return }
    let text = TextCodec.decodeFile(bytes, encoding?.codec)
    if raw.isOn {
      if !text.isEmpty { try batch.add(.str(text), shell) }
    } else if let tail {
      let all = TextLines.all(text, delimiter: delimiter)
      try shell.poll()
      for l in all.suffix(max(0, tail)) { try batch.add(.str(l), shell) }
    } else {
      var left = totalCount ?? .max
      try TextLines.each(text, delimiter: delimiter) { line in
        try batch.add(.str(line), shell)
        left -= 1
        return left > 0
      }
    }
    try batch.finish(shell)
    if wait.isOn { try follow(p.path, from: bytes.count, &batch, shell) }
  }
  /// A value of the session is there at once; of several, one is written unless `-ReadCount` asks for more.
  private func readValue(_ p: ItemPath, _ shell: Invocation) throws {
    if $tail.isBound {
      return try shell.error(
        "TailNotSupported", .invalidOperation, "The Tail parameter currently is supported only for the FileSystem provider.",
        exception: "System.InvalidOperationException", target: .integer(tail ?? 0))
    }
    guard let s = p.provider as? SessionProvider, let v = try s.content(p.path), !v.isNull else { return }
    var notes = ContentNotes(p)
    let all = v.elementsIfSequence ?? [v]
    guard let first = all.first else { return }
    try shell.write(notes.attached(to: readCount ?? 1 == 1 ? first : .arr(all), counting: all.count))
  }
  /// Lines as they are added, until Ctrl+C or until nobody wants more. A file that shrinks begins anew.
  private func follow(_ path: String, from: Int, _ batch: inout LineBatch, _ shell: Invocation) throws {
    var at = from, rest: [UInt8] = []
    while true {
      try shell.poll()
      let size = Int(Posix.info(path)?.size ?? 0)
      if size < at { at = 0; rest = [] }
      if size > at, let all = try? Posix.readFile(path), all.count > at {
        rest.append(contentsOf: all[at...])
        at = all.count
        if let end = rest.lastIndex(of: 10) {
          let text = TextCodec.decodeFile(Array(rest[...end]), encoding?.codec)
          rest.removeSubrange(...end)
          try TextLines.each(text, delimiter: delimiter) { line in try batch.add(.str(line), shell); return true }
          try batch.finish(shell)
        }
      } else { shell.context.host.flush(); usleep(100_000) }
    }
  }
  private func readBytes(_ bytes: [UInt8], _ batch: inout LineBatch, _ shell: Invocation) throws {
    if raw.isOn {
      let all = PSArray(bytes.attentive.map { .byte($0) }, of: TypeTable.byte)
      try shell.poll()
      if !bytes.isEmpty { try batch.add(.array(all), shell) }
    } else {
      let shown = tail.map { bytes.suffix(max(0, $0)) } ?? bytes.prefix(Int(clamping: totalCount ?? .max))
      for b in shown { try batch.add(.byte(b), shell) }
    }
    try batch.finish(shell)
  }
}

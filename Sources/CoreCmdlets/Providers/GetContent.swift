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
  @Parameter("Path", at: 0, from: .propertyName, sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("ReadCount", from: .propertyName) var readCount: Int64?
  @Parameter("TotalCount", from: .propertyName, aliases: ["First", "Head"], validate: [.range(.int(0), .long(9223372036854775807))]) var totalCount: Int64?
  @Parameter("Tail", from: .propertyName, aliases: ["Last"], validate: [.range(.int(0), .int(2147483647))]) var tail: Int?
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
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    if $tail.isBound, $totalCount.isBound {
      throw shell.terminating(
        "TailAndHeadCannotCoexist", .invalidOperation, "The parameters TotalCount and Tail cannot be used together. Please specify only one parameter.",
        exception: "System.InvalidOperationException")
    }
    let filter = ItemFilter(filter, include, exclude)
    if asByteStream.isOn, $encoding.isBound { try shell.warning("Encoding not used when '-AsByteStream' specified.") }
    if !$literalPath.isBound {
      for text in path where Wildcard.hasSpecial(text) {
        if let found = try? shell.space.expand(text, literal: false, hidden: force.isOn), found.isEmpty {
          try shell.error(
            "ItemNotFound", .objectNotFound,
            "An object at the specified path \(path.first ?? "") does not exist, or has been filtered by the -Include or -Exclude parameter.",
            exception: "System.Exception", target: .arr(path.map { .str($0) }))
        }
      }
    }
    for p in try shell.items($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound, hidden: force.isOn) where filter.passes(p.leaf) { try read(p, shell) }
  }
  private func read(_ p: ItemPath, _ shell: Invocation) throws {
    guard p.provider.name == "FileSystem" else {
      if $tail.isBound {
        return try shell.error(
          "TailNotSupported", .invalidOperation, "The Tail parameter currently is supported only for the FileSystem provider.",
          exception: "System.InvalidOperationException", target: .integer(tail ?? 0))
      }
      if let s = p.provider as? SessionProvider, let v = try s.content(p.path) { try shell.writeEach(v) }
      return
    }
    let beside = [("TotalCount", $totalCount.isBound), ("Tail", $tail.isBound), ("Wait", $wait.isBound), ("Delimiter", $delimiter.isBound)]
    if raw.isOn, let other = beside.first(where: \.1)?.0 {
      throw shell.terminating(
        "InvalidOperation", .invalidOperation, "The 'Raw' and '\(other)' parameters cannot be specified in the same command.",
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
    if asByteStream.isOn, $delimiter.isBound {
      try shell.error(
        "GetContentReaderArgumentError", .invalidArgument,
        "A delimiter cannot be specified when reading the stream one byte at a time. (Parameter 'delimiter')", exception: "System.ArgumentException",
        target: .str(p.path))
    }
    if p.isContainer {
      return try shell.error(
        "GetContainerContentException", .invalidOperation, "Unable to get content because it is a directory: '\(p.path)'. Please use 'Get-ChildItem' instead.",
        exception: "System.UnauthorizedAccessException", target: .str(p.path))
    }
    let bytes: [UInt8]
    do { bytes = try Posix.readFile(p.path) } catch let e as Posix.Failure { return try shell.error(e.record("GetContentReaderUnauthorizedAccessError", .permissionDenied, p.path)) }
    if asByteStream.isOn { return try writeBytes(bytes, shell) }
    let text = TextCodec.decodeFile(bytes, encoding?.codec)
    try shell.poll()
    if raw.isOn { if !text.isEmpty { try shell.write(text) }; return }
    var batch = LineBatch(readCount ?? 1)
    if let tail {
      let all = TextLines.all(text, delimiter: delimiter)
      try shell.poll()
      for l in all.suffix(max(0, tail)) { try batch.add(.str(l), shell) }
    } else {
      var left = totalCount ?? .max
      if left == 0 { return }
      try TextLines.each(text, delimiter: delimiter) { line in
        try batch.add(.str(line), shell)
        left -= 1
        return left > 0
      }
    }
    try batch.finish(shell)
    if wait.isOn { try follow(p.path, from: bytes.count, shell) }
  }
  /// Lines as they are added, until Ctrl+C or until nobody wants more. A file that shrinks begins anew.
  private func follow(_ path: String, from: Int, _ shell: Invocation) throws {
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
          try TextLines.each(text, delimiter: delimiter) { line in try shell.write(line); return true }
        }
      } else { shell.context.host.flush(); usleep(100_000) }
    }
  }
  private func writeBytes(_ bytes: [UInt8], _ shell: Invocation) throws {
    if raw.isOn {
      let all = PSArray(bytes.attentive.map { .byte($0) }, of: TypeTable.byte)
      try shell.poll()
      return try shell.write(.array(all))
    }
    let shown = tail.map { bytes.suffix(max(0, $0)) } ?? bytes.prefix(Int(clamping: totalCount ?? .max))
    for b in shown { try shell.write(.byte(b)) }
  }
}

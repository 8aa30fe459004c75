/// Finds lines of text that match patterns, in files or in what is piped in.
import Codecs
import Engine
import Primitives

struct SelectString: Cmdlet {
  static let command = Command("Select", "String", defaultSet: "File",
    outputs: ["System.Boolean", "Microsoft.PowerShell.Commands.MatchInfo", "System.String"],
    synopsis: "Looks for text or patterns in lines and files.",
    examples: [("Errors in logs", "Select-String -Path *.log -Pattern error -Context 1")])
  @Parameter("Culture", validate: [.notNull]) var culture: String?
  @Parameter("InputObject", from: .pipeline, sets: ["Object", "ObjectRaw"], attributes: [.allowNull, .allowEmptyString], type: "psobject") var inputObject: Value
  @Parameter("Pattern", at: 0, mandatory: true) var pattern: [String]
  @Parameter("Path", at: 1, from: .propertyName, sets: ["File", "FileRaw"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralFile", "LiteralFileRaw"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Raw", sets: ["ObjectRaw", "FileRaw", "LiteralFileRaw"], mandatory: true) var raw: Switch
  @Parameter("SimpleMatch") var simpleMatch: Switch
  @Parameter("CaseSensitive") var caseSensitive: Switch
  @Parameter("Quiet", sets: ["File", "Object", "LiteralFile"]) var quiet: Switch
  @Parameter("List") var list: Switch
  @Parameter("NoEmphasis") var noEmphasis: Switch
  @Parameter("Include", validate: [.notNullOrEmpty]) var include: [String]
  @Parameter("Exclude", validate: [.notNullOrEmpty]) var exclude: [String]
  @Parameter("NotMatch") var notMatch: Switch
  @Parameter("AllMatches") var allMatches: Switch
  @Parameter("Encoding", validate: [.notNullOrEmpty]) var encoding: TextEncoding?
  @Parameter("Context", validate: [.notNullOrEmpty, .count(1, 2), .range(.int(0), .int(2147483647))]) var context: [Int]

  private var search: TextSearch?
  private var lineNumber = 0
  private var stopped = false
  /// Said that matches of another search have no surroundings.
  private var warned = false

  mutating func begin(_ shell: Invocation) throws {
    if $culture.isBound, !simpleMatch.isOn {
      throw shell.terminating(
        "CannotSpecifyCultureWithoutSimpleMatch", .invalidData, "You must specify -Culture parameter only with -SimpleMatch parameter.",
        exception: "System.InvalidOperationException")
    }
    search = try TextSearch(
      pattern, simple: simpleMatch.isOn, culture: culture, caseSensitive: caseSensitive.isOn, notMatch: notMatch.isOn, allMatches: allMatches.isOn,
      context: $context.isBound ? context : [], shell)
    search?.emphasizes = !noEmphasis.isOn && !raw.isOn && Environment.get("TERM") != "dumb"
  }
  mutating func process(_ shell: Invocation) throws {
    guard let search else { return }
    if $inputObject.isBound {
      let item = inputObject
      if let file = item.refValue, file.netType.fullName == "System.IO.FileInfo", let full = try shell.context.property(item, "FullName") {
        return try files([Conversion.toString(full)], literal: true, shell)
      }
      if stopped { return }
      lineNumber += 1
      if $context.isBound, !warned, context.contains(where: { $0 > 0 }),
        item.refValue?.netType.fullName == "Microsoft.PowerShell.Commands.MatchInfo"
          || item.objectValue?.typeNames?.first == "Microsoft.PowerShell.Commands.MatchInfo"
      {
        warned = true
        search.dropContext()
        try shell.warning("The option \"Context\" is not valid when searching results that are piped from Select-String output.")
      }
      return try search.feed(Conversion.toString(item, shell.context), lineNumber, file: nil, original: item) { try emit($0, shell) }
    }
    let literal = $literalPath.isBound
    try files(literal ? literalPath : path, literal: literal, shell)
  }
  private mutating func files(_ names: [String], literal: Bool, _ shell: Invocation) throws {
    guard let search else { return }
    let filter = ItemFilter(nil, include, exclude)
    for p in try resolved(names, literal: literal, shell) {
      if p.isContainer || !filter.passes(p.leaf) { continue }
      let bytes: [UInt8]
      do { bytes = try Posix.readFile(p.path) } catch let e as Posix.Failure {
        try shell.error("ProcessingFile", .invalidArgument, "The file \(p.path) cannot be read: \(e.message)", exception: "System.ArgumentException"); continue
      }
      var n = 0, found = false
      try TextLines.each(TextCodec.decodeFile(bytes, encoding?.codec), delimiter: nil) { line in
        n += 1
        if Attention.isWanted { throw FlowSignal.stopped }
        try search.feed(line, n, file: p.path, original: nil) { found = true; try emit($0, shell) }
        return !(found && (list.isOn || quiet.isOn))
      }
      try search.flush { try emit($0, shell) }
      if quiet.isOn, found {
        stopped = false
        return
      }
    }
    // no file has it
    if quiet.isOn { try shell.write(list.isOn ? .null : .bool(false)) }
  }
  /// The files of all names, before the first of them is read; a name that does not resolve ends the command.
  private func resolved(_ names: [String], literal: Bool, _ shell: Invocation) throws -> [ItemPath] {
    var all: [ItemPath] = []
    for name in names {
      let found = try shell.space.expand(name, literal: literal)
      if !literal, let missing = found.first(where: { !$0.exists }) { throw shell.terminating(PathSpace.notFound(missing.shown(as: name))) }
      if let provider = found.first?.provider, provider.name != "FileSystem" {
        try shell.error(
          "ProcessingFile", .invalidArgument, "Cannot open the file because the current provider (\(provider.text())) cannot open files.",
          exception: "System.ArgumentException")
        continue
      }
      all += found
    }
    return all
  }
  private mutating func emit(_ m: Value, _ shell: Invocation) throws {
    if stopped { return }
    if quiet.isOn {
      stopped = true
      return try shell.write(list.isOn ? m : .bool(true))
    }
    if raw.isOn { return try shell.writeEach(try shell.context.property(m, "Line") ?? .null) }
    try shell.write(m)
  }
  mutating func end(_ shell: Invocation) throws {
    try search?.flush { try emit($0, shell) }
  }
}

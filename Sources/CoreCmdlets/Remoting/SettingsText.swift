/// Settings as the text of a hashtable, one a line.
import Engine

enum SettingsText {
  /// Writes the settings the calling cmdlet was given as a file whose name must end so.
  static func write(_ path: String, ending: String, _ shell: Invocation) throws {
    let file = try shell.filePath(path, literal: false)
    guard file.lowercased().hasSuffix(ending) else {
      throw shell.terminating(
        "InvalidPSSessionConfigurationFilePath", .invalidArgument, "The file name extension of '\(file)' must be '\(ending)'.",
        exception: "System.InvalidOperationException", target: .str(path))
    }
    let content = try text(shell.bound.pairs.filter { !["Path", "Full"].contains(Conversion.toString($0.key)) }, shell.context)
    let out = try FileWriter(file, append: false, encoding: .utf8, shell)
    try out.write(content)
    try out.close()
  }
  static func text(_ pairs: [(key: Value, value: Value)], _ context: ExecutionContext) throws -> String {
    var out = "@{\n"
    for (k, v) in pairs { out += Conversion.toString(k) + " = " + (try literal(v, context)) + "\n" }
    return out + "}\n"
  }
  /// - Throws: the call-depth error for a table that holds itself
  static func literal(_ v: Value, _ context: ExecutionContext) throws -> String {
    if context.stackIsLow() { throw context.callDepthError() }
    switch v.base {
    case .bool(let b): return b ? "$true" : "$false"
    case .int, .long, .double: return Conversion.toString(v)
    case .hash(let h): return "@{ " + (try h.pairs.map { SourceLiteral.quoted(Conversion.toString($0.key)) + " = " + (try literal($0.value, context)) }).joined(separator: "; ") + " }"
    default:
      if let all = v.elementsIfSequence { return "@(" + (try all.map { try literal($0, context) }).joined(separator: ", ") + ")" }
      return SourceLiteral.quoted(Conversion.toString(v, context))
    }
  }
}

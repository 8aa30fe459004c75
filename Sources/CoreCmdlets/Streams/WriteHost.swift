/// Shows text to the person at the terminal; sequences are joined with `-Separator`.
import Engine

struct WriteHost: Cmdlet {
  static let command = Command("Write", "Host",
    synopsis: "Shows text to the person at the terminal, in colours if wanted.",
    examples: [("Coloured", "Write-Host 'ok' -ForegroundColor Green")])
  @Parameter("Object", at: 0, from: .pipeline, aliases: ["Msg", "Message"], remaining: true) var object: Value?
  @Parameter("NoNewline") var noNewline: Switch
  @Parameter("Separator") var separator: Value?
  @Parameter("ForegroundColor") var foregroundColor: ConsoleColor?
  @Parameter("BackgroundColor") var backgroundColor: ConsoleColor?

  private var isGiven = false

  mutating func begin(_ shell: Invocation) throws { isGiven = $object.isBound }
  mutating func process(_ shell: Invocation) throws {
    // what comes down the pipeline is an object: it shows its own text
    if !isGiven, shell.expectsInput, let object, object.isCollection {
      return try shell.showOnHost(Conversion.toString(object, shell.context), newline: !noNewline.isOn, foreground: foregroundColor?.rawValue, background: backgroundColor?.rawValue)
    }
    let between = separator.map { WriteHost.plain($0, shell.context) } ?? " "
    try shell.showOnHost(try WriteHost.text(object ?? .null, between, shell.context), newline: !noNewline.isOn, foreground: foregroundColor?.rawValue, background: backgroundColor?.rawValue)
  }
  static func text(_ v: Value, _ separator: String, _ context: ExecutionContext) throws -> String {
    if v.isNull { return "" }
    // a list may hold itself
    if context.stackIsLow() { throw context.callDepthError() }
    if let r = v.refValue, r.netType.isSubclass(of: "System.Xml.XmlNode"), let name = try? context.property(v, "Name") { return Conversion.toString(name) }
    if let list = v.elementsIfSequence { return try list.map { try text($0, separator, context) }.joined(separator: separator) }
    if case .hash(let h) = v.base { return h.pairs.map { "[\(Conversion.plainText($0.key)), \(Conversion.plainText($0.value))]" }.joined(separator: separator) }
    // a number as it was written
    if case .object(let o) = v, o.wrapped != nil, let written = o.textForm { return written }
    return plain(v, context)
  }
  /// An object by its own `ToString()`, in the culture of the session.
  private static func plain(_ v: Value, _ context: ExecutionContext) -> String {
    switch v.base { case .object: Conversion.toStringInCulture(v, context); case .string: Conversion.toString(v, context); default: Conversion.plainText(v.base) }
  }
}

extension Value {
  /// A sequence or dictionary.
  fileprivate var isCollection: Bool { if case .hash = base { true } else { elementsIfSequence != nil } }
}

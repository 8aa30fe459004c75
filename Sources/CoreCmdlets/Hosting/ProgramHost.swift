/// The host of a runspace that a program brought along: an object of a class derived from `PSHost`. What would be written to the
/// terminal or asked there goes to the methods of its user interface.
import Engine

final class ProgramHost: Host, HostProgram {
  private let object: Value
  /// The engine the object was made in, which its members are asked in before there is one of its own.
  private unowned let session: ExecutionContext
  init(_ object: Value, _ session: ExecutionContext) { self.object = object; self.session = session; super.init() }

  override var program: (any HostProgram)? { self }
  override var isInteractive: Bool { true }
  override var width: Int { size("BufferSize", "Width") ?? 80 }
  override var height: Int { size("WindowSize", "Height") ?? 24 }
  private func size(_ property: String, _ part: String) -> Int? {
    let context = ExecutionContext.current
    guard let size = try? context.property(raw, property), let n = try? context.property(size, part), let i = try? Conversion.toInt64(n), i > 0 else { return nil }
    return Int(clamping: i)
  }

  /// A property of the host; null when its getter throws.
  func property(_ name: String) -> Value { (try? ExecutionContext.current.property(object, name)) ?? .null }
  private var interface: Value { property("UI") }
  var raw: Value { (try? ExecutionContext.current.property(interface, "RawUI")) ?? .null }
  @discardableResult
  private func call(_ method: String, _ arguments: Value...) throws -> Value { try ExecutionContext.current.callMethod(interface, method, arguments) }

  // MARK: - Text

  /// Lines are told as lines; a host learns nothing of line ends.
  override func write(_ text: String) {
    var rest = Substring(text)
    while let end = rest.utf8.firstIndex(of: 10) {
      _ = try? call("WriteLine", .str(String(rest[..<end])))
      rest = rest[rest.utf8.index(after: end)...]
    }
    if !rest.isEmpty { _ = try? call("Write", .str(String(rest))) }
  }
  override func writeError(_ text: String) { _ = try? call("WriteErrorLine", .str(text.hasSuffix("\n") ? String(text.dropLast()) : text)) }
  override func flush() {}
  override func readLine() -> String? { (try? call("ReadLine")).flatMap { $0.isNull ? nil : Conversion.toString($0) } }
  override func readSecret() -> String? { (try? call("ReadLineAsSecureString")).map { SecureText.read($0, ExecutionContext.current) } }

  func write(_ text: String, newline: Bool, foreground: String?, background: String?) throws {
    func color(_ name: String?, _ own: String) throws -> Value {
      if let name { return Hosting.state("System.ConsoleColor", name) }
      return try ExecutionContext.current.property(raw, own) ?? .null
    }
    try call(newline ? "WriteLine" : "Write", try color(foreground, "ForegroundColor"), try color(background, "BackgroundColor"), .str(text))
  }
  func warning(_ message: String) throws { try call("WriteWarningLine", .str(message)) }
  func verbose(_ message: String) throws { try call("WriteVerboseLine", .str(message)) }
  func debug(_ message: String) throws { try call("WriteDebugLine", .str(message)) }
  /// Hosts need not take notice of information.
  func information(_ record: InformationRecord) throws { _ = try? call("WriteInformation", .other(record)) }
  override func progress(_ record: ProgressRecord) { _ = try? call("WriteProgress", .integer(0), PowerShellType.record(record)) }

  // MARK: - Questions

  private func choices(_ all: [PromptChoice]) -> Value { collection(HostObject.choice.type, all.map { HostObject.choice.make([.str($0.label), .str($0.help)]) }) }
  private func collection(_ type: NetType, _ values: [Value]) -> Value {
    .array(Hosting.list(values, TypeTable.generic("System.Collections.ObjectModel.Collection`1", [type]) ?? TypeTable.object))
  }
  func choose(caption: String, message: String, choices all: [PromptChoice], default: Int) throws -> Int {
    Int(clamping: try Conversion.toInt64(try call("PromptForChoice", .str(caption), .str(message), choices(all), .integer(`default`))))
  }
  func choose(caption: String, message: String, choices all: [PromptChoice], defaults: [Int]) throws -> [Int] {
    let picked = try call("PromptForChoice", .str(caption), .str(message), choices(all), collection(TypeTable.int, defaults.map { .integer($0) }))
    return try (picked.elementsIfSequence ?? [picked]).map { Int(clamping: try Conversion.toInt64($0)) }
  }
  func answer(caption: String, message: String, fields: [PromptField]) throws -> [(name: String, value: Value)]? {
    let descriptions = fields.map { f in
      HostObject.field.make([
        .str(f.name), .str(f.typeName.split(separator: ".").last.map(String.init) ?? f.typeName), .str(f.typeName), .emptyString, .emptyString, .str(f.help),
        .bool(true), .null, .arr([])
      ])
    }
    let answers = try call("Prompt", .str(caption), .str(message), collection(HostObject.field.type, descriptions))
    guard case .hash(let table) = answers.base else { return nil }
    return try fields.compactMap { f in
      guard let v = table.get(.str(f.name)) else { return nil }
      return (f.name, try f.typeName == "System.String" || v.stringValue == nil ? v : f.isSecret ? v : f.convert(Conversion.toString(v)))
    }
  }
  func credential(_ caption: String, _ message: String, _ user: String, _ domain: String) throws -> Value {
    try call("PromptForCredential", .str(caption), .str(message), user.isEmpty ? .null : .str(user), .str(domain))
  }
}

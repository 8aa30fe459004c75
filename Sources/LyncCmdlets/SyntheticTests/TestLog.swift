/// What a test did, for -OutVerboseVariable and -OutLoggerVariable.
import Engine
import Lync
import Primitives

struct TestLog {
  private let cmdlet: String
  private let lines: [(name: String, value: String)]

  /// - Parameter arguments: what was given on the command line; secrets come as type names only
  init(cmdlet: String, arguments: [String: String], found: LyncObject, _ context: ExecutionContext) {
    self.cmdlet = cmdlet
    let given = arguments.filter { !$0.key.hasPrefix("Out") && $0.key != "PIN" }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    lines = given + zip(found.shape.properties, found.values).map { ($0, Conversion.toString(LyncObjects.value($1), context)) }.filter { !$0.1.isEmpty && arguments[$0.0] == nil }
  }

  /// Sets the variables of the caller.
  func keep(log: String?, lines variable: String?, _ context: ExecutionContext) throws {
    if let variable { try context.setVariable(variable, .array(PSArray([.str("Test started: \(cmdlet)")] + lines.map { .str("\($0.name): \($0.value)") } + [.str("Test finished: \(cmdlet)")]))) }
    guard let log else { return }
    let object = PSObject()
    object.set("Activity", .str(cmdlet), kind: .note)
    for (name, value) in lines { object.set(name, .str(value), kind: .note) }
    for (name, text) in [("ToHTML", html), ("ToXML", xml)] {
      object.set(name, .other(MemberDefinition(name, .codeMethod { _, _, _ in .str(text) })), kind: .codeMethod)
    }
    try context.setVariable(log, .object(object))
  }

  private var html: String {
    let rows = lines.map { "<tr><td>\($0.name)</td><td>\(Markup.escaped($0.value))</td></tr>" }.joined()
    return "<html><head><title>\(cmdlet)</title></head><body><h1>\(cmdlet)</h1><table>\(rows)</table></body></html>"
  }

  private var xml: String {
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><Activity Name=\"\(cmdlet)\">" + lines.map { "<\($0.name)>\(Markup.escaped($0.value))</\($0.name)>" }.joined() + "</Activity>"
  }
}

enum Markup {
  /// A text as the content of an element.
  static func escaped(_ text: String) -> String {
    text.map { $0 == "<" ? "&lt;" : $0 == ">" ? "&gt;" : $0 == "&" ? "&amp;" : String($0) }.joined()
  }
}

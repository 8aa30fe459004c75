/// Passes objects on and also keeps them in a file or a variable.
import Engine

struct TeeObject: Cmdlet {
  static let command = Command("Tee", "Object", defaultSet: "File",
    synopsis: "Keeps a copy of what passes in a file or a variable.",
    examples: [("Keep a copy in a variable", "Get-Process | Tee-Object -Variable all | Select-Object -First 1")])
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("FilePath", at: 0, sets: ["File"], aliases: ["Path"]) var filePath: String
  @Parameter("LiteralPath", sets: ["LiteralFile"], aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("Append", sets: ["File"]) var append: Switch
  @Parameter("Encoding", sets: ["File", "LiteralFile"], validate: [.notNullOrEmpty]) var encoding: TextEncoding?
  @Parameter("Variable", sets: ["Variable"]) var variable: String

  private var kept: [Value] = []
  private var isOpen = false
  /// A command of its own, whose errors name it so.
  private static let file = CmdletInfo("out-file", OutFile.self)

  mutating func process(_ shell: Invocation) throws {
    // a file that cannot be written stops the first object; one that can is left as it is until all objects are here
    if !$variable.isBound, !isOpen { try store([], append: true, shell) }
    isOpen = true
    guard let item = inputObject else { return }
    kept.append(item)
    try shell.write(item)
  }
  mutating func end(_ shell: Invocation) throws {
    if $variable.isBound {
      var name = variable, scope: String?
      if append.isOn, let old = shell.context.variable(name) {
        var all: [Value] = []
        if let a = old.arrayValue { all = a.values } else if !old.isNull { all = [old] }
        kept = all + kept
      }
      if let colon = name.firstIndex(of: ":") {
        scope = String(name[..<colon])
        name = String(name[name.index(after: colon)...])
        // what belongs to a drive is no variable, and is kept nowhere
        guard ["global", "local", "script", "private"].contains(scope?.lowercased()) else { return }
      }
      return try shell.context.setVariable(name, kept.count == 1 && !append.isOn ? kept[0] : kept.isEmpty ? .null : .arr(kept), scope: scope)
    }
    if isOpen { try store(kept, append: append.isOn, shell) }
  }
  private func store(_ items: [Value], append: Bool, _ shell: Invocation) throws {
    let path = $literalPath.isBound ? literalPath : filePath
    // a code page is a number, everything else a name
    let given: [(String, Value)] = encoding.map { [("Encoding", Int32($0.name).map { .int($0) } ?? .str($0.name))] } ?? []
    try shell.runCmdlet(TeeObject.file, [($literalPath.isBound ? "LiteralPath" : "FilePath", .str(path)), ("Append", .bool(append))] + given, input: items)
  }
}

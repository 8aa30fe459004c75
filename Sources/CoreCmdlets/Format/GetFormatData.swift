/// Lists the views of types.
import Engine
import Formatting
import Primitives

struct GetFormatData: Cmdlet {
  static let command = Command("Get", "FormatData",
    outputs: ["System.Management.Automation.ExtendedTypeDefinition"],
    synopsis: "Lists the views types are shown with.",
    examples: [("How files are shown", "Get-FormatData System.IO.FileInfo")])
  @Parameter("TypeName", at: 0, validate: [.notNullOrEmpty]) var typeName: [String]
  @Parameter("PowerShellVersion", type: "version") var powerShellVersion: Value?

  mutating func process(_ shell: Invocation) throws {
    try shell.checkWildcards(typeName)
    let patterns = try typeName.map { try WildcardPattern($0) }
    var names: [String] = []
    var byType: [String: [View]] = [:]
    let isOld = try isBefore51(shell)
    for v in ViewTable.of(shell.context).all() {
      if isOld, !GetFormatData.isSimple(v) { continue }
      let key = v.types.joined(separator: ", ")
      if !patterns.isEmpty, !v.types.contains(where: { t in patterns.contains { $0.matches(t) } }) { continue }
      if byType[key] == nil { names.append(key) }
      byType[key, default: []].append(v)
    }
    for key in names {
      let all = byType[key] ?? []
      let definitions = all.map { ViewObjects.definition($0) }
      let types = all.first?.types ?? []
      // older versions know one type per definition
      for names in isOld ? types.map({ [$0] }) : [types] {
        try shell.write(ViewObjects.extended(names, definitions))
      }
    }
  }
  /// Of whoever asks from afar; nil = nobody does.
  private static func versionOfClient(_ c: ExecutionContext) throws -> Value? {
    guard let sender = c.variable("PSSenderInfo"), TypeTable.typeOf(sender).fullName == "System.Management.Automation.Remoting.PSSenderInfo" else { return nil }
    return try ["ApplicationArguments", "PSVersionTable", "PSVersion"].reduce(sender) { try c.property($0, $1) ?? .null }
  }
  private func isBefore51(_ shell: Invocation) throws -> Bool {
    guard let v = try powerShellVersion.flatMap({ $0.isNull ? nil : $0 }) ?? GetFormatData.versionOfClient(shell.context) else { return false }
    // a client that tells no version may be of any
    if v.isNull { return true }
    func number(_ n: String) throws -> Int64 { try Conversion.toInt64(try shell.context.property(v, n) ?? .null) }
    let major = try number("Major")
    return try major < 5 || major == 5 && number("Minor") < 1
  }
  /// What PowerShell before 5.1 understands: no groups, no custom pieces, nothing for some objects only.
  private static func isSimple(_ v: View) -> Bool {
    if v.groupBy != nil || v.isOutOfBand { return false }
    switch v.body {
    case .table(let t): return t.otherRows.isEmpty
    case .list(let l): return l.entries.allSatisfy { e in e.items.allSatisfy { $0.condition == nil } && e.selectors.allSatisfy { $0.condition == nil } }
    case .wide(let w): return w.otherItems.isEmpty
    case .custom: return false
    }
  }
}

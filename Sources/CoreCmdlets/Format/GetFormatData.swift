/// Lists the views of types.
import Engine
import Formatting
import Primitives

struct GetFormatData: Cmdlet {
  static let command = Command("Get", "FormatData", outputs: ["System.Management.Automation.ExtendedTypeDefinition"], synopsis: "Gets the formatting data in the current session.", examples: [("How files are shown", "Get-FormatData System.IO.FileInfo")])
  @Parameter("TypeName", at: 0, validate: [.notNullOrEmpty]) var typeName: [String]
  @Parameter("PowerShellVersion", type: "version", fidelity: .inert) var powerShellVersion: Value?

  mutating func process(_ shell: Invocation) throws {
    let patterns = try typeName.map { try WildcardPattern($0) }
    var names: [String] = []
    var byType: [String: [View]] = [:]
    for v in ViewTable.of(shell.context).all() {
      let key = v.types.joined(separator: ", ")
      if !patterns.isEmpty, !v.types.contains(where: { t in patterns.contains { $0.matches(t) } }) { continue }
      if byType[key] == nil { names.append(key) }
      byType[key, default: []].append(v)
    }
    for key in names {
      let all = byType[key] ?? []
      let definitions = all.map { v -> Value in
        let kind = ViewObjects.kind(v)
        let o = PSObject([("Name", .str(v.name)), ("Control", ViewObjects.control(v))], typeName: "System.Management.Automation.FormatViewDefinition")
        o.textForm = v.name + " , " + kind
        return .object(o)
      }
      let types = all.first?.types ?? []
      let o = PSObject([("TypeNames", .array(PSArray(types.map { .str($0) }))), ("FormatViewDefinition", .array(PSArray(definitions))), ("TypeName", .str(types.first ?? ""))], typeName: "System.Management.Automation.ExtendedTypeDefinition")
      o.defaultDisplay = ["TypeNames", "FormatViewDefinition"]
      try shell.write(.object(o))
    }
  }
}

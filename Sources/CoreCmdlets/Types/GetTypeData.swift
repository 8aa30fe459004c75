/// Lists the type data of the session.
import Engine
import Primitives

struct GetTypeData: Cmdlet {
  static let command = Command("Get", "TypeData",
    outputs: ["System.Management.Automation.PSObject"],
    synopsis: "Lists what types have been given beyond their own members.",
    examples: [("What was added to arrays", "Get-TypeData System.Array")])
  @Parameter("TypeName", at: 0, from: .pipeline, validate: [.notNullOrEmpty]) var typeName: [String]

  mutating func process(_ shell: Invocation) throws {
    try shell.checkWildcards(typeName)
    for n in typeName where n.utf8.allSatisfy({ $0 <= 32 }) {
      try shell.error(
        "TargetTypeNameEmpty", .invalidOperation, "The target type name should not be null, empty, or contain only white spaces.",
        exception: "System.InvalidOperationException", target: .str(n))
    }
    let patterns = try typeName.map { try WildcardPattern(TypesFile.fullName($0)) }
    let all = shell.context.typeData.values.sorted { $0.typeName.lowercased() < $1.typeName.lowercased() }
    for t in all where patterns.isEmpty || patterns.contains(where: { $0.matches(t.typeName) }) { try shell.write(.object(TypeDataObject.make(t))) }
  }
}

/// Loads a deployment: a, b, c, or a file.
import Engine

struct ImportSimDeployment: Cmdlet {
  static let command = Command("Import", "SimDeployment", module: "Sim", errorType: "CsShell.ImportSimDeployment",
    synopsis: "Loads a deployment: a, b, c, or a file.",
    description: "a is Lync Server 2010 and 2013, b Office Communications Server 2007 R2 and Lync Server 2013, c Lync Server 2013 alone. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("The green field", "Import-SimDeployment c"),
    ])
  @Parameter("Name", at: 0, from: .pipeline, aliases: ["Path"], help: "The name.") var name: String

  mutating func process(_ shell: Invocation) throws { try shell.refusals { try shell.session.importDeployment(name) } }
}

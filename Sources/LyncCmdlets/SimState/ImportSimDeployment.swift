/// Loads a deployment: a, b, c, a file, or a folder of files.
import Engine

struct ImportSimDeployment: Cmdlet {
  static let command = Command("Import", "SimDeployment", module: "Sim", errorType: "CsShell.ImportSimDeployment",
    synopsis: "Loads a deployment: a, b, c, a file, or a folder of files.",
    description: "a is Lync Server 2010 and 2013, b Office Communications Server 2007 R2 and Lync Server 2013, c Lync Server 2013 alone. A file is a data-only .psd1: a table with Forest, "
      + "SipDomains, Site, Pools, Edges, LegacyPools, Computers, ApplicationPools, Users, Meetings and so on; the files a.psd1, b.psd1 and c.psd1 of the sources are examples. The data files of a "
      + "folder count as one. What is wrong is told with its line, all at once, and the forest stays as it was. Also reads what Export-SimDeployment wrote. Belongs to the simulator; "
      + "the product has no such cmdlet.",
    examples: [
      ("The green field", "Import-SimDeployment c"),
      ("One's own", "Import-SimDeployment ./classroom.psd1"),
    ])
  @Parameter("Name", at: 0, from: .pipeline, aliases: ["Path"], help: "The name.") var name: String

  mutating func process(_ shell: Invocation) throws { try shell.refusals { try shell.session.importDeployment(name) } }
}

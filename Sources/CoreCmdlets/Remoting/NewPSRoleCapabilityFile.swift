/// Writes a file of settings as a hashtable of what was given.
import Engine

struct NewPSRoleCapabilityFile: Cmdlet {
  static let command = Command("New", "PSRoleCapabilityFile", module: "Microsoft.PowerShell.Core",
    synopsis: "Writes a file that says what a role may do in a remote session.",
    examples: [("A file", "New-PSRoleCapabilityFile -Path ./a.psrc -Author me")])
  @Parameter("Path", at: 0, validate: [.notNullOrEmpty]) var path: String
  @Parameter("Guid", type: "System.Guid") var guid: Value?
  @Parameter("Author") var author: String?
  @Parameter("Description") var description: String?
  @Parameter("CompanyName") var companyName: String?
  @Parameter("Copyright") var copyright: String?
  @Parameter("ModulesToImport", type: "System.Object[]") var modulesToImport: [Value]
  @Parameter("VisibleAliases") var visibleAliases: [String]
  @Parameter("VisibleCmdlets", type: "System.Object[]") var visibleCmdlets: [Value]
  @Parameter("VisibleFunctions", type: "System.Object[]") var visibleFunctions: [Value]
  @Parameter("VisibleExternalCommands") var visibleExternalCommands: [String]
  @Parameter("VisibleProviders") var visibleProviders: [String]
  @Parameter("ScriptsToProcess") var scriptsToProcess: [String]
  @Parameter("AliasDefinitions", type: "System.Collections.IDictionary[]") var aliasDefinitions: [Value]
  @Parameter("FunctionDefinitions", type: "System.Collections.IDictionary[]") var functionDefinitions: [Value]
  @Parameter("VariableDefinitions") var variableDefinitions: Value?
  @Parameter("EnvironmentVariables", type: "System.Collections.IDictionary") var environmentVariables: Value?
  @Parameter("TypesToProcess") var typesToProcess: [String]
  @Parameter("FormatsToProcess") var formatsToProcess: [String]
  @Parameter("AssembliesToLoad") var assembliesToLoad: [String]

  mutating func process(_ shell: Invocation) throws {
    try SettingsText.write(path, ending: ".psrc", shell)
  }
}

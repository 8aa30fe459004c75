/// Writes a file of settings as a hashtable of what was given.
import Engine

struct NewPSSessionConfigurationFile: Cmdlet {
  static let command = Command("New", "PSSessionConfigurationFile", module: "Microsoft.PowerShell.Core",
    synopsis: "Writes a file that says what a remote session offers.",
    examples: [("A file", "New-PSSessionConfigurationFile -Path ./a.pssc -Author me")])
  @Parameter("Path", at: 0, validate: [.notNullOrEmpty]) var path: String
  @Parameter("SchemaVersion", validate: [.notNull], type: "System.Version") var schemaVersion: Value?
  @Parameter("Guid", type: "System.Guid") var guid: Value?
  @Parameter("Author") var author: String?
  @Parameter("Description") var description: String?
  @Parameter("CompanyName") var companyName: String?
  @Parameter("Copyright") var copyright: String?
  @Parameter("SessionType", type: "System.Management.Automation.Remoting.SessionType") var sessionType: Value?
  @Parameter("TranscriptDirectory") var transcriptDirectory: String?
  @Parameter("RunAsVirtualAccount") var runAsVirtualAccount: Switch
  @Parameter("RunAsVirtualAccountGroups") var runAsVirtualAccountGroups: [String]
  @Parameter("MountUserDrive") var mountUserDrive: Switch
  @Parameter("UserDriveMaximumSize") var userDriveMaximumSize: Int64?
  @Parameter("GroupManagedServiceAccount") var groupManagedServiceAccount: String?
  @Parameter("ScriptsToProcess") var scriptsToProcess: [String]
  @Parameter("RoleDefinitions", type: "System.Collections.IDictionary") var roleDefinitions: Value?
  @Parameter("RequiredGroups", type: "System.Collections.IDictionary") var requiredGroups: Value?
  @Parameter("LanguageMode", type: "System.Management.Automation.PSLanguageMode") var languageMode: Value?
  @Parameter("ExecutionPolicy", type: "Microsoft.PowerShell.ExecutionPolicy") var executionPolicy: Value?
  @Parameter("PowerShellVersion", type: "System.Version") var powerShellVersion: Value?
  @Parameter("ModulesToImport", type: "System.Object[]") var modulesToImport: [Value]
  @Parameter("VisibleAliases") var visibleAliases: [String]
  @Parameter("VisibleCmdlets", type: "System.Object[]") var visibleCmdlets: [Value]
  @Parameter("VisibleFunctions", type: "System.Object[]") var visibleFunctions: [Value]
  @Parameter("VisibleExternalCommands") var visibleExternalCommands: [String]
  @Parameter("VisibleProviders") var visibleProviders: [String]
  @Parameter("AliasDefinitions", type: "System.Collections.IDictionary[]") var aliasDefinitions: [Value]
  @Parameter("FunctionDefinitions", type: "System.Collections.IDictionary[]") var functionDefinitions: [Value]
  @Parameter("VariableDefinitions") var variableDefinitions: Value?
  @Parameter("EnvironmentVariables", type: "System.Collections.IDictionary") var environmentVariables: Value?
  @Parameter("TypesToProcess") var typesToProcess: [String]
  @Parameter("FormatsToProcess") var formatsToProcess: [String]
  @Parameter("AssembliesToLoad") var assembliesToLoad: [String]
  @Parameter("Full", fidelity: .inert) var full: Switch

  mutating func process(_ shell: Invocation) throws {
    try SettingsText.write(path, ending: ".pssc", shell)
  }
}

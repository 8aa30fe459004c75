/// Asks for a user name and a password.
import Engine

struct GetCredential: Cmdlet {
  static let command = Command("Get", "Credential", module: "Microsoft.PowerShell.Security", defaultSet: "CredentialSet", outputs: ["System.Management.Automation.PSCredential"], synopsis: "Gets a credential object based on a user name and password.", examples: [("For a user", "$c = Get-Credential contoso\\admin")])
  @Parameter("Credential", at: 0, sets: ["CredentialSet"], validate: [.notNull], type: "System.Object", shows: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("UserName", at: 0, sets: ["MessageSet"], validate: [.notNullOrEmpty]) var userName: String?
  @Parameter("Message", sets: ["MessageSet"], validate: [.notNullOrEmpty]) var message: String?
  @Parameter("Title", sets: ["MessageSet"], validate: [.notNullOrEmpty], fidelity: .inert) var title: String?

  mutating func process(_ shell: Invocation) throws {
    if let given = credential, given.refValue?.netType.fullName == "System.Management.Automation.PSCredential" { return try shell.write(given) }
    if shell.context.services["NonInteractive"] != nil {
      throw shell.terminating("InvalidOperation", .invalidOperation, "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.", exception: "System.Management.Automation.PSInvalidOperationException")
    }
    let host = shell.context.host
    var user = userName ?? credential.map { Conversion.toString($0, shell.context) } ?? ""
    host.write("\nPowerShell credential request\n\(message ?? "Enter your credentials.")\n")
    if user.isEmpty { host.write("User: "); host.flush(); user = host.readLine() ?? "" }
    host.write("Password for user \(user): ")
    host.flush()
    let secret = try SecureText.make(host.readSecret() ?? "", shell.context)
    host.write("\n")
    try shell.write(try shell.context.construct(TypeTable.get("System.Management.Automation.PSCredential"), [.str(user), secret]))
  }
}

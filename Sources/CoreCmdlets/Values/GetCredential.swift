/// Asks for a user name and a password.
import Engine

struct GetCredential: Cmdlet {
  static let command = Command("Get", "Credential", module: "Microsoft.PowerShell.Security", defaultSet: "CredentialSet", outputs: ["System.Management.Automation.PSCredential"], synopsis: "Gets a credential object based on a user name and password.", examples: [("For a user", "$c = Get-Credential contoso\\admin")])
  @Parameter("Credential", at: 0, sets: ["CredentialSet"], attributes: [.allowNull], type: "System.Object", shows: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("UserName", at: 0, sets: ["MessageSet"], validate: [.notNullOrEmpty]) var userName: String?
  @Parameter("Message", sets: ["MessageSet"], validate: [.notNullOrEmpty]) var message: String?
  @Parameter("Title", sets: ["MessageSet"], validate: [.notNullOrEmpty]) var title: String?

  mutating func process(_ shell: Invocation) throws {
    if let given = credential, given.refValue?.netType.fullName == "System.Management.Automation.PSCredential" { return try shell.write(given) }
    if shell.context.services["NonInteractive"] != nil {
      throw shell.terminating("InvalidOperation", .invalidOperation, "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.", exception: "System.Management.Automation.PSInvalidOperationException")
    }
    let user = userName ?? credential.map { Conversion.toString($0, shell.context) } ?? ""
    try shell.write(try Self.ask(title, message ?? "Enter your credentials.", user: user, shell.context))
  }
  /// What `[Credential()]` does with a name.
  static func credential(for user: String, _ context: ExecutionContext) throws -> Value {
    if context.services["NonInteractive"] != nil, !(context.host is ProgramHost) {
      throw TerminatingError("InvalidOperation", "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.", .invalidOperation, exception: "System.Management.Automation.PSInvalidOperationException")
    }
    return try ask(nil, "Enter your credentials.", user: user, context)
  }
  /// Asks for a name, unless there is one, and a password.
  static func ask(_ caption: String?, _ message: String, user: String, domain: String = "", _ context: ExecutionContext) throws -> Value {
    let host = context.host
    if let program = host as? ProgramHost { return try program.credential(caption ?? "PowerShell credential request", message, user, domain) }
    var user = user
    host.write("\n\(caption ?? "PowerShell credential request")\n\(message)\n")
    if user.isEmpty { host.write("User: "); host.flush(); user = host.readLine() ?? "" }
    if !domain.isEmpty, !user.utf8.contains(92), !user.utf8.contains(64) { user = domain + "\\" + user }
    host.write("Password for user \(user): ")
    host.flush()
    let secret = try SecureText.make(host.readSecret() ?? "", context)
    host.write("\n")
    return try context.construct(TypeTable.get("System.Management.Automation.PSCredential"), [.str(user), secret])
  }
}

/// Asks for a user name and a password.
import Engine

struct GetCredential: Cmdlet {
  static let command = Command("Get", "Credential", module: "Microsoft.PowerShell.Security", defaultSet: "CredentialSet", outputs: ["System.Management.Automation.PSCredential"],
    synopsis: "Asks for a user name and a password.", examples: [("For a user", "$c = Get-Credential contoso\\admin")])
  @Parameter("Credential", at: 0, sets: ["CredentialSet"], attributes: [.allowNull], type: "System.Object", shows: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("Message", sets: ["MessageSet"], validate: [.notNullOrEmpty]) var message: String?
  @Parameter("UserName", at: 0, sets: ["MessageSet"], validate: [.notNullOrEmpty]) var userName: String?
  @Parameter("Title", sets: ["MessageSet"], validate: [.notNullOrEmpty]) var title: String?

  mutating func process(_ shell: Invocation) throws {
    if let given = credential, given.refValue?.netType.fullName == "System.Management.Automation.PSCredential" { return try shell.write(given) }
    let user = userName ?? credential.map { Conversion.toString($0, shell.context) } ?? ""
    do {
      if let given = try Self.ask(title, message ?? "Enter your credentials.", user: user, shell.context) { try shell.write(given) }
    } catch let e as TerminatingError where e.record.errorId == "InvalidOperation" {
      let refusal = e.record.exception
      if $credential.isBound {
        throw shell.terminating(
          "ParameterArgumentTransformationError", .invalidData, "Cannot process argument transformation on parameter 'Credential'. \(refusal.message)",
          exception: "System.Management.Automation.ParameterBindingArgumentTransformationException")
      }
      throw shell.terminating("InvalidOperation", .invalidOperation, refusal.message, exception: refusal.type.fullName)
    }
  }
  /// What `[Credential()]` does with a name.
  static func credential(for user: String, _ context: ExecutionContext) throws -> Value {
    try ask(nil, "Enter your credentials.", user: user, context) ?? .null
  }
  /// Asks for a name, unless there is one, and a password, without a heading when there is no message; nil when there is nobody to answer. Ctrl+C stops what asked.
  /// A session that is not to ask says so once the question stands there.
  static func ask(_ caption: String?, _ message: String?, user: String, domain: String = "", _ context: ExecutionContext) throws -> Value? {
    let host = context.host
    if let program = host as? ProgramHost { return try program.credential(caption ?? "PowerShell credential request", message ?? "", user, domain) }
    var user = user
    func answer(_ question: String, _ read: () -> String?) throws -> String? {
      host.write(question)
      host.flush()
      if context.services["NonInteractive"] != nil {
        throw TerminatingError(
          "InvalidOperation", "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.", .invalidOperation,
          exception: "System.Management.Automation.PSInvalidOperationException")
      }
      if let line = read() { return line }
      try context.poll()
      return nil
    }
    if let message { host.writeHeading(caption ?? "PowerShell credential request", message) }
    while user.isEmpty {
      guard let name = try answer("User: ", host.readLine) else { return nil }
      user = name
    }
    guard let secret = try answer("Password for user \(user): ", host.readSecret) else { return nil }
    host.write("\n")
    if !domain.isEmpty, !user.utf8.contains(92), !user.utf8.contains(64) { user = domain + "\\" + user }
    return try context.construct(TypeTable.get("System.Management.Automation.PSCredential"), [.str(user), try SecureText.make(secret, context)])
  }
}

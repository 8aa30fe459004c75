/// A name for a folder, used like a drive.
import Engine

struct NewPSDrive: Cmdlet {
  static let command = Command("New", "PSDrive", module: "Microsoft.PowerShell.Management", confirm: .low, synopsis: "Makes a drive for a place in a provider.",
    examples: [("A short name", "New-PSDrive -Name Logs -PSProvider FileSystem -Root /var/log")])
  @Parameter("Name", at: 0, from: .propertyName) var name: String
  @Parameter("PSProvider", at: 1, from: .propertyName) var psProvider: String
  @Parameter("Root", at: 2, from: .propertyName, attributes: [.allowEmptyString]) var root: String
  @Parameter("Description", from: .propertyName) var description: String?
  @Parameter("Scope", from: .propertyName) var scope: String?
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    guard let p = shell.space.provider(psProvider) else { return try shell.error(PathSpace.providerNotFound(psProvider).record) }
    if name.utf8.contains(where: { ":/\\.~".utf8.contains($0) }) {
      return try shell.error(
        "Argument", .invalidArgument,
        "Cannot process the drive name because the drive name contains one or more of the following characters that are not valid: ; ~ / \\ . :",
        exception: "System.Management.Automation.PSArgumentException")
    }
    let space = shell.space
    if !p.isHierarchical, let credential, !credential.isNull {
      return try shell.error(
        "NotSupported", .notImplemented, "Cannot create drive. The provider does not support the use of credentials.",
        exception: "System.Management.Automation.PSNotSupportedException")
    }
    var place = root
    if p.isHierarchical {
      let r = try shell.space.resolve(root)
      guard r.isContainer else {
        return try shell.error(
          "DriveRootError", .readError, "The specified drive root \"\(r.exists ? r.path : root)\" either does not exist, or it is not a folder.",
          exception: "System.IO.IOException", target: .str(name))
      }
      place = r.path
    }
    guard try shell.shouldProcess("Name: \(name) Provider: \(p.text()) Root: \(root)", action: "New drive") else { return }
    let owner: AnyObject?
    do { owner = try shell.context.scopeOwner(scope) } catch let e as TerminatingError {
      return try shell.error(ErrorRecord(e.record.exception, id: "NewDriveError", .invalidArgument, target: .str(name)))
    }
    if space.drives.contains(where: { $0.isOf(owner) && $0.name.equalsIgnoringCase(name) }) {
      return try shell.error(
        "DriveAlreadyExists", .resourceExists, "A drive with the name '\(name)' already exists.",
        exception: "System.Management.Automation.SessionStateException", target: .str(name))
    }
    let d = Drive(name, p, root: place, detail: description ?? "")
    d.isScoped = owner != nil
    d.scope = try shell.context.scopeOwner(scope) { [weak space, weak d] in if let d { space?.remove(d) } }
    space.add(d)
    try shell.write(.other(d))
  }
}

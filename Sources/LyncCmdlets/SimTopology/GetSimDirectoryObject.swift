/// Lists objects of Active Directory with their raw attributes.
import Engine
import Lync

struct GetSimDirectoryObject: Cmdlet {
  static let command = Command("Get", "SimDirectoryObject", module: "Sim", errorType: "CsShell.GetSimDirectoryObject",
    synopsis: "Lists objects of Active Directory with their raw attributes.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("A contact", "Get-SimDirectoryObject sip:endpoint1@contoso.com | Select-Object -ExpandProperty Attributes"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: String?
  @Parameter("Class", help: "The class.") var `class`: String?
  @Parameter("Attribute", help: "Only these attributes; wildcards are allowed.") var attribute: [String]

  mutating func process(_ shell: Invocation) throws {
    try shell.get { try $0.directoryObjects(identity: identity, objectClass: self.`class`, attributes: attribute.isEmpty ? nil : attribute) }
  }
}

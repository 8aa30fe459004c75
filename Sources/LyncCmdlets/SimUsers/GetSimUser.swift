/// Lists what the simulator knows of users: client, add-ins, number of contacts.
import Engine
import Lync

struct GetSimUser: Cmdlet {
  static let command = Command("Get", "SimUser", module: "Sim", errorType: "CsShell.GetSimUser",
    synopsis: "Lists what the simulator knows of users: client, add-ins, number of contacts.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("One user", "Get-SimUser \"Hao Chen\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity?

  mutating func process(_ shell: Invocation) throws { try shell.get { try $0.simUsers(identity?.text) } }
}

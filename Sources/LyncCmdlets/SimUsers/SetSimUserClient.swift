/// Gives a user another client program.
import Engine
import Lync

struct SetSimUserClient: Cmdlet {
  static let command = Command("Set", "SimUserClient", module: "Sim", errorType: "CsShell.SetSimUserClient",
    synopsis: "Gives a user another client program.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("The new client", "Set-SimUserClient \"Hao Chen\" -Client \"Lync 2013\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("Client", help: "The client program.") var client: String?
  @Parameter("AddIn", help: "Add-ins besides those of the client.") var addIn: [String]

  mutating func process(_ shell: Invocation) throws {
    try shell.run { world in
      try world.setUserClient(identity.text, client: client, addIns: addIn)
      return Outcome()
    }
  }
}

/// Builds a forest of any size from a seed.
import Engine
import Lync

struct NewSimDeployment: Cmdlet {
  static let command = Command("New", "SimDeployment", module: "Sim", errorType: "CsShell.NewSimDeployment",
    synopsis: "Builds a forest of any size from a seed.",
    description: "Replaces the forest of the session. The same numbers give the same forest: users with names, addresses, telephone numbers and policies, spread over pools of "
      + "Lync Server 2010 and 2013, with meetings ahead. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("A small one", "New-SimDeployment -Users 100 -Pools 2 -Seed 7"),
      ("A million users", "New-SimDeployment -Users 1000000 -Pools 20 -Seed 7"),
    ])
  @Parameter("Users", at: 0, validate: [.range(.int(0), .int(Int32(LyncWorld.mostUsers)))], help: "How many users.") var users: Int
  @Parameter("Pools", at: 1, validate: [.range(.int(1), .int(Int32(LyncWorld.mostPools)))],
    help: "How many Front End pools; 2 without it. The last one is Lync Server 2013, the one before Lync Server 2010, and so on.") var pools: Int?
  @Parameter("Seed", at: 2, help: "Where chance begins; 1 without it.") var seed: Int?
  @Parameter("Forest", help: "The DNS name of the forest and its SIP domain; contoso.com without it.") var forest: Fqdn?

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals { try shell.session.generate(DeploymentRecipe(users: users, pools: pools ?? 2, seed: seed ?? 1, forest: forest?.text ?? "contoso.com")) }
  }
}

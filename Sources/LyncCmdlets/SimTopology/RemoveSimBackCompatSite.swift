/// Takes site BackCompatSite out of the topology, once it holds no pool.
import Engine
import Lync

struct RemoveSimBackCompatSite: Cmdlet {
  static let command = Command("Remove", "SimBackCompatSite", module: "Sim", errorType: "CsShell.RemoveSimBackCompatSite",
    synopsis: "Takes site BackCompatSite out of the topology, once it holds no pool.",
    description: "Stands in for Topology Builder. A final merge has to be published first. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("At the end of a migration", "Remove-SimBackCompatSite"),
    ])

  mutating func process(_ shell: Invocation) throws {
    try shell.run { world in
      try world.removeBackCompatSite()
      return Outcome()
    }
  }
}

/// Draws the topology as a tree: sites, pools, what they hold.
import Engine
import Lync

struct ShowSimTopology: Cmdlet {
  static let command = Command("Show", "SimTopology", module: "Sim", errorType: "CsShell.ShowSimTopology",
    synopsis: "Draws the topology as a tree of sites, pools, computers and applications.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [("The whole", "Show-SimTopology")])

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      let world = try shell.session.world()
      let pools = try world.pools()
      let applicationPools = try world.services(role: "TrustedApplicationPool")
      for site in try world.sites() {
        guard let name = site["Identity"]?.text else { continue }
        try shell.write("\(name) (\(site["SiteId"]?.text ?? ""))")
        let own = pools.filter { $0["Site"]?.text == name }
        for (number, pool) in own.enumerated() {
          let isLast = number == own.count - 1
          try draw(pool, applicationPools, isLast: isLast, shell)
        }
      }
    }
  }

  private func draw(_ pool: LyncObject, _ applicationPools: [LyncObject], isLast: Bool, _ shell: Invocation) throws {
    func texts(_ value: LyncValue?) -> [String] { if case .strings(let list)? = value { list } else { [] } }
    let fqdn = pool["Fqdn"]?.text ?? ""
    let roles = texts(pool["Services"]).map { String($0.prefix { $0 != ":" }) }
    try shell.write((isLast ? "└─ " : "├─ ") + fqdn + "  [" + roles.joined(separator: ", ") + "]")
    var lines: [String] = []
    if let service = applicationPools.first(where: { $0["PoolFqdn"]?.text == fqdn }) {
      let registrar = service["Registrar"]?.text ?? ""
      lines.append("next hop " + (registrar.isEmpty ? "(none)" : registrar.withoutPrefix))
      lines += texts(service["Applications"])
    }
    lines += texts(pool["Computers"]).filter { $0 != fqdn }
    for (number, line) in lines.enumerated() { try shell.write((isLast ? "   " : "│  ") + (number == lines.count - 1 ? "└─ " : "├─ ") + line) }
  }
}

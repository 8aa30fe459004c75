/// Tells the version of this computer's Lync Server.
import Engine
import Lync

struct GetCsServerVersion: Cmdlet {
  static let command = Command("Get", "CsServerVersion", module: "Lync", errorType: "CsShell.GetCsServerVersion", outputs: ["System.String"],
    synopsis: "Tells the version of Lync Server on this computer.",
    examples: [("Here", "Get-CsServerVersion")])

  mutating func process(_ shell: Invocation) throws { try shell.refusals { try shell.write(shell.session.world().serverVersion()) } }
}

/// Moves the response groups of a pool to a Lync Server 2013 pool.
import Engine
import Lync

struct MoveCsRgsConfiguration: Cmdlet {
  static let command = Command("Move", "CsRgsConfiguration", module: "Lync", errorType: "CsShell.MoveCsRgsConfiguration",
    outputs: ["Microsoft.Rtc.Management.WritableSettings.ServiceSettings"],
    synopsis: "Moves the response groups of a pool to a Lync Server 2013 pool.",
    examples: [
      ("From 2010 to 2013", "Move-CsRgsConfiguration -Source ApplicationServer:pool10.litwareinc.com -Destination ApplicationServer:pool13.litwareinc.com"),
    ])
  @Parameter("Source", at: 0, help: "The pool to move from.") var source: String
  @Parameter("Destination", at: 1, help: "The pool to move to.") var destination: String
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.run { try $0.moveRgsConfiguration(source: source, destination: destination) }
  }
}

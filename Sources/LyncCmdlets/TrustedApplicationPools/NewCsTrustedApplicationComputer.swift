/// Adds a computer to a trusted application pool.
import Engine
import Lync

struct NewCsTrustedApplicationComputer: Cmdlet {
  static let command = Command("New", "CsTrustedApplicationComputer", module: "Lync", errorType: "CsShell.NewCsTrustedApplicationComputer", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.Xds.DisplayComputer"],
    synopsis: "Adds a computer to a trusted application pool.",
    examples: [
      ("A second computer", "New-CsTrustedApplicationComputer -Identity app4.contoso.com -Pool apps.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity
  @Parameter("Pool", help: "The pool.") var pool: String
  @Parameter("Force", help: "Goes on without asking.") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.change(identity.text) { world in
      try shell.createOnComputer(identity.text, world, force: force.isOn) { try world.newTrustedApplicationComputer(identity.text, pool: pool.withoutPrefix) }
    }
  }
}

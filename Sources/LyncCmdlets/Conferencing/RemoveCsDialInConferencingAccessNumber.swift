/// Removes a dial-in access number.
import Engine
import Lync

struct RemoveCsDialInConferencingAccessNumber: Cmdlet {
  static let command = Command("Remove", "CsDialInConferencingAccessNumber", module: "Lync", errorType: "CsShell.RemoveCsDialInConferencingAccessNumber", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.Xds.AccessNumber"],
    synopsis: "Removes a dial-in access number.",
    examples: [
      ("One", "Remove-CsDialInConferencingAccessNumber -Identity sip:RedmondDialIn@contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity

  mutating func process(_ shell: Invocation) throws {
    try shell.change({ try $0.endpointIdentity(identity.text) }) { world in
      try world.removeAccessNumber(identity.text)
      return Outcome()
    }
  }
}

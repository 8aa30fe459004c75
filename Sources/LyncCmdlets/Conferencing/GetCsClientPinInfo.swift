/// Tells whether a user has a PIN and until when.
import Engine
import Lync

struct GetCsClientPinInfo: Cmdlet {
  static let command = Command("Get", "CsClientPinInfo", module: "Lync", errorType: "CsShell.GetCsClientPinInfo", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.UserPinService.PinInfoDetails"],
    synopsis: "Tells whether a user has a PIN and until when.",
    examples: [
      ("One user", "Get-CsClientPinInfo \"Ken Myer\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity

  mutating func process(_ shell: Invocation) throws {
    try shell.get { [try $0.clientPinInfo(identity.text)] }
  }
}

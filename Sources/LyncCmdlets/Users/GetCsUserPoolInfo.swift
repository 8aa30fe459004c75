/// Tells which pools and computers serve a user.
import Engine
import Lync

struct GetCsUserPoolInfo: Cmdlet {
  static let command = Command("Get", "CsUserPoolInfo", module: "Lync", errorType: "CsShell.GetCsUserPoolInfo",
    outputs: ["Microsoft.Rtc.Management.Xds.GetOCsUserPoolInfoCmdlet+UserInformation"],
    synopsis: "Tells which pools and computers serve a user.",
    examples: [
      ("One user", "Get-CsUserPoolInfo \"Ken Myer\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("LocalStore", help: "Asks the local copy on this computer, as of the last replication.") var localStore: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.get { [try $0.userPoolInfo(identity.text)] }
  }
}

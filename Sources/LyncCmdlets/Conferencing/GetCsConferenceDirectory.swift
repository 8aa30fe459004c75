/// Lists conference directories.
import Engine
import Lync

struct GetCsConferenceDirectory: Cmdlet {
  static let command = Command("Get", "CsConferenceDirectory", module: "Lync", errorType: "CsShell.GetCsConferenceDirectory", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.WritableConfig.Settings.PstnConf.ConferenceDirectories"],
    synopsis: "Lists conference directories.",
    examples: [
      ("Those of a pool", "Get-CsConferenceDirectory | Where-Object {$_.ServiceId -match \"pool10.litwareinc.com\"}"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  @Parameter("LocalStore", help: "Asks the local copy on this computer, as of the last replication.") var localStore: Switch
  @Parameter("Filter", sets: ["Filter"],
    help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter:
    String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { world in
      guard let text = identity?.text ?? filter else { return try world.conferenceDirectories() }
      if let number = Int(text) { return try world.conferenceDirectories(number) }
      let pattern = Wildcard(text)
      guard Wildcard.isPattern(text) else { throw shell.badDirectory(text) }
      return try world.conferenceDirectories().filter { pattern.matches($0["Identity"]?.text ?? "") }
    }
  }
}

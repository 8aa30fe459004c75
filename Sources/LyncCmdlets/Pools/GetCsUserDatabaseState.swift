/// Tells whether the user store of a pool is online, and which version a computer runs.
import Engine
import Lync

struct GetCsUserDatabaseState: Cmdlet {
  static let command = Command("Get", "CsUserDatabaseState", module: "Lync", errorType: "CsShell.GetCsUserDatabaseState", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.Xds.UserStoreState"],
    synopsis: "Tells whether the user store of a pool is online.",
    examples: [("All pools", "Get-CsUserDatabaseState"), ("One", "Get-CsUserDatabaseState -Identity UserServer:pool13.contoso.com")])
  @Parameter("Identity", at: 0, sets: ["Identity"], help: "The UserServer service.") var identity: String?
  @Parameter("RegistrarPool", sets: ["RegistrarPool"], help: "The pool.") var registrarPool: Fqdn?

  mutating func process(_ shell: Invocation) throws { try shell.get { try $0.userDatabaseState(identity ?? registrarPool?.text) } }
}

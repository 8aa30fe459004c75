/// `$PSVersionTable`: what scripts ask before they rely on a feature.
import Engine
import Primitives

extension NetTypes {
  /// Defines `$PSVersionTable`, with versions as objects, so that `.Major` and comparisons work.
  public static func installVersionTable(into context: ExecutionContext) {
    let name = "System.Management.Automation.PSVersionHashTable"
    TypeTable.register(name) { NetType(name, base: TypeTable.get("System.Collections.Hashtable")) }
    func version(_ text: String) -> Value { (try? NetVersion.parse(text)).map { .other(PSVersion($0)) } ?? .str(text) }
    let table = PSHash(.hashtable)
    table.exactType = TypeTable.get(name)
    let followed = FollowedVersion.text
    table.set("PSVersion", (try? SemanticVersion.parse(followed)).map { .other(PSSemanticVersion($0)) } ?? .str(followed))
    table.set("PSEdition", .str("Core"))
    table.set("GitCommitId", .str(followed))
    table.set("OS", .str("Debian GNU/Linux 12 (bookworm)"))
    table.set("Platform", .str("Unix"))
    let compatible = ["1.0", "2.0", "3.0", "4.0", "5.0", "5.1", "6.0", "7.0"].map(version)
    table.set("PSCompatibleVersions", .array(PSArray(compatible, of: TypeTable.get("System.Version"))))
    table.set("PSRemotingProtocolVersion", version("2.4"))
    table.set("SerializationVersion", version("1.1.0.1"))
    table.set("WSManStackVersion", version("3.0"))
    let v = Variable("PSVersionTable", .hash(table))
    v.options = [.constant, .allScope]
    v.itemDescription = "Version information for current PowerShell session"
    try? context.define(v, scope: "global")
  }
}

/// Lists trusted applications with their GRUUs.
import Engine
import Lync

struct GetCsTrustedApplication: Cmdlet {
  static let command = Command("Get", "CsTrustedApplication", module: "Lync", errorType: "CsShell.GetCsTrustedApplication", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.Xds.DisplayTrustedApplication"],
    synopsis: "Lists trusted applications with their GRUUs.",
    examples: [
      ("Its GRUUs", "(Get-CsTrustedApplication -Identity trustedapps.contoso.com/urn:application:acmeapp).ComputerGruus"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: ApplicationIdentity?
  @Parameter("Filter", sets: ["Filter"],
    help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter:
    String?
  @Parameter("ApplicationId", sets: ["ParentAndRelativeKey"], help: "Id of the application, with or without urn:application:.") var applicationId: String?
  @Parameter("TrustedApplicationPoolFqdn", sets: ["ParentAndRelativeKey"], help: "The trusted application pool.") var trustedApplicationPoolFqdn: String?

  mutating func process(_ shell: Invocation) throws {
    if shell.isBound("ApplicationId") != shell.isBound("TrustedApplicationPoolFqdn") {
      throw shell.terminating("ParameterPair", .invalidArgument, "ApplicationId and TrustedApplicationPoolFqdn must be given together.", exception: "System.ArgumentException")
    }
    try shell.get { try $0.trustedApplications(identity: identity?.text, filter: filter, id: applicationId, pool: trustedApplicationPoolFqdn?.withoutPrefix) }
  }
}

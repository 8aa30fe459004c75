/// Rebuilds an application for another version of UCMA.
import Engine
import Lync

struct UpdateSimApplication: Cmdlet {
  static let command = Command("Update", "SimApplication", module: "Sim", errorType: "CsShell.UpdateSimApplication",
    synopsis: "Rebuilds an application for another version of UCMA.",
    description: "Prints the warnings of the compiler about obsolete members. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("To UCMA 4.0", "Update-SimApplication acd13.litwareinc.com acd -UcmaVersion 4.0"),
    ])
  @Parameter("Pool", at: 0, from: .propertyName, help: "The pool.") var pool: String
  @Parameter("ApplicationId", at: 1, from: .propertyName, help: "Id of the application, with or without urn:application:.") var applicationId: String
  @Parameter("UcmaVersion", help: "The UCMA version the program is built with, such as 4.0.") var ucmaVersion: String

  mutating func process(_ shell: Invocation) throws { try shell.run { try $0.updateApplication(pool, applicationId, ucmaVersion: ucmaVersion) } }
}

/// Tells whether a user's client can do something on its pool.
import Engine
import Lync

struct TestSimClientFeature: Cmdlet {
  static let command = Command("Test", "SimClientFeature", module: "Sim", errorType: "CsShell.TestSimClientFeature",
    synopsis: "Tells whether a user's client can do something on its pool.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("Conferencing", "Test-SimClientFeature \"Hao Chen\" -Feature Conferencing"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("Feature", validate: [.set(["Presence", "IM", "Conferencing"], ignoreCase: true, message: nil)], help: "What to try.") var feature: String

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals { try shell.write(.bool(shell.session.world().testClientFeature(identity.text, feature: feature))) }
  }
}

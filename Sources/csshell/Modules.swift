/// Puts every module of the product into a session, in order.
import CoreCmdlets
import Directory
import Engine
import Formatting
import Labs
import LyncCmdlets
import NetTypes

enum Modules {
  /// How engines for background scripts are made: with the same modules, and the same forest, as the session they belong to.
  static func prepareBackground() {
    ExecutionContext.makeEngine = { parent, host in
      let context = ExecutionContext(host: host ?? BackgroundHost(parent.host))
      if host == nil { context.services["NonInteractive"] = context.host }
      context.services["Background"] = context.host
      try install(into: context, deployment: nil, journal: nil)
      context.services["LyncSession"] = parent.services["LyncSession"]
      // who sleeps in the background lets the others run
      context.passTime = nil
      return context
    }
  }

  static func install(into context: ExecutionContext, deployment: String?, journal: JournalFile?) throws {
    NetTypes.install()
    CoreCmdlets.registerTypes()
    context.installDefaults()
    Formatting.install(into: context)
    CoreCmdlets.install(into: context)
    LyncCmdlets.install(into: context, deployment: deployment, journal: journal)
    Labs.install(into: context)
  }
}

/// The host of a script in the background: what it writes there goes where its session writes; nobody answers it.
final class BackgroundHost: Host {
  private let session: Host
  init(_ session: Host) { self.session = session; super.init() }
  override var width: Int { session.width }
  override func write(_ text: String) { session.write(text) }
  override func writeError(_ text: String) { session.writeError(text) }
  override func flush() { session.flush() }
  override func readLine() -> String? { nil }
  override func readSecret() -> String? { nil }
}

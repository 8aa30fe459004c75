/// Puts every module of the product into a session, in order.
import CoreCmdlets
import Directory
import Engine
import Formatting
import Labs
import LyncCmdlets
import NetTypes

enum Modules {
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

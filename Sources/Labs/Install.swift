/// Puts the lab cmdlets into a session.
import Completion
import Engine
import Formatting

extension Labs {
  public static func install(into context: ExecutionContext) {
    context.commands.register(all)
    context.commands.registerAliases(aliases)
    ArgumentCompleters.of(context).providers.append { command, parameter, word, context in
      guard parameter == "Id", all.contains(where: { $0.0.equalsIgnoringCase(command) }) else { return nil }
      return ((try? LabPack.all(context)) ?? []).filter { $0.id.lowercased().hasPrefix(word.lowercased()) }.map { CompletionMatch($0.id, .parameterValue, toolTip: $0.title) }
    }
    ViewTable.of(context).appended.append(View("Lab", for: ["Sim.Lab"], .table(TableBody([
      .init("Id", width: 7, .left), .init("Title", .left), .init("Deployment", width: 10, .left), .init("Minutes", width: 7, .right), .init("State", width: 10, .left),
    ]))))
    HelpTopics.of(context).add {
      [HelpTopics.Topic("about_Labs", "Exercises with checks.", """
        Get-Lab                 the exercises, and how long they take
        Start-Lab L-20C         loads the deployment and tells the task
        Get-LabHint             a step further, one hint at a time
        Test-SimLab             what is done and what is missing

        Every lab begins from its own state of the forest; starting it again begins anew.
        """)]
    }
  }
}

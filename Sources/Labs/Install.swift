/// Puts the lab cmdlets into a session.
import Engine
import Formatting

extension Labs {
  public static func install(into context: ExecutionContext) {
    context.commands.register(all)
    context.commands.registerAliases(aliases)
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

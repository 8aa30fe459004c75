/// Debugs a running job. Scripts of jobs cannot be stopped at from outside here, so it ends with the error for jobs
/// that do not support it.
import Engine

struct DebugJob: Cmdlet {
  static let command = Command("Debug", "Job", module: "Microsoft.PowerShell.Core", defaultSet: "JobParameterSet", confirm: .medium,
    synopsis: "Opens the debugger in a background job.",
    examples: [("The job called sync", "Debug-Job -Name sync")])
  @Parameter("Job", at: 0, from: [.pipeline, .propertyName], sets: ["JobParameterSet"], mandatory: true, type: "System.Management.Automation.Job") var job: Value
  @Parameter("Name", at: 0, sets: ["JobNameParameterSet"], mandatory: true) var name: String
  @Parameter("Id", at: 0, sets: ["JobIdParameterSet"], mandatory: true) var id: Int
  @Parameter("InstanceId", at: 0, sets: ["JobInstanceIdParameterSet"], mandatory: true, type: "System.Guid") var instanceId: Value
  @Parameter("BreakAll", fidelity: .inert) var breakAll: Switch

  mutating func end(_ shell: Invocation) throws {
    let all = JobTable.of(shell.context).jobs
    let found: [Job], what: (word: String, shown: String)
    switch shell.parameterSet {
    case "JobNameParameterSet": found = all.filter { Wildcard(name).matches($0.name) }; what = ("Name", "name \(name)")
    case "JobIdParameterSet": found = all.filter { $0.id == id }; what = ("Id", "id \(id)")
    case "JobInstanceIdParameterSet":
      let text = Conversion.toString(instanceId, shell.context)
      found = all.filter { $0.instanceId.description.equalsIgnoringCase(text) }
      what = ("InstanceId", "Instance Id \(text)")
    default: found = [job.refValue as? Job].compactMap { $0 }; what = ("Job", "")
    }
    guard let target = found.first else { throw refuse("DebugJobCannotFindJobWith" + what.word, "Cannot find job with \(what.shown).", shell) }
    if found.count > 1 { throw refuse("DebugJobFoundMultipleJobsWith" + what.word, "Multiple jobs were found with the name \(name).  Debug-Job can debug only one job at a time.", shell) }
    guard try shell.shouldProcess(target.name, action: "Debug") else { return }
    throw refuse(
      "DebugJobNoDebuggableJobsFound",
      """
      The provided job and all child jobs were examined but no jobs were found that could be debugged.  In order to debug a job or child job the job must \
      support debugging and also be in a running state.
      """,
      shell)
  }
  private func refuse(_ id: String, _ message: String, _ shell: Invocation) -> TerminatingError {
    shell.terminating(id, .invalidOperation, message, exception: "System.Management.Automation.PSInvalidOperationException")
  }
}

/// Stops jobs.
import Engine

struct StopJob: Cmdlet {
  static let command = Command("Stop", "Job", module: "Microsoft.PowerShell.Core", defaultSet: "SessionIdParameterSet", confirm: .medium,
    outputs: ["System.Management.Automation.Job"],
    synopsis: "Stops background jobs.",
    examples: [("All that run", "Get-Job -State Running | Stop-Job")])
  @Parameter("Job", at: 0, from: [.pipeline, .propertyName], sets: ["JobParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Management.Automation.Job[]") var jobs: [Value]
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Name", at: 0, from: .propertyName, sets: ["NameParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var names: [String]
  @Parameter("InstanceId", at: 0, from: .propertyName, sets: ["InstanceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Guid[]") var instanceIds: [Value]
  @Parameter("Id", at: 0, from: .propertyName, sets: ["SessionIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var ids: [Int]
  @Parameter("State", at: 0, from: .propertyName, sets: ["StateParameterSet"], mandatory: true, type: "System.Management.Automation.JobState") var state: Value?
  @Parameter("Filter", at: 0, from: .propertyName, sets: ["FilterParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var filter: PSHash?

  mutating func process(_ shell: Invocation) throws {
    for j in try JobSelection(ids: ids, names: names, instanceIds: instanceIds, objects: jobs, state: $state.isBound ? state : nil, filter: $filter.isBound ? filter : nil).jobs(shell) {
      if try !j.isOver && shell.shouldProcess("Remote Command: \(j.command), associated with a job that has an ID of \"\(j.id)\".", action: "Stop") {
        j.stop()
        _ = try JobOutput.wait([j], seconds: 10, shell)
      }
      if passThru.isOn { try shell.write(.other(j)) }
    }
  }
}

/// Forgets jobs.
import Engine

struct RemoveJob: Cmdlet {
  static let command = Command("Remove", "Job", module: "Microsoft.PowerShell.Core", defaultSet: "SessionIdParameterSet", confirm: .medium,
    outputs: ["System.Management.Automation.Job"],
    synopsis: "Deletes background jobs.",
    examples: [("All of them", "Get-Job | Remove-Job -Force")])
  @Parameter("Job", at: 0, from: [.pipeline, .propertyName], sets: ["JobParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Management.Automation.Job[]") var jobs: [Value]
  @Parameter("Force", sets: ["SessionIdParameterSet", "JobParameterSet", "InstanceIdParameterSet", "NameParameterSet", "FilterParameterSet"], aliases: ["F"]) var force: Switch
  @Parameter("Name", at: 0, from: .propertyName, sets: ["NameParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var names: [String]
  @Parameter("InstanceId", at: 0, from: .propertyName, sets: ["InstanceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Guid[]") var instanceIds: [Value]
  @Parameter("Id", at: 0, from: .propertyName, sets: ["SessionIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var ids: [Int]
  @Parameter("State", at: 0, from: .propertyName, sets: ["StateParameterSet"], mandatory: true, type: "System.Management.Automation.JobState") var state: Value?
  @Parameter("Command", from: .propertyName, sets: ["CommandParameterSet"], validate: [.notNullOrEmpty]) var commands: [String]
  @Parameter("Filter", at: 0, from: .propertyName, sets: ["FilterParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var filter: PSHash?

  mutating func process(_ shell: Invocation) throws {
    let table = JobTable.of(shell.context)
    for j in try JobSelection(
      ids: ids, names: names, instanceIds: instanceIds, objects: jobs, state: $state.isBound ? state : nil, filter: $filter.isBound ? filter : nil,
      commands: commands
    ).jobs(shell) {
      if !j.isOver, !force.isOn { try refuse(j, shell); continue }
      guard try shell.shouldProcess("Remote Command: \(j.command), associated with the job that has an ID of \"\(j.id)\".", action: "Remove") else { continue }
      if !j.isOver, j.state != .notStarted || j.kind == .event {
        j.stop()
        _ = try JobOutput.wait([j], seconds: 5, shell)
      }
      guard table.jobs.contains(where: { $0 === j }) else {
        try shell.error(
          "CannotRemoveJob", .invalidOperation,
          "The command cannot remove the job because it does not exist or because it is a child job. Child jobs can be removed only by removing the parent job.",
          exception: "System.ArgumentException", target: .other(j))
        continue
      }
      table.remove(j)
    }
  }
  private func refuse(_ j: Job, _ shell: Invocation) throws {
    let (parameter, meant) = switch shell.parameterSet {
    case "NameParameterSet": ("Name", "job ID \(j.id) and the name \(j.name) because the job is not finished. To remove the job, first stop the job,")
    case "InstanceIdParameterSet": ("InstanceId", "job ID \(j.id) and the instance identifier \(j.instanceId) because the job is not finished. To remove the job, first stop the job")
    case "SessionIdParameterSet": ("SessionId", "job ID \(j.id) because the job is not finished. To remove the job, first stop the job,")
    default: ("Job", "job ID \(j.id) because the job is not finished. To remove the job, first stop the job,")
    }
    let refusal = PSException("System.ArgumentException", "The command cannot remove the job with the \(meant) or use the Force parameter. (Parameter '\(parameter)')")
    refusal.properties.append(("ParamName", .str(parameter)))
    try shell.error(ErrorRecord(refusal, id: "JobObjectNotFinishedCannotBeRemoved", .invalidOperation, target: .other(j)))
  }
}

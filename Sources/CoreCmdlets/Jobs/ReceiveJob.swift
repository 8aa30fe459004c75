/// Hands out what jobs have written: output, errors, warnings, in order.
import Engine

struct ReceiveJob: Cmdlet {
  static let command = Command("Receive", "Job", module: "Microsoft.PowerShell.Core", defaultSet: "Location",
    synopsis: "Returns what background jobs have written so far.",
    examples: [("Everything, then forget the job", "Receive-Job -Name Count -Wait -AutoRemoveJob")])
  @Parameter("Job", at: 0, from: [.pipeline, .propertyName], sets: ["ComputerName", "Location", "Session"], mandatory: true, type: "System.Management.Automation.Job[]") var jobs: [Value]
  @Parameter("ComputerName", at: 1, from: .propertyName, sets: ["ComputerName"], aliases: ["Cn"], validate: [.notNullOrEmpty], fidelity: .inert) var computers: [String]
  @Parameter("Location", at: 1, sets: ["Location"], validate: [.notNullOrEmpty]) var locations: [String]
  @Parameter("Session", at: 1, from: .propertyName, sets: ["Session"], validate: [.notNull], type: "System.Management.Automation.Runspaces.PSSession[]", fidelity: .inert) var sessions: [Value]
  @Parameter("Keep") var keep: Switch
  @Parameter("NoRecurse") var noRecurse: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Wait") var wait: Switch
  @Parameter("AutoRemoveJob") var autoRemove: Switch
  @Parameter("WriteEvents") var writeEvents: Switch
  @Parameter("WriteJobInResults") var writeJob: Switch
  @Parameter("Name", at: 0, from: .propertyName, sets: ["NameParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var names: [String]
  @Parameter("InstanceId", at: 0, from: .propertyName, sets: ["InstanceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Guid[]") var instanceIds: [Value]
  @Parameter("Id", at: 0, from: .propertyName, sets: ["SessionIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var ids: [Int]

  private var waited: [Job] = []
  private var failed: [Job] = []

  mutating func begin(_ shell: Invocation) throws {
    guard !wait.isOn else { return }
    let refused: [(Switch, String)] = [
      (autoRemove, "The -AutoRemoveJob parameter cannot be used without the -Wait parameter"),
      (writeJob, "The -WriteJobInResults parameter cannot be used without the -Wait parameter"),
      (writeEvents, "The WriteEvents parameter cannot be used without the Wait parameter."),
      (force, "The -Force parameter cannot be used without the -Wait parameter."),
    ]
    for (given, why) in refused where given.isOn {
      throw shell.terminating("InvalidOperation", .invalidOperation, why, exception: "System.Management.Automation.PSInvalidOperationException")
    }
  }
  mutating func process(_ shell: Invocation) throws {
    var found = try JobSelection(ids: ids, names: names, instanceIds: instanceIds, objects: jobs).jobs(shell)
    if !locations.isEmpty { found = found.filter { j in locations.contains { $0.equalsIgnoringCase(j.location) } } }
    if writeJob.isOn { for j in found { try shell.write(.other(j)) } }
    if wait.isOn { waited += found } else { try JobOutput.write(own(found), keep: keep.isOn, failed: &failed, shell) }
  }
  mutating func end(_ shell: Invocation) throws {
    if waited.isEmpty { return }
    let all = waited, keep = keep.isOn, awaited = all.flatMap(\.leaves).filter { !$0.isOver }
    if keep {
      _ = try JobOutput.wait(all, shell)
      try JobOutput.write(own(all), keep: true, awaited: awaited, failed: &failed, shell)
    } else { _ = try JobOutput.wait(all, shell) { try JobOutput.write(own(all), keep: false, awaited: awaited, failed: &failed, shell) } }
    if writeEvents.isOn { for j in all.flatMap({ $0.children + [$0] }) { try shell.write(JobTypes.ended(j)) } }
    if autoRemove.isOn { for j in all { JobTable.of(shell.context).remove(j) } }
  }
  /// The jobs whose output is their own: with `-NoRecurse` not those that others work for.
  private func own(_ all: [Job]) -> [Job] { noRecurse.isOn ? all.filter(\.children.isEmpty) : all }
}

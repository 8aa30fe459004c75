/// Waits until jobs have ended.
import Engine

struct WaitJob: Cmdlet {
  static let command = Command("Wait", "Job", module: "Microsoft.PowerShell.Core", defaultSet: "SessionIdParameterSet",
    outputs: ["System.Management.Automation.Job"],
    synopsis: "Waits until background jobs have ended.",
    examples: [("The first of them", "Get-Job | Wait-Job -Any")])
  @Parameter("Job", at: 0, from: [.pipeline, .propertyName], sets: ["JobParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Management.Automation.Job[]") var jobs: [Value]
  @Parameter("Any") var any: Switch
  @Parameter("Timeout", aliases: ["TimeoutSec"], validate: [.range(.int(-1), .int(2147483647))]) var timeout: Int?
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Name", at: 0, from: .propertyName, sets: ["NameParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var names: [String]
  @Parameter("InstanceId", at: 0, from: .propertyName, sets: ["InstanceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Guid[]") var instanceIds: [Value]
  @Parameter("Id", at: 0, from: .propertyName, sets: ["SessionIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var ids: [Int]
  @Parameter("State", at: 0, from: .propertyName, sets: ["StateParameterSet"], mandatory: true, type: "System.Management.Automation.JobState") var state: Value?
  @Parameter("Filter", at: 0, from: .propertyName, sets: ["FilterParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var filter: PSHash?

  private var all: [Job] = []

  mutating func process(_ shell: Invocation) throws {
    all += try JobSelection(ids: ids, names: names, instanceIds: instanceIds, objects: jobs, state: $state.isBound ? state : nil, filter: $filter.isBound ? filter : nil).jobs(shell)
  }
  mutating func end(_ shell: Invocation) throws {
    if all.isEmpty { return }
    _ = try JobOutput.wait(all, any: any.isOn, seconds: timeout.flatMap { $0 < 0 ? nil : Double($0) }, shell)
    let over = all.filter(\.isOver)
    for j in any.isOn ? Array(over.prefix(1)) : over { try shell.write(.other(j)) }
  }
}

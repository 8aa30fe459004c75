/// Lists the jobs of the session.
import Engine
import Primitives

struct GetJob: Cmdlet {
  static let command = Command("Get", "Job", module: "Microsoft.PowerShell.Core", defaultSet: "SessionIdParameterSet",
    outputs: ["System.Management.Automation.Job"],
    synopsis: "Lists background jobs.",
    examples: [("Those that run", "Get-Job -State Running")])
  private static let lists = ["SessionIdParameterSet", "InstanceIdParameterSet", "NameParameterSet", "StateParameterSet", "CommandParameterSet"]
  @Parameter("IncludeChildJob", sets: GetJob.lists) var includeChildren: Switch
  @Parameter("ChildJobState", sets: GetJob.lists, type: "System.Management.Automation.JobState") var childState: Value?
  @Parameter("HasMoreData", sets: GetJob.lists) var hasMoreData: Bool?
  @Parameter("Before", sets: GetJob.lists) var before: NetDateTime?
  @Parameter("After", sets: GetJob.lists) var after: NetDateTime?
  @Parameter("Newest", sets: GetJob.lists) var newest: Int?
  @Parameter("Id", at: 0, from: .propertyName, sets: ["SessionIdParameterSet"], validate: [.notNullOrEmpty]) var ids: [Int]
  @Parameter("Name", at: 0, from: .propertyName, sets: ["NameParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var names: [String]
  @Parameter("InstanceId", at: 0, from: .propertyName, sets: ["InstanceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Guid[]") var instanceIds: [Value]
  @Parameter("State", at: 0, from: .propertyName, sets: ["StateParameterSet"], mandatory: true, type: "System.Management.Automation.JobState") var state: Value?
  @Parameter("Command", from: .propertyName, sets: ["CommandParameterSet"], validate: [.notNullOrEmpty]) var commands: [String]
  @Parameter("Filter", at: 0, from: .propertyName, sets: ["FilterParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var filter: PSHash?

  mutating func process(_ shell: Invocation) throws {
    let isPlain = ids.isEmpty && names.isEmpty && instanceIds.isEmpty && !$state.isBound && commands.isEmpty && !$filter.isBound
    var found =
      isPlain
      ? JobTable.of(shell.context).jobs
      : try JobSelection(
        ids: ids, names: names, instanceIds: instanceIds, state: $state.isBound ? state : nil, filter: $filter.isBound ? filter : nil, commands: commands
      ).jobs(shell)
    if let hasMoreData { found = found.filter { $0.hasMoreData == hasMoreData } }
    if let before { found = found.filter { ($0.ended ?? .now).ticks < before.ticks } }
    if let after { found = found.filter { ($0.ended ?? .now).ticks > after.ticks } }
    if let newest { found = Array(found.suffix(max(0, newest))) }
    for j in found.sorted(by: { $0.id < $1.id }) {
      try shell.write(.other(j))
      if includeChildren.isOn || childState != nil {
        for k in j.children where childState.map({ Conversion.equals(JobTypes.state(k), $0) }) ?? true { try shell.write(.other(k)) }
      }
    }
  }
}

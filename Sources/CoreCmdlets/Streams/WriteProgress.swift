/// Shows how far a long command has come.
import Engine

struct WriteProgress: Cmdlet {
  static let command = Command("Write", "Progress",
    synopsis: "Shows how far long work has come.",
    examples: [("Half done", "Write-Progress -Activity 'Moving users' -PercentComplete 50")])
  @Parameter("Activity", at: 0, help: "What is being done; the first line of the display.") var activity: String?
  @Parameter("Status", at: 1, validate: [.notNullOrEmpty], help: "How it stands; the second line of the display.") var status: String?
  @Parameter("Id", at: 2, validate: [.range(.int(0), .int(2147483647))]) var id: Int?
  @Parameter("PercentComplete", validate: [.range(.int(-1), .int(100))]) var percentComplete: Int?
  @Parameter("SecondsRemaining") var secondsRemaining: Int?
  @Parameter("CurrentOperation") var currentOperation: String?
  @Parameter("ParentId", validate: [.range(.int(-1), .int(2147483647))]) var parentId: Int?
  @Parameter("Completed") var completed: Switch
  @Parameter("SourceId", fidelity: .inert) var sourceId: Int?

  mutating func process(_ shell: Invocation) throws {
    if (activity ?? "").isEmpty, !completed.isOn {
      throw shell.terminating(
        "MissingActivity", .invalidArgument, "Missing value for mandatory parameter. (Parameter 'Activity')", exception: "System.ArgumentException",
        target: activity.map { .str($0) } ?? .null)
    }
    if let parentId, parentId == id ?? 0 {
      throw shell.terminating(
        "Argument", .invalidArgument, "ParentActivityId cannot be the same as the ActivityId.",
        exception: "System.Management.Automation.PSArgumentException")
    }
    var r = ProgressRecord()
    r.activity = activity ?? ""
    r.status = status ?? "Processing"
    r.id = id ?? 0
    r.parentId = parentId ?? -1
    r.percent = percentComplete ?? -1
    r.secondsRemaining = secondsRemaining ?? -1
    r.currentOperation = currentOperation ?? ""
    r.completed = completed.isOn
    try shell.progress(r)
  }
}

/// Runs a script in the background on a thread of this process; what it outputs are the objects themselves.
///
/// - Example: `Start-ThreadJob { $using:list.Add(1) } | Wait-Job`
import Engine

struct StartThreadJob: Cmdlet {
  static let command = Command("Start", "ThreadJob", module: "Microsoft.PowerShell.ThreadJob", errorType: "Microsoft.PowerShell.ThreadJob.StartThreadJobCommand", defaultSet: "ScriptBlock",
    outputs: ["Microsoft.PowerShell.ThreadJob.ThreadJob"],
    synopsis: "Runs a script block on another thread of this process.",
    examples: [("And its output", "Start-ThreadJob { 1 + 1 } | Receive-Job -Wait")])
  @Parameter("ScriptBlock", at: 0, sets: ["ScriptBlock"], mandatory: true, validate: [.notNull]) var scriptBlock: ScriptBlock
  @Parameter("FilePath", at: 0, sets: ["FilePath"], mandatory: true, validate: [.notNullOrEmpty]) var filePath: String
  @Parameter("Name", validate: [.notNullOrEmpty]) var name: String?
  @Parameter("InitializationScript", validate: [.notNull]) var initialisation: ScriptBlock?
  @Parameter("InputObject", from: .pipeline, validate: [.notNull], type: "psobject") var inputObject: Value?
  @Parameter("ArgumentList") var arguments: [Value]
  @Parameter("ThrottleLimit", validate: [.range(.int(1), .int(1_000_000))]) var throttleLimit: Int?
  @Parameter("StreamingHost", type: "System.Management.Automation.Host.PSHost", fidelity: .inert) var streamingHost: Value?

  private var gathered: [Value] = []

  mutating func process(_ shell: Invocation) throws { if shell.expectsInput || $inputObject.isBound { gathered.append(inputObject ?? .null) } }
  mutating func end(_ shell: Invocation) throws {
    let c = shell.context, table = JobTable.of(c)
    var task: BackgroundRun.Task
    if $scriptBlock.isBound {
      task = .init(text: scriptBlock.bodyText)
      task.using = try c.usingValues(of: scriptBlock)
    } else {
      task = try JobTable.task(file: filePath, shell)
      task.using = try c.usingValues(of: c.makeBlock(task.text))
    }
    task.initialisation = initialisation?.bodyText
    task.arguments = arguments
    if !gathered.isEmpty { task.input = gathered }
    task.folder = c.fullPath(".")
    let job = table.make(.thread, name: name, command: task.text)
    job.run = BackgroundRun(task, parent: c)
    table.add(job)
    try table.enqueue(job, limit: throttleLimit)
    try shell.write(.other(job))
  }
}

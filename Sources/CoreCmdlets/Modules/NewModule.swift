/// Makes a module from a script block, in memory.
import Engine

struct NewModule: Cmdlet {
  static let command = Command("New", "Module", module: "Microsoft.PowerShell.Core", defaultSet: "ScriptBlock", outputs: ["System.Management.Automation.PSModuleInfo"],
    synopsis: "Creates a module in memory from a script block.",
    examples: [("A module with one function", "New-Module -Name Greeting -ScriptBlock { function Get-Greeting { 'hello' } }")])

  @Parameter("Name", in: [InSet("Name", at: 0, mandatory: true, from: .pipeline)]) var name: String?
  @Parameter("ScriptBlock", in: [InSet("Name", at: 1, mandatory: true), InSet("ScriptBlock", at: 0, mandatory: true)], validate: [.notNull]) var block: ScriptBlock
  @Parameter("Function", validate: [.notNull]) var functions: [String]?
  @Parameter("Cmdlet", validate: [.notNull], fidelity: .inert) var cmdlets: [String]?
  @Parameter("ReturnResult") var returnResult: Switch
  @Parameter("AsCustomObject") var asCustomObject: Switch
  @Parameter("ArgumentList", aliases: ["Args"], remaining: true) var arguments: [Value]

  mutating func end(_ shell: Invocation) throws {
    func guid() throws -> String { Conversion.toString(try shell.context.callStatic(TypeTable.get("System.Guid"), "NewGuid", [])) }
    do { try shell.context.refuseClauses(block) } catch let e as TerminatingError { throw shell.terminating(e.record) }
    let m = ModuleInfo(try name ?? "__DynamicModule_" + guid())
    m.path = shell.context.fullPath(try guid())
    let results: [Value]
    // what stops the module's body stops nobody else: there is no module then
    do { results = try shell.context.load(m, block, arguments: arguments) } catch let e as TerminatingError { return try shell.passOn(e.record) }
    // unlike one of a file, it exports aliases only where it says so
    if m.exportsByDefault { m.exportedAliases = [] }
    if asCustomObject.isOn, !returnResult.isOn { try shell.write(.object(shell.context.customObject(of: m))); return }
    try shell.context.publish(m, functions: functions, register: false)
    if !returnResult.isOn { return try shell.write(.other(m)) }
    for r in results { try shell.write(r) }
  }
}

/// Members PowerShell adds to processes.
import Engine
import NetTypes

enum ProcessTypeData {
  static func install(into context: ExecutionContext) {
    let key = "system.diagnostics.process"
    let data = context.typeData[key] ?? TypeData("System.Diagnostics.Process")
    func add(_ name: String, _ get: @escaping (PSProcess, ExecutionContext) throws -> Value) {
      if data.member(name) != nil { return }
      data.members.append(MemberDefinition(name, .code(get: { v, c in try (v.refValue as? PSProcess).map { try get($0, c) } ?? .null }, set: nil)))
    }
    add("Path") { p, _ in p.path.map { .str($0) } ?? .null }
    add("CommandLine") { p, _ in p.arguments.isEmpty ? .null : .str(p.arguments.joined(separator: " ")) }
    add("Parent") { p, _ in PSProcess.find(p.parent).map { .other($0) } ?? .null }
    add("Company") { _, _ in .null }
    add("CPU") { p, c in try c.property(try c.property(.other(p), "TotalProcessorTime") ?? .null, "TotalSeconds") ?? .null }
    for n in ["FileVersion", "ProductVersion", "Description", "Product"] { add(n) { _, _ in .null } }
    add("__NounName") { _, _ in .str("Process") }
    data.member("__NounName")?.isHidden = true
    let sources = [
      "Path": "$this.Mainmodule.FileName", "Company": "$this.Mainmodule.FileVersionInfo.CompanyName", "CPU": "$this.TotalProcessorTime.TotalSeconds",
      "FileVersion": "$this.Mainmodule.FileVersionInfo.FileVersion", "ProductVersion": "$this.Mainmodule.FileVersionInfo.ProductVersion",
      "Description": "$this.Mainmodule.FileVersionInfo.FileDescription", "Product": "$this.Mainmodule.FileVersionInfo.ProductName",
    ]
    for (name, source) in sources { data.member(name)?.getter = .script(source) }
    context.typeData[key] = data
  }
}

/// Members PowerShell adds to processes.
import Engine
import NetTypes

enum ProcessTypeData {
  static func install(into context: ExecutionContext) {
    let key = "system.diagnostics.process"
    let data = context.typeData[key] ?? TypeData("System.Diagnostics.Process")
    // an object that only bears the name of the type is asked as the script would
    let sources = [
      "Path": "$this.Mainmodule.FileName", "Company": "$this.Mainmodule.FileVersionInfo.CompanyName", "CPU": "$this.TotalProcessorTime.TotalSeconds",
      "FileVersion": "$this.Mainmodule.FileVersionInfo.FileVersion", "ProductVersion": "$this.Mainmodule.FileVersionInfo.ProductVersion",
      "Description": "$this.Mainmodule.FileVersionInfo.FileDescription", "Product": "$this.Mainmodule.FileVersionInfo.ProductName",
      "CommandLine": "\n[IO.File]::ReadAllText(\"/proc/$($this.Id)/cmdline\").Trim([char]0).Replace([char]0, ' ')",
    ]
    func add(_ name: String, _ get: @escaping (PSProcess, ExecutionContext) throws -> Value) {
      if data.member(name) != nil { return }
      let member = MemberDefinition(name, .code(get: { v, c in
        if let p = v.refValue as? PSProcess { return try get(p, c) }
        guard let source = sources[name], name != "CommandLine" else { return .null }
        return (try? c.invokeBlock(try c.makeBlock(source), this: v)) ?? .null
      }, set: nil))
      member.getter = sources[name].map { .script($0) }
      data.members.append(member)
    }
    add("Path") { p, _ in p.path.map { .str($0) } ?? .null }
    add("CommandLine") { p, _ in p.arguments.isEmpty ? .null : .str(p.arguments.joined(separator: " ")) }
    add("Parent") { p, _ in PSProcess.find(p.parent).map { .other($0) } ?? .null }
    data.member("Parent")?.getter = .method("GetParentProcess", type: "System.Object")
    add("Company") { _, _ in .null }
    add("CPU") { p, c in try c.property(try c.property(.other(p), "TotalProcessorTime") ?? .null, "TotalSeconds") ?? .null }
    for n in ["FileVersion", "ProductVersion", "Description", "Product"] { add(n) { _, _ in .null } }
    if data.member("__NounName") == nil {
      data.members.append(MemberDefinition("__NounName", .note(.str("Process"))))
      data.members.append(MemberDefinition("PSConfiguration", .set(["Name", "Id", "PriorityClass", "FileVersion"])))
      data.members.append(MemberDefinition("PSResources", .set([
        "Name", "Id", "Handlecount", "WorkingSet", "NonPagedMemorySize", "PagedMemorySize", "PrivateMemorySize", "VirtualMemorySize", "Threads.Count", "TotalProcessorTime"
      ])))
    }
    context.typeData[key] = data
    let module = TypeData("System.Diagnostics.ProcessModule")
    let ofModules = [
      ("Size", "$this.ModuleMemorySize / 1024"), ("Company", "$this.FileVersionInfo.CompanyName"), ("FileVersion", "$this.FileVersionInfo.FileVersion"),
      ("ProductVersion", "$this.FileVersionInfo.ProductVersion"), ("Description", "$this.FileVersionInfo.FileDescription"),
      ("Product", "$this.FileVersionInfo.ProductName"),
    ]
    for (name, source) in ofModules {
      let member = MemberDefinition(name, .code(get: { v, c in
        guard name == "Size", case .int(let size)? = try c.property(v, "ModuleMemorySize") else { return .null }
        return size % 1024 == 0 ? .int(size / 1024) : .double(Double(size) / 1024)
      }, set: nil))
      member.getter = .script(source)
      module.members.append(member)
    }
    context.typeData["system.diagnostics.processmodule"] = module
  }
}

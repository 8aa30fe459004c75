/// Which processes the process cmdlets mean: by name with wildcards, by number, or given as objects; sorted by name.
import Engine
import NetTypes

struct ProcessQuery {
  let names: [String]?, ids: [Int]?, input: [Value]?

  func run(_ shell: Invocation) throws -> [PSProcess] {
    var found: [(name: String, process: PSProcess)] = []
    func add(_ p: PSProcess) { if !found.contains(where: { $0.process.id == p.id }) { found.append((p.name, p)) } }
    if let ids {
      for id in ids {
        if let p = PSProcess.find(Int32(truncatingIfNeeded: id)) { add(p) }
        else { try ProcessQuery.error(shell, "Cannot find a process with the process identifier \(id).", "NoProcessFoundForGivenId", .objectNotFound, .integer(id)) }
      }
    } else if let input { for v in input { if let p = v.refValue as? PSProcess { add(p) } } } else if let names {
      let all = PSProcess.all().map { ($0.name, $0) }
      for n in names {
        try shell.checkWildcards([n])
        let pattern = Wildcard(n)
        let hits = all.filter { pattern.matches($0.0) }
        for (_, p) in hits { add(p) }
        if hits.isEmpty, !Wildcard.hasSpecial(n) {
          if let number = Int32(n), number >= 0 {
            try ProcessQuery.error(
              shell, "Cannot find a process with the name \"\(n)\". Try running with -Id to search by Id of processes.", "RecommendIdTagForGivenName",
              .objectNotFound, .str(n))
          }
          else {
            try ProcessQuery.error(
              shell, "Cannot find a process with the name \"\(n)\". Verify the process name and call the cmdlet again.", "NoProcessFoundForGivenName",
              .objectNotFound, .str(n))
          }
        }
      }
    } else { found = PSProcess.all().map { ($0.name, $0) } }
    return found.sorted { a, b in
      let x = a.name.lowercased(), y = b.name.lowercased()
      return x == y ? a.process.id < b.process.id : x < y
    }.map(\.process)
  }
  static func error(_ shell: Invocation, _ message: String, _ id: String, _ category: ErrorCategory, _ target: Value) throws {
    try shell.error(id, category, message, exception: "Microsoft.PowerShell.Commands.ProcessCommandException", target: target)
  }
}

/// What a version has besides when a semantic version with labels was made into it: its text keeps them.
import Engine

enum VersionTypeData {
  static func install(into context: ExecutionContext) {
    let name = "System.Version#IncludeLabel"
    let data = TypeData(name)
    data.members.append(MemberDefinition("ToString", .codeMethod({ this, _, c in
      func part(_ name: String) throws -> String { Conversion.toString(try c.property(this, name) ?? .null, c) }
      let label = try part("PSSemVerPreReleaseLabel"), build = try part("PSSemVerBuildLabel")
      return .str("\(try part("Major")).\(try part("Minor")).\(try part("Build"))" + (label.isEmpty ? "" : "-" + label) + (build.isEmpty ? "" : "+" + build))
    })))
    context.typeData[name.lowercased()] = data
  }
}

/// How an `about_` text is found and shown.
import Engine
import Formatting

extension HelpTopics {
  func find(_ w: Wildcard) -> [Topic] { all.filter { w.matches($0.name) }.sorted { $0.name.lowercased() < $1.name.lowercased() } }

  static func page(_ t: Topic) -> Value {
    func indented(_ s: String) -> String { s.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n") }
    let o = PSObject([("Name", .str(t.name)), ("Category", .str("HelpFile")), ("Synopsis", .str(t.synopsis))])
    o.textForm = "TOPIC\n    \(t.name)\n\nSHORT DESCRIPTION\n\(indented(t.synopsis))\n\nLONG DESCRIPTION\n\(indented(t.body))\n"
    o.typeNames = ["HelpFileInfo", "HelpInfo", "System.Management.Automation.PSCustomObject", "System.Object"]
    return .object(o)
  }
  static func summary(_ t: Topic) -> Value {
    let o = PSObject([("Name", .str(t.name)), ("Category", .str("HelpFile")), ("ModuleName", .null), ("Synopsis", .str(t.synopsis))])
    o.typeNames = ["HelpInfoShort", "HelpInfo", "System.Management.Automation.PSCustomObject", "System.Object"]
    return .object(o)
  }
}

/// `CommentHelpInfo`, what `GetHelpContent` of a tree answers.
import Engine
import NetTypes
import Syntax

enum CommentHelpInfo {
  private static let type = RecordType("System.Management.Automation.Language.CommentHelpInfo", base: "System.Object", ["Synopsis", "Description", "Notes"].map { "string \($0) {get;}" }
      + ["System.Collections.Generic.IDictionary[string,string] Parameters {get;}"]
      + ["Links", "Examples", "Inputs", "Outputs"].map { "System.Collections.ObjectModel.ReadOnlyCollection[string] \($0) {get;}" }
    + ["Component", "Role", "Functionality", "ForwardHelpTargetName", "ForwardHelpCategory", "RemoteHelpRunspace", "MamlHelpFile"].map { "string \($0) {get;}" })

  static func register() {
    type.type.extend { t in
      t.method("string GetCommentBlock()") { v, _, _ in (v.refValue as? Record).map { .str(block($0.values)) } ?? .null }
    }
    for name in ["FunctionDefinitionAst", "ScriptBlockAst"] {
      TypeTable.extend("System.Management.Automation.Language." + name) { t in
        t.method("System.Management.Automation.Language.CommentHelpInfo GetHelpContent()") { v, _, _ in (v.refValue as? PSAst).flatMap { HelpComments.of($0.ast) }.map(object) ?? .null }
      }
    }
  }
  private static func object(_ h: HelpComments) -> Value {
    func text(_ s: String?) -> Value { s.map { .str($0) } ?? .null }
    func list(_ s: [String]) -> Value {
      let a = PSArray(s.map { .str($0) }, of: TypeTable.string)
      a.kind = .readOnlyCollection
      return .array(a)
    }
    let parameters = PSHash(.dictionary)
    parameters.keyType = TypeTable.string
    parameters.valueType = TypeTable.string
    for p in h.parameters { parameters.set(p.name, .str(p.text)) }
    return type.make([
      text(h.synopsis), text(h.description), text(h.notes), .hash(parameters), list(h.links), list(h.examples), list(h.inputs), list(h.outputs),
      text(h.component), text(h.role), text(h.functionality), text(h.forwardTarget), text(h.forwardCategory), text(h.remoteRunspace), text(h.externalFile)
    ])
  }
  /// The sections as a comment again.
  private static func block(_ v: [Value]) -> String {
    var out = "<#\n"
    func say(_ word: String, _ value: Value, onOneLine: Bool = false) {
      let text = value.isNull ? "" : Conversion.toString(value)
      if !text.isEmpty { out += "." + word + (onOneLine ? " " : "\n") + text + "\n" }
    }
    func each(_ word: String, _ list: Value) { for x in list.arrayValue?.values ?? [] { out += ".\(word)\n\(Conversion.toString(x))\n" } }
    say("SYNOPSIS", v[0])
    say("DESCRIPTION", v[1])
    if case .hash(let h) = v[3].base { for (name, text) in h.pairs { out += ".PARAMETER \(Conversion.toString(name))\n\(Conversion.toString(text))\n" } }
    each("INPUTS", v[6])
    each("OUTPUTS", v[7])
    say("NOTES", v[2])
    each("EXAMPLE", v[5])
    each("LINK", v[4])
    say("FORWARDHELPTARGETNAME", v[11], onOneLine: true)
    say("FORWARDHELPCATEGORY", v[12], onOneLine: true)
    say("REMOTEHELPRUNSPACE", v[13], onOneLine: true)
    say("COMPONENT", v[8])
    say("ROLE", v[9])
    say("FUNCTIONALITY", v[10])
    say("EXTERNALHELP", v[14], onOneLine: true)
    return out + "#>\n"
  }
}

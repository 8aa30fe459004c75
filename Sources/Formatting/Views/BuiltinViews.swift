/// The views every session has, by type. Built when the first object that is not a scalar is formatted.
import Engine

enum BuiltinViews {
  private static let index: [String: [View]] = {
    var t: [String: [View]] = [:]
    for v in all() { for n in v.types { t[n.lowercased(), default: []].append(v) } }
    return t
  }()
  static func views(of typeName: String) -> [View] { index[typeName] ?? [] }
  static func all() -> [View] { records + dotNet + files + powerShell + styles + help + other }

  private static func custom(_ name: String, _ type: String..., outOfBand: Bool = false, groupBy: GroupBy? = nil, _ f: @escaping (Value, ExecutionContext) throws -> Value) -> View {
    View(name, for: type, groupBy: groupBy, outOfBand: outOfBand, .custom(CustomBody([.value(.code(f), format: nil, enumerate: false, control: nil, condition: nil)])))
  }

  /// Things that are shown as they come, between everything else.
  private static let records: [View] = [
    custom("ScriptBlock", "System.Management.Automation.ScriptBlock", outOfBand: true) { v, c in .str(ValueText.text(v, c)) },
    custom("ErrorInstance", "System.Management.Automation.ErrorRecord", outOfBand: true) { v, c in .str(ErrorView.text(v, c)) },
    custom("WarningRecord", "System.Management.Automation.WarningRecord", outOfBand: true) { v, c in try c.property(v, "Message") ?? .null },
    custom("DeserializedWarningRecord", "Deserialized.System.Management.Automation.WarningRecord", outOfBand: true) { v, c in try c.property(v, "InformationalRecord_Message") ?? .null },
    custom("VerboseRecord", "System.Management.Automation.VerboseRecord", outOfBand: true) { v, c in try c.property(v, "Message") ?? .null },
    custom("DebugRecord", "System.Management.Automation.DebugRecord", outOfBand: true) { v, c in try c.property(v, "Message") ?? .null },
    custom("InformationRecord", "System.Management.Automation.InformationRecord", outOfBand: true) { v, c in .str(ValueText.text(v, c)) },
  ]

  private static let other: [View] = [
    custom("HelpInfo", "HelpFileInfo", outOfBand: true) { v, c in .str(ValueText.text(v, c)) },
    custom("DateTime", "System.DateTime") { v, c in try ViewCode.dateTime(v, c) },
    custom("MatchInfo", "Microsoft.PowerShell.Commands.MatchInfo") { v, c in
      let here = c.variable("PWD").map { ValueText.text($0, c) } ?? ""
      return (try? c.callMethod(v, "ToEmphasizedString", [.str(here)])) ?? .str(ValueText.text(v, c))
    },
    custom(
      "GetErrorInstance", "System.Management.Automation.ErrorRecord#PSExtendedError", "System.Exception#PSExtendedError",
      groupBy: GroupBy(.property("PSErrorIndex"), label: "ErrorIndex")
    ) { v, c in
      .str(ErrorDetailView.text(v, c))
    },
    View("CommandParameterSetInfo", for: ["System.Management.Automation.CommandParameterSetInfo"], .custom(parameterSet)),
  ]

  private static func item(_ label: String, _ property: String) -> [CustomBody.Item] {
    [.text(label), .value(.property(property), format: nil, enumerate: false, control: nil, condition: nil), .newLine]
  }
  private static let parameterSet = CustomBody(
    item("Parameter Set Name: ", "Name") + item("Is default parameter set: ", "IsDefault")
      + [.value(.property("Parameters"), format: nil, enumerate: true, control: parameter, condition: nil), .newLine])
  private static let parameter = CustomBody([
    .newLine,
    .frame(first: 0, left: 2, right: 0, item("Parameter Name: ", "Name") + [
      .frame(first: 0, left: 2, right: 0,
        item("ParameterType = ", "ParameterType") + item("Position = ", "Position") + item("IsMandatory = ", "IsMandatory") + item("IsDynamic = ", "IsDynamic")
          + item("HelpMessage = ", "HelpMessage") + item("ValueFromPipeline = ", "ValueFromPipeline") + item("ValueFromPipelineByPropertyName = ", "ValueFromPipelineByPropertyName")
          + item("ValueFromRemainingArguments = ", "ValueFromRemainingArguments") + item("Aliases = ", "Aliases")
          + [.text("Attributes ="), .newLine, .value(.property("Attributes"), format: nil, enumerate: true, control: CustomBody([.frame(first: 0, left: 2, right: 0, [.newLine])]), condition: nil)])
    ]),
  ])
}

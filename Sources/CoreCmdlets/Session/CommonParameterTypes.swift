/// The classes whose properties are the common parameters: code that builds functions asks them which names are taken.
import Engine

enum CommonParameterTypes {
  private static let rows: [(type: String, properties: [String])] = [
    ("Internal.CommonParameters", [
      "switch Verbose", "switch Debug", "System.Management.Automation.ActionPreference ErrorAction", "System.Management.Automation.ActionPreference WarningAction",
      "System.Management.Automation.ActionPreference InformationAction", "System.Management.Automation.ActionPreference ProgressAction", "string ErrorVariable", "string WarningVariable",
      "string InformationVariable", "string OutVariable", "int OutBuffer", "string PipelineVariable",
    ]),
    ("Internal.ShouldProcessParameters", ["switch WhatIf", "switch Confirm"]),
    ("Internal.TransactionParameters", ["switch UseTransaction"]),
  ]
  static func register() {
    for row in rows {
      let full = "System.Management.Automation." + row.type
      TypeTable.register(full) {
        NetType(full, base: TypeTable.object) { t in
          for p in row.properties { t.property(p + " {get;set;}") { _, _ in .null } }
        }
      }
    }
  }
}

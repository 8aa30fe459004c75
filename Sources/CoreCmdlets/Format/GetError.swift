/// Shows errors of the session in full.
import Engine
import Formatting

struct GetError: Cmdlet {
  static let command = Command("Get", "Error", aliases: ["gerr"], defaultSet: "Newest",
    outputs: ["System.Management.Automation.ErrorRecord#PSExtendedError", "System.Exception#PSExtendedError"],
    synopsis: "Shows everything about the latest errors.",
    examples: [("The last three", "Get-Error -Newest 3")])
  @Parameter("InputObject", at: 0, from: .pipeline, sets: ["Error"], validate: [.notNullOrEmpty], type: "psobject") var inputObject: Value?
  @Parameter("Newest", sets: ["Newest"], aliases: ["Last"], validate: [.range(.int(1), .int(Int32.max))]) var newest: Int?
  private var index = 0

  mutating func process(_ shell: Invocation) throws {
    if let v = inputObject { return try show(v, shell) }
    guard case .array(let all)? = shell.context.variable("Error")?.base else { return }
    for v in all.values.prefix(newest ?? 1) { try show(v, shell) }
  }

  /// The record with the extra type name its view is for; several are numbered.
  private mutating func show(_ v: Value, _ shell: Invocation) throws {
    let base = v.base
    let names = shell.context.typeNames(base)
    let isRecord: Bool
    switch base.refValue {
    case is ErrorRecord: isRecord = true
    case is PSException: isRecord = false
    default: return
    }
    let root = isRecord ? "System.Management.Automation.ErrorRecord" : "System.Exception"
    let o = PSObject(wrapping: base)
    o.typeNames = names.map { $0 == root ? root + "#PSExtendedError" : $0 }
    if newest ?? 1 > 1 { o.set("PSErrorIndex", .int(Int32(truncatingIfNeeded: index))) }
    index += 1
    try shell.write(.object(o))
  }
}

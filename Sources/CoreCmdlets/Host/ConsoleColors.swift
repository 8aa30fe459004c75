/// `$Host.PrivateData`: the console's colours of errors, warnings and progress as scripts set them. `$PSStyle` decides what is shown.
import Engine

enum ConsoleColors {
  private static let names = ["FormatAccentColor", "ErrorAccentColor"] + ["Error", "Warning", "Debug", "Verbose", "Progress"].flatMap { ["\($0)ForegroundColor", "\($0)BackgroundColor"] }
  /// What a console starts with; nil = its own background.
  private static let standard: [String?] = ["Green", "Cyan", "Red", nil, "Yellow", nil, "Yellow", nil, "Yellow", nil, "Black", "Yellow"]

  static func make(_ context: ExecutionContext) -> Value {
    let color = TypeTable.get("System.ConsoleColor")
    let values = standard.map { name in
      (try? Conversion.convert(name.map { .str($0) } ?? .int(-1), to: color, context)) ?? .int(-1)
    }
    return type.make(values)
  }
  private static let type: RecordType = RecordType("Microsoft.PowerShell.ConsoleHost+ConsoleColorProxy", []) { t in
    for (i, name) in names.enumerated() {
      t.property("System.ConsoleColor \(name) {get;set;}", set: { v, new, c in
        Record.of(v)?.values[i] = try Conversion.convert(new, to: TypeTable.get("System.ConsoleColor"), c)
      }) { v, _ in Record.of(v)?.values[i] ?? .null }
    }
  }
}

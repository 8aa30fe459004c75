/// Reads a file that holds one hashtable of constants.
import Engine

struct ImportPowerShellDataFile: Cmdlet {
  static let command = Command("Import", "PowerShellDataFile", defaultSet: "ByPath", synopsis: "Imports values from a .psd1 file without invoking its contents.", examples: [("Settings", "Import-PowerShellDataFile settings.psd1")])
  @Parameter("Path", at: 0, sets: ["ByPath"], mandatory: true, validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("SkipLimitCheck", fidelity: .inert) var skipLimitCheck: Switch
  @Parameter("LiteralPath", at: 0, from: .propertyName, sets: ["ByLiteralPath"], mandatory: true, aliases: ["PSPath", "LP"], validate: [.notNullOrEmpty]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    let literal = $literalPath.isBound
    for text in literal ? literalPath : path {
      for p in try shell.items([text], literal: literal) {
        do { try shell.write(try shell.context.readDataFile(p.path)) }
        catch let e as TerminatingError {
          try shell.error("CouldNotParseAsPowerShellDataFile", .invalidData, "The file '\(p.path)' could not be parsed as a PowerShell Data File: \(e.record.message)", exception: "System.InvalidOperationException", target: .str(p.path))
        }
      }
    }
  }
}

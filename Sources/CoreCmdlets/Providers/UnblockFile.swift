/// Files carry no mark of where they came from on this platform, which the error says.
import Engine

struct UnblockFile: Cmdlet {
  static let command = Command("Unblock", "File", defaultSet: "ByPath", confirm: .medium,
    synopsis: "Takes the mark of a download from files.",
    examples: [("As on Windows", "Unblock-File setup.ps1")])
  @Parameter("Path", at: 0, sets: ["ByPath"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["ByLiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    for text in literalPath {
      let file = try shell.space.resolve(text).path
      if Posix.info(file) == nil { try shell.error("FileNotFound", .objectNotFound, file, exception: "System.IO.FileNotFoundException", target: .str(file)) }
    }
    for text in path { _ = try shell.existing(text) }
    throw shell.terminating("LinuxNotSupported", .notImplemented, "The cmdlet does not support Linux.", exception: "System.PlatformNotSupportedException")
  }
}

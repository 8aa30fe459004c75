/// The hash of files or of a stream.
import Engine
import Primitives

struct GetFileHash: Cmdlet {
  static let command = Command("Get", "FileHash", defaultSet: "Path",
    outputs: ["Microsoft.PowerShell.Commands.FileHashInfo"],
    synopsis: "Computes a checksum of files.",
    examples: [("SHA-256", "Get-FileHash setup.zip")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", at: 0, from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("InputStream", at: 0, sets: ["StreamParameterSet"], mandatory: true, type: "System.IO.Stream") var inputStream: Value?
  @Parameter("Algorithm", at: 1, validate: [.set(["SHA1", "SHA256", "SHA384", "SHA512", "MD5"], ignoreCase: true, message: nil)]) var algorithm: String?

  mutating func process(_ shell: Invocation) throws {
    let kind = (algorithm ?? "SHA256").uppercased()
    if $inputStream.isBound {
      let hasher = try shell.context.callStatic(TypeTable.get("System.Security.Cryptography.\(kind)"), "Create", [])
      let hash = try shell.context.callMethod(hasher, "ComputeHash", [inputStream ?? .null])
      return try put(kind, (hash.arrayValue?.values ?? []).compactMap { if case .byte(let b) = $0 { b } else { nil } }, .str(""), shell)
    }
    var files = $literalPath.isBound ? try literalPath.map { try shell.space.resolve($0) } : []
    for text in path {
      do { files += try shell.existing(text) } catch let e as TerminatingError where e.record.exception.type.name == "ItemNotFoundException" { try shell.error(e.record) }
    }
    for p in files {
      do {
        guard var hash = HashAlgorithm(name: kind)?.start() else { continue }
        // a path of another provider is taken for a file's
        try Posix.readPortions(p.provider is FileSystemProvider ? p.path : Posix.currentDirectory + "/" + p.path) { hash.update($0) }
        try put(kind, hash.finish(), .str(p.path), shell)
      } catch let e as Posix.Failure {
        let (id, category): (String, ErrorCategory) = switch e.exceptionType {
        case "System.IO.FileNotFoundException": ("FileNotFound", .objectNotFound)
        case "System.UnauthorizedAccessException": ("UnauthorizedAccessError", .invalidData)
        default: ("FileReadError", .readError)
        }
        try shell.error(e.record(id, category, p.path))
      }
    }
  }
  private func put(_ kind: String, _ hash: [UInt8], _ path: Value, _ shell: Invocation) throws {
    try shell.write(GetFileHash.type.make([.str(kind), .str(ByteText.hex(hash)), path]))
  }
  private static let type = RecordType("Microsoft.PowerShell.Commands.FileHashInfo", ["string Algorithm {get;set;}", "string Hash {get;set;}", "string Path {get;set;}"])
}

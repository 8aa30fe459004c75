/// Writes output to a file, as the screen would show it.
import Codecs
import Engine
import Formatting
import Glibc
import Primitives

struct OutFile: Cmdlet {
  static let command = Command("Out", "File", defaultSet: "ByPath", confirm: .medium,
    synopsis: "Writes objects into a file, as they would be shown.",
    examples: [("A report", "Get-CsPool | Out-File pools.txt -Width 200")])
  @Parameter("FilePath", at: 0, sets: ["ByPath"], aliases: ["Path"]) var filePath: String
  @Parameter("LiteralPath", from: .propertyName, sets: ["ByLiteralPath"], aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("Encoding", at: 1, mandatory: false, validate: [.notNullOrEmpty]) var encoding: TextEncoding
  @Parameter("Append") var append: Switch
  @Parameter("Force") var force: Switch
  @Parameter("NoClobber", aliases: ["NoOverwrite"]) var noClobber: Switch
  @Parameter("Width", validate: [.range(.int(2), .int(Int32.max))]) var width: Int?
  @Parameter("NoNewline") var noNewline: Switch
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  private var engine: OutputEngine?
  private var file: TextFileOutput?

  mutating func begin(_ shell: Invocation) throws {
    if !$literalPath.isBound, !$filePath.isBound {
      throw shell.terminating(
        "ArgumentNull", .invalidArgument,
        "Cannot process argument because the value of argument \"path\" is null. Change the value of argument \"path\" to a non-null value.",
        exception: "System.Management.Automation.PSArgumentNullException")
    }
    let given = $literalPath.isBound ? literalPath : filePath
    guard try shell.shouldProcess(given, action: "Output to File") else { return }
    let path = try shell.filePath(given, literal: $literalPath.isBound)
    let out = try TextFileOutput(path, codec: encoding.codec, append: append.isOn, force: force.isOn, noClobber: noClobber.isOn, columns: width ?? .max, newline: !noNewline.isOn, shell)
    file = out
    engine = OutputEngine(shell.context, out, for: shell)
  }
  mutating func process(_ shell: Invocation) throws {
    file?.begin()
    guard let v = inputObject else { return }
    if case .other(let r) = v, let written = r as? ProgramBytes { file?.put(raw: written.bytes) } else { try engine?.process(v) }
  }
  mutating func end(_ shell: Invocation) throws {
    try engine?.end()
    try file?.close()
  }
  mutating func cleanup(_ shell: Invocation) { try? file?.close() }
}

/// A line output that encodes into a file.
final class TextFileOutput: LineOutput {
  private let file: OutputFile
  /// Why a line could not be written; told when the file is closed.
  private var failure: Error?
  private let codec: TextCodec
  private let lineEnd: String
  private var buffer: [UInt8] = []
  /// The byte order mark, which a file gets when the first object comes.
  private var preamble: [UInt8]
  private var restoreMode: (String, mode_t)?

  init(_ path: String, codec: TextCodec, append: Bool, force: Bool, noClobber: Bool, columns: Int, newline: Bool, _ shell: Invocation) throws {
    self.codec = codec
    lineEnd = newline ? "\n" : ""
    var info = stat()
    let exists = stat(path, &info) == 0
    if exists, info.st_mode & S_IFMT == S_IFDIR {
      if noClobber, !append, !path.hasSuffix("/") {
        throw shell.terminating(ErrorRecord(PSException("System.IO.IOException", "The file '\(path)' already exists."), id: "FileOpenFailure", .openError))
      }
      throw shell.terminating(Posix.Failure(code: EISDIR, path: path).record("FileOpenFailure", .openError))
    }
    if exists, noClobber, !append {
      throw shell.terminating(
        ErrorRecord(PSException("System.IO.IOException", "The file '\(path)' already exists."), id: "NoClobber", .resourceExists, target: .str(path)))
    }
    if exists, force, info.st_mode & 0o200 == 0 {
      restoreMode = (path, info.st_mode & 0o7777)
      chmod(path, info.st_mode & 0o7777 | 0o200)
    }
    do { file = try OutputFile(path, append: append) } catch let failed as Posix.Failure {
      if let (path, mode) = restoreMode { chmod(path, mode) }
      let f = Posix.Failure(code: failed.code, path: LetterDrives.shown(path))
      if f.code != ENOENT { throw shell.terminating(f.record("FileOpenFailure", .openError)) }
      let missing = PSException("System.IO.DirectoryNotFoundException", "Could not find a part of the path '\(f.path)'.")
      throw shell.terminating(ErrorRecord(missing, id: "FileOpenFailure", .openError))
    }
    preamble = !append || !exists || info.st_size == 0 ? codec.preamble : []
    super.init(columns: columns, stripsColor: Style.of(shell.context).textIsPlain)
  }

  override func put(_ line: String) {
    if codec == .utf8, line.utf8.count > AttentiveText.piece {
      flush()
      buffer = Array(attentive: line)
      buffer.append(contentsOf: lineEnd.utf8)
    } else if codec == .utf8 { buffer.append(contentsOf: line.utf8); buffer.append(contentsOf: lineEnd.utf8) } else { buffer.append(contentsOf: codec.encode(line + lineEnd)) }
    if buffer.count > 1 << 16 { flush() }
  }
  /// Bytes that are not for us to read.
  func put(raw bytes: ArraySlice<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count > 1 << 16 { flush() }
  }
  func begin() {
    if preamble.isEmpty { return }
    buffer += preamble
    preamble = []
  }
  private func flush() {
    do { try file.write(buffer) } catch { if failure == nil { failure = error } }
    buffer.removeAll(keepingCapacity: true)
  }
  func close() throws {
    flush()
    do { try file.close() } catch { if failure == nil { failure = error } }
    if let (path, mode) = restoreMode { chmod(path, mode) }
    if let failure {
      self.failure = nil
      throw failure
    }
  }
}
